//! The circuit that a submission shall run: proposed from the department and the roles, changed by the drafter.

use jiff::civil::Date;
use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::{PositionId, StepId};
use luuvet_domain::submissions::template::{Template, TemplateStep, Who};
use luuvet_domain::submissions::{Step, StepKind};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::refused;
use crate::documents::outgoing::store::choices::{Choices, Post};
use crate::documents::store::Document;
use crate::refusal::{Problem, Refusal};

/// Who checks, who is asked, who approves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Checks the content.
    pub content: Option<PositionId>,
    /// Checks the form.
    pub form: Option<PositionId>,
    /// Are asked in parallel.
    pub opinions: Vec<PositionId>,
    /// Until this day.
    pub due: Option<Date>,
    /// Approve before the signer, one after the other.
    pub approvers: Vec<PositionId>,
}

impl Plan {
    /// The usual circuit: the department's head unless he drafts it, the appointed form checker, the signer.
    #[must_use]
    pub fn usual(document: &Document, choices: &Choices) -> Self {
        let drafter = document.drafter;
        let heads = |post: &&Post| {
            let is_head = post.roles.contains(&Role::DepartmentHead) || post.roles.contains(&Role::ChiefOfOffice);
            is_head && post.department.is_some() && post.department == document.department
        };
        let other = |post: &Post| (post.id != drafter).then_some(post.id);
        Self {
            content: choices.posts.iter().find(heads).and_then(other),
            form: choices.with_role(Role::FormChecker).and_then(other),
            ..Self::default()
        }
    }

    /// The plan that the open steps of a circuit show.
    #[must_use]
    pub fn of(steps: &[Step], signer: Option<PositionId>) -> Self {
        let of = |kind: StepKind| steps.iter().filter(move |step| step.kind == kind);
        Self {
            content: of(StepKind::ContentCheck).map(|step| step.owner).next(),
            form: of(StepKind::FormCheck).map(|step| step.owner).next(),
            opinions: of(StepKind::Opinion).map(|step| step.owner).collect(),
            due: of(StepKind::Opinion).find_map(|step| step.deadline),
            approvers: of(StepKind::Approve).map(|step| step.owner).filter(|one| Some(*one) != signer).collect(),
        }
    }

    /// How many ids [`steps`](Self::steps) takes.
    #[must_use]
    pub fn len(&self, signer: Option<PositionId>) -> usize {
        self.template(signer, 1).steps.len()
    }

    /// The steps, groups counted from `first`.
    ///
    /// # Errors
    /// When somebody may not do what is asked on `day`, or holds no post.
    pub fn steps(
        &self,
        signer: Option<PositionId>,
        ids: &[StepId],
        first: u16,
        choices: &Choices,
        day: Date,
    ) -> Result<Vec<Step>, Refusal> {
        Refusal::unless_empty(self.unfit(choices, day))?;
        let find = |who: Who| match who {
            Who::Position(id) => choices.post(id).map(|post| post.id),
            Who::Role(role) => choices.with_role(role).map(|post| post.id),
        };
        self.template(signer, first).steps(ids, find, self.due).map_err(|refusal| refused(&refusal))
    }

    fn template(&self, signer: Option<PositionId>, first: u16) -> Template {
        let mut steps = Vec::new();
        let mut group = first;
        let checks = [(StepKind::ContentCheck, self.content), (StepKind::FormCheck, self.form)];
        for (kind, owner) in checks.iter().filter_map(|(kind, owner)| Some((*kind, (*owner)?))) {
            steps.push(TemplateStep { group, kind, who: Who::Position(owner) });
            group = group.saturating_add(1);
        }
        let asked = self.opinions.iter().map(|owner| Who::Position(*owner));
        steps.extend(asked.map(|who| TemplateStep { group, kind: StepKind::Opinion, who }));
        for owner in self.approvers.iter().copied().filter(|one| Some(*one) != signer).chain(signer) {
            group = group.saturating_add(1);
            steps.push(TemplateStep { group, kind: StepKind::Approve, who: Who::Position(owner) });
        }
        Template { name: String::new(), steps }
    }

    /// Those who may not do what the plan asks of them.
    #[must_use]
    pub fn unfit(&self, choices: &Choices, day: Date) -> Vec<Problem> {
        let content = self.content.map(|id| (id, Action::CheckContent, "content"));
        let form = self.form.map(|id| (id, Action::CheckForm, "form"));
        let approvers = self.approvers.iter().filter(|id| !choices.may_approve(**id, day));
        let approvers = approvers.map(|id| (*id, Action::Approve, "approvers"));
        let asked = self.opinions.iter().map(|id| (*id, Action::GiveOpinion, "opinions"));
        let all = content.into_iter().chain(form).chain(asked).chain(approvers);
        let fits = |id: PositionId, action: Action| choices.post(id).is_some_and(|post| post.may(action));
        all.filter(|(id, action, _)| !fits(*id, *action))
            .map(|(id, action, field)| {
                let name = choices.post(id).map_or_else(String::new, Post::words);
                Problem::new("circuit-owner-unfit").at(field).with("name", name).with("action", action.code())
            })
            .collect()
    }
}
