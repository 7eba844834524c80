//! Circuits that an organisation keeps, and what is wrong with one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Step, StepKind, StepState};
use crate::access::Role;
use crate::ids::{PositionId, StepId};
use crate::obstacles::{Found, Obstacle, Problem, Refusal};

/// Most steps of a circuit.
pub const MOST_STEPS: usize = 40;

/// Whom a step of a template names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A position.
    Position(PositionId),
    /// Whoever has the role; for a department head, that of the drafter's department.
    Role(Role),
}

/// A step of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateStep {
    /// Steps with the same group run in parallel.
    pub group: u16,
    /// What it is for.
    pub kind: StepKind,
    /// Whom it names.
    pub who: Who,
}

/// A circuit that an organisation keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its steps.
    pub steps: Vec<TemplateStep>,
}

impl Template {
    /// The steps for one submission. `find` names the position behind a step, `ids` are fresh ids, `deadline` is the last
    /// day for opinions. A drafter who heads his department checks his own content: leave that step out beforehand.
    ///
    /// # Errors
    /// When a post has nobody, or fewer ids than steps are given.
    pub fn steps(
        &self,
        ids: &[StepId],
        find: impl Fn(Who) -> Option<PositionId>,
        deadline: Option<Date>,
    ) -> Result<Vec<Step>, Refusal> {
        if ids.len() < self.steps.len() {
            return Err(Refusal::because(Problem::CircuitStepTwice));
        }
        let made = |(step, id): (&TemplateStep, &StepId)| {
            let owner = find(step.who).ok_or_else(|| Refusal::because(Problem::CircuitOwnerMissing))?;
            let deadline = deadline.filter(|_| step.kind == StepKind::Opinion);
            let state = StepState::Waiting;
            Ok(Step { id: *id, group: step.group, kind: step.kind, owner, deadline, state, decision: None })
        };
        self.steps.iter().zip(ids).map(made).collect()
    }
}

/// Everything that is wrong with a circuit; an organisation's template is checked as the steps that it makes.
#[must_use]
pub fn circuit_obstacles(steps: &[Step]) -> Vec<Obstacle> {
    let mut groups: BTreeMap<u16, Vec<&Step>> = BTreeMap::new();
    for step in steps {
        groups.entry(step.group).or_default().push(step);
    }
    let has = |kind| steps.iter().any(|step| step.kind == kind);
    let any_group = |is_so: fn(&[&Step]) -> bool| groups.values().any(|group| is_so(group));
    let last_kind = groups.values().next_back().and_then(|group| group.first()).map(|step| step.kind);
    let first_approval = steps.iter().filter(|step| step.kind == StepKind::Approve).map(|step| step.group).min();
    let after = |step: &Step| step.kind != StepKind::Approve && first_approval.is_some_and(|first| step.group > first);
    let ids: BTreeSet<_> = steps.iter().map(|step| step.id).collect();
    let mut found = Found::default();
    found
        .when(!has(StepKind::Approve), Problem::CircuitApprovalMissing)
        .when(
            has(StepKind::Approve) && (last_kind != Some(StepKind::Approve) || steps.iter().any(after)),
            Problem::CircuitApprovalNotLast,
        )
        .when(any_group(is_mixed), Problem::CircuitKindsMixed)
        .when(any_group(is_parallel_check), Problem::CircuitParallelCheck)
        .when(any_group(has_owner_twice), Problem::CircuitOwnerTwice)
        .when(ids.len() < steps.len(), Problem::CircuitStepTwice)
        .when(steps.len() > MOST_STEPS, Problem::CircuitTooManySteps)
        .when(
            steps.iter().any(|step| step.kind == StepKind::Opinion && step.deadline.is_none()),
            Problem::CircuitDeadlineMissing,
        )
        .when(!has(StepKind::ContentCheck), Problem::CircuitContentCheckMissing)
        .when(!has(StepKind::FormCheck), Problem::CircuitFormCheckMissing);
    found.0
}

fn is_mixed(group: &[&Step]) -> bool {
    group.windows(2).any(|pair| pair[0].kind != pair[1].kind)
}

fn is_parallel_check(group: &[&Step]) -> bool {
    group.len() > 1 && group.iter().any(|step| matches!(step.kind, StepKind::ContentCheck | StepKind::FormCheck))
}

fn has_owner_twice(group: &[&Step]) -> bool {
    let owners: BTreeSet<_> = group.iter().map(|step| step.owner).collect();
    owners.len() < group.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_template_makes_steps_or_names_the_empty_post() {
        let who = [Who::Role(Role::DepartmentHead), Who::Role(Role::FormChecker), Who::Role(Role::Head)];
        let kinds = [StepKind::ContentCheck, StepKind::FormCheck, StepKind::Approve];
        let steps = who.into_iter().zip(kinds).zip(1..);
        let steps = steps.map(|((who, kind), group)| TemplateStep { group, kind, who }).collect();
        let template = Template { name: "Thường".into(), steps };
        let ids: Vec<_> = (1..4).map(|n| StepId(Uuid::from_u128(n))).collect();
        let find = |who: Who| who.eq(&Who::Role(Role::Head)).then_some(PositionId(Uuid::from_u128(1)));
        let all = |who: Who| Some(find(who).unwrap_or(PositionId(Uuid::from_u128(2))));
        assert!(circuit_obstacles(&template.steps(&ids, all, None).unwrap()).is_empty());
        assert_eq!(template.steps(&ids, find, None).unwrap_err().codes(), ["circuit.owner-missing"]);
        assert!(template.steps(&ids[..2], all, None).is_err());
    }
}
