//! Rows of mergers, and what a merger ends.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId, PositionId, TaskId};
use uuid::Uuid;

/// Into which an organisation was merged, and since which day; none when it was not.
///
/// # Errors
/// The database's.
pub async fn merger(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<(OrganisationId, String)>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT into_id, day FROM organisation_merger WHERE organisation_id = $1"),
            &[organisation.0.into()],
        )
        .await?;
    row.map(|row| Ok((OrganisationId(row.get(0)?), row.get(1)?))).transpose()
}

/// Writes a merger.
///
/// # Errors
/// The database's.
pub(super) async fn merge(
    tx: &mut Tx,
    organisation: OrganisationId,
    into: OrganisationId,
    day: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!("INSERT INTO organisation_merger (organisation_id, into_id, day, at) VALUES ($1, $2, $3, $4)"),
        &[organisation.0.into(), into.0.into(), day.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Notes that an organisation takes another one in; `false` when it had said so before.
///
/// # Errors
/// The database's.
pub(super) async fn agree(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: OrganisationId,
    now: i64,
) -> Result<bool, DbError> {
    let written = tx
        .execute(
            sql!(
                "INSERT INTO merger_agreement (organisation_id, from_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
            ),
            &[organisation.0.into(), from.0.into(), now.into()],
        )
        .await?;
    Ok(written == 1)
}

/// Whether an organisation has said that it takes another one in.
///
/// # Errors
/// The database's.
pub(super) async fn has_agreed(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: OrganisationId,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT 1 FROM merger_agreement WHERE organisation_id = $1 AND from_id = $2"),
            &[organisation.0.into(), from.0.into()],
        )
        .await?;
    Ok(row.is_some())
}

/// Notes that the people came; `false` when they had come before.
///
/// # Errors
/// The database's.
pub(super) async fn take(
    tx: &mut Tx,
    organisation: OrganisationId,
    from: OrganisationId,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE merger_agreement SET taken_at = $3
             WHERE organisation_id = $1 AND from_id = $2 AND taken_at IS NULL"
        ),
        &[organisation.0.into(), from.0.into(), now.into()],
    )
    .await
}

/// An organisation on the other side of an agreement.
#[derive(Clone, Debug)]
pub struct Party {
    /// Which.
    pub id: OrganisationId,
    /// Its name on the day.
    pub name: String,
    /// Whether the merger has happened.
    pub is_done: bool,
}

/// Who has agreed to take an organisation in (`own` is the merged one), or whom it has agreed to take.
///
/// # Errors
/// The database's.
pub(in crate::organisations) async fn parties(
    tx: &mut Tx,
    own: OrganisationId,
    gives: bool,
    day: &str,
) -> Result<Vec<Party>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT n.organisation_id, n.name, a.taken_at FROM merger_agreement a
                 JOIN organisation_name n
                   ON n.organisation_id = CASE WHEN a.organisation_id = $1 THEN a.from_id ELSE a.organisation_id END
                   AND n.from_day <= $2 AND (n.until_day IS NULL OR n.until_day > $2)
                 WHERE (a.organisation_id = $1 AND $3 = 0) OR (a.from_id = $1 AND $3 = 1)
                 ORDER BY n.name, n.organisation_id LIMIT 50"
            ),
            &[own.0.into(), day.into(), i64::from(gives).into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let taken: Option<i64> = row.get(2)?;
            Ok(Party { id: OrganisationId(row.get(0)?), name: row.get(1)?, is_done: taken.is_some() })
        })
        .collect()
}

/// Somebody in a position.
#[derive(Clone, Debug)]
pub struct Held {
    /// The position.
    pub position: PositionId,
    /// Its title.
    pub title: String,
    /// Who holds it.
    pub person: PersonId,
    /// The holder's name.
    pub name: String,
}

/// Who holds what on a day, in the order of the office; at most 1000.
///
/// # Errors
/// The database's.
pub(super) async fn held(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Held>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.title, person.id, person.full_name FROM position p
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 JOIN person ON person.id = h.person_id
                 WHERE p.organisation_id = $1
                 ORDER BY p.ordinal, person.sort_key, p.id LIMIT 1000"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (position, person) = (PositionId(row.get(0)?), PersonId(row.get(2)?));
            Ok(Held { position, title: row.get(1)?, person, name: row.get(3)? })
        })
        .collect()
}

/// A piece of open work.
#[derive(Clone, Debug)]
pub struct OpenWork {
    /// The task.
    pub task: TaskId,
    /// About which document.
    pub document: DocumentId,
    /// Whether it is an incoming document, which can go on elsewhere.
    pub is_incoming: bool,
    /// The document's number and symbol; empty before it has one.
    pub symbol: String,
    /// The task's kind.
    pub kind: String,
    /// The owning position; none for a department.
    pub owner: Option<PositionId>,
    /// The owner's title or name.
    pub owner_name: String,
    /// What to do.
    pub instruction: String,
    /// The last day for it.
    pub due: Option<Date>,
}

impl OpenWork {
    /// Whether it bears the old name and has to come to its end first. What is only to be read ends with the merger.
    #[must_use]
    pub fn must_be_finished(&self) -> bool {
        !self.is_incoming && self.kind != "inform"
    }

    /// Whether it was assigned; other kinds are steps on the way to an assignment.
    #[must_use]
    pub fn is_assignment(&self) -> bool {
        matches!(self.kind.as_str(), "lead" | "support" | "inform")
    }
}

/// Everything open in an organisation; at most 5000 pieces.
///
/// # Errors
/// The database's.
pub(super) async fn open_work(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<OpenWork>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT t.document_id, d.direction, COALESCE(d.symbol, ''), t.kind, t.owner_position_id,
                        COALESCE(p.title, u.name, ''), t.instruction, t.due_day, t.id
                 FROM task t
                 JOIN document d ON d.organisation_id = t.organisation_id AND d.id = t.document_id
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                 LEFT JOIN department u ON u.organisation_id = t.organisation_id AND u.id = t.owner_department_id
                 WHERE t.organisation_id = $1 AND t.state = 'open'
                 ORDER BY t.created_at, t.id LIMIT 5000"
            ),
            &[organisation.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (direction, due): (String, Option<String>) = (row.get(1)?, row.get(7)?);
            Ok(OpenWork {
                task: TaskId(row.get(8)?),
                document: DocumentId(row.get(0)?),
                is_incoming: direction == "incoming",
                symbol: row.get(2)?,
                kind: row.get(3)?,
                owner: row.get::<Option<Uuid>>(4)?.map(PositionId),
                owner_name: row.get(5)?,
                instruction: row.get(6)?,
                due: due.and_then(|day| day.parse().ok()),
            })
        })
        .collect()
}

/// How many numbers are reserved.
///
/// # Errors
/// The database's.
pub(super) async fn reserved(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT COUNT(*) FROM register_number WHERE organisation_id = $1 AND state = 'reserved'"),
            &[organisation.0.into()],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Ends what a person holds; a holding that began that day becomes empty.
///
/// # Errors
/// The database's.
pub(super) async fn end_holding(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    person: PersonId,
    day: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE holding SET until_day = $4
             WHERE organisation_id = $1 AND position_id = $2 AND person_id = $3
               AND from_day <= $4 AND (until_day IS NULL OR until_day > $4)"
        ),
        &[organisation.0.into(), position.0.into(), person.0.into(), day.into()],
    )
    .await?;
    Ok(())
}

/// Closes the live registers that are open, and gives each one's name and last number.
///
/// # Errors
/// The database's.
pub(super) async fn close_registers(
    tx: &mut Tx,
    organisation: OrganisationId,
    day: &str,
) -> Result<Vec<(String, i64)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "UPDATE register SET closed_day = $2
                 WHERE organisation_id = $1 AND closed_day IS NULL AND NOT history RETURNING name, last_number"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Ends the parents, mandates and substitutions that run on.
///
/// # Errors
/// The database's.
pub(super) async fn end_parents_and_standing(
    tx: &mut Tx,
    organisation: OrganisationId,
    day: &str,
) -> Result<(), DbError> {
    let values = [organisation.0.into(), day.into()];
    tx.execute(
        sql!(
            "UPDATE organisation_parent SET until_day = $2
             WHERE organisation_id = $1 AND from_day < $2 AND (until_day IS NULL OR until_day > $2)"
        ),
        &values,
    )
    .await?;
    tx.execute(
        sql!(
            "UPDATE mandate SET until_day = $2
             WHERE organisation_id = $1 AND from_day <= $2 AND (until_day IS NULL OR until_day > $2)"
        ),
        &values,
    )
    .await?;
    tx.execute(
        sql!(
            "UPDATE substitute SET until_day = $2
             WHERE organisation_id = $1 AND from_day <= $2 AND until_day > $2"
        ),
        &values,
    )
    .await?;
    Ok(())
}
