//! Issuing: the numbered document goes out to all its recipients.

use luuvet_domain::access::Action;
use luuvet_domain::documents::outgoing::{State, Verb as Does, step};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::hand_out::{freeze, hand_out};
use super::look::{self, Look};
use super::ready::{self, ready};
use super::store::{facts, recipients};
use crate::app::App;
use crate::documents::permitted::{find, permitted};
use crate::documents::store::{Document, documents, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// Looks at the issued rendition and issues the document.
///
/// # Errors
/// Every obstacle at once; [`Refusal::NotFound`] for whoever may not see it.
pub async fn issue(app: &App, actor: &Actor, document: DocumentId) -> Result<Issued, Refusal> {
    let mut tx = app.read().await?;
    let (found, stored) = find(&mut tx, actor, document).await?;
    let (_, rendition) = ready::rendition(&mut tx, &found, &stored).await?;
    drop(tx);
    let look = match rendition {
        Some(rendition) => Some(look::look(app, &rendition).await?),
        None => None,
    };
    app.perform(actor, Issue { document, look }).await
}

/// A numbered document is issued: every recipient gets it, by a job or by a task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Issue {
    /// The document.
    pub document: DocumentId,
    /// What was seen on the issued rendition; none when it is not made yet, which is an obstacle.
    pub look: Option<Look>,
}

/// What was issued.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Issued {
    /// Number and symbol.
    pub symbol: String,
    /// Recipients, groups counted by their members.
    pub recipients: i64,
    /// Codes of the warnings that went with it.
    pub warnings: Vec<String>,
}

impl Verb for Issue {
    type Out = Issued;
    const NAME: &'static str = "issue";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Issued>, Refusal> {
        let (document, stored) = permitted(work, self.document).await?;
        work.require(Action::Issue)?;
        let state = numbered(&document)?;
        let (organisation, now) = (work.organisation(), work.now());
        let all = recipients::of_document(work.tx, organisation, document.id).await?;
        let ready = ready(work.tx, &document, &stored, &all, self.look.as_ref(), now).await?;
        let (blockers, warnings): (Vec<_>, Vec<_>) = ready.findings.into_iter().partition(|found| found.blocks);
        Refusal::unless_empty(blockers.into_iter().map(|found| found.problem).collect())?;
        let next = step(state, Does::Issue).map_err(|_| meanwhile())?;
        if !documents::set_state(work.tx, organisation, document.id, state.code(), next.code(), now).await? {
            return Err(meanwhile());
        }
        let by = work.actor.position;
        tasks::close_kind(work.tx, organisation, document.id, "issue", "finished", by, now).await?;
        let all = freeze(work, &document, all).await?;
        for recipient in &all {
            hand_out(work, &document, recipient).await?;
        }
        supersede(work, &document).await?;
        let warnings: Vec<String> = warnings.into_iter().map(|found| found.code.to_owned()).collect();
        let symbol = document.symbol.unwrap_or_default();
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let event = Event::new(EventKind::DocumentIssued, Subject::Document(document.id.0))
            .code("symbol", &symbol)
            .number("count", count)
            .code("warnings", warnings.join(","));
        work.finish(event, Issued { symbol, recipients: count, warnings }).await
    }
}

/// The state, when it is *numbered*; else why it cannot be issued, and who is asked for what is missing.
pub(super) fn numbered(document: &Document) -> Result<State, Refusal> {
    match super::deeds::outgoing(document) {
        None => Err(Refusal::NotFound),
        Some(State::Numbered) => Ok(State::Numbered),
        Some(State::Issued | State::Recalled | State::Replaced | State::Revoked) => Err(meanwhile()),
        Some(_) => Err(Refusal::invalid(not_numbered())),
    }
}

/// What has no number cannot be issued; says who numbers.
pub(super) fn not_numbered() -> Problem {
    let who = luuvet_domain::access::who_can(Action::Number).iter().map(|role| role.code()).collect::<Vec<_>>();
    Problem::new("issue-not-numbered").with("roles", who.join(","))
}

fn meanwhile() -> Refusal {
    Refusal::Meanwhile(Problem::new("issue-done"))
}

/// A document that replaces or revokes earlier ones ends them now; one that amends or corrects them is noted at them
/// (Decree 30/2020, Article 18).
async fn supersede(work: &mut Work<'_>, document: &Document) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    for (relation, other) in facts::supersedes(work.tx, organisation, document.id).await? {
        let Some(earlier) = documents::find(work.tx, organisation, other).await? else { continue };
        let Some(state) = super::deeds::outgoing(&earlier) else { continue };
        let next = match relation.as_str() {
            "revokes" => step(state, Does::Revoke),
            "replaces" => step(state, Does::Replace),
            _ => Ok(state),
        };
        let Ok(next) = next else { continue };
        if next != state && !documents::set_state(work.tx, organisation, other, state.code(), next.code(), now).await? {
            return Err(Refusal::Meanwhile(Problem::new("busy")));
        }
        let event = Event::new(EventKind::DocumentRelated, Subject::Document(other.0))
            .code("symbol", document.symbol.clone().unwrap_or_default())
            .code("state", next.code())
            .id("other", document.id.0);
        work.note(event);
    }
    Ok(())
}
