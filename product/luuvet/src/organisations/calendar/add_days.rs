//! Adding days off or days worked.

use jiff::ToSpan;
use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use vietnamese::working_days::MOST_ADDITIONS;

use super::store::{self, OwnDay};
use crate::organisations::calendar;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The most days of one span.
const LONGEST: i32 = 100;
/// Letters of a reason.
const REASON: usize = 200;

/// From `first` to `last` the organisation does not work though others do, or works though others do not. Days of the
/// span on which that is so anyway are left out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddDays {
    /// The first day, today or later.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Worked, or off.
    pub worked: bool,
    /// Why, with the decision's number where there is one.
    pub reason: String,
}

impl Verb for AddDays {
    /// How many days were added.
    type Out = usize;
    const NAME: &'static str = "add-days";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<usize>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        Refusal::unless_empty(self.problems(work.today()))?;
        let organisation = work.organisation();
        let before = calendar::of(work.tx, organisation).await?;
        let own = store::days(work.tx, organisation).await?;
        let span = self.first.series(1.day()).take_while(|day| *day <= self.last);
        let new: Vec<Date> = span.filter(|day| before.is_working_day(*day) != self.worked).collect();
        // A day that the organisation itself had decided otherwise is taken back first, visibly.
        if let Some(other) = own.iter().find(|one| new.contains(&one.day)) {
            let day = vietnamese::dates::short(other.day);
            return Err(Refusal::invalid(Problem::new("calendar-decided").at("first").with("day", day)));
        }
        if new.is_empty() {
            return Err(Refusal::invalid(Problem::new("calendar-same").at("first")));
        }
        if own.len() + new.len() > MOST_ADDITIONS {
            return Err(Refusal::invalid(Problem::new("calendar-full").at("first").with("limit", MOST_ADDITIONS)));
        }
        for day in &new {
            let one = OwnDay { day: *day, worked: self.worked, reason: self.reason.trim().to_owned() };
            store::add(work.tx, organisation, &one, work.now()).await?;
        }
        let event = Event::new(EventKind::DaysAdded, Subject::Organisation(organisation.0))
            .code("from", self.first.to_string())
            .code("until", self.last.to_string())
            .code("state", if self.worked { "worked" } else { "off" })
            .number("count", i64::try_from(new.len()).unwrap_or(i64::MAX))
            .private("reason", self.reason.trim());
        work.finish(event, new.len()).await
    }
}

impl AddDays {
    fn problems(&self, today: Date) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.first < today {
            problems.push(Problem::new("calendar-passed").at("first"));
        }
        if self.last < self.first || (self.last - self.first).get_days() >= LONGEST {
            problems.push(Problem::new("calendar-span").at("last").with("limit", LONGEST));
        }
        if self.reason.trim().is_empty() {
            problems.push(Problem::new("field-empty").at("reason"));
        } else if self.reason.chars().count() > REASON {
            problems.push(Problem::new("field-too-long").at("reason").with("limit", REASON));
        }
        problems
    }
}
