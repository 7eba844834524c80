//! Who may sign for the organisation: leaders by role, others by a mandate in force that day (Decree 30/2020, Article 13).

use jiff::civil::Date;
use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::{MandateId, PositionId};
use luuvet_domain::signing::signature_block;

use crate::documents::outgoing::store::choices::{Choices, Post};

impl Choices {
    /// Whether a position may be asked to approve: by role, or by a mandate that it holds on the day.
    #[must_use]
    pub fn may_approve(&self, position: PositionId, day: Date) -> bool {
        let by_role = self.post(position).is_some_and(|post| post.may(Action::Approve));
        by_role || (self.post(position).is_some() && self.mandate_of(position, day).is_some())
    }

    /// Everybody who may be asked to approve on a day, in the order of the positions.
    #[must_use]
    pub fn approvers(&self, day: Date) -> Vec<&Post> {
        self.posts.iter().filter(|post| self.may_approve(post.id, day)).collect()
    }

    /// The lines above the signature of a position under a mandate: "TL. HIỆU TRƯỞNG", "CHÁNH VĂN PHÒNG", then the name.
    /// Empty when nobody holds it, or when it signs without the mandate that it needs.
    #[must_use]
    pub fn signature(&self, signer: PositionId, mandate: Option<MandateId>) -> Vec<String> {
        let Some(post) = self.post(signer) else { return Vec::new() };
        let mandate = mandate.and_then(|id| self.mandate(id)).and_then(|row| row.domain());
        if mandate.is_none() && !post.roles.contains(&Role::Head) {
            return Vec::new();
        }
        let head = if self.head_title.is_empty() { &post.title } else { &self.head_title };
        let mut lines = signature_block(&self.collective, head, &post.title, mandate.as_ref());
        lines.push(post.holder.clone());
        lines
    }
}
