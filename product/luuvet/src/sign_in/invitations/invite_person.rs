//! Inviting a person to sign in.

use luuvet_domain::access::Action;
use luuvet_domain::ids::PersonId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::invitations::{LIFE, own_person, store};
use crate::sign_in::store as logins;
use crate::work::{Done, Verb, Work};

/// A person who has no password yet gets a link, once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InvitePerson {
    /// Who.
    pub person: PersonId,
    /// SHA-256 of the link's token, drawn before.
    pub token: [u8; 32],
}

impl Verb for InvitePerson {
    type Out = String;
    const NAME: &'static str = "invite-person";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<String>, Refusal> {
        work.require(Action::ManagePeople)?;
        let name = own_person(work, self.person).await?;
        let login = logins::login_of(work.tx, self.person).await?;
        if login.is_some_and(|login| login.password_hash.is_some()) {
            return Err(Refusal::invalid(Problem::new("person-signs-in").with("name", &name)));
        }
        let (organisation, now) = (work.organisation(), work.now());
        store::insert(work.tx, self.token, self.person, organisation, now, now + LIFE).await?;
        let event = Event::new(EventKind::PersonInvited, Subject::Person(self.person.0)).private("name", &name);
        work.finish(event, name).await
    }
}
