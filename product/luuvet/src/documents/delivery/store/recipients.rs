//! Rows of `recipient`.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, RecipientId};
use uuid::Uuid;

use super::answers::{self, Answer};

/// Most recipients of a document: every body of a province, and the departments of one's own.
pub const MOST: usize = 2000;

/// Who receives a document, how far it has come there, and what is owed.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Its id; reports from there name it.
    pub id: RecipientId,
    /// Its place on the page, from 1.
    pub ordinal: i64,
    /// `organisation`, `outside`, `department` or `position`.
    pub kind: String,
    /// The organisation, department or position, when it is known here.
    pub target: Option<Uuid>,
    /// Its name as it stands on the page.
    pub name: String,
    /// `lead`, `support` or `inform`.
    pub role: String,
    /// Its own due day.
    pub due: Option<Date>,
    /// Whether it was added after the issue.
    pub later: bool,
    /// The code of a rung of the domain.
    pub state: String,
    /// UTC microseconds.
    pub delivered_at: Option<i64>,
    /// UTC microseconds; of one's own people, when their task was opened.
    pub opened_at: Option<i64>,
    /// UTC microseconds.
    pub registered_at: Option<i64>,
    /// Its arrival number there.
    pub arrival_number: Option<i64>,
    /// Answered or done, UTC microseconds.
    pub finished_at: Option<i64>,
    /// Taken back by us, UTC microseconds.
    pub recalled_at: Option<i64>,
    /// Why it was refused.
    pub reason: String,
    /// Times it was reminded.
    pub reminders: i64,
    /// What it owes of each demand, in the order of the demands.
    pub answers: Vec<Answer>,
}

fn read(row: &Row) -> Result<Recipient, DbError> {
    let due: Option<String> = row.get(6)?;
    let (opened, task_opened): (Option<i64>, Option<i64>) = (row.get(10)?, row.get(17)?);
    let (finished, task_done): (Option<i64>, Option<i64>) = (row.get(13)?, row.get(18)?);
    Ok(Recipient {
        id: RecipientId(row.get(0)?),
        ordinal: row.get(1)?,
        kind: row.get(2)?,
        target: row.get(3)?,
        name: row.get(4)?,
        role: row.get(5)?,
        due: due.and_then(|day| day.parse().ok()),
        later: row.get(7)?,
        state: row.get(8)?,
        delivered_at: row.get(9)?,
        opened_at: opened.or(task_opened),
        registered_at: row.get(11)?,
        arrival_number: row.get(12)?,
        finished_at: finished.or(task_done),
        recalled_at: row.get(14)?,
        reason: row.get(15)?,
        reminders: row.get(16)?,
        answers: Vec::new(),
    })
}

/// The recipients of a document in the order of the page, with what each owes: two statements.
///
/// # Errors
/// The database's.
pub async fn of_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<Recipient>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT r.id, r.ordinal, r.kind, r.target_id, r.name, r.role, r.due_day, r.added_later, r.state,
                        r.delivered_at, r.opened_at, r.registered_at, r.arrival_number, r.finished_at, r.recalled_at,
                        r.reason, r.reminders,
                        (SELECT MIN(t.opened_at) FROM task t
                         WHERE t.organisation_id = r.organisation_id AND t.document_id = r.document_id
                           AND t.kind = r.role
                           AND (t.owner_position_id = r.target_id OR t.owner_department_id = r.target_id)),
                        (SELECT MIN(t.done_at) FROM task t
                         WHERE t.organisation_id = r.organisation_id AND t.document_id = r.document_id
                           AND t.kind = r.role
                           AND (t.owner_position_id = r.target_id OR t.owner_department_id = r.target_id))
                 FROM recipient r
                 WHERE r.organisation_id = $1 AND r.document_id = $2
                 ORDER BY r.ordinal, r.id"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let mut all: Vec<Recipient> = rows.iter().map(read).collect::<Result<_, _>>()?;
    for (recipient, answer) in answers::of_document(tx, organisation, document).await? {
        if let Some(found) = all.iter_mut().find(|one| one.id == recipient) {
            found.answers.push(answer);
        }
    }
    Ok(all)
}

/// A recipient to be written, `queued`.
#[derive(Clone, Debug)]
pub struct NewRecipient<'a> {
    /// Its id.
    pub id: RecipientId,
    /// `organisation`, `outside`, `department` or `position`.
    pub kind: &'a str,
    /// Whom, when known here.
    pub target: Option<Uuid>,
    /// Its name.
    pub name: &'a str,
    /// `lead`, `support` or `inform`.
    pub role: &'a str,
    /// Its own due day.
    pub due: Option<Date>,
    /// Whether the page is out already.
    pub later: bool,
}

/// Writes a recipient after the others.
///
/// # Errors
/// The database's.
pub async fn insert(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    new: &NewRecipient<'_>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO recipient (organisation_id, document_id, id, ordinal, kind, target_id, name, role, due_day,
               added_later, state, reason, reminders)
             SELECT $1, $2, $3, COALESCE(MAX(ordinal), 0) + 1, $4, $5, $6, $7, $8, $9, 'queued', '', 0
             FROM recipient WHERE organisation_id = $1 AND document_id = $2"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            new.id.0.into(),
            new.kind.into(),
            new.target.into(),
            new.name.into(),
            new.role.into(),
            new.due.map(|day| day.to_string()).into(),
            new.later.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Takes a recipient out that was never sent anything: a group whose members take its place.
///
/// # Errors
/// The database's.
pub async fn remove(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    id: RecipientId,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "DELETE FROM recipient
             WHERE organisation_id = $1 AND document_id = $2 AND id = $3 AND state = 'queued'"
        ),
        &[organisation.0.into(), document.0.into(), id.0.into()],
    )
    .await
}

/// Writes how far it has come; `false` when the recipient is not there.
///
/// # Errors
/// The database's.
pub async fn set_progress(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    recipient: &Recipient,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE recipient SET state = $4, delivered_at = $5, opened_at = $6, registered_at = $7, arrival_number = $8,
               finished_at = $9, recalled_at = $10, reason = $11
             WHERE organisation_id = $1 AND document_id = $2 AND id = $3"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            recipient.id.0.into(),
            (&recipient.state).into(),
            recipient.delivered_at.into(),
            recipient.opened_at.into(),
            recipient.registered_at.into(),
            recipient.arrival_number.into(),
            recipient.finished_at.into(),
            recipient.recalled_at.into(),
            (&recipient.reason).into(),
        ],
    )
    .await
}

/// Counts a reminder; `false` when somebody else counted one meanwhile.
///
/// # Errors
/// The database's.
pub async fn count_reminder(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    id: RecipientId,
    before: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE recipient SET reminders = reminders + 1
             WHERE organisation_id = $1 AND document_id = $2 AND id = $3 AND reminders = $4"
        ),
        &[organisation.0.into(), document.0.into(), id.0.into(), before.into()],
    )
    .await
}

/// Writes beside each recipient why the document is taken back.
///
/// # Errors
/// The database's.
pub async fn set_reason(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    reason: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE recipient SET reason = $3 WHERE organisation_id = $1 AND document_id = $2"),
        &[organisation.0.into(), document.0.into(), reason.into()],
    )
    .await?;
    Ok(())
}
