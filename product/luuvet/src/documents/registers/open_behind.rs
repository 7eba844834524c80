//! Opening a register in mid-year, behind a paper book or another system.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::{FileId, RegisterId};
use luuvet_domain::obstacles;
use luuvet_domain::registers::Register;
use luuvet_domain::registers::open::{Outside, open_behind};
use serde::{Deserialize, Serialize};

use crate::documents::registers::book;
use crate::documents::registers::obstacles::refused;
use crate::documents::registers::open_register::Cover;
use crate::documents::registers::store::{series, shelf};
use crate::documents::store::NewFile;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A register goes on behind an old book; it gives numbers once the head has confirmed it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenBehind {
    /// What is said of it.
    pub cover: Cover,
    /// The first number that is given here.
    pub first_number: u32,
    /// The last number of the old book.
    pub last_number: u32,
    /// Its day.
    pub last_day: Option<Date>,
    /// The scan of the old book's last page, past the guard.
    pub scan: Option<NewFile>,
}

impl Verb for OpenBehind {
    type Out = RegisterId;
    const NAME: &'static str = "open-behind";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<RegisterId>, Refusal> {
        work.require(Action::OpenRegister)?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.position()?);
        let id: FileId = work.id();
        let mut problems = self.problems(id);
        if self.last_day.is_some_and(|day| day > work.today()) {
            problems.push(Problem::new("register-day-ahead").at("last_day"));
        }
        let numbers = Register {
            year: self.cover.year,
            first: self.first_number,
            last: self.last_number,
            last_day: self.last_day,
        };
        let mut new = self.cover.series(work, numbers, problems).await?;
        new.outside_last = self.last_number.to_string();
        if !series::insert(work.tx, organisation, &new, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("busy")));
        }
        if let Some(scan) = &self.scan {
            shelf::add_scan(work.tx, organisation, new.id, id, scan, by, now).await?;
        }
        work.finish(book::opened(&new), new.id).await
    }
}

impl OpenBehind {
    /// What the rule says against it; the head's confirmation comes later.
    fn problems(&self, scan: FileId) -> Vec<Problem> {
        let Some(last_day) = self.last_day else { return vec![Problem::new("field-empty").at("last_day")] };
        let outside = Outside {
            first_number: self.first_number,
            last_number: self.last_number,
            last_day,
            scan: self.scan.as_ref().map(|_| scan),
            confirmed_by: None,
        };
        let Err(obstacles::Refusal::Obstacles(mut found)) = open_behind(self.cover.year, &outside) else {
            return Vec::new();
        };
        found.retain(|obstacle| obstacle.code() != "register.confirmation-missing");
        refused(obstacles::Refusal::Obstacles(found)).problems()
    }
}
