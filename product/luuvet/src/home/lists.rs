//! The rows of a list of work: a basket, what is overdue, what others owe, a team's backlog.

use jiff::civil::Date;
use luuvet_db::Tx;
use luuvet_domain::access::{Action, Role};
use luuvet_domain::assignments::due;
use luuvet_domain::ids::{DepartmentId, DocumentId, TaskId};
use uuid::Uuid;
use vietnamese::working_days::Calendar;

use crate::home::baskets::BASKETS;
use crate::home::store;
use crate::locale::Locale;
use crate::refusal::Refusal;
use crate::time;
use crate::work::Actor;

/// Rows shown at once.
pub const PAGE: usize = 50;

/// Which work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// One's own: a basket's code, or `overdue`.
    Own(&'static str),
    /// Given by oneself and open with others.
    Waiting,
    /// Of a position or department, for whoever leads it: all, `overdue` or `unread`.
    Backlog(Uuid, &'static str),
}

impl View {
    /// The view of an address; none when there is no such basket.
    #[must_use]
    pub fn of(basket: &str, owner: Option<Uuid>, only: &str) -> Option<Self> {
        match basket {
            "overdue" => Some(Self::Own("overdue")),
            "waiting" => Some(Self::Waiting),
            "backlog" => {
                let only = ["overdue", "unread"].into_iter().find(|found| *found == only).unwrap_or("open");
                Some(Self::Backlog(owner?, only))
            }
            code => BASKETS.iter().find(|(found, _)| *found == code).map(|(found, _)| Self::Own(found)),
        }
    }

    /// The basket's code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Own(code) => code,
            Self::Waiting => "waiting",
            Self::Backlog(..) => "backlog",
        }
    }

    /// The query of its address.
    #[must_use]
    pub fn query(&self) -> String {
        match self {
            Self::Own(_) | Self::Waiting => format!("basket={}", self.code()),
            Self::Backlog(owner, only) => format!("basket=backlog&owner={owner}&only={only}"),
        }
    }
}

/// Where a list goes on: after this due day (`9999-12-31` for none) and task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The due day.
    pub due: String,
    /// The task.
    pub task: Uuid,
}

impl Key {
    /// Before every row.
    #[must_use]
    pub fn start() -> Self {
        Self { due: String::new(), task: Uuid::nil() }
    }

    /// Reads `2024-04-29.<task>`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (due, task) = text.split_once('.')?;
        due.parse::<Date>().ok()?;
        Some(Self { due: due.to_owned(), task: task.parse().ok()? })
    }

    /// The key of a task.
    #[must_use]
    pub fn of(due: Option<Date>, task: TaskId) -> Self {
        Self { due: due.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string()), task: task.0 }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.due, self.task)
    }
}

/// A row of a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The task.
    pub task: TaskId,
    /// Its document.
    pub document: DocumentId,
    /// The task's kind.
    pub kind: String,
    /// Its last day.
    pub due: Option<Date>,
    /// Nobody has opened it.
    pub unread: bool,
    /// Times it was reminded of.
    pub reminders: i64,
    /// Number and symbol; empty before it has one.
    pub symbol: String,
    /// Trích yếu; empty when the reader of the list may not know it.
    pub subject: String,
    /// The urgency's code.
    pub urgency: String,
    /// Only named persons read it.
    pub restricted: bool,
    /// Who issued it.
    pub issuer: String,
    /// Whose work.
    pub owner: String,
    /// Parts given on that are still open.
    pub parts_open: i64,
    /// Parts that are done.
    pub parts_done: i64,
    /// Whether the reader of the list may open it.
    pub granted: bool,
}

impl Row {
    /// What is left until the due day, in words and as a class; none without a due day.
    #[must_use]
    pub fn chip(&self, locale: Locale, today: Date, days: &Calendar) -> Option<(String, &'static str)> {
        self.due.map(|day| time::due(locale, due::remaining(day, today, days)))
    }

    /// Where the list goes on after this row.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::of(self.due, self.task)
    }
}

/// A page of a list with the key of the next one.
#[derive(Clone, Debug)]
pub struct List {
    /// At most [`PAGE`] rows.
    pub rows: Vec<Row>,
    /// Where the next page begins; none at the end.
    pub next: Option<Key>,
}

/// The department whose work a reader may count: nil for all; none when it is nobody's business.
#[must_use]
pub fn scope(actor: &Actor) -> Option<DepartmentId> {
    if actor.may(Action::Direct) {
        return Some(DepartmentId(Uuid::nil()));
    }
    actor.department.filter(|_| actor.roles.contains(&Role::DepartmentHead))
}

/// The rows after a key: one statement.
///
/// # Errors
/// Not the reader's to see, or the database's.
pub async fn list(tx: &mut Tx, actor: &Actor, view: &View, today: Date, after: &Key) -> Result<List, Refusal> {
    let day = today.to_string();
    let mut rows = match view {
        View::Own(code) => store::lists::own(tx, actor, &day, code, after).await?,
        View::Waiting => store::lists::waiting(tx, actor, &day, after).await?,
        View::Backlog(owner, only) => {
            let scope = scope(actor).ok_or(Refusal::NotFound)?;
            let mut rows = store::lists::backlog(tx, actor, &day, scope, *owner, only, after).await?;
            for row in rows.iter_mut().filter(|row| row.restricted || !row.granted) {
                row.subject.clear();
                row.issuer.clear();
            }
            rows
        }
    };
    let next = (rows.len() > PAGE).then(|| rows.get(PAGE - 1).map(Row::key)).flatten();
    rows.truncate(PAGE);
    Ok(List { rows, next })
}

/// The document that comes after a task in a list, or the list's first one.
///
/// # Errors
/// As [`list`].
pub async fn next(
    tx: &mut Tx,
    actor: &Actor,
    view: &View,
    today: Date,
    after: &Key,
) -> Result<Option<DocumentId>, Refusal> {
    let following = list(tx, actor, view, today, after).await?;
    let opens = |list: List| list.rows.into_iter().find(|row| row.granted).map(|row| row.document);
    if let Some(document) = opens(following) {
        return Ok(Some(document));
    }
    Ok(opens(list(tx, actor, view, today, &Key::start()).await?))
}
