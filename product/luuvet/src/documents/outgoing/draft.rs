//! Beginning a draft, also as the answer to an incoming document.

use luuvet_domain::access::Action;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::documents::school_year::FirstDay;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::store::choices;
use crate::documents::permitted::permitted;
use crate::documents::store::{Grantee, NewDocument, documents, grants};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A draft begins.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// The incoming document that it answers.
    pub answers: Option<DocumentId>,
    /// What it says.
    pub content: Content,
}

impl Verb for Draft {
    type Out = DocumentId;
    const NAME: &'static str = "draft";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        work.require(Action::Draft)?;
        let drafter = work.position()?;
        let (organisation, now, today) = (work.organisation(), work.now(), work.today());
        if let Some(incoming) = self.answers {
            let (answered, _) = permitted(work, incoming).await?;
            if answered.direction != "incoming" {
                return Err(Refusal::invalid(Problem::new("draft-answers").at("subject")));
            }
        }
        let choices = choices::choices(work.tx, organisation, &today.to_string()).await?;
        let content = self.content.checked(&choices)?;
        let first = FirstDay::built_in().map_err(|error| Refusal::Broken(error.to_string()))?;
        let (id, year): (DocumentId, String) = (work.id(), first.year_of(today).to_string());
        let new = NewDocument {
            id,
            direction: &content.direction,
            state: State::Draft.code(),
            kind: &content.kind,
            subject: &content.subject,
            urgency: &content.urgency,
            restricted: content.restricted,
            symbol: None,
            day: None,
            issuer: "",
            signer: "",
            signer_title: "",
            school_year: &year,
            pages: 0,
            drafter,
            department: content.department,
            answers: self.answers,
        };
        documents::insert(work.tx, organisation, &new, now).await?;
        content.write(work, id, 1, self.answers).await?;
        grants::grant(work.tx, organisation, id, Grantee::Position(drafter), "drafter").await?;
        let event =
            Event::new(EventKind::DocumentDrafted, Subject::Document(id.0)).private("subject", &content.subject);
        work.finish(event, id).await
    }
}
