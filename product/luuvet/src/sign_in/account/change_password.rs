//! Changing one's own password.

use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::sign_in::account::store;
use crate::work::{Done, Verb, Work};

/// A person has another password from now on; sessions of other browsers end. The handler has checked the old one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangePassword {
    /// argon2id, hashed before.
    pub password_hash: String,
}

impl Verb for ChangePassword {
    type Out = ();
    const NAME: &'static str = "change-password";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        if !store::set_password(work.tx, person, &self.password_hash).await? {
            return Err(Refusal::NotFound);
        }
        let now = work.now();
        store::end_others(work.tx, person, work.actor.session, now).await?;
        let event = Event::new(EventKind::PasswordSet, Subject::Person(person.0)).private("name", &work.actor.name);
        work.finish(event, ()).await
    }
}
