//! Rows of `document_grant`: who may see a document.

use std::collections::BTreeSet;

use luuvet_db::{DbError, Tx, Value, sql};
use luuvet_domain::access::{Action, Role, who_can};
use luuvet_domain::ids::{DepartmentId, DocumentId, OrganisationId, PositionId};
use uuid::Uuid;

use crate::trace::role_grantee;

/// In whose name a right stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grantee {
    /// Whoever holds this position, and its substitutes.
    Position(PositionId),
    /// Everybody in this department.
    Department(DepartmentId),
    /// Everybody with this role in the organisation.
    Role(Role),
}

impl Grantee {
    fn id(self) -> Option<Uuid> {
        match self {
            Self::Position(id) => Some(id.0),
            Self::Department(id) => Some(id.0),
            Self::Role(role) => role_grantee(role),
        }
    }
}

/// Grants a document; granting twice changes nothing. `sort_key` is the document's creation, so that lists stay in
/// order.
///
/// # Errors
/// The database's.
pub async fn grant(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    grantee: Grantee,
    reason: &str,
) -> Result<(), DbError> {
    let Some(grantee) = grantee.id() else { return Ok(()) };
    tx.execute(
        sql!(
            "INSERT INTO document_grant (organisation_id, grantee_id, direction, sort_key, document_id, reason)
             SELECT organisation_id, $3, direction, created_at, id, $4
             FROM document WHERE organisation_id = $1 AND id = $2
             ON CONFLICT DO NOTHING"
        ),
        &[organisation.0.into(), document.0.into(), grantee.into(), reason.into()],
    )
    .await?;
    Ok(())
}

/// Grants a document to every role that sees all documents of the organisation. Restricted documents are not granted
/// this way: their readers are named.
///
/// # Errors
/// The database's.
pub async fn grant_to_overseers(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<(), DbError> {
    for role in who_can(Action::SeeAllDocuments) {
        grant(tx, organisation, document, Grantee::Role(*role), "role").await?;
    }
    Ok(())
}

/// Takes back the rights that stand in the name of roles: the document has become restricted.
///
/// # Errors
/// The database's.
pub async fn withdraw_role_grants(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM document_grant WHERE organisation_id = $1 AND document_id = $2 AND reason = 'role'"),
        &[organisation.0.into(), document.0.into()],
    )
    .await?;
    Ok(())
}

/// Answers to a document's demands (ours to an incoming one, those that came back to an issued one) that one of the
/// grantees may see.
///
/// # Errors
/// The database's.
pub async fn answers_seen(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    grantees: &[Uuid; crate::work::GRANTEES],
) -> Result<BTreeSet<DocumentId>, DbError> {
    let mut values: Vec<Value> = vec![organisation.0.into(), document.0.into()];
    values.extend(grantees.iter().map(|id| Value::from(*id)));
    let rows = tx
        .query(
            sql!(
                "SELECT g.document_id FROM document_grant g
                 WHERE g.organisation_id = $1 AND g.grantee_id IN ($3, $4, $5, $6, $7, $8, $9, $10)
                   AND g.document_id IN (SELECT m.answered_by_id FROM arrival_demand m
                                         WHERE m.organisation_id = $1 AND m.document_id = $2
                                           AND m.answered_by_id IS NOT NULL
                                         UNION
                                         SELECT a.incoming_id FROM demand_answer a
                                         WHERE a.organisation_id = $1 AND a.document_id = $2
                                           AND a.incoming_id IS NOT NULL)"
            ),
            &values,
        )
        .await?;
    rows.iter().map(|row| Ok(DocumentId(row.get(0)?))).collect()
}
