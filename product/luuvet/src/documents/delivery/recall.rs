//! The job that takes a document back from one recipient.

use luuvet_domain::delivery;
use luuvet_domain::ids::OrganisationId;
use luuvet_jobs::Job;

use super::store::recipients;
use super::take_report;
use crate::app::App;
use crate::documents::exchange::{Delivery, Report};
use crate::documents::incoming::take_recall::{TakeRecall, take_recall};
use crate::organisations::mergers;
use crate::refusal::Refusal;

/// The job that takes a document back; its body is a [`Delivery`].
pub const RECALL: &str = "recall-delivery";

/// Takes a recalled document back from one recipient, whose copy stays, marked; the recipient reports it.
///
/// # Errors
/// The recipient's refusal; the database's.
pub async fn recall(app: &App, job: &Job) -> Result<(), Refusal> {
    one(app, OrganisationId(job.organisation_id), &super::body(job)?).await
}

/// Takes it back once; where it never arrived or was refused, it counts as taken back at once.
pub(super) async fn one(app: &App, sender: OrganisationId, delivery: &Delivery) -> Result<(), Refusal> {
    let mut tx = app.read().await?;
    let all = recipients::of_document(&mut tx, sender, delivery.document).await?;
    drop(tx);
    let recipient = all.into_iter().find(|one| one.id == delivery.recipient).ok_or(Refusal::NotFound)?;
    let there = match recipient.target.filter(|_| recipient.kind == "organisation") {
        Some(to) => {
            let line = mergers::line_of(&mut app.read().await?, OrganisationId(to)).await?;
            let mut there = false;
            for to in line {
                let verb = TakeRecall { sender, document: delivery.document, reason: recipient.reason.clone() };
                there |= take_recall(app, to, verb).await?;
            }
            there
        }
        None => false,
    };
    if there {
        return Ok(());
    }
    let report = Report {
        to: sender,
        document: delivery.document,
        recipient: delivery.recipient,
        what: delivery::Report::Recall.code().to_owned(),
        at: app.clock.now(),
        number: None,
        reason: String::new(),
    };
    take_report::take(app, report).await
}
