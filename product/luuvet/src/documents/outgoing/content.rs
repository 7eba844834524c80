//! What a draft says, and whether it may be kept: metadata of Decree 30/2020, Annex VI, recipients, reply demands.

use std::collections::BTreeSet;

use luuvet_domain::documents::subject::{self, BadSubject};
use luuvet_domain::documents::{Direction, Kind, Relation, Subject, Urgency};
use luuvet_domain::ids::{DemandId, DepartmentId, DocumentId, MandateId, PositionId};
use serde::{Deserialize, Serialize};

use crate::documents::joint::bodies::{self, Body};
use crate::documents::joint::store as joint;
use crate::documents::outgoing::obstacles::meanwhile;
use crate::documents::outgoing::related;
use crate::documents::outgoing::store::choices::Choices;
use crate::documents::outgoing::store::drafts::{self, Demand, Recipient, Related};
use crate::documents::store::relations;
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// Most recipients of a document.
pub const RECIPIENTS: usize = 2_000;
/// Most reply demands, and most relations.
pub const DEMANDS: usize = 50;
/// Longest note and longest wording, in letters.
pub const LONGEST: usize = 2_000;
/// Longest name of a recipient, in letters.
const NAME: usize = 300;

/// What a draft says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Content {
    /// `outgoing` or `internal`.
    pub direction: String,
    /// The kind's code.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// The urgency's code.
    pub urgency: String,
    /// Only named persons read it.
    pub restricted: bool,
    /// The department that drafts it.
    pub department: Option<DepartmentId>,
    /// The position that shall sign it.
    pub signer: Option<PositionId>,
    /// Under which mandate; none for the head.
    pub mandate: Option<MandateId>,
    /// Remark.
    pub note: String,
    /// Copies to be issued on paper.
    pub copies: i64,
    /// In the order of the page.
    pub recipients: Vec<Recipient>,
    /// In the order of the page.
    pub demands: Vec<Demand>,
    /// In the order of the page.
    pub relations: Vec<Related>,
    /// Demands of the incoming document that it answers.
    pub answered: Vec<DemandId>,
    /// Bodies that issue it together with this organisation, in the order of the page.
    #[serde(default)]
    pub bodies: Vec<Body>,
}

impl Content {
    /// The same in clean form.
    ///
    /// # Errors
    /// Everything that is wrong, at its field.
    pub fn checked(&self, choices: &Choices) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        let direction = Direction::from_code(&self.direction).ok().filter(|d| *d != Direction::Incoming);
        let unknown = [
            (direction.is_none(), "direction"),
            (Kind::from_code(&self.kind).is_err(), "kind"),
            (Urgency::from_code(&self.urgency).is_err(), "urgency"),
        ];
        problems.extend(unknown.iter().filter(|(is, _)| *is).map(|(_, field)| Problem::new("field-choose").at(field)));
        let subject = Subject::parse(&vietnamese::fold::nfc(&self.subject));
        problems.extend(subject.as_ref().err().map(bad_subject));
        if self.note.chars().count() > LONGEST {
            problems.push(Problem::new("field-too-long").at("note").with("limit", LONGEST));
        }
        if !(0..=9_999).contains(&self.copies) {
            problems.push(Problem::new("draft-copies").at("copies"));
        }
        problems.extend(self.gone(choices));
        problems.extend(self.bad_lists());
        problems.extend(bodies::problems(&self.bodies, &self.direction, choices));
        Refusal::unless_empty(problems)?;
        let subject = subject.map(|subject| subject.as_str().to_owned()).unwrap_or_default();
        Ok(Self { subject, note: self.note.trim().to_owned(), ..self.clone() })
    }

    /// What was chosen and is not there any more.
    fn gone(&self, choices: &Choices) -> Vec<Problem> {
        let has_department = |id: DepartmentId| choices.departments.iter().any(|one| one.id == id.0);
        let known = |recipient: &Recipient| match (recipient.kind.as_str(), recipient.target) {
            ("outside", None) => true,
            ("organisation", Some(id)) => choices.organisations.iter().any(|one| one.id == id),
            ("department", Some(id)) => has_department(DepartmentId(id)),
            ("position", Some(id)) => choices.post(PositionId(id)).is_some(),
            _ => false,
        };
        let gone = [
            (self.department.is_some_and(|id| !has_department(id)), "department"),
            (self.signer.is_some_and(|id| choices.post(id).is_none()), "signer"),
            (self.mandate.is_some_and(|id| choices.mandate(id).is_none()), "mandate"),
            (!self.recipients.iter().all(known), "recipients"),
        ];
        gone.iter().filter(|(is, _)| *is).map(|(_, field)| Problem::new("draft-choice-gone").at(field)).collect()
    }

    fn bad_lists(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.recipients.len() > RECIPIENTS {
            problems.push(Problem::new("recipients-too-many").at("recipients").with("limit", RECIPIENTS));
        }
        let mut seen = BTreeSet::new();
        for recipient in self.recipients.iter().take(RECIPIENTS) {
            if !seen.insert((recipient.kind.as_str(), recipient.target, recipient.name.as_str())) {
                problems.push(Problem::new("recipient-twice").at("recipients").with("name", &recipient.name));
            }
            let is_named = !recipient.name.trim().is_empty() && recipient.name.chars().count() <= NAME;
            if !is_named || !matches!(recipient.role.as_str(), "lead" | "support" | "inform") {
                problems.push(Problem::new("recipient-name").at("recipients").with("limit", NAME));
            }
        }
        if self.demands.len() > DEMANDS || self.relations.len() > DEMANDS {
            problems.push(Problem::new("draft-lists-too-long").at("demands").with("limit", DEMANDS));
        }
        let is_worded = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
        if !self.demands.iter().all(|demand| is_worded(&demand.wording)) {
            problems.push(Problem::new("demand-wording").at("demands").with("limit", LONGEST));
        }
        let is_named = |one: &Related| is_worded(&one.wording) || (one.other.is_some() && one.wording.is_empty());
        let fits = |one: &Related| is_named(one) && Relation::from_code(&one.kind).is_ok();
        if !self.relations.iter().all(fits) {
            problems.push(Problem::new("relation-wording").at("relations").with("limit", LONGEST));
        }
        problems
    }

    /// Writes it into a draft that is being written in this version.
    ///
    /// # Errors
    /// When the draft has moved on, and the database's.
    pub async fn write(
        &self,
        work: &mut Work<'_>,
        document: DocumentId,
        version: i64,
        answers: Option<DocumentId>,
    ) -> Result<(), Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        if !drafts::set_content(work.tx, organisation, document, version, self, now).await? {
            return Err(meanwhile());
        }
        // Every body receives what it issues.
        let bodies = bodies::recipients(&self.bodies, &self.recipients);
        let recipients: Vec<_> = self.recipients.iter().chain(&bodies).map(|one| (work.id(), one)).collect();
        let demands: Vec<_> = self.demands.iter().map(|one| (work.id(), one)).collect();
        drafts::set_recipients(work.tx, organisation, document, &recipients).await?;
        drafts::set_demands(work.tx, organisation, document, &demands).await?;
        let relations = related::known(work, document, &self.relations).await?;
        relations::set_relations(work.tx, organisation, document, &relations).await?;
        drafts::set_copies(work.tx, organisation, document, self.copies).await?;
        let bodies: Vec<_> = self.bodies.iter().map(|one| (work.id(), one)).collect();
        joint::set_bodies(work.tx, organisation, document, &bodies).await?;
        if let Some(incoming) = answers {
            drafts::set_answered(work.tx, organisation, incoming, document, &self.answered).await?;
        }
        Ok(())
    }
}

fn bad_subject(bad: &BadSubject) -> Problem {
    match bad {
        BadSubject::Empty => Problem::new("field-empty").at("subject"),
        BadSubject::TooLong { .. } => Problem::new("field-too-long").at("subject").with("limit", subject::LONGEST),
        BadSubject::Unprintable { .. } => Problem::new("subject-unprintable").at("subject"),
    }
}
