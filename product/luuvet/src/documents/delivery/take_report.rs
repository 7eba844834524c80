//! A recipient's report comes back.

use luuvet_domain::delivery;
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};

use super::ladder;
use super::store::{Recipient, recipients};
use crate::app::App;
use crate::documents::exchange::Report;
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// What became of a document with one recipient. Reports come at least once and in any order; one that tells nothing
/// new is refused as known, which [`hear`] takes for done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeReport {
    /// What is reported.
    pub report: Report,
}

impl Verb for TakeReport {
    type Out = String;
    const NAME: &'static str = "take-report";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<String>, Refusal> {
        let (organisation, report) = (work.organisation(), &self.report);
        if report.to != organisation {
            return Err(Refusal::NotFound);
        }
        let what = code(report)?;
        let all = recipients::of_document(work.tx, organisation, report.document).await?;
        let recipient = all.into_iter().find(|one| one.id == report.recipient).ok_or(Refusal::NotFound)?;
        let Some(next) = ladder::taken(&recipient, what, report) else { return Err(known()) };
        if !recipients::set_progress(work.tx, organisation, report.document, &next).await? {
            return Err(Refusal::NotFound);
        }
        let event = heard(&recipient, report, what);
        work.finish(event, next.state).await
    }
}

fn code(report: &Report) -> Result<delivery::Report, Refusal> {
    delivery::Report::from_code(&report.what).map_err(|error| Refusal::Broken(error.to_string()))
}

fn heard(recipient: &Recipient, report: &Report, what: delivery::Report) -> Event {
    let event = Event::new(EventKind::DeliveryReported, Subject::Document(report.document.0))
        .code("state", what.rung().code())
        .private("recipient", &recipient.name)
        .private("reason", &report.reason);
    report.number.into_iter().fold(event, |event, number| event.number("number", number))
}

fn known() -> Refusal {
    Refusal::Meanwhile(Problem::new("report-known"))
}

/// The job of a report: its body is a [`Report`]; it is taken at the organisation that sent the document.
///
/// # Errors
/// The database's; a report about a document or recipient that is not there.
pub async fn hear(app: &App, job: &Job) -> Result<(), Refusal> {
    take(app, super::body(job)?).await
}

/// Takes a report once: the same again, or one that tells nothing new, changes nothing.
pub(super) async fn take(app: &App, report: Report) -> Result<(), Refusal> {
    let what = code(&report)?;
    let mut tx = app.read().await?;
    let all = recipients::of_document(&mut tx, report.to, report.document).await?;
    drop(tx);
    let news = all.iter().find(|one| one.id == report.recipient).map(|one| ladder::taken(one, what, &report));
    if let Some(None) = news {
        return Ok(());
    }
    match app.perform(&Actor::system(report.to, Source::Exchange), TakeReport { report }).await {
        Err(Refusal::Meanwhile(problem)) if problem.code == "report-known" => Ok(()),
        other => other.map(|_| ()),
    }
}
