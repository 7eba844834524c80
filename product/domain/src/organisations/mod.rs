//! Organisations: parents on two lines, names and positions with periods, leaving without orphaned work.
//!
//! - [`lines`]: managing and professional parents
//! - [`leaving`]: what has to be handed over

pub mod leaving;
pub mod lines;

use jiff::civil::Date;

use crate::ids::{OrganisationId, PersonId, PositionId};
use crate::obstacles::{Found, Obstacle, Problem};
use crate::periods::Period;

/// Name of an organisation for a period; documents keep the name of their day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Whose name.
    pub organisation: OrganisationId,
    /// In full.
    pub full: String,
    /// As in symbols.
    pub abbreviation: String,
    /// When it holds.
    pub period: Period,
}

/// The name on a day.
#[must_use]
pub fn name_on(names: &[Name], organisation: OrganisationId, day: Date) -> Option<&Name> {
    names.iter().find(|name| name.organisation == organisation && name.period.contains(day))
}

/// What is wrong with the names of organisations: two at a time.
#[must_use]
pub fn name_obstacles(names: &[Name]) -> Vec<Obstacle> {
    let mut found = Found::default();
    for (at, name) in names.iter().enumerate() {
        let others = names[..at].iter().filter(|other| other.organisation == name.organisation);
        for other in others {
            found.when(name.period.overlaps(&other.period), Problem::NameOverlap);
        }
    }
    found.0
}

/// Who holds a position, for a period; a person may hold several, and a position may have several holders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The position.
    pub position: PositionId,
    /// The person.
    pub person: PersonId,
    /// When.
    pub period: Period,
}

/// The holders of a position on a day, in the order given.
pub fn holders_on(holdings: &[Holding], position: PositionId, day: Date) -> impl Iterator<Item = PersonId> {
    let holds = move |one: &&Holding| one.position == position && one.period.contains(day);
    holdings.iter().filter(holds).map(|one| one.person)
}

/// The positions of a person on a day, in the order given.
pub fn positions_on(holdings: &[Holding], person: PersonId, day: Date) -> impl Iterator<Item = PositionId> {
    let holds = move |one: &&Holding| one.person == person && one.period.contains(day);
    holdings.iter().filter(holds).map(|one| one.position)
}

#[cfg(test)]
mod tests;
