//! Correcting a person's data.

use luuvet_domain::access::Action;
use luuvet_domain::ids::PersonId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::people::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest address, in letters.
const ADDRESS: usize = 200;

/// Name, e-mail and telephone as they really are. Events that name the person keep the name of their day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CorrectPerson {
    /// Who.
    pub person: PersonId,
    /// Full name, as in the papers.
    pub full_name: String,
    /// E-mail; empty for none.
    pub email: String,
    /// Telephone; empty for none.
    pub phone: String,
}

impl Verb for CorrectPerson {
    type Out = ();
    const NAME: &'static str = "correct-person";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManagePeople)?;
        let (organisation, today) = (work.organisation(), work.today().to_string());
        let known = store::known(work.tx, organisation, self.person, &today).await?.ok_or(Refusal::NotFound)?;
        if known.holds_elsewhere {
            return Err(Refusal::invalid(Problem::new("person-shared").with("name", known.name)));
        }
        let name = vietnamese::names::normalise(&self.full_name);
        let mut problems = contact_problems(&self.email, &self.phone);
        if name.is_err() {
            problems.insert(0, Problem::new("person-name").at("full_name"));
        }
        Refusal::unless_empty(problems)?;
        let name = name.unwrap_or_default();
        store::correct(work.tx, self.person, &name, self.email.trim(), self.phone.trim()).await?;
        let event = Event::new(EventKind::PersonCorrected, Subject::Person(self.person.0)).private("name", name);
        work.finish(event, ()).await
    }
}

/// What is wrong with an e-mail and a telephone; both may be empty.
pub(crate) fn contact_problems(email: &str, phone: &str) -> Vec<Problem> {
    let (email, phone) = (email.trim(), phone.trim());
    let mut problems = Vec::new();
    let is_address = email.chars().count() <= ADDRESS
        && !email.contains(char::is_whitespace)
        && email.split_once('@').is_some_and(|(who, place)| !who.is_empty() && place.contains('.'));
    if !email.is_empty() && !is_address {
        problems.push(Problem::new("person-email").at("email"));
    }
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_number = (8..=15).contains(&digits)
        && phone.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '+' | '-' | '(' | ')'));
    if !phone.is_empty() && !is_number {
        problems.push(Problem::new("person-phone").at("phone"));
    }
    problems
}
