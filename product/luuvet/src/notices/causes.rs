//! Who is told of what: the one place. It reads the tasks and events that a verb has written.

use luuvet_domain::delivery::Rung;
use luuvet_domain::trace::{Event, EventKind, Fact, Subject};
use uuid::Uuid;

use crate::documents::tasks::undo;
use crate::notices::notify::{self, NOTIFY};
use crate::notices::store::tell::{self, Occasion};
use crate::refusal::Refusal;
use crate::work::Work;

/// Tells everybody concerned by what the verb has done with documents.
///
/// - An open task that was just given: its owner, whoever substitutes today; for a department, who distributes its work.
/// - A reminder: the same. What is overdue: as far up as it was told.
/// - A recipient that refused or answered a document of ours: its drafter.
///
/// Nobody is told of what he did himself. Notices about tasks that have ended show as read by themselves.
///
/// # Errors
/// The database's.
pub async fn decide(work: &mut Work<'_>, events: &[Event]) -> Result<(), Refusal> {
    let mut seen: Vec<Uuid> = Vec::new();
    for event in events {
        let Subject::Document(document) = event.subject else { continue };
        if !seen.contains(&document) {
            seen.push(document);
            one(work, document, events).await?;
        }
    }
    Ok(())
}

async fn one(work: &mut Work<'_>, document: Uuid, events: &[Event]) -> Result<(), Refusal> {
    let occasion = Occasion {
        organisation: work.organisation(),
        document,
        at: work.now(),
        day: work.today().to_string(),
        author: work.actor.person.map_or(Uuid::nil(), |person| person.0),
    };
    let given = tell::given(work.tx, &occasion).await?;
    let about = || events.iter().filter(|event| event.subject == Subject::Document(document));
    let mut is_wanted = false;
    for task in &given {
        is_wanted |= tell::of_task(work.tx, &occasion, task).await?;
    }
    let mut told = 0;
    for event in about() {
        told += match event.kind {
            EventKind::TaskReminded => tell::of_reminders(work.tx, &occasion).await?,
            EventKind::TaskEscalated => tell::of_what_is_late(work.tx, &occasion).await?,
            EventKind::DeliveryReported => match reported(event) {
                Some(reason) => tell::drafter(work.tx, &occasion, reason).await?,
                None => 0,
            },
            _ => 0,
        };
    }
    // Reminders, what is late and reports cannot be taken back: they do not wait.
    let is_pressing = given.first().is_none_or(|task| task.pressing > 0);
    let wait = if is_pressing || told > 0 { 0 } else { undo::WINDOW };
    if is_wanted || (told > 0 && tell::reachable(work.tx, &occasion).await?) {
        let body = notify::Told { document, at: occasion.at };
        work.enqueue(NOTIFY, &body, occasion.at + wait).await?;
    }
    Ok(())
}

/// The reason of a report that its drafter wants to hear of.
fn reported(event: &Event) -> Option<&'static str> {
    let state = event.facts.iter().find_map(|(name, fact)| match fact {
        Fact::Code(code) if *name == "state" => Some(code.as_str()),
        _ => None,
    })?;
    [Rung::Refused, Rung::Answered].into_iter().map(Rung::code).find(|code| *code == state)
}
