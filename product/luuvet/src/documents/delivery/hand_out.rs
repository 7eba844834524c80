//! Handing an issued document to one recipient: a job for another organisation, a task and the right to read for one's
//! own people, a note for whoever is reached by other means.

use luuvet_domain::delivery::Report;
use luuvet_domain::ids::{DepartmentId, PositionId, RecipientId, TaskId};

use super::ladder;
use super::store::{NewRecipient, Recipient, answers, facts, recipients};
use crate::documents::exchange::{self, DELIVER, Delivery};
use crate::documents::store::{Document, Grantee, NewTask, Owner, grants, tasks};
use crate::refusal::Refusal;
use crate::work::Work;

/// Hands the document to a recipient, and notes what it owes: who only has to know owes no answer.
///
/// # Errors
/// The database's.
pub(super) async fn hand_out(work: &mut Work<'_>, document: &Document, recipient: &Recipient) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    if recipient.role != "inform" {
        answers::owe(work.tx, organisation, document.id, recipient.id).await?;
    }
    match (recipient.kind.as_str(), recipient.target) {
        ("organisation", Some(_)) => {
            let body = Delivery { document: document.id, recipient: recipient.id };
            return work.enqueue(DELIVER, &body, now).await;
        }
        ("department", Some(id)) => {
            let department = DepartmentId(id);
            assign(work, document, recipient, Owner::Department(department)).await?;
            for grantee in readers(work, document, department).await? {
                grants::grant(work.tx, organisation, document.id, grantee, "recipient").await?;
            }
        }
        ("position", Some(id)) => {
            let position = PositionId(id);
            assign(work, document, recipient, Owner::Position(position)).await?;
            grants::grant(work.tx, organisation, document.id, Grantee::Position(position), "recipient").await?;
        }
        _ => {}
    }
    reached(work, document, recipient).await
}

/// Only named persons read a restricted document: of a department, those who head it.
async fn readers(work: &mut Work<'_>, document: &Document, department: DepartmentId) -> Result<Vec<Grantee>, Refusal> {
    if !document.restricted {
        return Ok(vec![Grantee::Department(department)]);
    }
    let heads = facts::heads(work.tx, work.actor.organisation, department).await?;
    Ok(heads.into_iter().map(Grantee::Position).collect())
}

async fn assign(work: &mut Work<'_>, document: &Document, recipient: &Recipient, owner: Owner) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    let task = NewTask {
        id: work.id::<TaskId>(),
        document: document.id,
        kind: &recipient.role,
        owner,
        giver: work.actor.position,
        parent: None,
        step: None,
        instruction: "",
        due: recipient.due,
    };
    Ok(tasks::insert(work.tx, organisation, &task, now).await?)
}

/// One's own people have it at once; whoever is outside is sent it by other means.
async fn reached(work: &mut Work<'_>, document: &Document, recipient: &Recipient) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    let said = exchange::Report {
        to: organisation,
        document: document.id,
        recipient: recipient.id,
        what: Report::Deliver.code().to_owned(),
        at: now,
        number: None,
        reason: String::new(),
    };
    if let Some(next) = ladder::taken(recipient, Report::Deliver, &said) {
        recipients::set_progress(work.tx, organisation, document.id, &next).await?;
    }
    Ok(())
}

/// Freezes groups into names: in place of each stand its members of today who are not addressed already.
///
/// # Errors
/// The database's.
pub(super) async fn freeze(
    work: &mut Work<'_>,
    document: &Document,
    all: Vec<Recipient>,
) -> Result<Vec<Recipient>, Refusal> {
    let (organisation, day) = (work.organisation(), work.today().to_string());
    let mut known: Vec<_> = all.iter().filter_map(|one| one.target).collect();
    let mut changed = false;
    for group in all.iter().filter(|one| one.kind == "department") {
        let Some(target) = group.target else { continue };
        let members = facts::group_members(work.tx, organisation, target, &day).await?;
        if members.is_empty() {
            continue;
        }
        changed = true;
        recipients::remove(work.tx, organisation, document.id, group.id).await?;
        for member in members {
            if known.contains(&member.position.0) {
                continue;
            }
            known.push(member.position.0);
            let new = NewRecipient {
                id: work.id::<RecipientId>(),
                kind: "position",
                target: Some(member.position.0),
                name: &member.name,
                role: &group.role,
                due: group.due,
                later: group.later,
            };
            recipients::insert(work.tx, organisation, document.id, &new).await?;
        }
    }
    if !changed {
        return Ok(all);
    }
    Ok(recipients::of_document(work.tx, organisation, document.id).await?)
}
