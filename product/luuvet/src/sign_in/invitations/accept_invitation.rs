//! Accepting an invitation.

use luuvet_db::DbError;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::invitations::store;
use crate::sign_in::store as logins;
use crate::work::{Done, Verb, Work};

/// Longest login name, in letters.
const NAME: usize = 60;

/// The invited person chooses how to sign in. Performed by that person, for the organisation that invited.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AcceptInvitation {
    /// SHA-256 of the link's token.
    pub token: [u8; 32],
    /// The name to sign in with.
    pub login: String,
    /// argon2id, hashed before.
    pub password_hash: String,
}

impl Verb for AcceptInvitation {
    type Out = ();
    const NAME: &'static str = "accept-invitation";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let login = vietnamese::fold::nfc(self.login.trim()).to_lowercase();
        if login.is_empty() || login.chars().count() > NAME || login.contains(char::is_whitespace) {
            return Err(Refusal::invalid(Problem::new("login-name").at("login")));
        }
        let now = work.now();
        if !store::use_up(work.tx, self.token, person, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("invitation-over")));
        }
        let written = logins::put_login(work.tx, person, &login, Some(&self.password_hash)).await;
        written.map_err(|error| match error {
            DbError::Constraint(_) => Refusal::invalid(Problem::new("login-taken").at("login").with("name", &login)),
            other => other.into(),
        })?;
        let event = Event::new(EventKind::PasswordSet, Subject::Person(person.0)).private("name", &work.actor.name);
        work.finish(event, ()).await
    }
}
