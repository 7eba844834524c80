//! What issuing asks of other tables.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DemandId, DepartmentId, DocumentId, OrganisationId, PositionId, RecipientId};
use uuid::Uuid;

/// The approval that stands for the current version.
#[derive(Clone, Debug)]
pub struct Approval {
    /// The hash of the approved manifest.
    pub manifest: [u8; 32],
    /// Its canonical bytes.
    pub body: Vec<u8>,
}

/// The manifest of a version, when the circuit ended in its approval.
///
/// # Errors
/// The database's.
pub async fn approval(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
) -> Result<Option<Approval>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT m.hash, m.body FROM submission s
                 JOIN manifest m ON m.organisation_id = s.organisation_id AND m.hash = s.manifest
                 WHERE s.organisation_id = $1 AND s.document_id = $2 AND s.version = $3 AND s.outcome = 'approved'"
            ),
            &[organisation.0.into(), document.0.into(), version.into()],
        )
        .await?;
    row.map(|row| Ok(Approval { manifest: row.get(0)?, body: row.get(1)? })).transpose()
}

/// Whether it lies in a dossier, and when its number was given (UTC microseconds).
///
/// # Errors
/// The database's.
pub async fn filed_and_numbered(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<(bool, Option<i64>), DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT (SELECT COUNT(*) FROM dossier_document
                         WHERE organisation_id = $1 AND document_id = $2),
                        (SELECT MAX(at) FROM register_number WHERE organisation_id = $1 AND document_id = $2)"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let Some(row) = row else { return Ok((false, None)) };
    Ok((row.get::<i64>(0)? > 0, row.get(1)?))
}

/// A member of a group on a day.
#[derive(Clone, Debug)]
pub struct Member {
    /// The position.
    pub position: PositionId,
    /// The holder's name with the title.
    pub name: String,
}

/// The members of a department of kind `group`; none when it is of another kind.
///
/// # Errors
/// The database's.
pub async fn group_members(
    tx: &mut Tx,
    organisation: OrganisationId,
    department: Uuid,
    day: &str,
) -> Result<Vec<Member>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.title, person.full_name FROM department d
                 JOIN position p ON p.organisation_id = d.organisation_id AND p.department_id = d.id
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 JOIN person ON person.id = h.person_id
                 WHERE d.organisation_id = $1 AND d.id = $2 AND d.kind = 'group'
                 ORDER BY p.ordinal, p.id"
            ),
            &[organisation.0.into(), department.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (title, name): (String, String) = (row.get(1)?, row.get(2)?);
            Ok(Member { position: PositionId(row.get(0)?), name: format!("{name} ({title})") })
        })
        .collect()
}

/// The heads of a department: who reads a restricted document that is addressed to it.
///
/// # Errors
/// The database's.
pub async fn heads(
    tx: &mut Tx,
    organisation: OrganisationId,
    department: DepartmentId,
) -> Result<Vec<PositionId>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id FROM position p
                 JOIN position_role r ON r.organisation_id = p.organisation_id AND r.position_id = p.id
                 WHERE p.organisation_id = $1 AND p.department_id = $2
                   AND r.role IN ('department-head', 'chief-of-office')"
            ),
            &[organisation.0.into(), department.0.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(PositionId(row.get(0)?))).collect()
}

/// What a document does to earlier ones of the same organisation when it is issued: `replaces`, `revokes`, `amends` or
/// `corrects`, and which.
///
/// # Errors
/// The database's.
pub async fn supersedes(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<(String, DocumentId)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT kind, other_id FROM document_relation
                 WHERE organisation_id = $1 AND document_id = $2 AND other_id IS NOT NULL
                   AND kind IN ('replaces', 'revokes', 'amends', 'corrects')
                 ORDER BY ordinal"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, DocumentId(row.get(1)?)))).collect()
}

/// Which document of the addressee one of ours answers: the addressee's document, its row for us, and the demands that
/// are answered. None when the answered document came from somebody else.
///
/// # Errors
/// The database's.
pub async fn answered(
    tx: &mut Tx,
    organisation: OrganisationId,
    incoming: DocumentId,
    answer: DocumentId,
    addressee: Uuid,
) -> Result<Option<(DocumentId, RecipientId, Vec<DemandId>)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT a.sender_document_id, a.sender_recipient_id, d.demand_id FROM arrival a
                 LEFT JOIN arrival_demand d ON d.organisation_id = a.organisation_id
                   AND d.document_id = a.document_id AND d.answered_by_id = $3
                 WHERE a.organisation_id = $1 AND a.document_id = $2 AND a.sender_id = $4
                   AND a.sender_document_id IS NOT NULL AND a.sender_recipient_id IS NOT NULL
                 ORDER BY d.ordinal"
            ),
            &[organisation.0.into(), incoming.0.into(), answer.0.into(), addressee.into()],
        )
        .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let demands = rows.iter().filter_map(|row| row.get::<Option<Uuid>>(2).transpose());
    let demands = demands.map(|id| id.map(DemandId)).collect::<Result<_, _>>()?;
    Ok(Some((DocumentId(first.get(0)?), RecipientId(first.get(1)?), demands)))
}

/// Takes the open work on a document away from one's own people.
///
/// # Errors
/// The database's.
pub async fn take_away_tasks(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    by: Option<PositionId>,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE task SET state = 'taken-away', done_at = $4, done_by_id = $3
             WHERE organisation_id = $1 AND document_id = $2 AND state = 'open'"
        ),
        &[organisation.0.into(), document.0.into(), by.map(|p| p.0).into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Whom a document can be sent to.
#[derive(Clone, Debug)]
pub struct Choice {
    /// `organisation`, `department` or `position`.
    pub kind: String,
    /// Its id.
    pub id: Uuid,
    /// Its name; a position's with its holder.
    pub name: String,
}

/// Organisations of the line (parents, children, those with the same parent), then one's own departments, then held
/// positions: one statement.
///
/// # Errors
/// The database's.
pub async fn choices(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Choice>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT 1 AS part, 'organisation' AS kind, n.organisation_id AS id, n.name AS name, '' AS holder
                 FROM organisation_name n
                 WHERE n.organisation_id <> $1 AND n.from_day <= $2 AND (n.until_day IS NULL OR n.until_day > $2)
                   AND NOT EXISTS (SELECT 1 FROM organisation_merger m WHERE m.organisation_id = n.organisation_id)
                   AND (EXISTS (SELECT 1 FROM organisation_parent c
                                WHERE c.organisation_id = n.organisation_id AND c.parent_id = $1)
                     OR EXISTS (SELECT 1 FROM organisation_parent mine
                                WHERE mine.organisation_id = $1 AND mine.parent_id = n.organisation_id)
                     OR EXISTS (SELECT 1 FROM organisation_parent mine
                                JOIN organisation_parent c ON c.parent_id = mine.parent_id
                                WHERE mine.organisation_id = $1 AND c.organisation_id = n.organisation_id))
                 UNION ALL
                 SELECT 2, 'department', d.id, d.name, '' FROM department d
                 WHERE d.organisation_id = $1 AND d.from_day <= $2 AND (d.until_day IS NULL OR d.until_day > $2)
                 UNION ALL
                 SELECT 3, 'position', p.id, p.title, person.full_name FROM position p
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 JOIN person ON person.id = h.person_id
                 WHERE p.organisation_id = $1 AND (p.until_day IS NULL OR p.until_day > $2)
                 ORDER BY part, name, id
                 LIMIT 1000"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (name, holder): (String, String) = (row.get(3)?, row.get(4)?);
            let name = if holder.is_empty() { name } else { format!("{holder} ({name})") };
            Ok(Choice { kind: row.get(1)?, id: row.get(2)?, name })
        })
        .collect()
}
