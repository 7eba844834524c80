//! The life of an incoming document (Decree 30/2020, Articles 20 to 24).

use crate::codes::codes;
use crate::obstacles::{Found, Obstacle, Problem, Refusal, unless_blocked};
use crate::transitions::{NotAllowed, Table, Transition, on};

codes! {
/// State of an incoming document.
State {
    /// Here, not yet checked.
    Arrived = "arrived",
    /// Sent back with a reason.
    Refused = "refused",
    /// Has an arrival number.
    Registered = "registered",
    /// With the one who directs.
    Submitted = "submitted",
    /// Has a directive and assignments.
    Directed = "directed",
    /// Somebody works on it.
    InProgress = "in-progress",
    /// Done, with a result.
    Finished = "finished",
    /// Taken up again.
    Reopened = "reopened",
    /// The sender took it back; it stays, marked.
    RecalledBySender = "recalled-by-sender",
}
}

codes! {
/// What can be done with an incoming document.
Verb {
    /// Send it back with a reason.
    Refuse = "refuse",
    /// Give it an arrival number.
    Register = "register",
    /// Lay it before the one who directs.
    Submit = "submit",
    /// Write the directive and assign; from *registered* for kinds that go straight on.
    Direct = "direct",
    /// Begin to work.
    Start = "start",
    /// Finish with a result.
    Finish = "finish",
    /// Take up again, with a reason.
    Reopen = "reopen",
    /// The sender takes it back.
    Recall = "recall",
}
}

use State::{Arrived, Directed, Finished, InProgress, RecalledBySender, Refused, Registered, Reopened, Submitted};

const ROWS: &[Transition<State, Verb>] = &[
    on(Arrived, Verb::Refuse, Refused),
    on(Arrived, Verb::Register, Registered),
    on(Arrived, Verb::Recall, RecalledBySender),
    on(Registered, Verb::Submit, Submitted),
    on(Registered, Verb::Direct, Directed),
    on(Registered, Verb::Recall, RecalledBySender),
    on(Submitted, Verb::Direct, Directed),
    on(Submitted, Verb::Recall, RecalledBySender),
    on(Directed, Verb::Direct, Directed),
    on(Directed, Verb::Start, InProgress),
    on(Directed, Verb::Finish, Finished),
    on(Directed, Verb::Recall, RecalledBySender),
    on(InProgress, Verb::Direct, Directed),
    on(InProgress, Verb::Finish, Finished),
    on(InProgress, Verb::Recall, RecalledBySender),
    on(Finished, Verb::Reopen, Reopened),
    on(Finished, Verb::Recall, RecalledBySender),
    on(Reopened, Verb::Direct, Directed),
    on(Reopened, Verb::Start, InProgress),
    on(Reopened, Verb::Finish, Finished),
    on(Reopened, Verb::Recall, RecalledBySender),
];

/// The transition table.
pub const TABLE: Table<State, Verb> =
    Table { name: "incoming-document", title: "Incoming document", starts: &[Arrived], rows: ROWS };

/// The state after a verb.
///
/// # Errors
/// When the state does not know the verb.
pub fn step(state: State, verb: Verb) -> Result<State, NotAllowed> {
    TABLE.step(state, verb)
}

/// What is known when an incoming document is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterFacts {
    /// Authenticity and integrity were checked and hold, or a person answers for it (Article 21.2).
    pub is_authentic: bool,
    /// A readable file or a page count of the paper is there.
    pub has_content: bool,
    /// It is addressed to this organisation.
    pub is_addressed_here: bool,
    /// The same document has an arrival number already, from paper or from another channel.
    pub has_arrival_number: bool,
    /// A mark of state secrets was found.
    pub bears_secret_mark: bool,
}

/// Everything that stands in the way of registering.
#[must_use]
pub fn register_obstacles(facts: &RegisterFacts) -> Vec<Obstacle> {
    let mut found = Found::default();
    found
        .when(facts.bears_secret_mark, Problem::RegisterSecretMark)
        .when(!facts.is_authentic, Problem::RegisterNotAuthentic)
        .when(!facts.has_content, Problem::RegisterContentMissing)
        .when(facts.has_arrival_number, Problem::RegisterTwice)
        .when(!facts.is_addressed_here, Problem::RegisterMisaddressed);
    found.0
}

/// Registers; hands back warnings.
///
/// # Errors
/// When the state does not know the verb or an obstacle blocks it.
pub fn register(state: State, facts: &RegisterFacts) -> Result<(State, Vec<Obstacle>), Refusal> {
    let next = step(state, Verb::Register)?;
    Ok((next, unless_blocked(register_obstacles(facts))?))
}

/// What is known when an incoming document is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinishFacts {
    /// What came of it, in a sentence or as an answering document.
    pub has_result: bool,
    /// Reply demands without an answer.
    pub open_demands: u32,
    /// It lies in a dossier.
    pub has_dossier: bool,
}

/// Everything that stands in the way of finishing.
#[must_use]
pub fn finish_obstacles(facts: &FinishFacts) -> Vec<Obstacle> {
    let mut found = Found::default();
    found
        .when(!facts.has_result, Problem::FinishResultMissing)
        .when(facts.open_demands > 0, Problem::FinishDemandOpen)
        .when(!facts.has_dossier, Problem::FinishDossierMissing);
    found.0
}

/// Finishes; hands back warnings.
///
/// # Errors
/// When the state does not know the verb or an obstacle blocks it.
pub fn finish(state: State, facts: &FinishFacts) -> Result<(State, Vec<Obstacle>), Refusal> {
    let next = step(state, Verb::Finish)?;
    Ok((next, unless_blocked(finish_obstacles(facts))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        crate::transitions::tests::is_sound(&TABLE);
        assert!(TABLE.is_final(Refused) && TABLE.is_final(RecalledBySender));
    }

    #[test]
    fn the_sender_can_take_back_everything_that_was_not_refused() {
        for state in State::ALL.iter().filter(|state| **state != Refused && **state != RecalledBySender) {
            assert_eq!(step(*state, Verb::Recall), Ok(RecalledBySender));
        }
    }

    #[test]
    fn all_obstacles_at_once_in_every_combination() {
        for bits in 0_u8..32 {
            let is = |bit: u8| bits & (1 << bit) != 0;
            let facts = RegisterFacts {
                is_authentic: !is(0),
                has_content: !is(1),
                is_addressed_here: !is(2),
                has_arrival_number: is(3),
                bears_secret_mark: is(4),
            };
            assert_eq!(register_obstacles(&facts).len() as u32, bits.count_ones());
            // Misaddressed is a doubt of the clerk: he may register and pass it on.
            assert_eq!(register(Arrived, &facts).is_ok(), bits & !0b100 == 0);
        }
    }

    #[test]
    fn finishing_asks_for_a_result_and_reminds_of_the_dossier() {
        let done = FinishFacts { has_result: true, open_demands: 0, has_dossier: false };
        let (state, warnings) = finish(InProgress, &done).unwrap();
        assert_eq!((state, warnings[0].code()), (Finished, "finish.dossier-missing"));
        let early = FinishFacts { has_result: false, open_demands: 2, has_dossier: true };
        assert_eq!(finish(InProgress, &early).unwrap_err().codes(), ["finish.result-missing", "finish.demand-open"]);
        assert!(matches!(finish(Arrived, &done), Err(Refusal::NotAllowed(_))));
    }
}
