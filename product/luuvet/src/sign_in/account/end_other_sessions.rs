//! Ending every session but this one.

use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::account::store;
use crate::work::{Done, Verb, Work};

/// All of the person's sessions end but the one that asks: the phone was lost.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndOtherSessions {}

impl Verb for EndOtherSessions {
    type Out = i64;
    const NAME: &'static str = "end-other-sessions";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<i64>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let now = work.now();
        let others: Vec<_> = store::sessions(work.tx, person, now).await?;
        let others = others.into_iter().map(|open| open.id).filter(|id| Some(*id) != work.actor.session);
        let mut events: Vec<Event> = others
            .map(|id| {
                let event = Event::new(EventKind::SessionEnded, Subject::Person(person.0));
                event.id("session", id).private("name", &work.actor.name)
            })
            .collect();
        let Some(last) = events.pop() else {
            return Err(Refusal::Meanwhile(Problem::new("no-other-sessions")));
        };
        let count = store::end_others(work.tx, person, work.actor.session, now).await?;
        events.into_iter().for_each(|event| work.note(event));
        work.finish(last, i64::try_from(count).unwrap_or(i64::MAX)).await
    }
}
