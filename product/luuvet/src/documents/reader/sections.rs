//! What the parts know of a document, read with as few statements as its direction and state need.

use std::collections::BTreeSet;

use jiff::civil::Date;
use luuvet_db::Tx;
use luuvet_domain::ids::DocumentId;

use crate::documents::delivery::store::{self as delivery_store, Recipient};
use crate::documents::incoming::store::{self as incoming_store, Arrival};
use crate::documents::joint::store::{self as joint_store, Joint};
use crate::documents::outgoing::store::{self as outgoing_store, StepRow};
use crate::documents::paper::store::Paper;
use crate::documents::reader::deed::Deed;
use crate::documents::secrets::store::purges::{self, Purge};
use crate::documents::store::relations::Relative;
use crate::documents::store::{Document, StoredFile, Task};
use crate::documents::store::{beside, grants};
use crate::documents::{copies, delivery, incoming, joint, outgoing, paper, registers, secrets, tasks};
use crate::locale::Locale;
use crate::refusal::Refusal;
use crate::work::Actor;

/// What stands beside the pages.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// How it arrived, for an incoming document.
    pub arrival: Option<Arrival>,
    /// The circuit, while it runs.
    pub steps: Vec<StepRow>,
    /// Who received it, once issued.
    pub recipients: Vec<Recipient>,
    /// Answers to its demands that the reader may see.
    pub answers: BTreeSet<DocumentId>,
    /// Assignments and other work.
    pub tasks: Vec<Task>,
    /// Earlier and later documents that belong to it.
    pub relatives: Vec<Relative>,
    /// What is known of it, when it was signed on paper.
    pub paper: Option<Paper>,
    /// A removal of its content as a state secret: reported, proposed or done.
    pub purge: Option<Purge>,
    /// The bodies that issue it too, or who asks for one's own approval.
    pub joint: Joint,
}

impl Sections {
    /// Whether the content is gone: then nothing can be done with the document any more.
    pub(super) fn is_purged(&self) -> bool {
        self.purge.as_ref().is_some_and(Purge::is_done)
    }

    /// The removal that waits for somebody.
    pub(super) fn open_purge(&self) -> Option<&Purge> {
        self.purge.as_ref().filter(|purge| purge.is_open())
    }
}

/// Whether an outgoing document has left: then its recipients matter, before it the circuit.
fn has_left(document: &Document) -> bool {
    matches!(document.state.as_str(), "issued" | "recalled" | "replaced" | "revoked")
}

/// Reads the sections: at most four statements.
pub(super) async fn load(tx: &mut Tx, document: &Document, actor: &Actor, today: Date) -> Result<Sections, Refusal> {
    let (organisation, id, day) = (document.organisation, document.id, today.to_string());
    let beside = beside::of_document(tx, actor, id, &day).await?;
    let has_purge = beside.has_purge;
    let mut sections =
        Sections { tasks: beside.tasks, relatives: beside.relatives, paper: beside.paper, ..Sections::default() };
    if document.direction != "incoming" {
        sections.joint = joint_store::joint(tx, organisation, id, document.version).await?;
    }
    if document.direction == "incoming" {
        sections.arrival = incoming_store::arrival(tx, organisation, id).await?;
        let is_answered = |arrival: &Arrival| arrival.demands.iter().any(|demand| demand.answered_by.is_some());
        if sections.arrival.as_ref().is_some_and(is_answered) {
            sections.answers = grants::answers_seen(tx, organisation, id, &actor.grantees()).await?;
        }
    } else if has_left(document) {
        sections.recipients = delivery_store::recipients(tx, organisation, id).await?;
    } else {
        sections.steps = outgoing_store::steps(tx, organisation, id, &day).await?;
    }
    if has_purge {
        sections.purge = purges::of_document(tx, organisation, id).await?;
    }
    Ok(sections)
}

/// Everything that can be done, from every part.
pub(super) fn deeds(
    document: &Document,
    files: &[StoredFile],
    sections: &Sections,
    actor: &Actor,
    locale: Locale,
) -> Vec<Deed> {
    let purging = secrets::deeds(document, sections.purge.as_ref(), actor);
    if sections.is_purged() {
        return purging;
    }
    let mut deeds = tasks::deeds(document, &sections.tasks, actor, locale);
    if let Some(arrival) = &sections.arrival {
        deeds.extend(incoming::deeds(document, arrival, &sections.tasks, actor, locale));
    }
    let (joint, on_paper) = (&sections.joint, sections.paper.is_some());
    if joint.request.is_some() {
        // Another body's document is decided about, nothing else.
        joint::deeds(&mut deeds, document, joint, on_paper, actor, locale);
        return deeds;
    }
    deeds.extend(outgoing::deeds::deeds(document, &sections.steps, actor, locale));
    deeds.extend(copies::deeds(document, actor));
    deeds.extend(paper::deeds(document, sections.paper.as_ref(), actor));
    deeds.extend(registers::deeds(document, actor, locale));
    deeds.extend(delivery::deeds(document, files, &sections.recipients, actor, locale));
    joint::deeds(&mut deeds, document, joint, on_paper, actor, locale);
    deeds.extend(purging);
    deeds
}
