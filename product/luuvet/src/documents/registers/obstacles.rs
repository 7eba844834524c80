//! From the rules' refusals to what a person is told.

use jiff::civil::Date;
use luuvet_domain::obstacles::{self, Obstacle, Severity};

use crate::refusal::{Problem, Refusal};

/// The refusal of a rule, with every obstacle that stops the verb.
pub(crate) fn refused(refusal: obstacles::Refusal) -> Refusal {
    match refusal {
        obstacles::Refusal::NotAllowed(_) => Refusal::Meanwhile(Problem::new("number-state")),
        obstacles::Refusal::Obstacles(all) => {
            let blockers = all.iter().filter(|obstacle| obstacle.severity() == Severity::Blocker);
            Refusal::Invalid(blockers.map(problem).collect())
        }
    }
}

fn problem(obstacle: &Obstacle) -> Problem {
    let field = match obstacle.code() {
        "number.reason-missing" => Some("reason"),
        "register.first-number-wrong" => Some("first_number"),
        "register.day-outside-year" => Some("last_day"),
        "register.scan-missing" => Some("scan"),
        _ => None,
    };
    let facts = obstacle.facts.iter().map(|(name, value)| (*name, spoken(value))).collect();
    Problem { code: obstacle.code().replace('.', "-"), field, facts }
}

fn spoken(value: &str) -> String {
    value.parse::<Date>().map_or_else(|_| value.to_owned(), vietnamese::dates::short)
}
