//! Rows of `task`: live work. The owner is a position or a department, never a person and never nobody.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DepartmentId, DocumentId, OrganisationId, PositionId, StepId, TaskId};
use uuid::Uuid;

/// Whose work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Owner {
    /// Whoever holds the position.
    Position(PositionId),
    /// A department: its head does or distributes it.
    Department(DepartmentId),
}

/// A task to be written.
#[derive(Clone, Debug)]
pub struct NewTask<'a> {
    /// Its id.
    pub id: TaskId,
    /// About which document.
    pub document: DocumentId,
    /// `step`, `revise`, `number`, `issue`, `register`, `submit`, `direct`, `lead`, `support` or `inform`.
    pub kind: &'a str,
    /// Whose.
    pub owner: Owner,
    /// Who gave it.
    pub giver: Option<PositionId>,
    /// The task of which it is a part.
    pub parent: Option<TaskId>,
    /// The circuit's step, for kind `step`.
    pub step: Option<StepId>,
    /// What to do, in the giver's words.
    pub instruction: &'a str,
    /// The last day for it; a lead has one.
    pub due: Option<Date>,
}

/// The basket in which a kind of task shows.
#[must_use]
pub fn basket(kind: &str) -> &'static str {
    match kind {
        "step" => "to-sign",
        "number" => "to-number",
        "issue" => "to-issue",
        "register" => "to-register",
        "support" => "supporting",
        "inform" => "to-read",
        _ => "to-handle",
    }
}

/// Writes an open task.
///
/// # Errors
/// The database's; a lead without a due day breaks a constraint.
pub async fn insert(tx: &mut Tx, organisation: OrganisationId, new: &NewTask<'_>, now: i64) -> Result<(), DbError> {
    let (position, department) = match new.owner {
        Owner::Position(id) => (Some(id.0), None),
        Owner::Department(id) => (None, Some(id.0)),
    };
    tx.execute(
        sql!(
            "INSERT INTO task (organisation_id, id, document_id, kind, basket, state, owner_position_id,
               owner_department_id, giver_id, parent_id, step_id, instruction, due_day, reminders, escalation, result,
               created_at)
             VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10, $11, $12, 0, 0, '', $13)"
        ),
        &[
            organisation.0.into(),
            new.id.0.into(),
            new.document.0.into(),
            new.kind.into(),
            basket(new.kind).into(),
            position.into(),
            department.into(),
            new.giver.map(|p| p.0).into(),
            new.parent.map(|t| t.0).into(),
            new.step.map(|s| s.0).into(),
            new.instruction.into(),
            new.due.map(|day| day.to_string()).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A task with its owner and giver in words.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// About which document.
    pub document: DocumentId,
    /// Its kind's code.
    pub kind: String,
    /// The code of a task state of the domain.
    pub state: String,
    /// The owning position.
    pub owner_position: Option<PositionId>,
    /// The owning department.
    pub owner_department: Option<DepartmentId>,
    /// The owner: the holder's name with the title, or the department's name.
    pub owner: String,
    /// Who gave it.
    pub giver: Option<PositionId>,
    /// Of which it is a part.
    pub parent: Option<TaskId>,
    /// The circuit's step.
    pub step: Option<StepId>,
    /// What to do.
    pub instruction: String,
    /// The last day for it.
    pub due: Option<Date>,
    /// First opened by an owner.
    pub opened_at: Option<i64>,
    /// Read to the end.
    pub read_at: Option<i64>,
    /// Acknowledged.
    pub acknowledged_at: Option<i64>,
    /// Times it was reminded of.
    pub reminders: i64,
    /// What came of it.
    pub result: String,
    /// UTC microseconds.
    pub created_at: i64,
    /// UTC microseconds.
    pub done_at: Option<i64>,
}

/// A statement whose rows are tasks with who holds the owning position on a day (its parameter): which, in what order.
macro_rules! tasks {
    ($day:literal, $which:literal) => {
        luuvet_db::sql!(concat!(
            "SELECT t.id, t.document_id, t.kind, t.state, t.owner_position_id, t.owner_department_id, t.giver_id,
                    t.parent_id, t.step_id, t.instruction, t.due_day, t.opened_at, t.read_at, t.acknowledged_at,
                    t.reminders, t.result, t.created_at, t.done_at, p.title, person.full_name, d.name
             FROM task t
             LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
             LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
               AND h.from_day <= ",
            $day,
            " AND (h.until_day IS NULL OR h.until_day > ",
            $day,
            ")
             LEFT JOIN person ON person.id = h.person_id
             LEFT JOIN department d ON d.organisation_id = t.organisation_id AND d.id = t.owner_department_id
             WHERE t.organisation_id = $1 AND ",
            $which
        ))
    };
}
pub(crate) use tasks;

pub(crate) fn read(row: &Row) -> Result<Task, DbError> {
    let due: Option<String> = row.get(10)?;
    let (title, holder, department): (Option<String>, Option<String>, Option<String>) =
        (row.get(18)?, row.get(19)?, row.get(20)?);
    let owner = match (title, holder) {
        (Some(title), Some(holder)) => format!("{holder} ({title})"),
        (Some(title), None) => title,
        (None, _) => department.unwrap_or_default(),
    };
    Ok(Task {
        id: TaskId(row.get(0)?),
        document: DocumentId(row.get(1)?),
        kind: row.get(2)?,
        state: row.get(3)?,
        owner_position: row.get::<Option<Uuid>>(4)?.map(PositionId),
        owner_department: row.get::<Option<Uuid>>(5)?.map(DepartmentId),
        owner,
        giver: row.get::<Option<Uuid>>(6)?.map(PositionId),
        parent: row.get::<Option<Uuid>>(7)?.map(TaskId),
        step: row.get::<Option<Uuid>>(8)?.map(StepId),
        instruction: row.get(9)?,
        due: due.and_then(|day| day.parse().ok()),
        opened_at: row.get(11)?,
        read_at: row.get(12)?,
        acknowledged_at: row.get(13)?,
        reminders: row.get(14)?,
        result: row.get(15)?,
        created_at: row.get(16)?,
        done_at: row.get(17)?,
    })
}

/// Every task of a document, open ones first, with who holds each owning position on `day`.
///
/// # Errors
/// The database's.
pub async fn of_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    day: &str,
) -> Result<Vec<Task>, DbError> {
    let rows = tx
        .query(
            tasks!(
                "$3",
                "t.document_id = $2
                 ORDER BY CASE WHEN t.done_at IS NULL THEN 0 ELSE 1 END, t.created_at, t.id
                 LIMIT 500"
            ),
            &[organisation.0.into(), document.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Closes an open task; `false` when it was not open any more.
///
/// # Errors
/// The database's.
pub async fn close(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: TaskId,
    state: &str,
    result: &str,
    by: Option<PositionId>,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET state = $3, result = $4, done_by_id = $5, done_at = $6
             WHERE organisation_id = $1 AND id = $2 AND state = 'open'"
        ),
        &[organisation.0.into(), id.0.into(), state.into(), result.into(), by.map(|p| p.0).into(), now.into()],
    )
    .await
}

/// Closes every open task of one kind of a document, and says how many.
///
/// # Errors
/// The database's.
pub async fn close_kind(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    kind: &str,
    state: &str,
    by: Option<PositionId>,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE task SET state = $4, done_by_id = $5, done_at = $6
             WHERE organisation_id = $1 AND document_id = $2 AND kind = $3 AND state = 'open'"
        ),
        &[organisation.0.into(), document.0.into(), kind.into(), state.into(), by.map(|p| p.0).into(), now.into()],
    )
    .await
}

/// Closes the task of a circuit's step; `false` when there was none open.
///
/// # Errors
/// The database's.
pub async fn close_step(
    tx: &mut Tx,
    organisation: OrganisationId,
    step: StepId,
    document: DocumentId,
    state: &str,
    by: Option<PositionId>,
    now: i64,
) -> Result<bool, DbError> {
    let closed = tx
        .execute(
            sql!(
                "UPDATE task SET state = $4, done_by_id = $5, done_at = $6
                 WHERE organisation_id = $1 AND document_id = $3 AND step_id = $2 AND state = 'open'"
            ),
            &[
                organisation.0.into(),
                step.0.into(),
                document.0.into(),
                state.into(),
                by.map(|p| p.0).into(),
                now.into(),
            ],
        )
        .await?;
    Ok(closed > 0)
}
