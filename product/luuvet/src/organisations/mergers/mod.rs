//! Merging: an organisation ends on a day and goes on in another one.
//!
//! The successor's administrator agrees first ([`AgreeToMerger`]). Then [`MergeOrganisation`] ends the old one in one
//! transaction: people leave their positions or stay to keep the archive, registers close with their last number, open
//! work on incoming documents is handed on. What belongs to the successor is written there by jobs, each once however
//! often it runs: the people ([`TakeOverPeople`]) and every document that has open work
//! ([`take_over`](crate::documents::incoming::take_over)). Documents, registers and trace of the old one stay as they
//! are, under its names of their day. What is sent to it later goes to [`successor`].

mod agree_to_merger;
mod merge_organisation;
mod pages;
pub mod store;
mod take_over_people;

use luuvet_db::{DbError, Tx};
use luuvet_domain::ids::OrganisationId;

pub use agree_to_merger::AgreeToMerger;
pub use merge_organisation::{Go, MergeOrganisation, Moved};
pub(super) use pages::routes;
pub use take_over_people::{Newcomer, TAKE_OVER_PEOPLE, TakeOverPeople, take_over};

/// Mergers that are followed one after another.
const LONGEST: usize = 8;

/// The organisations in which another one goes on, itself first; one that was never merged stands alone.
///
/// # Errors
/// The database's.
pub async fn line_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<OrganisationId>, DbError> {
    let mut line = vec![organisation];
    while let Some((into, _)) = match line.last() {
        Some(last) if line.len() <= LONGEST => store::merger(tx, *last).await?,
        _ => None,
    } {
        if line.contains(&into) {
            break;
        }
        line.push(into);
    }
    Ok(line)
}

/// The organisation in which another one goes on today: itself unless it was merged.
///
/// # Errors
/// The database's.
pub async fn successor(tx: &mut Tx, organisation: OrganisationId) -> Result<OrganisationId, DbError> {
    Ok(line_of(tx, organisation).await?.last().copied().unwrap_or(organisation))
}
