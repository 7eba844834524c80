//! Parents: since July 2025 a school may be managed by a commune and directed professionally by the department.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::codes::codes;
use crate::ids::OrganisationId;
use crate::obstacles::{Found, Obstacle, Problem};
use crate::periods::Period;

/// Longest way up that is followed.
const HIGHEST: usize = 32;

codes! {
/// A line between organisations.
Line {
    /// Who manages: staff, money, seal.
    Managing = "managing",
    /// Who directs the profession.
    Professional = "professional",
}
}

/// One organisation under another, on one line, for a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The lower one.
    pub child: OrganisationId,
    /// The upper one.
    pub parent: OrganisationId,
    /// On which line.
    pub line: Line,
    /// When.
    pub period: Period,
}

/// The parent on a line and a day.
#[must_use]
pub fn parent_on(links: &[Link], child: OrganisationId, line: Line, day: Date) -> Option<OrganisationId> {
    let is_it = |link: &&Link| link.child == child && link.line == line && link.period.contains(day);
    links.iter().find(is_it).map(|link| link.parent)
}

/// Everything above on a line and a day, nearest first; ends at a cycle and after 32 steps.
#[must_use]
pub fn ancestors_on(links: &[Link], child: OrganisationId, line: Line, day: Date) -> Vec<OrganisationId> {
    let mut above: Vec<OrganisationId> = Vec::new();
    let mut at = child;
    while let Some(parent) = parent_on(links, at, line, day) {
        if parent == child || above.contains(&parent) || above.len() >= HIGHEST {
            break;
        }
        above.push(parent);
        at = parent;
    }
    above
}

/// What stands in the way of adding a link to links that are sound.
#[must_use]
pub fn link_obstacles(links: &[Link], new: &Link) -> Vec<Obstacle> {
    let has_other =
        links.iter().any(|link| link.child == new.child && link.line == new.line && link.period.overlaps(&new.period));
    let is_self = new.child == new.parent;
    let mut found = Found::default();
    found
        .when(is_self, Problem::LineSelf)
        .when(has_other, Problem::LineTwoParents)
        .when(!is_self && makes_cycle(links, new), Problem::LineCycle);
    found.0
}

/// Whether on some day the way up from the new parent leads to the child. Ways change only on first days of links, so
/// that the new link's first day and those inside its period are all that has to be looked at.
fn makes_cycle(links: &[Link], new: &Link) -> bool {
    let starts = links.iter().filter(|link| link.line == new.line).map(|link| link.period.from);
    let days: BTreeSet<Date> = starts.filter(|day| new.period.contains(*day)).chain([new.period.from]).collect();
    days.into_iter().any(|day| ancestors_on(links, new.parent, new.line, day).contains(&new.child))
}
