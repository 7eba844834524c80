//! What a person has seen. It is nobody's affair but his: no event.

use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId};

use crate::app::App;
use crate::notices::store::tell;
use crate::refusal::Refusal;
use crate::trace;
use crate::work::Actor;

/// A person has a document before him: his notices of it are read, in every window.
///
/// # Errors
/// The database's.
pub async fn document(app: &App, actor: &Actor, document: DocumentId) -> Result<(), Refusal> {
    let Some(person) = actor.person else { return Ok(()) };
    let organisation = actor.organisation;
    if !tell::is_unread(&mut app.read().await?, organisation, person, document).await? {
        return Ok(());
    }
    let marked = app
        .change(move |tx, draw| {
            Box::pin(async move { Ok(tell::mark_document(tx, organisation, person, document, draw.now).await?) })
        })
        .await?;
    heard(app, organisation, marked).await
}

/// Everything that a person was told in the acting organisation up to an instant is read.
///
/// # Errors
/// The database's.
pub async fn all(app: &App, organisation: OrganisationId, person: PersonId, until: i64) -> Result<u64, Refusal> {
    let marked = app
        .change(move |tx, draw| {
            Box::pin(async move { Ok(tell::mark_all(tx, organisation, person, until, draw.now).await?) })
        })
        .await?;
    heard(app, organisation, marked).await?;
    Ok(marked)
}

/// Other windows count anew.
async fn heard(app: &App, organisation: OrganisationId, marked: u64) -> Result<(), Refusal> {
    if marked > 0 {
        let sequence = trace::store::head(&mut app.read().await?, organisation).await?;
        app.tell(organisation, sequence);
    }
    Ok(())
}
