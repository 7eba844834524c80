//! An old register as history: read from Excel, shown and found, never continued.

use luuvet_domain::access::Action;
use luuvet_domain::ids::RegisterId;
use luuvet_domain::registers::Register;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::registers::store::{OldLine, Series, history, series};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Most lines of one import; a year's book has fewer.
pub const MOST: usize = 5_000;

/// All lines of an old register, or none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportHistory {
    /// Its name.
    pub name: String,
    /// `incoming` or `outgoing`.
    pub direction: String,
    /// Its year.
    pub year: i16,
    /// Its lines, already checked, in their order.
    pub lines: Vec<OldLine>,
}

impl Verb for ImportHistory {
    type Out = RegisterId;
    const NAME: &'static str = "import-history";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<RegisterId>, Refusal> {
        work.require(Action::OpenRegister)?;
        let name = vietnamese::fold::nfc(self.name.trim());
        Refusal::unless_empty(self.problems(&name, work.today().year()))?;
        let (organisation, now, id) = (work.organisation(), work.now(), work.id());
        let count = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let old = Series {
            id,
            direction: self.direction.clone(),
            name: name.clone(),
            owner_symbol: String::new(),
            kinds: String::new(),
            outside_last: String::new(),
            confirmed_at: None,
            history: true,
            closed: None,
            numbers: Register { year: self.year, first: 1, last: count, last_day: None },
        };
        series::insert(work.tx, organisation, &old, now).await?;
        for (line, ordinal) in self.lines.iter().zip(1..) {
            history::insert(work.tx, organisation, id, ordinal, line).await?;
        }
        if let Some(position) = work.actor.position {
            history::forget(work.tx, organisation, position).await?;
        }
        let event = Event::new(EventKind::HistoryImported, Subject::Register(id.0))
            .number("count", i64::from(count))
            .private("name", name);
        work.finish(event, id).await
    }
}

impl ImportHistory {
    fn problems(&self, name: &str, this: i16) -> Vec<Problem> {
        let mut problems = Vec::new();
        if name.is_empty() || name.chars().count() > 120 {
            problems.push(Problem::new("field-empty").at("name"));
        }
        if !matches!(self.direction.as_str(), "incoming" | "outgoing") {
            problems.push(Problem::new("field-choose").at("direction"));
        }
        if !(1945..=this).contains(&self.year) {
            problems.push(Problem::new("register-history-year").at("year").with("year", this));
        }
        if self.lines.is_empty() || self.lines.len() > MOST {
            problems.push(Problem::new("register-history-size").at("file").with("limit", MOST));
        }
        problems
    }
}
