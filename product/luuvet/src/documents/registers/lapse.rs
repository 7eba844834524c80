//! Reserved numbers whose time is over.

use jiff::civil::Date;
use luuvet_domain::ids::{OrganisationId, RegisterId};
use luuvet_domain::registers::reserve::{lapse, usable_until};
use luuvet_domain::registers::{Row, State};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};
use vietnamese::working_days::Calendar;

use crate::app::App;
use crate::clock;
use crate::documents::registers::book;
use crate::documents::registers::store::{Entry, numbers};
use crate::organisations::calendar;
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// Reserved numbers of a register that were not used until the end of the next working day are cancelled. For the system.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LapseNumbers {
    /// The register.
    pub register: RegisterId,
}

impl Verb for LapseNumbers {
    type Out = u32;
    const NAME: &'static str = "lapse-numbers";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<u32>, Refusal> {
        if work.actor.person.is_some() {
            return Err(Refusal::NotFound);
        }
        let (organisation, today) = (work.organisation(), work.today());
        let series = book::lock(work, self.register).await?;
        let mut events = Vec::new();
        let days = work.calendar().await?;
        for row in lapsed(&numbers::reserved(work.tx, organisation).await?, self.register, today, &days)? {
            if !numbers::rewrite(work.tx, organisation, series.id, State::Reserved, &row).await? {
                return Err(Refusal::Meanwhile(Problem::new("number-state")));
            }
            let event = Event::new(EventKind::NumberLapsed, Subject::Register(series.id.0));
            events.push(event.code("number", row.number.to_string()));
        }
        let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let last = events.pop().ok_or(Refusal::NotFound)?;
        events.into_iter().for_each(|event| work.note(event));
        work.finish(last, count).await
    }
}

/// The rows of a register as they are when their time is over.
fn lapsed(reserved: &[Entry], register: RegisterId, today: Date, calendar: &Calendar) -> Result<Vec<Row>, Refusal> {
    let mut rows = Vec::new();
    for entry in reserved.iter().filter(|entry| entry.register == register) {
        let until = usable_until(&entry.row, calendar).map_err(|error| Refusal::Broken(error.to_string()))?;
        rows.extend(lapse(&entry.row, today, until));
    }
    Ok(rows)
}

/// The job: its body is the register's id. It does nothing when every number was used in time.
///
/// # Errors
/// The database's, or a body that is no id.
pub async fn handle(app: &App, job: &Job) -> Result<(), Refusal> {
    let register: RegisterId = serde_json::from_str(&job.body).map_err(|error| Refusal::Broken(error.to_string()))?;
    let organisation = OrganisationId(job.organisation_id);
    let mut tx = app.read().await?;
    let (reserved, days) =
        (numbers::reserved(&mut tx, organisation).await?, calendar::of(&mut tx, organisation).await?);
    drop(tx);
    if lapsed(&reserved, register, clock::day(app.clock.now()), &days)?.is_empty() {
        return Ok(());
    }
    app.perform(&Actor::system(organisation, Source::Job), LapseNumbers { register }).await?;
    Ok(())
}
