//! The baskets and their counts.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx};
use luuvet_domain::access::Role;
use luuvet_domain::ids::DepartmentId;

use crate::home::store;
use crate::work::Actor;

/// The baskets in the order of the home page, each with its icon.
pub const BASKETS: &[(&str, &str)] = &[
    ("to-sign", "pen"),
    ("to-register", "inbox"),
    ("to-number", "register"),
    ("to-issue", "outbox"),
    ("to-handle", "work"),
    ("to-read", "paper"),
    ("supporting", "people"),
];

/// What is in one basket.
#[derive(Clone, Debug, Default)]
pub struct Basket {
    /// Its code.
    pub code: String,
    /// Open tasks.
    pub count: i64,
    /// Those past their due day.
    pub overdue: i64,
    /// Those due today.
    pub today: i64,
    /// The earliest due day.
    pub first_due: Option<Date>,
}

/// What waits for a person.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// By basket, only those with something in them.
    pub baskets: Vec<Basket>,
    /// All open tasks.
    pub open: i64,
    /// All overdue tasks.
    pub overdue: i64,
    /// Steps of circuits that wait.
    pub to_sign: i64,
    /// Work to do.
    pub to_handle: i64,
    /// Documents to read.
    pub to_read: i64,
    /// Work to support.
    pub supporting: i64,
    /// A clerk's work: to register, number and issue.
    pub clerk: i64,
    /// What the person was told and has not read, in every position.
    pub unread: i64,
}

/// The department whose tasks a person distributes: head of a team, chief of office, clerk.
#[must_use]
pub fn queue(actor: &Actor) -> Option<DepartmentId> {
    let distributes = [Role::DepartmentHead, Role::ChiefOfOffice, Role::Clerk];
    actor.department.filter(|_| actor.roles.iter().any(|role| distributes.contains(role)))
}

/// Counts what waits for `actor` on `today`: one statement.
///
/// # Errors
/// The database's.
pub async fn count(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Counts, DbError> {
    let (notices, baskets): (Vec<Basket>, Vec<Basket>) =
        store::count(tx, actor, today).await?.into_iter().partition(|basket| basket.code == store::NOTICES);
    let of = |code: &str| baskets.iter().find(|basket| basket.code == code).map_or(0, |basket| basket.count);
    Ok(Counts {
        open: baskets.iter().map(|basket| basket.count).sum(),
        overdue: baskets.iter().map(|basket| basket.overdue).sum(),
        to_sign: of("to-sign"),
        to_handle: of("to-handle"),
        to_read: of("to-read"),
        supporting: of("supporting"),
        unread: notices.first().map_or(0, |notices| notices.count),
        clerk: of("to-register") + of("to-number") + of("to-issue"),
        baskets,
    })
}
