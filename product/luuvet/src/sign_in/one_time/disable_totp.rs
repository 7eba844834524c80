//! Switching one-time codes off.

use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::one_time::{store, totp};
use crate::sign_in::store as logins;
use crate::work::{Done, Verb, Work};

/// A person goes back to the password alone, proved by a last code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DisableTotp {
    /// The code that the phone shows.
    pub code: String,
}

impl Verb for DisableTotp {
    type Out = ();
    const NAME: &'static str = "disable-totp";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let login = logins::login_of(work.tx, person).await?.ok_or(Refusal::NotFound)?;
        let Some(secret) = login.totp_secret else {
            return Err(Refusal::Meanwhile(Problem::new("totp-off")));
        };
        if totp::step_of(&secret, &self.code, work.now(), login.totp_last).is_none() {
            return Err(Refusal::invalid(Problem::new("code-wrong").at("code")));
        }
        store::switch_off(work.tx, person).await?;
        work.finish(Event::new(EventKind::TotpDisabled, Subject::Person(person.0)), ()).await
    }
}
