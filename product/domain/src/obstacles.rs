//! What stands in the way of a verb, all of it at once: one stable code for each, from which the page makes a sentence
//! and a fix-it.

use crate::transitions::NotAllowed;

/// Whether an obstacle stops the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The verb goes through; the person is told and it is counted.
    Warning,
    /// The verb is refused.
    Blocker,
}

/// One reason why a verb is refused or doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// What it is.
    pub problem: Problem,
    /// Values for the sentence, by name (`day` → `2026-03-01`); never free text of a restricted document.
    pub facts: Vec<(&'static str, String)>,
}

impl Obstacle {
    /// An obstacle without values.
    #[must_use]
    pub const fn new(problem: Problem) -> Self {
        Self { problem, facts: Vec::new() }
    }

    /// The same with one more value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    /// The stable code, `issue.number-missing`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// Whether it stops the verb.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

/// Why a verb did not go through.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not know the verb.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Every obstacle, warnings too.
    #[error("refused: {}", .0.iter().map(Obstacle::code).collect::<Vec<_>>().join(", "))]
    Obstacles(Vec<Obstacle>),
}

impl Refusal {
    /// A refusal for one reason.
    #[must_use]
    pub fn because(problem: Problem) -> Self {
        Self::Obstacles(vec![Obstacle::new(problem)])
    }

    /// The codes of the obstacles; empty when the state was the reason.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::NotAllowed(_) => Vec::new(),
            Self::Obstacles(all) => all.iter().map(Obstacle::code).collect(),
        }
    }
}

/// Whether one of them stops the verb.
#[must_use]
pub fn blocked(obstacles: &[Obstacle]) -> bool {
    obstacles.iter().any(|obstacle| obstacle.severity() == Severity::Blocker)
}

/// Lets warnings through and hands them back.
///
/// # Errors
/// With every obstacle when one of them is a blocker.
pub fn unless_blocked(obstacles: Vec<Obstacle>) -> Result<Vec<Obstacle>, Refusal> {
    if blocked(&obstacles) { Err(Refusal::Obstacles(obstacles)) } else { Ok(obstacles) }
}

/// Collects obstacles: `found.when(condition, problem)` reads like the rule.
#[derive(Default)]
pub(crate) struct Found(pub(crate) Vec<Obstacle>);

impl Found {
    pub(crate) fn when(&mut self, is_so: bool, problem: Problem) -> &mut Self {
        if is_so {
            self.0.push(Obstacle::new(problem));
        }
        self
    }
}

pub use crate::problems::Problem;
