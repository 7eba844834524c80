//! What a person was told.

use luuvet_domain::ids::DocumentId;
use serde::{Deserialize, Serialize};

use super::Page;
use crate::api::caller::Caller;
use crate::app::App;
use crate::clock;
use crate::notices::store::list::{self, Key, PAGE};
use crate::refusal::{Problem, Refusal};

#[derive(Deserialize)]
pub(super) struct NoticesAsked {
    after: Option<String>,
}

/// A notice; what another position opens has no symbol and no subject.
#[derive(Serialize, Deserialize)]
pub(super) struct Notice {
    at: i64,
    reason: String,
    document: DocumentId,
    unread: bool,
    symbol: String,
    subject: String,
}

pub(super) async fn notices(app: App, caller: Caller, asked: NoticesAsked) -> Result<Page<Notice>, Refusal> {
    let person = caller.actor.person.ok_or(Refusal::NotFound)?;
    let slip = || Refusal::invalid(Problem::new("api-after").at("after"));
    let after = match asked.after {
        Some(text) => Key::parse(&text).ok_or_else(slip)?,
        None => Key::start(),
    };
    let day = clock::day(app.clock.now()).to_string();
    let mut rows = list::page(&mut app.read().await?, &caller.actor, person, &day, after).await?;
    let is_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| is_more).map(|row| row.key.to_string());
    let said = |row: list::Notice| Notice {
        at: row.key.at,
        unread: row.is_unread(),
        reason: row.reason,
        document: row.document,
        symbol: if row.is_open { row.symbol } else { String::new() },
        subject: if row.is_open { row.subject } else { String::new() },
    };
    Ok(Page { items: rows.into_iter().map(said).collect(), next })
}
