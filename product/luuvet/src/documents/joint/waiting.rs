//! No number before every body has approved.

use luuvet_db::Tx;

use crate::documents::joint::store::{self, Approval};
use crate::documents::store::Document;
use crate::refusal::{Problem, Refusal};

/// The code of the obstacle; its sentence names who is waited for and who can act.
pub const WAITS: &str = "joint-waits";
/// The same without names, where only a code is kept.
pub const WAITS_BRIEFLY: &str = "joint-waits-briefly";

/// Why there is no number yet; none when nobody is waited for.
#[must_use]
pub fn obstacle(approvals: &[Approval]) -> Option<Problem> {
    let waits = approvals.iter().filter(|one| one.state != "approved").map(|one| one.name.as_str());
    let names: Vec<&str> = waits.collect();
    (!names.is_empty()).then(|| Problem::new(WAITS).with("name", names.join("; ")))
}

/// Refuses while a body is waited for.
///
/// # Errors
/// The obstacle, and the database's.
pub async fn unless_waiting(tx: &mut Tx, document: &Document) -> Result<(), Refusal> {
    let joint = store::joint(tx, document.organisation, document.id, document.version).await?;
    Refusal::unless_empty(obstacle(&joint.bodies).into_iter().collect())
}
