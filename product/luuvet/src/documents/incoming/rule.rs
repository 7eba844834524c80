//! The rule that says before whom incoming documents are laid.
//!
//! Every change of a rule is an event of the organisation: who set what.

use luuvet_domain::access::Action;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::{DepartmentId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::incoming::store::{self, rules};
use crate::documents::store::Owner;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest words that are looked for, in letters.
const WORDS: usize = 200;

/// Adds a rule after the others: documents of a kind, or with words in their subject, go to a leader or straight on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddSubmissionRule {
    /// The kind's code; empty for every kind.
    pub kind: String,
    /// Words that stand in the subject; empty for every subject.
    pub words: String,
    /// `head`, `chief-of-office`, `position` or `straight`.
    pub target: String,
    /// Whom `position` and `straight` name.
    pub owner: Option<Owner>,
}

impl Verb for AddSubmissionRule {
    type Out = ();
    const NAME: &'static str = "add-submission-rule";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageMandates)?;
        let (organisation, day) = (work.organisation(), work.today().to_string());
        let words = vietnamese::fold::nfc(self.words.trim());
        let (position, department) = self.named()?;
        let mut problems = Vec::new();
        if !self.kind.is_empty() && Kind::from_code(&self.kind).is_err() {
            problems.push(Problem::new("field-choose").at("kind"));
        }
        if words.chars().count() > WORDS {
            problems.push(Problem::new("field-too-long").at("words").with("limit", WORDS));
        }
        let name = match self.owner {
            Some(owner) => store::owner_name(work.tx, organisation, owner, &day).await?,
            None => Some(String::new()),
        };
        if name.is_none() {
            problems.push(Problem::new("field-choose").at("owner"));
        }
        Refusal::unless_empty(problems)?;
        let rule = rules::Rule {
            id: work.id(),
            kind: self.kind.clone(),
            words,
            target: self.target.clone(),
            position,
            department,
            name: name.unwrap_or_default(),
        };
        if !rules::insert(work.tx, organisation, &rule).await? {
            return Err(Refusal::invalid(Problem::new("rules-too-many")));
        }
        let event = told(EventKind::SubmissionRuleAdded, work, &rule);
        work.finish(event, ()).await
    }
}

impl AddSubmissionRule {
    /// Whom the rule names, as its target asks for it.
    fn named(&self) -> Result<(Option<PositionId>, Option<DepartmentId>), Refusal> {
        match (self.target.as_str(), self.owner) {
            ("head" | "chief-of-office", _) => Ok((None, None)),
            ("position" | "straight", Some(Owner::Position(id))) => Ok((Some(id), None)),
            ("straight", Some(Owner::Department(id))) => Ok((None, Some(id))),
            ("position" | "straight", _) => Err(Refusal::invalid(Problem::new("field-choose").at("owner"))),
            _ => Err(Refusal::invalid(Problem::new("field-choose").at("target"))),
        }
    }
}

/// Removes a rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveSubmissionRule {
    /// Which one.
    pub rule: Uuid,
}

impl Verb for RemoveSubmissionRule {
    type Out = ();
    const NAME: &'static str = "remove-submission-rule";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageMandates)?;
        let organisation = work.organisation();
        let all = rules::all(work.tx, organisation).await?;
        let rule = all.iter().find(|rule| rule.id == self.rule).ok_or(Refusal::NotFound)?;
        if !rules::remove(work.tx, organisation, self.rule).await? {
            return Err(Refusal::Meanwhile(Problem::new("busy")));
        }
        let event = told(EventKind::SubmissionRuleRemoved, work, rule);
        work.finish(event, ()).await
    }
}

fn told(kind: EventKind, work: &Work<'_>, rule: &rules::Rule) -> Event {
    Event::new(kind, Subject::Organisation(work.organisation().0))
        .id("rule", rule.id)
        .code("kind", rule.kind.as_str())
        .code("target", rule.target.as_str())
        .private("words", &rule.words)
        .private("to", &rule.name)
}
