//! A program gets a token.

use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::api::scope::Scope;
use crate::app::{self, App};
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, STRONG, Verb, WEAK, Work};

/// Longest life, in days.
pub const LONGEST: i64 = 366;
/// Tokens of one position that are in force.
const MOST: usize = 20;
const DAY: i64 = 86_400_000_000;

/// Makes a token that stands for the actor's own position.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateToken {
    /// What it is for, in words.
    pub name: String,
    /// Codes of scopes.
    pub scopes: Vec<String>,
    /// How many days it lives, 1 to 366.
    pub days: i64,
    /// The token's hash; the token itself is never stored.
    pub hash: [u8; 32],
}

/// Makes a token and gives its text, which nobody can ask for again.
///
/// # Errors
/// The verb's refusal.
pub async fn create(app: &App, actor: &Actor, name: &str, scopes: Vec<String>, days: i64) -> Result<String, Refusal> {
    let token = format!("lv_{}", app::token_text(app.secret()?));
    let verb = CreateToken { name: name.to_owned(), scopes, days, hash: app::token_hash(&token) };
    app.perform(actor, verb).await?;
    Ok(token)
}

impl Verb for CreateToken {
    type Out = Uuid;
    const NAME: &'static str = "create-token";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Uuid>, Refusal> {
        if work.actor.weak && STRONG.iter().any(|action| work.actor.may(*action)) {
            return Err(Refusal::Forbidden(Problem::new(WEAK).with("action", Action::ManagePeople.code())));
        }
        let name = vietnamese::fold::nfc(self.name.trim());
        let mut problems = Vec::new();
        if name.is_empty() || name.chars().count() > 100 {
            problems.push(Problem::new("token-name").at("name"));
        }
        if self.scopes.is_empty() || self.scopes.iter().any(|code| Scope::from_code(code).is_none()) {
            problems.push(Problem::new("token-scopes").at("scopes"));
        }
        if !(1..=LONGEST).contains(&self.days) {
            problems.push(Problem::new("token-days").at("days").with("limit", LONGEST));
        }
        Refusal::unless_empty(problems)?;
        let (organisation, now, position) = (work.organisation(), work.now(), work.position()?);
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        if store::of_person(work.tx, person, now).await?.len() >= MOST {
            return Err(Refusal::invalid(Problem::new("token-many").with("limit", MOST)));
        }
        let id: Uuid = work.id();
        let scopes = self.scopes.join(" ");
        let new = store::NewToken { hash: self.hash, id, organisation, person, position, name: &name, scopes: &scopes };
        store::insert(work.tx, &new, now, now + self.days * DAY).await?;
        let event =
            Event::new(EventKind::TokenCreated, Subject::Person(person.0)).id("token", id).private("name", &name);
        work.finish(event, id).await
    }
}
