//! Leaving a position without orphaned work (Decree 30/2020, Articles 31.3đ and 32).

use crate::obstacles::{Found, Obstacle, Problem};

/// What hangs on the position that is left, without another holder or owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Open tasks.
    pub tasks: u32,
    /// Submissions that wait for a step or for the drafter.
    pub submissions: u32,
    /// Reserved numbers.
    pub reserved: u32,
    /// Documents numbered and not issued.
    pub numbered: u32,
    /// Open dossiers.
    pub dossiers: u32,
    /// It is the last clerk.
    pub is_last_clerk: bool,
    /// It is the last leader.
    pub is_last_leader: bool,
    /// Seals and key devices of the organisation.
    pub seals: u32,
    /// Mandates in force.
    pub mandates: u32,
    /// Substitutions in force.
    pub substitutions: u32,
}

/// Everything that has to be handed over before the position is left.
#[must_use]
pub fn obstacles(held: &Held) -> Vec<Obstacle> {
    let mut found = Found::default();
    for (count, problem) in [
        (held.tasks, Problem::LeaveTasksOpen),
        (held.submissions, Problem::LeaveSubmissionsOpen),
        (held.reserved, Problem::LeaveNumbersReserved),
        (held.numbered, Problem::LeaveNumberedNotIssued),
        (held.dossiers, Problem::LeaveDossiersOpen),
        (held.seals, Problem::LeaveSealHeld),
        (held.mandates, Problem::LeaveMandateRunning),
        (held.substitutions, Problem::LeaveSubstituteRunning),
    ] {
        if count > 0 {
            found.0.push(Obstacle::new(problem).with("count", count));
        }
    }
    found.when(held.is_last_clerk, Problem::LeaveLastClerk).when(held.is_last_leader, Problem::LeaveLastLeader);
    found.0
}
