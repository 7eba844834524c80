//! Adding a passkey.

use luuvet_db::DbError;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::passkeys::store;
use crate::sign_in::{store as logins, strong};
use crate::work::{Done, Verb, Work};

/// Longest name, in letters.
const NAME: usize = 60;
/// Most passkeys of one person.
const MOST: usize = 20;

/// A device of the person can sign in from now on. The handler has checked the device's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddPasskey {
    /// How its owner calls it: "Điện thoại".
    pub name: String,
    /// The credential's id.
    pub credential: Vec<u8>,
    /// What is stored of it: public key and counter, as JSON.
    pub body: String,
}

impl Verb for AddPasskey {
    type Out = ();
    const NAME: &'static str = "add-passkey";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let name = vietnamese::fold::nfc(self.name.trim());
        if name.is_empty() {
            return Err(Refusal::invalid(Problem::new("field-empty").at("name")));
        }
        if name.chars().count() > NAME {
            return Err(Refusal::invalid(Problem::new("field-too-long").at("name").with("limit", NAME)));
        }
        let known = store::of_person(work.tx, person).await?.len();
        if known >= MOST {
            return Err(Refusal::invalid(Problem::new("passkeys-many").with("limit", MOST)));
        }
        let now = work.now();
        let written = store::insert(work.tx, person, &self.credential, &name, &self.body, now).await;
        written.map_err(|error| match error {
            DbError::Constraint(_) => Refusal::invalid(Problem::new("passkey-known")),
            other => other.into(),
        })?;
        // A further factor does not make up for the first one, which this session has not proved.
        let has_totp = logins::login_of(work.tx, person).await?.is_some_and(|login| login.totp_secret.is_some());
        if let Some(session) = work.actor.session.filter(|_| known == 0 && !has_totp) {
            strong::store::strengthen(work.tx, session).await?;
        }
        let event = Event::new(EventKind::PasskeyAdded, Subject::Person(person.0)).private("name", name);
        work.finish(event, ()).await
    }
}
