//! The head lists a kind as lawfully signed on paper.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Kind;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::paper::store::{self, PaperKind};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest basis, in letters.
const BASIS: usize = 300;

/// Documents of a kind may be signed on paper from a day on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListPaperKind {
    /// Which kind.
    pub kind: Kind,
    /// What it stands on, in words.
    pub basis: String,
    /// The first day.
    pub from: Date,
    /// The first day that no longer counts; none for no end.
    pub until: Option<Date>,
}

impl Verb for ListPaperKind {
    type Out = Uuid;
    const NAME: &'static str = "list-paper-kind";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Uuid>, Refusal> {
        work.require(Action::ManageMandates)?;
        let (organisation, basis) = (work.organisation(), vietnamese::fold::nfc(self.basis.trim()));
        let mut problems = Vec::new();
        if basis.is_empty() {
            problems.push(Problem::new("field-empty").at("basis"));
        }
        if basis.chars().count() > BASIS {
            problems.push(Problem::new("field-too-long").at("basis").with("limit", BASIS));
        }
        if self.until.is_some_and(|until| until <= self.from) {
            problems.push(Problem::new("period-backwards").at("until"));
        }
        let all = store::kinds(work.tx, organisation).await?;
        let is_there = |one: &PaperKind| {
            one.kind == self.kind.code()
                && one.until.is_none_or(|until| until > self.from)
                && self.until.is_none_or(|until| one.from < until)
        };
        if all.iter().any(is_there) {
            problems.push(Problem::new("paper-kind-there").at("kind"));
        }
        Refusal::unless_empty(problems)?;
        let kind =
            PaperKind { id: work.id(), kind: self.kind.code().to_owned(), basis, from: self.from, until: self.until };
        store::insert_kind(work.tx, organisation, &kind).await?;
        let event = Event::new(EventKind::PaperKindListed, Subject::Organisation(organisation.0))
            .code("kind", kind.kind)
            .code("day", self.from.to_string())
            .private("basis", kind.basis);
        work.finish(event, kind.id).await
    }
}
