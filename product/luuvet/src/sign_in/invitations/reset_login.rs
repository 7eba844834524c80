//! Beginning again with a login: password or phone were lost.

use luuvet_domain::access::Action;
use luuvet_domain::ids::PersonId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::account::store as account;
use crate::sign_in::invitations::{LIFE, own_person, store};
use crate::sign_in::one_time::switch_off;
use crate::sign_in::passkeys::store as passkeys;
use crate::work::{Done, Verb, Work};

/// Password, one-time codes, passkeys and sessions of a person end, and a new link is given. Nobody does this for
/// himself: the old password or the phone would prove nothing any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResetLogin {
    /// Who.
    pub person: PersonId,
    /// SHA-256 of the link's token, drawn before.
    pub token: [u8; 32],
}

impl Verb for ResetLogin {
    type Out = String;
    const NAME: &'static str = "reset-login";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<String>, Refusal> {
        work.require(Action::ManagePeople)?;
        if work.actor.person == Some(self.person) {
            return Err(Refusal::invalid(Problem::new("reset-self")));
        }
        let name = own_person(work, self.person).await?;
        let (organisation, now, subject) = (work.organisation(), work.now(), Subject::Person(self.person.0));
        store::clear_password(work.tx, self.person).await?;
        if switch_off(work.tx, self.person).await? {
            work.note(Event::new(EventKind::TotpDisabled, subject));
        }
        for passkey in passkeys::remove_all(work.tx, self.person).await? {
            work.note(Event::new(EventKind::PasskeyRemoved, subject).private("name", passkey));
        }
        for open in account::sessions(work.tx, self.person, now).await? {
            work.note(Event::new(EventKind::SessionEnded, subject).id("session", open.id).private("name", &name));
        }
        account::end_others(work.tx, self.person, None, now).await?;
        store::insert(work.tx, self.token, self.person, organisation, now, now + LIFE).await?;
        work.finish(Event::new(EventKind::PersonInvited, subject).private("name", &name), name).await
    }
}
