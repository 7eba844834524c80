//! Giving a mandate to sign.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::{MandateId, PositionId};
use luuvet_domain::obstacles::{Obstacle, Problem as Rule};
use luuvet_domain::periods::Period;
use luuvet_domain::signing::{self, MandateKind, SignFacts};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::mandates::store::{self, Mandate};
use crate::organisations::mandates::{title, words};
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A position may sign in another's place from a day on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveMandate {
    /// Under which.
    pub kind: MandateKind,
    /// The position that may sign.
    pub position: PositionId,
    /// In whose place; the head's when none is given.
    pub on_behalf_of: Option<PositionId>,
    /// The field of work that it covers; empty for all.
    pub field: String,
    /// The kinds of documents that it covers; empty for all.
    pub kinds: Vec<Kind>,
    /// The document that it stands on, in words.
    pub basis: String,
    /// The first day.
    pub from: Date,
    /// The first day that no longer counts; none for no end.
    pub until: Option<Date>,
}

impl Verb for GiveMandate {
    type Out = MandateId;
    const NAME: &'static str = "give-mandate";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<MandateId>, Refusal> {
        work.require(Action::ManageMandates)?;
        let holder_title = title(work, self.position, self.from, "position").await?;
        let organisation = work.organisation();
        let head = organisations::head_position(work.tx, organisation, &self.from.to_string()).await?;
        let on_behalf_of = self.on_behalf_of.or(head);
        let on_behalf_title = match on_behalf_of {
            Some(position) => title(work, position, self.from, "on_behalf_of").await?,
            None => String::new(),
        };
        let mandate = Mandate {
            id: work.id(),
            kind: self.kind,
            position: self.position,
            title: holder_title,
            holder: String::new(),
            on_behalf_of,
            on_behalf_title,
            field: vietnamese::fold::nfc(self.field.trim()),
            kinds: self.kinds.clone(),
            basis: vietnamese::fold::nfc(self.basis.trim()),
            period: Period { from: self.from, until: self.until },
        };
        let given_out_of = self.given_out_of(work, on_behalf_of, head).await?;
        Refusal::unless_empty(self.problems(&mandate, given_out_of))?;
        store::insert_mandate(work.tx, organisation, &mandate).await?;
        let event = Event::new(EventKind::MandateGiven, Subject::Position(self.position.0))
            .id("mandate", mandate.id)
            .code("kind", self.kind.code())
            .code("day", self.from.to_string())
            .private("title", mandate.title)
            .private("basis", mandate.basis);
        work.finish(event, mandate.id).await
    }
}

impl GiveMandate {
    /// The mandate out of which this one is given: what is held in writing may not be passed on.
    async fn given_out_of(
        &self,
        work: &mut Work<'_>,
        on_behalf_of: Option<PositionId>,
        head: Option<PositionId>,
    ) -> Result<Option<MandateKind>, Refusal> {
        let Some(giver) = on_behalf_of.filter(|giver| Some(*giver) != head) else {
            return Ok(None);
        };
        let (organisation, day) = (work.organisation(), self.from.to_string());
        let held = store::mandates_of(work.tx, organisation, giver, &day).await?;
        Ok(held.first().map(|mandate| mandate.kind))
    }

    /// What the rules of signing say of it on its first day, and what the form lacks.
    fn problems(&self, mandate: &Mandate, given_out_of: Option<MandateKind>) -> Vec<Problem> {
        let mut problems: Vec<Problem> = Vec::new();
        problems.extend(words(&self.basis, "basis").err());
        if mandate.on_behalf_of == Some(self.position) && self.kind != MandateKind::Tm {
            problems.push(Problem::new("mandate-self").at("position"));
        }
        if self.until.is_some_and(|until| until <= self.from) {
            problems.push(Problem::new("period-backwards").at("until"));
        }
        let rule = signing::Mandate { given_out_of, ..mandate.rule() };
        let facts = SignFacts {
            day: self.from,
            position: self.position,
            held: Period::since(self.from),
            is_head: false,
            is_substitute: false,
            mandate: Some(&rule),
            kind: self.kinds.first().copied().unwrap_or(Kind::OfficialLetter),
            field: rule.fields.first().map(String::as_str),
        };
        problems.extend(signing::obstacles(&facts).iter().filter_map(to_giver));
        problems
    }
}

/// What whoever gives the mandate is told; the same obstacle has another sentence for whoever wants to sign. An empty
/// basis and a wrong period are said at their fields already.
fn to_giver(obstacle: &Obstacle) -> Option<Problem> {
    match obstacle.problem {
        Rule::SignBasisMissing | Rule::SignMandateEnded => None,
        Rule::SignUnlimited => Some(Problem::new("mandate-unlimited").at("until")),
        Rule::SignPassedOn => Some(Problem::new("mandate-passed-on").at("on_behalf_of")),
        Rule::SignThroughMissing => Some(Problem::new("mandate-through-missing").at("on_behalf_of")),
        _ => Some(Problem::new(obstacle.code().replace('.', "-")).at("kind")),
    }
}
