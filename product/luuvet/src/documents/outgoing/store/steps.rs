//! Rows of `submission`, `step` and `manifest`.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, MandateId, OrganisationId, PersonId, PositionId, StepId};
use luuvet_domain::submissions::Step;
use uuid::Uuid;

/// A step of a circuit, with its people in words.
#[derive(Clone, Debug)]
pub struct StepRow {
    /// Its id.
    pub id: StepId,
    /// Steps with the same number run in parallel.
    pub group: i64,
    /// The code of a step kind of the domain.
    pub kind: String,
    /// Whose turn it is.
    pub position: PositionId,
    /// The position's title.
    pub title: String,
    /// Who holds it on the day; empty for nobody.
    pub holder: String,
    /// The code of a step state of the domain.
    pub state: String,
    /// The last day for an opinion.
    pub due: Option<Date>,
    /// The code of what was said.
    pub stance: Option<String>,
    /// In words.
    pub opinion: String,
    /// UTC microseconds.
    pub decided_at: Option<i64>,
    /// Who decided.
    pub decided_by: Option<PersonId>,
    /// By name.
    pub decided_name: String,
    /// The manifest that was seen.
    pub manifest: Option<[u8; 32]>,
}

fn read(row: &Row) -> Result<StepRow, DbError> {
    let due: Option<String> = row.get(7)?;
    Ok(StepRow {
        id: StepId(row.get(0)?),
        group: row.get(1)?,
        kind: row.get(2)?,
        position: PositionId(row.get(3)?),
        title: row.get(4)?,
        holder: row.get(5)?,
        state: row.get(6)?,
        due: due.and_then(|day| day.parse().ok()),
        stance: row.get(8)?,
        opinion: row.get(9)?,
        decided_at: row.get(10)?,
        decided_by: row.get::<Option<Uuid>>(11)?.map(PersonId),
        decided_name: row.get(12)?,
        manifest: row.get(13)?,
    })
}

/// All steps of the current version in the order of the circuit, with who holds each position on `day`.
///
/// # Errors
/// The database's.
pub async fn steps(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    day: &str,
) -> Result<Vec<StepRow>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT s.id, s.ordinal, s.kind, s.position_id, p.title, COALESCE(holder.full_name, ''), s.state,
                        s.due_day, s.stance, s.opinion, s.decided_at, s.decided_by_id, COALESCE(decider.full_name, ''),
                        s.manifest
                 FROM document d
                 JOIN step s ON s.organisation_id = d.organisation_id AND s.document_id = d.id AND s.version = d.version
                 JOIN position p ON p.organisation_id = s.organisation_id AND p.id = s.position_id
                 LEFT JOIN holding h ON h.organisation_id = s.organisation_id AND h.position_id = s.position_id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 LEFT JOIN person holder ON holder.id = h.person_id
                 LEFT JOIN person decider ON decider.id = s.decided_by_id
                 WHERE d.organisation_id = $1 AND d.id = $2
                 ORDER BY s.ordinal, s.id
                 LIMIT 100"
            ),
            &[organisation.0.into(), document.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A submission of one version.
#[derive(Clone, Debug)]
pub struct SubmissionRow {
    /// Which version of the document.
    pub version: i64,
    /// The slip, in the drafter's words.
    pub slip: String,
    /// Who submitted it.
    pub drafter: PersonId,
    /// Whether an approver submitted it himself.
    pub self_made: bool,
    /// The hash of what was submitted.
    pub manifest: [u8; 32],
    /// The canonical manifest.
    pub body: Vec<u8>,
    /// UTC microseconds.
    pub submitted_at: i64,
    /// The code of a submission state of the domain, once it is closed.
    pub outcome: Option<String>,
    /// Why it was returned or withdrawn.
    pub reason: String,
}

/// Every submission of a document, the newest version first.
///
/// # Errors
/// The database's.
pub async fn submissions(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<SubmissionRow>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT s.version, s.slip, s.drafter_id, s.self_made, s.manifest, m.body, s.submitted_at, s.outcome,
                        s.reason
                 FROM submission s
                 JOIN manifest m ON m.organisation_id = s.organisation_id AND m.hash = s.manifest
                 WHERE s.organisation_id = $1 AND s.document_id = $2
                 ORDER BY s.version DESC
                 LIMIT 100"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SubmissionRow {
                version: row.get(0)?,
                slip: row.get(1)?,
                drafter: PersonId(row.get(2)?),
                self_made: row.get(3)?,
                manifest: row.get(4)?,
                body: row.get(5)?,
                submitted_at: row.get(6)?,
                outcome: row.get(7)?,
                reason: row.get(8)?,
            })
        })
        .collect()
}

/// Keeps a canonical manifest; the same one twice is one row.
///
/// # Errors
/// The database's.
pub async fn keep_manifest(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    hash: [u8; 32],
    body: Vec<u8>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO manifest (organisation_id, hash, document_id, version, body) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (organisation_id, hash) DO NOTHING"
        ),
        &[organisation.0.into(), hash.into(), document.0.into(), version.into(), body.into()],
    )
    .await?;
    Ok(())
}

/// Writes a running submission.
///
/// # Errors
/// The database's.
pub async fn insert_submission(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    row: &SubmissionRow,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO submission (organisation_id, document_id, version, slip, drafter_id, self_made, manifest,
               submitted_at, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            row.version.into(),
            (&row.slip).into(),
            row.drafter.0.into(),
            row.self_made.into(),
            row.manifest.into(),
            row.submitted_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Closes a submission with its outcome; `was` is the outcome it must have had. `false` when somebody was faster.
///
/// # Errors
/// The database's.
pub async fn close_submission(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    was: Option<&str>,
    outcome: &str,
    reason: &str,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE submission SET outcome = $5, reason = $6, closed_at = $7
             WHERE organisation_id = $1 AND document_id = $2 AND version = $3 AND COALESCE(outcome, '') = $4"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            version.into(),
            was.unwrap_or_default().into(),
            outcome.into(),
            reason.into(),
            now.into(),
        ],
    )
    .await
}

/// Puts another manifest in the place of `from`: a file was brought in. `false` when somebody was faster.
///
/// # Errors
/// The database's.
pub async fn set_manifest(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    from: [u8; 32],
    to: [u8; 32],
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE submission SET manifest = $5
             WHERE organisation_id = $1 AND document_id = $2 AND version = $3 AND manifest = $4 AND outcome IS NULL"
        ),
        &[organisation.0.into(), document.0.into(), version.into(), from.into(), to.into()],
    )
    .await
}

/// Writes a step.
///
/// # Errors
/// The database's.
pub async fn insert_step(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    step: &Step,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO step (organisation_id, document_id, version, id, ordinal, kind, position_id, state, due_day,
               opinion)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            version.into(),
            step.id.0.into(),
            i64::from(step.group).into(),
            step.kind.code().into(),
            step.owner.0.into(),
            step.state.code().into(),
            step.deadline.map(|day| day.to_string()).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Removes a step that has not begun; `false` when it has.
///
/// # Errors
/// The database's.
pub async fn delete_step(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    step: StepId,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "DELETE FROM step
             WHERE organisation_id = $1 AND document_id = $2 AND version = $3 AND id = $4 AND state = 'waiting'"
        ),
        &[organisation.0.into(), document.0.into(), version.into(), step.0.into()],
    )
    .await
}

/// Writes what became of a step that was in state `from`; `false` when somebody was faster.
///
/// # Errors
/// The database's.
pub async fn update_step(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    from: &str,
    step: &Step,
    mandate: Option<MandateId>,
) -> Result<bool, DbError> {
    let made = step.decision.as_ref();
    tx.execute_one(
        sql!(
            "UPDATE step SET state = $6, stance = $7, opinion = $8, decided_at = $9, decided_by_id = $10, manifest = $11,
               mandate_id = $12
             WHERE organisation_id = $1 AND document_id = $2 AND version = $3 AND id = $4 AND state = $5"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            version.into(),
            step.id.0.into(),
            from.into(),
            step.state.code().into(),
            made.map(|made| made.word.code()).into(),
            made.and_then(|made| made.comment.as_deref()).unwrap_or_default().into(),
            made.map(|made| made.at.as_microsecond()).into(),
            made.map(|made| made.by.0).into(),
            made.map(|made| made.seen.0).into(),
            mandate.map(|mandate| mandate.0).into(),
        ],
    )
    .await
}
