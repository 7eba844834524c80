//! States are rows: tables that foreign keys point to, filled from the domain's enums at start, so that a new state
//! needs no rebuilt table.

mod store;

use luuvet_db::Tx;

use crate::refusal::Refusal;

/// Fills the tables of states.
///
/// # Errors
/// The database's.
pub async fn fill(tx: &mut Tx) -> Result<(), Refusal> {
    store::documents(tx).await?;
    store::steps(tx).await?;
    store::tasks(tx).await?;
    store::numbers(tx).await?;
    store::deliveries(tx).await?;
    Ok(())
}
