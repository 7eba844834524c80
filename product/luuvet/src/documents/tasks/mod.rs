//! Tasks: reading, supporting, leading, handing on, reminding, and taking back what was just done.
//!
//! The head assigns the notice: Tổ Toán leads by a day, the office supports, forty teachers are informed. An inform
//! ends on opening, a support with one tap or with the lead, the lead with a result. What somebody may do with an open
//! document is [`deeds`]; every verb is one file; who has read it is [`readers`].

pub mod acknowledge;
mod deeds;
pub mod escalate;
pub mod extend_due;
pub mod finish_document;
pub mod finish_task;
pub mod hand_on;
pub mod limits;
pub mod open;
pub mod owned;
pub mod pages;
pub mod readers;
pub mod remind;
pub mod store;
pub mod support;
pub mod undo;

pub use deeds::deeds;
pub use pages::routes;

use luuvet_domain::obstacles;

use crate::refusal::{Problem, Refusal};

/// What a rule of the domain refuses, as a person is told: `problem-` and the code with dashes.
#[must_use]
pub fn told(refusal: obstacles::Refusal) -> Refusal {
    match refusal {
        obstacles::Refusal::NotAllowed(_) => Refusal::Meanwhile(Problem::new("task-not-now")),
        obstacles::Refusal::Obstacles(all) => Refusal::Invalid(
            all.iter().filter(|one| one.severity() == obstacles::Severity::Blocker).map(of_domain).collect(),
        ),
    }
}

/// An obstacle of the domain as a problem.
#[must_use]
pub fn of_domain(obstacle: &obstacles::Obstacle) -> Problem {
    let mut problem = Problem::new(obstacle.code().replace('.', "-"));
    problem.facts.clone_from(&obstacle.facts);
    problem
}
