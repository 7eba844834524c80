//! What a draft says: columns of `document`, and rows of `recipient`, `demand`, `document_relation` and `issue_copies`.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::delivery::Rung;
use luuvet_domain::ids::{DemandId, DocumentId, OrganisationId, PersonId, RecipientId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::joint::bodies::Body;
use crate::documents::outgoing::content::Content;
use crate::documents::store::documents::folded;

/// A recipient as the drafter wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// `organisation`, `outside`, `department` or `position`.
    pub kind: String,
    /// Which one; none outside.
    pub target: Option<Uuid>,
    /// As it stands on the page.
    pub name: String,
    /// `lead`, `support` or `inform`.
    pub role: String,
    /// Its due day, when it has one of its own.
    pub due: Option<Date>,
}

/// A reply demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// What is asked for.
    pub wording: String,
    /// The day in the document.
    pub stated: Date,
    /// "trước ngày": the stated day itself is too late.
    pub excludes: bool,
    /// The last working day for it.
    pub due: Date,
}

/// A relation to another document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The code of a relation of the domain.
    pub kind: String,
    /// As it is named: number, symbol, date; of a document here it may be left empty.
    pub wording: String,
    /// The document, when it is here.
    pub other: Option<DocumentId>,
}

/// What a related document of this organisation is, for the obstacles of submitting.
#[derive(Clone, Debug)]
pub struct Other {
    /// The code of the relation to it.
    pub relation: String,
    /// The code of its kind.
    pub kind: String,
    /// Its direction.
    pub direction: String,
    /// The code of its state.
    pub state: String,
}

/// What a draft says beside its own row.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// In the order of the page.
    pub recipients: Vec<Recipient>,
    /// In the order of the page.
    pub demands: Vec<Demand>,
    /// In the order of the page.
    pub relations: Vec<Related>,
    /// Of the related documents those that are here.
    pub others: Vec<Other>,
    /// Bodies that issue it together with this organisation, in the order of the page.
    pub bodies: Vec<Body>,
    /// Copies to be issued on paper.
    pub copies: i64,
    /// Demands of the incoming document that this one answers, with their wording and due day.
    pub asked: Vec<Asked>,
}

/// A demand of the incoming document.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The sender's id of it.
    pub id: DemandId,
    /// What is asked for.
    pub wording: String,
    /// By when.
    pub due: Option<Date>,
    /// Whether this draft answers it.
    pub chosen: bool,
    /// Whether another one does.
    pub taken: bool,
}

/// Everything beside the row: one statement. `answers` is the incoming document that is answered, or the document itself.
///
/// # Errors
/// The database's.
pub async fn parts(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    answers: DocumentId,
) -> Result<Parts, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT 'recipient', r.ordinal, r.name, r.role, COALESCE(r.due_day, ''), r.kind, COALESCE(r.target_id, r.id)
                 FROM recipient r WHERE r.organisation_id = $1 AND r.document_id = $2
                 UNION ALL
                 SELECT 'demand', d.ordinal, d.wording, d.stated_day, d.due_day,
                        CASE WHEN d.excludes_day THEN 'before' ELSE 'by' END, d.id
                 FROM demand d WHERE d.organisation_id = $1 AND d.document_id = $2
                 UNION ALL
                 SELECT 'relation', x.ordinal, x.wording, x.kind, COALESCE(o.kind, ''),
                        COALESCE(o.direction || ':' || o.state, ''), COALESCE(x.other_id, x.document_id)
                 FROM document_relation x
                 LEFT JOIN document o ON o.organisation_id = x.organisation_id AND o.id = x.other_id
                 WHERE x.organisation_id = $1 AND x.document_id = $2
                 UNION ALL
                 SELECT 'body', b.ordinal, b.name, b.signer, b.signer_title, '', COALESCE(b.target_id, b.document_id)
                 FROM joint_body b WHERE b.organisation_id = $1 AND b.document_id = $2
                 UNION ALL
                 SELECT 'copies', c.copies, '', '', '', '', c.document_id
                 FROM issue_copies c WHERE c.organisation_id = $1 AND c.document_id = $2
                 UNION ALL
                 SELECT 'asked', a.ordinal, a.wording, CASE WHEN a.answered_by_id = $2 THEN 'chosen' ELSE '' END, a.due_day,
                        CASE WHEN a.answered_by_id IS NULL OR a.answered_by_id = $2 THEN '' ELSE 'other' END, a.demand_id
                 FROM arrival_demand a WHERE a.organisation_id = $1 AND a.document_id = $3
                 ORDER BY 1, 2
                 LIMIT 5000"
            ),
            &[organisation.0.into(), document.0.into(), answers.0.into()],
        )
        .await?;
    let mut parts = Parts::default();
    for row in rows {
        let (what, name, code, text, kind, id): (String, String, String, String, String, Uuid) =
            (row.get(0)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
        let day: Option<Date> = text.parse().ok();
        match what.as_str() {
            "recipient" => {
                let target = (kind != "outside").then_some(id);
                parts.recipients.push(Recipient { kind, target, name, role: code, due: day });
            }
            "demand" => {
                if let (Ok(stated), Some(due)) = (code.parse(), day) {
                    parts.demands.push(Demand { wording: name, stated, excludes: kind == "before", due });
                }
            }
            "relation" => {
                let other = (id != document.0).then_some(DocumentId(id));
                if let Some((direction, state)) = kind.split_once(':') {
                    let (direction, state) = (direction.to_owned(), state.to_owned());
                    parts.others.push(Other { relation: code.clone(), kind: text, direction, state });
                }
                parts.relations.push(Related { kind: code, wording: name, other });
            }
            "body" => {
                let target = (id != document.0).then_some(id);
                parts.bodies.push(Body { target, name, signer: code, title: text });
            }
            "copies" => parts.copies = row.get(1)?,
            _ => parts.asked.push(Asked {
                id: DemandId(id),
                wording: name,
                due: day,
                chosen: code == "chosen",
                taken: kind == "other",
            }),
        }
    }
    Ok(parts)
}

/// Writes what a draft says; `false` when it is no longer being written in this version.
///
/// # Errors
/// The database's.
pub async fn set_content(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    content: &Content,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE document SET direction = $4, kind = $5, subject = $6, urgency = $7, restricted = $8, note = $9,
               department_id = $10, signer_id = $11, mandate_id = $12, folded = $13, changed_at = $14
             WHERE organisation_id = $1 AND id = $2 AND version = $3 AND state = 'draft'"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            version.into(),
            (&content.direction).into(),
            (&content.kind).into(),
            (&content.subject).into(),
            (&content.urgency).into(),
            content.restricted.into(),
            (&content.note).into(),
            content.department.map(|id| id.0).into(),
            content.signer.map(|id| id.0).into(),
            content.mandate.map(|id| id.0).into(),
            folded(None, &content.subject, "", "").into(),
            now.into(),
        ],
    )
    .await
}

/// Puts other recipients in place of those of a draft.
///
/// # Errors
/// The database's.
pub async fn set_recipients(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    recipients: &[(RecipientId, &Recipient)],
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM recipient WHERE organisation_id = $1 AND document_id = $2"),
        &[organisation.0.into(), document.0.into()],
    )
    .await?;
    for ((id, recipient), ordinal) in recipients.iter().zip(1_i64..) {
        tx.execute(
            sql!(
                "INSERT INTO recipient (organisation_id, document_id, id, ordinal, kind, target_id, name, role, due_day,
                   added_later, state, reason, reminders)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0)"
            ),
            &[
                organisation.0.into(),
                document.0.into(),
                id.0.into(),
                ordinal.into(),
                (&recipient.kind).into(),
                recipient.target.into(),
                (&recipient.name).into(),
                (&recipient.role).into(),
                recipient.due.map(|day| day.to_string()).into(),
                false.into(),
                Rung::Queued.code().into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Puts other demands in place of those of a draft.
///
/// # Errors
/// The database's.
pub async fn set_demands(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    demands: &[(DemandId, &Demand)],
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM demand WHERE organisation_id = $1 AND document_id = $2"),
        &[organisation.0.into(), document.0.into()],
    )
    .await?;
    for ((id, demand), ordinal) in demands.iter().zip(1_i64..) {
        tx.execute(
            sql!(
                "INSERT INTO demand (organisation_id, document_id, id, ordinal, wording, stated_day, excludes_day, due_day)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            &[
                organisation.0.into(),
                document.0.into(),
                id.0.into(),
                ordinal.into(),
                (&demand.wording).into(),
                demand.stated.to_string().into(),
                demand.excludes.into(),
                demand.due.to_string().into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Notes how many copies are to be issued on paper.
///
/// # Errors
/// The database's.
pub async fn set_copies(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    copies: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO issue_copies (organisation_id, document_id, copies) VALUES ($1, $2, $3)
             ON CONFLICT (organisation_id, document_id) DO UPDATE SET copies = excluded.copies"
        ),
        &[organisation.0.into(), document.0.into(), copies.into()],
    )
    .await?;
    Ok(())
}

/// Notes which demands of the incoming document this draft answers; others that it named before are free again.
///
/// # Errors
/// The database's.
pub async fn set_answered(
    tx: &mut Tx,
    organisation: OrganisationId,
    incoming: DocumentId,
    draft: DocumentId,
    demands: &[DemandId],
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE arrival_demand SET answered_by_id = NULL
             WHERE organisation_id = $1 AND document_id = $2 AND answered_by_id = $3"
        ),
        &[organisation.0.into(), incoming.0.into(), draft.0.into()],
    )
    .await?;
    for demand in demands {
        tx.execute(
            sql!(
                "UPDATE arrival_demand SET answered_by_id = $3
                 WHERE organisation_id = $1 AND document_id = $2 AND demand_id = $4 AND answered_by_id IS NULL"
            ),
            &[organisation.0.into(), incoming.0.into(), draft.0.into(), demand.0.into()],
        )
        .await?;
    }
    Ok(())
}

/// Goes on writing after a return or a withdrawal, as the next version; `false` when somebody was faster.
///
/// # Errors
/// The database's.
pub async fn next_version(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    from: &str,
    version: i64,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE document SET state = 'draft', version = version + 1, changed_at = $5
             WHERE organisation_id = $1 AND id = $2 AND state = $3 AND version = $4"
        ),
        &[organisation.0.into(), document.0.into(), from.into(), version.into(), now.into()],
    )
    .await
}

/// Writes how many pages the frozen rendition has.
///
/// # Errors
/// The database's.
pub async fn set_pages(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    pages: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE document SET pages = $3 WHERE organisation_id = $1 AND id = $2"),
        &[organisation.0.into(), document.0.into(), pages.into()],
    )
    .await?;
    Ok(())
}

/// Writes who signed, by name and post, and for which organisation.
///
/// # Errors
/// The database's.
pub async fn set_signer(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    person: PersonId,
    title: &str,
    day: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE document SET signer = (SELECT full_name FROM person WHERE id = $3), signer_title = $4,
               issuer = COALESCE((SELECT name FROM organisation_name n
                                  WHERE n.organisation_id = $1 AND n.from_day <= $5
                                    AND (n.until_day IS NULL OR n.until_day > $5)), issuer)
             WHERE organisation_id = $1 AND id = $2"
        ),
        &[organisation.0.into(), document.0.into(), person.0.into(), title.into(), day.into()],
    )
    .await?;
    Ok(())
}
