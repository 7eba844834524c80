//! Due dates: what remains in working days, extensions, reminders, escalation.

use jiff::civil::Date;

use crate::calendar::WorkingDays;
use crate::codes::codes;
use crate::obstacles::{Found, Problem, Refusal, unless_blocked};

/// What remains until a due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// Working days after today, the due day included; 0 when only days off remain.
    WorkingDaysLeft(u32),
    /// Today is the last day.
    Today,
    /// Working days that went by since; at least 1.
    OverdueDays(u32),
}

/// What remains. A weekend after the due day already counts as one day overdue.
#[must_use]
pub fn remaining(due: Date, today: Date, days: &impl WorkingDays) -> Remaining {
    match due.cmp(&today) {
        std::cmp::Ordering::Greater => Remaining::WorkingDaysLeft(days.between(today, due)),
        std::cmp::Ordering::Equal => Remaining::Today,
        std::cmp::Ordering::Less => Remaining::OverdueDays(days.between(due, today).max(1)),
    }
}

codes! {
/// Who is told that something is overdue; each level includes the ones before.
Escalation {
    /// Nobody.
    None = "none",
    /// The owner.
    Owner = "owner",
    /// Who assigned it, and the head of the department.
    Department = "department",
    /// The leader.
    Leader = "leader",
}
}

/// Working days overdue from which each level is told. An organisation sets its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// The owner.
    pub owner: u32,
    /// The department.
    pub department: u32,
    /// The leader.
    pub leader: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { owner: 1, department: 3, leader: 5 }
    }
}

/// The level that is reached.
#[must_use]
pub fn escalation(remaining: Remaining, thresholds: &Thresholds) -> Escalation {
    let Remaining::OverdueDays(days) = remaining else {
        return Escalation::None;
    };
    if days >= thresholds.leader {
        Escalation::Leader
    } else if days >= thresholds.department {
        Escalation::Department
    } else if days >= thresholds.owner {
        Escalation::Owner
    } else {
        Escalation::None
    }
}

/// A due date with its history of extensions and reminders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Last day.
    pub day: Option<Date>,
    /// How often it was moved.
    pub extensions: u32,
    /// How often the owner was reminded.
    pub reminders: u32,
    /// When last.
    pub reminded: Option<Date>,
}

/// Moves a due date, with a reason; counted.
///
/// # Errors
/// When there is none, the new one is not later or has passed, or a reason is missing.
pub fn extend(due: &Due, day: Date, why: &str, today: Date) -> Result<Due, Refusal> {
    let mut found = Found::default();
    found
        .when(due.day.is_none(), Problem::TaskDueNotSet)
        .when(due.day.is_some_and(|old| day <= old), Problem::TaskDueNotLater)
        .when(day < today, Problem::AssignDuePast)
        .when(why.trim().is_empty(), Problem::TaskReasonMissing);
    unless_blocked(found.0)?;
    Ok(Due { day: Some(day), extensions: due.extensions.saturating_add(1), ..*due })
}

/// Reminds the owner, at most once a day; counted.
///
/// # Errors
/// When it was done today already.
pub fn remind(due: &Due, today: Date) -> Result<Due, Refusal> {
    if due.reminded == Some(today) {
        return Err(Refusal::because(Problem::TaskRemindedToday));
    }
    Ok(Due { reminders: due.reminders.saturating_add(1), reminded: Some(today), ..*due })
}
