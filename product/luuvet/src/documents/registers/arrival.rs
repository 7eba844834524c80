//! The arrival number.

use jiff::civil::Date;
use luuvet_domain::ids::{DocumentId, RegisterId};
use luuvet_domain::registers::Basis;
use luuvet_domain::registers::give::give;

use crate::documents::registers::{book, obstacles};
use crate::refusal::Refusal;
use crate::work::Work;

/// Gives the next arrival number of the year to a document, in the transaction of the verb that registers it: the
/// register, the number, and its day, which is today. The year's incoming register opens by itself from 01 on first use
/// (Decree 30/2020, Article 22: one series for paper and electronic arrivals). The caller's event tells of the number.
///
/// # Errors
/// When the actor has no position, the register waits for the head's confirmation, is full, or has a later day in it.
pub async fn arrival(work: &mut Work<'_>, document: DocumentId) -> Result<(RegisterId, i64, Date), Refusal> {
    let (owner, today) = (work.position()?, work.today());
    let series = book::locked(work, "incoming", "").await?;
    let change = give(&series.numbers, document, Basis::Arrived, today).map_err(obstacles::refused)?;
    book::take(work, &series, &change, owner).await?;
    Ok((series.id, i64::from(change.register.last), today))
}
