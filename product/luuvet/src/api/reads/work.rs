//! Questions about work, registers and the trace.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, RegisterId, TaskId};
use serde::{Deserialize, Serialize};

use super::documents::{Event, events};
use super::{Nothing, Page};
use crate::api::caller::Caller;
use crate::app::App;
use crate::clock;
use crate::documents::registers::store::shelf;
use crate::home::lists::{Key, View, list};
use crate::refusal::{Problem, Refusal};
use crate::trace::read::{Of, lines};

#[derive(Deserialize)]
pub(super) struct TasksAsked {
    /// A basket: `overdue`, `sign`, `handle`, `read`, `support`, `waiting` …
    basket: String,
    after: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Task {
    id: TaskId,
    document: DocumentId,
    kind: String,
    due: Option<Date>,
    unread: bool,
    symbol: String,
    subject: String,
    urgency: String,
    issuer: String,
    owner: String,
}

pub(super) async fn tasks(app: App, caller: Caller, asked: TasksAsked) -> Result<Page<Task>, Refusal> {
    let view = View::of(&asked.basket, None, "").ok_or(Refusal::invalid(Problem::new("api-basket").at("basket")))?;
    let slip = || Refusal::invalid(Problem::new("api-after").at("after"));
    let after = match asked.after {
        Some(text) => Key::parse(&text).ok_or_else(slip)?,
        None => Key::start(),
    };
    let today = clock::day(app.clock.now());
    let found = list(&mut app.read().await?, &caller.actor, &view, today, &after).await?;
    let items = found
        .rows
        .into_iter()
        .map(|row| Task {
            id: row.task,
            document: row.document,
            kind: row.kind,
            due: row.due,
            unread: row.unread,
            symbol: row.symbol,
            subject: row.subject,
            urgency: row.urgency,
            issuer: row.issuer,
            owner: row.owner,
        })
        .collect();
    Ok(Page { items, next: found.next.map(|key| key.to_string()) })
}

#[derive(Serialize, Deserialize)]
pub(super) struct Register {
    id: RegisterId,
    direction: String,
    name: String,
    owner_symbol: String,
    year: i16,
    first_number: u32,
    last_number: u32,
}

pub(super) async fn registers(app: App, caller: Caller, _: Nothing) -> Result<Vec<Register>, Refusal> {
    if !caller.actor.may(Action::SeeRegisters) {
        return Err(Refusal::NotFound);
    }
    let all = shelf::all(&mut app.read().await?, caller.actor.organisation).await?;
    let said = all.into_iter().map(|one| Register {
        id: one.id,
        direction: one.direction,
        name: one.name,
        owner_symbol: one.owner_symbol,
        year: one.numbers.year,
        first_number: one.numbers.first,
        last_number: one.numbers.last,
    });
    Ok(said.collect())
}

#[derive(Deserialize)]
pub(super) struct TraceAsked {
    after: Option<i64>,
}

pub(super) async fn trace(app: App, caller: Caller, asked: TraceAsked) -> Result<Page<Event>, Refusal> {
    if !caller.actor.may(Action::SeeTrace) {
        return Err(Refusal::NotFound);
    }
    let (organisation, now) = (caller.actor.organisation, app.clock.now());
    let of = Of::Organisation(caller.actor.grantees());
    events(lines(&mut app.read().await?, organisation, of, asked.after, caller.locale, now).await?)
}
