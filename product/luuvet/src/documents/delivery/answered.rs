//! An answer has arrived: which demands it settles, and how far its sender is now.

use jiff::civil::Date;
use luuvet_domain::delivery::{Report, Rung};
use luuvet_domain::ids::{DocumentId, RecipientId};
use luuvet_domain::trace::{Event, EventKind, Subject};

use super::ladder;
use super::store::{answers, recipients};
use crate::documents::exchange::{self, Answered};
use crate::refusal::Refusal;
use crate::work::Work;

/// Notes inside the verb that receives or registers the answer: the demands that it names are answered by the arrival
/// `incoming` with `symbol` on `day`, and the recipient `from` is *answered* as soon as it owes nothing more. An answer
/// that names no demand counts for all. Doing it twice changes nothing; the first answer to a demand stays.
///
/// # Errors
/// The database's; [`Refusal::NotFound`] when this organisation has no such recipient.
pub async fn answered(
    work: &mut Work<'_>,
    answered: &Answered,
    incoming: DocumentId,
    from: RecipientId,
    symbol: &str,
    day: Date,
) -> Result<(), Refusal> {
    let (organisation, now, document) = (work.organisation(), work.now(), answered.document);
    let all = recipients::of_document(work.tx, organisation, document).await?;
    let recipient = all.into_iter().find(|one| one.id == from).ok_or(Refusal::NotFound)?;
    let mut open = 0;
    for owed in recipient.answers.iter().filter(|owed| owed.answered_at.is_none()) {
        if !answered.demands.is_empty() && !answered.demands.contains(&owed.demand) {
            open += 1;
            continue;
        }
        answers::answer(work.tx, organisation, document, from, owed.demand, incoming, symbol, day, now).await?;
    }
    let what = if open == 0 { Report::Answer } else { Report::Start };
    let said = exchange::Report {
        to: organisation,
        document,
        recipient: from,
        what: what.code().to_owned(),
        at: now,
        number: None,
        reason: String::new(),
    };
    let Some(next) = ladder::taken(&recipient, what, &said) else { return Ok(()) };
    recipients::set_progress(work.tx, organisation, document, &next).await?;
    let state = if open == 0 { Rung::Answered } else { Rung::InProgress };
    work.note(
        Event::new(EventKind::DeliveryReported, Subject::Document(document.0))
            .code("state", state.code())
            .private("recipient", &recipient.name),
    );
    Ok(())
}
