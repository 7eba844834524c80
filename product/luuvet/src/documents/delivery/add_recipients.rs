//! Gửi bổ sung: further recipients of a document that is out already.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::assignments::Kind;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, RecipientId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::deeds::outgoing;
use super::hand_out::{freeze, hand_out};
use super::ready::is_own;
use super::store::{NewRecipient, Recipient, facts, recipients};
use crate::documents::permitted::permitted;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest name of a recipient outside, in letters.
pub const NAME: usize = 300;

/// Somebody to be added.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Addressee {
    /// `organisation`, `department`, `position`, or `outside`.
    pub kind: String,
    /// Whom; none outside.
    pub target: Option<Uuid>,
    /// The name of somebody outside; that of others is looked up.
    pub name: String,
}

/// An issued document is sent to more recipients; its page stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddRecipients {
    /// The document.
    pub document: DocumentId,
    /// Whom to add.
    pub to: Vec<Addressee>,
    /// `lead`, `support` or `inform`, for all of them.
    pub role: String,
    /// The last day, for all of them.
    pub due: Option<Date>,
}

impl Verb for AddRecipients {
    type Out = i64;
    const NAME: &'static str = "add-recipients";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<i64>, Refusal> {
        let (document, _) = permitted(work, self.document).await?;
        work.require(Action::Issue)?;
        if outgoing(&document).ok_or(Refusal::NotFound)? != State::Issued {
            return Err(Refusal::Meanwhile(Problem::new("add-not-issued")));
        }
        let organisation = work.organisation();
        let before = recipients::of_document(work.tx, organisation, document.id).await?;
        let named = self.named(work, &before).await?;
        for (addressee, name) in &named {
            let new = NewRecipient {
                id: work.id::<RecipientId>(),
                kind: &addressee.kind,
                target: addressee.target,
                name,
                role: &self.role,
                due: self.due,
                later: true,
            };
            recipients::insert(work.tx, organisation, document.id, &new).await?;
        }
        let all = recipients::of_document(work.tx, organisation, document.id).await?;
        let all = freeze(work, &document, all).await?;
        let mut count = 0;
        for recipient in all.iter().filter(|one| before.iter().all(|earlier| earlier.id != one.id)) {
            hand_out(work, &document, recipient).await?;
            count += 1;
        }
        let names: Vec<String> = named.into_iter().map(|(_, name)| name).collect();
        let event = Event::new(EventKind::RecipientsAdded, Subject::Document(document.id.0))
            .number("count", count)
            .private("to", names.join("; "));
        work.finish(event, count).await
    }
}

impl AddRecipients {
    /// Every addressee with its name; refuses with all obstacles at once.
    async fn named(&self, work: &mut Work<'_>, before: &[Recipient]) -> Result<Vec<(&Addressee, String)>, Refusal> {
        let mut problems = Vec::new();
        if self.to.is_empty() || before.len() + self.to.len() > recipients::MOST {
            problems.push(Problem::new("add-nobody").at("to").with("limit", recipients::MOST));
        }
        if Kind::from_code(&self.role).is_err() {
            problems.push(Problem::new("field-choose").at("role"));
        }
        if self.due.is_some_and(|due| due < work.today()) {
            problems.push(Problem::new("add-due-past").at("due"));
        }
        let day = work.today().to_string();
        let choices = facts::choices(work.tx, work.actor.organisation, &day).await?;
        let mut named = Vec::new();
        for addressee in &self.to {
            let known = choices.iter().find(|one| one.kind == addressee.kind && Some(one.id) == addressee.target);
            let typed = vietnamese::fold::nfc(addressee.name.trim());
            let name = match known {
                Some(choice) => choice.name.clone(),
                None if addressee.kind == "outside" && (1..=NAME).contains(&typed.chars().count()) => typed,
                None => {
                    problems.push(Problem::new("add-unknown").at("to"));
                    continue;
                }
            };
            if before.iter().any(|one| one.target == addressee.target && one.target.is_some()) {
                problems.push(Problem::new("add-twice").at("to").with("name", &name));
            }
            if is_own(&addressee.kind) && self.role == "lead" && self.due.is_none() {
                problems.push(Problem::new("issue-recipient-due").at("due").with("name", &name));
            }
            named.push((addressee, name));
        }
        Refusal::unless_empty(problems)?;
        Ok(named)
    }
}
