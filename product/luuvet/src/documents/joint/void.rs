//! What the bodies were asked for and gave is void: the document went back to its drafter.

use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use luuvet_jobs::Job;

use super::{Name, WITHDRAW, Withdrawal};
use crate::app::App;
use crate::documents::joint::{store, take_withdrawal};
use crate::documents::store::Document;
use crate::organisations::mergers;
use crate::refusal::Refusal;
use crate::work::Work;

/// Voids the approvals of the document's version and tells the organisations that were asked.
///
/// # Errors
/// The database's.
pub async fn void(work: &mut Work<'_>, document: &Document, why: &str) -> Result<(), Refusal> {
    let (organisation, now, version) = (work.organisation(), work.now(), document.version);
    let all = store::approvals(work.tx, organisation, document.id, version).await?;
    let count = store::void(work.tx, organisation, document.id, version).await?;
    if count == 0 {
        return Ok(());
    }
    for one in all.iter().filter(|one| matches!(one.state.as_str(), "asked" | "approved")) {
        let Some(to) = one.target.map(OrganisationId) else { continue };
        let name = Name { lead: organisation, document: document.id, version, body: one.id };
        let reason = why.to_owned();
        work.enqueue(WITHDRAW, &Withdrawal { name, to, reason }, now).await?;
    }
    let event = Event::new(EventKind::JointVoided, Subject::Document(document.id.0))
        .number("version", version)
        .number("count", i64::try_from(count).unwrap_or(i64::MAX));
    work.note(event);
    Ok(())
}

/// The job that tells a body; it hears of it once however often this runs.
///
/// # Errors
/// The database's.
pub async fn hand_over(app: &App, job: &Job) -> Result<(), Refusal> {
    let withdrawal: Withdrawal = super::body(job)?;
    if withdrawal.name.lead != OrganisationId(job.organisation_id) {
        return Err(Refusal::NotFound);
    }
    let to = mergers::successor(&mut app.read().await?, withdrawal.to).await?;
    take_withdrawal::take(app, Withdrawal { to, ..withdrawal }).await
}
