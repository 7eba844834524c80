//! Obstacles of the domain as problems with sentences.

use luuvet_domain::obstacles::{self, Obstacle, Severity};

use crate::refusal::{Problem, Refusal};

/// The sentence's code of an obstacle: `sign.mandate-missing` is `problem-sign-mandate-missing`.
#[must_use]
pub fn problem(obstacle: &Obstacle) -> Problem {
    let problem = Problem::new(obstacle.code().replace('.', "-"));
    obstacle.facts.iter().fold(problem, |problem, (name, value)| problem.with(name, value))
}

/// The obstacles that stop a verb, as problems.
#[must_use]
pub fn blockers(obstacles: &[Obstacle]) -> Vec<Problem> {
    obstacles.iter().filter(|found| found.severity() == Severity::Blocker).map(problem).collect()
}

/// Those that only warn.
#[must_use]
pub fn warnings(obstacles: &[Obstacle]) -> Vec<Problem> {
    obstacles.iter().filter(|found| found.severity() == Severity::Warning).map(problem).collect()
}

/// The refusal of the domain as one of the program.
#[must_use]
pub fn refused(refusal: &obstacles::Refusal) -> Refusal {
    match refusal {
        obstacles::Refusal::NotAllowed(_) => meanwhile(),
        obstacles::Refusal::Obstacles(found) => Refusal::Invalid(blockers(found)),
    }
}

/// Somebody else has moved the document on.
#[must_use]
pub fn meanwhile() -> Refusal {
    Refusal::Meanwhile(Problem::new("document-moved-on"))
}
