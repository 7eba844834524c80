//! What hangs on a position, and giving it to another one.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId, TaskId};
use uuid::Uuid;

/// A piece of open work.
#[derive(Clone, Debug)]
pub struct Open {
    /// The task.
    pub task: TaskId,
    /// Its document.
    pub document: DocumentId,
    /// The task's kind.
    pub kind: String,
    /// The circuit's step that it stands for: its id and kind.
    pub step: Option<(Uuid, String)>,
    /// The document's number and symbol; empty before it has one. The subject is not for whoever keeps people.
    pub symbol: String,
    /// The last day for it.
    pub due: Option<Date>,
    /// Who gave it, when somebody holds that position, with the holder's name.
    pub giver: Option<(PositionId, String)>,
}

impl Open {
    /// What its owner has to be able to do; none for what cannot be given away.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        match (self.kind.as_str(), self.step.as_ref().map(|(_, kind)| kind.as_str())) {
            ("lead" | "support" | "inform", _) => Some(Action::DoTask),
            ("direct", _) => Some(Action::Direct),
            ("submit", _) => Some(Action::SubmitIncoming),
            ("register", _) => Some(Action::Register),
            ("number", _) => Some(Action::Number),
            ("issue", _) => Some(Action::Issue),
            ("revise", _) => Some(Action::Draft),
            (_, Some("content-check")) => Some(Action::CheckContent),
            (_, Some("form-check")) => Some(Action::CheckForm),
            (_, Some("opinion")) => Some(Action::GiveOpinion),
            _ => None,
        }
    }

    /// Whether it was given by somebody to whom it can go back.
    #[must_use]
    pub fn is_assignment(&self) -> bool {
        matches!(self.kind.as_str(), "lead" | "support" | "inform")
    }
}

/// The open work of a position, the most urgent first; at most 200 pieces.
///
/// # Errors
/// The database's.
pub(in crate::organisations) async fn open(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Vec<Open>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT t.id, t.document_id, t.kind, t.step_id, s.kind, COALESCE(d.symbol, ''), t.due_day, t.giver_id,
                        (SELECT MIN(person.full_name) FROM holding h JOIN person ON person.id = h.person_id
                         WHERE h.organisation_id = t.organisation_id AND h.position_id = t.giver_id
                           AND t.giver_id <> t.owner_position_id
                           AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3))
                 FROM task t
                 JOIN document d ON d.organisation_id = t.organisation_id AND d.id = t.document_id
                 LEFT JOIN step s ON s.organisation_id = t.organisation_id AND s.document_id = t.document_id
                   AND s.version = d.version AND s.id = t.step_id
                 WHERE t.organisation_id = $1 AND t.owner_position_id = $2 AND t.state = 'open'
                 ORDER BY COALESCE(t.due_day, '9999-12-31'), t.id LIMIT 200"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (step, step_kind): (Option<Uuid>, Option<String>) = (row.get(3)?, row.get(4)?);
            let due: Option<String> = row.get(6)?;
            let (giver, name): (Option<Uuid>, Option<String>) = (row.get(7)?, row.get(8)?);
            Ok(Open {
                task: TaskId(row.get(0)?),
                document: DocumentId(row.get(1)?),
                kind: row.get(2)?,
                step: step.zip(step_kind),
                symbol: row.get(5)?,
                due: due.and_then(|day| day.parse().ok()),
                giver: giver.map(PositionId).zip(name),
            })
        })
        .collect()
}

/// Gives a piece of work, its step and the right to see the document to another position.
///
/// # Errors
/// The database's.
pub(super) async fn give(tx: &mut Tx, organisation: OrganisationId, one: &Open, to: PositionId) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE task SET owner_position_id = $3 WHERE organisation_id = $1 AND id = $2 AND state = 'open'"),
        &[organisation.0.into(), one.task.0.into(), to.0.into()],
    )
    .await?;
    if let Some((step, _)) = &one.step {
        tx.execute(
            sql!(
                "UPDATE step SET position_id = $4
                 WHERE organisation_id = $1 AND document_id = $2 AND id = $3 AND state IN ('waiting', 'open')"
            ),
            &[organisation.0.into(), one.document.0.into(), (*step).into(), to.0.into()],
        )
        .await?;
    }
    let grantee = crate::documents::store::Grantee::Position(to);
    crate::documents::store::grants::grant(tx, organisation, one.document, grantee, "handed-over").await
}

/// Gives drafts that are not issued, and their running submissions, to another position; says how many drafts.
///
/// # Errors
/// The database's.
pub(super) async fn give_drafts(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: PositionId,
    to: PositionId,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "INSERT INTO document_grant (organisation_id, grantee_id, direction, sort_key, document_id, reason)
             SELECT organisation_id, $3, direction, created_at, id, 'drafter' FROM document
             WHERE organisation_id = $1 AND drafter_id = $2 AND direction <> 'incoming'
               AND state IN ('draft', 'submitted', 'returned', 'withdrawn', 'approved', 'numbered')
             ON CONFLICT DO NOTHING"
        ),
        &[organisation.0.into(), from.0.into(), to.0.into()],
    )
    .await?;
    tx.execute(
        sql!(
            "UPDATE submission SET drafter_id = $3
             WHERE organisation_id = $1 AND drafter_id = $2 AND closed_at IS NULL"
        ),
        &[organisation.0.into(), from.0.into(), to.0.into()],
    )
    .await?;
    tx.execute(
        sql!(
            "UPDATE document SET drafter_id = $3
             WHERE organisation_id = $1 AND drafter_id = $2 AND direction <> 'incoming'
               AND state IN ('draft', 'submitted', 'returned', 'withdrawn', 'approved', 'numbered')"
        ),
        &[organisation.0.into(), from.0.into(), to.0.into()],
    )
    .await
}

/// Gives open dossiers to another position, and says how many.
///
/// # Errors
/// The database's.
pub(super) async fn give_dossiers(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: PositionId,
    to: PositionId,
) -> Result<u64, DbError> {
    tx.execute(
        sql!("UPDATE dossier SET owner_id = $3 WHERE organisation_id = $1 AND owner_id = $2 AND closed_at IS NULL"),
        &[organisation.0.into(), from.0.into(), to.0.into()],
    )
    .await
}

/// Gives reserved numbers to another position, and says how many.
///
/// # Errors
/// The database's.
pub(super) async fn give_numbers(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: PositionId,
    to: PositionId,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE register_number SET owner_id = $3
             WHERE organisation_id = $1 AND state = 'reserved' AND owner_id = $2"
        ),
        &[organisation.0.into(), from.0.into(), to.0.into()],
    )
    .await
}
