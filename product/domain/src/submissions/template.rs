//! Circuits that an organisation keeps, and what is wrong with one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Step, StepKind};
use crate::obstacles::{Found, Obstacle, Problem};

/// Most steps of a circuit.
pub const MOST_STEPS: usize = 40;

/// Everything that is wrong with a circuit; an organisation's template is checked as the steps that it makes.
#[must_use]
pub fn circuit_obstacles(steps: &[Step]) -> Vec<Obstacle> {
    let mut groups: BTreeMap<u16, Vec<&Step>> = BTreeMap::new();
    for step in steps {
        groups.entry(step.group).or_default().push(step);
    }
    let has = |kind| steps.iter().any(|step| step.kind == kind);
    let any_group = |is_so: fn(&[&Step]) -> bool| groups.values().any(|group| is_so(group));
    let last_kind = groups
        .values()
        .next_back()
        .and_then(|group| group.first())
        .map(|step| step.kind);
    let first_approval = steps
        .iter()
        .filter(|step| step.kind == StepKind::Approve)
        .map(|step| step.group)
        .min();
    let after = |step: &Step| {
        step.kind != StepKind::Approve && first_approval.is_some_and(|first| step.group > first)
    };
    let ids: BTreeSet<_> = steps.iter().map(|step| step.id).collect();
    let mut found = Found::default();
    found
        .when(!has(StepKind::Approve), Problem::CircuitApprovalMissing)
        .when(
            has(StepKind::Approve)
                && (last_kind != Some(StepKind::Approve) || steps.iter().any(after)),
            Problem::CircuitApprovalNotLast,
        )
        .when(any_group(is_mixed), Problem::CircuitKindsMixed)
        .when(any_group(is_parallel_check), Problem::CircuitParallelCheck)
        .when(any_group(has_owner_twice), Problem::CircuitOwnerTwice)
        .when(ids.len() < steps.len(), Problem::CircuitStepTwice)
        .when(steps.len() > MOST_STEPS, Problem::CircuitTooManySteps)
        .when(
            steps
                .iter()
                .any(|step| step.kind == StepKind::Opinion && step.deadline.is_none()),
            Problem::CircuitDeadlineMissing,
        )
        .when(
            !has(StepKind::ContentCheck),
            Problem::CircuitContentCheckMissing,
        )
        .when(!has(StepKind::FormCheck), Problem::CircuitFormCheckMissing);
    found.0
}

fn is_mixed(group: &[&Step]) -> bool {
    group.windows(2).any(|pair| pair[0].kind != pair[1].kind)
}

fn is_parallel_check(group: &[&Step]) -> bool {
    group.len() > 1
        && group
            .iter()
            .any(|step| matches!(step.kind, StepKind::ContentCheck | StepKind::FormCheck))
}

fn has_owner_twice(group: &[&Step]) -> bool {
    let owners: BTreeSet<_> = group.iter().map(|step| step.owner).collect();
    owners.len() < group.len()
}
