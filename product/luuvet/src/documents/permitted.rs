//! Finding a document through what somebody may see. There is no public "by id".

use luuvet_db::Tx;
use luuvet_domain::ids::DocumentId;

use crate::documents::store::{self, Document, StoredFile};
use crate::refusal::Refusal;
use crate::work::{Actor, Work};

/// The document with its files, if the actor may see it: by position, as substitute, by department or by role.
///
/// # Errors
/// [`Refusal::NotFound`] alike when there is none and when it is not for this actor.
pub async fn find(tx: &mut Tx, actor: &Actor, id: DocumentId) -> Result<(Document, Vec<StoredFile>), Refusal> {
    let found = store::documents::find_granted(tx, actor.organisation, id, &actor.grantees()).await?;
    found.ok_or(Refusal::NotFound)
}

/// The same for a verb.
///
/// # Errors
/// As [`find`].
pub async fn permitted(work: &mut Work<'_>, id: DocumentId) -> Result<(Document, Vec<StoredFile>), Refusal> {
    find(work.tx, work.actor, id).await
}
