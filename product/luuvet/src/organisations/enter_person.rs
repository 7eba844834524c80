//! Entering a person.

use luuvet_db::DbError;
use luuvet_domain::access::Action;
use luuvet_domain::ids::PersonId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::store;
use crate::refusal::{Problem, Refusal};
use crate::sign_in;
use crate::work::{Done, Verb, Work};

/// A person becomes known here; positions are given by other verbs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnterPerson {
    /// Full name, as in the papers.
    pub full_name: String,
    /// The name to sign in with, when the person gets one at once.
    pub login: Option<String>,
    /// argon2id, hashed before.
    pub password_hash: Option<String>,
}

impl Verb for EnterPerson {
    type Out = PersonId;
    const NAME: &'static str = "enter-person";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<PersonId>, Refusal> {
        work.require(Action::ManagePeople)?;
        let login = self.login.as_deref().map(|name| (name, self.password_hash.as_deref()));
        let person = enter(work, &self.full_name, login).await?;
        let event = Event::new(EventKind::PersonEntered, Subject::Person(person.0)).private("name", &self.full_name);
        work.finish(event, person).await
    }
}

/// Writes a person, and a login with an optional password.
pub(crate) async fn enter(
    work: &mut Work<'_>,
    full_name: &str,
    login: Option<(&str, Option<&str>)>,
) -> Result<PersonId, Refusal> {
    let name = vietnamese::names::normalise(full_name)
        .map_err(|_| Refusal::invalid(Problem::new("person-name").at("full_name")))?;
    let (id, now): (PersonId, i64) = (work.id(), work.now());
    store::insert_person(work.tx, id, &name, now).await?;
    if let Some((login, password_hash)) = login {
        let login = login.trim().to_lowercase();
        if login.is_empty() || login.len() > 60 || login.contains(char::is_whitespace) {
            return Err(Refusal::invalid(Problem::new("login-name").at("login")));
        }
        let written = sign_in::store::put_login(work.tx, id, &login, password_hash).await;
        written.map_err(|error| match error {
            DbError::Constraint(_) => Refusal::invalid(Problem::new("login-taken").at("login").with("name", &login)),
            other => other.into(),
        })?;
    }
    Ok(id)
}
