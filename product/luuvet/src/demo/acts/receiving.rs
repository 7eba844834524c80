//! From the arrival to the directive.

use luuvet_domain::ids::{DocumentId, OrganisationId};

use crate::app::App;
use crate::clock;
use crate::demo::world::Settled;
use crate::documents::incoming::register::Register;
use crate::documents::incoming::store as arrivals;
use crate::documents::store::{Task, tasks};
use crate::refusal::Refusal;

/// The document as it arrived at an organisation.
///
/// # Errors
/// When it has not arrived there, or the database's.
pub async fn received(
    app: &App,
    at: OrganisationId,
    from: OrganisationId,
    document: DocumentId,
) -> Result<DocumentId, Refusal> {
    let found = arrivals::earlier(&mut app.read().await?, at, from, document).await?;
    found.ok_or_else(|| Refusal::Broken(format!("{document} has not arrived at {at}")))
}

/// The clerk registers an arrival and, with a proposal, lays it before whoever the rule names.
///
/// # Errors
/// What the verb refuses.
pub async fn lay_before(
    app: &App,
    place: &Settled,
    document: DocumentId,
    proposal: Option<&str>,
) -> Result<i64, Refusal> {
    let register = Register {
        document,
        particulars: None,
        authentic: true,
        anyway: false,
        twin_of: None,
        then_submit: proposal.map(str::to_owned),
    };
    app.perform(place.who("vanthu")?, register).await
}

/// The tasks of a document, open ones first.
///
/// # Errors
/// The database's.
pub async fn tasks_of(app: &App, organisation: OrganisationId, document: DocumentId) -> Result<Vec<Task>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    Ok(tasks::of_document(&mut app.read().await?, organisation, document, &day).await?)
}
