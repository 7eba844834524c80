//! Questions about open tasks.

pub mod backlog;
pub mod lists;
pub mod visits;

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, Value, sql};

use crate::home::baskets::{self, Basket};
use crate::work::Actor;

/// Positions that one reader handles at most in one question: the own one and those of absent colleagues.
const POSITIONS: usize = 6;

/// Organisation, day, positions and department as the parameters `$1`, `$2`, `$3 … $8`, `$9`.
#[must_use]
pub fn owners(actor: &Actor, day: &str) -> Vec<Value> {
    let mut values: Vec<Value> = vec![actor.organisation.0.into(), day.into()];
    let mut positions = actor.positions();
    positions.truncate(POSITIONS);
    let ids = positions.into_iter().map(|position| position.0).chain(std::iter::repeat(uuid::Uuid::nil()));
    values.extend(ids.take(POSITIONS).map(Value::from));
    values.push(baskets::queue(actor).map_or(uuid::Uuid::nil(), |department| department.0).into());
    values
}

/// The name under which [`count`] gives unread notices.
pub const NOTICES: &str = "notices";

/// Open tasks by basket, and what the person was told and has not read, in every position held on the day, counted to a
/// hundred.
///
/// # Errors
/// The database's.
pub async fn count(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Vec<Basket>, DbError> {
    let day = today.to_string();
    let mut values = owners(actor, &day);
    values.push(actor.person.map_or(uuid::Uuid::nil(), |person| person.0).into());
    let rows = tx
        .query(
            sql!(
                "SELECT basket, COUNT(*), COUNT(*) FILTER (WHERE due_day < $2), COUNT(*) FILTER (WHERE due_day = $2),
                        MIN(due_day)
                 FROM (SELECT basket, due_day FROM task
                       WHERE organisation_id = $1 AND owner_position_id IN ($3, $4, $5, $6, $7, $8) AND state = 'open'
                       UNION ALL
                       SELECT basket, due_day FROM task
                       WHERE organisation_id = $1 AND owner_department_id = $9 AND state = 'open') AS mine
                 GROUP BY basket
                 UNION ALL
                 SELECT 'notices', COUNT(*), 0, 0, NULL
                 FROM (SELECT 1 FROM notice n
                       JOIN holding h ON h.organisation_id = n.organisation_id AND h.position_id = n.position_id
                         AND h.person_id = n.person_id AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                       LEFT JOIN task t ON t.organisation_id = n.organisation_id AND t.id = n.task_id
                       WHERE n.person_id = $10 AND n.read_at IS NULL AND (t.id IS NULL OR t.state = 'open')
                       LIMIT 100) AS few"
            ),
            &values,
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Basket {
                code: row.get(0)?,
                count: row.get(1)?,
                overdue: row.get(2)?,
                today: row.get(3)?,
                first_due: row.get::<Option<String>>(4)?.and_then(|day| day.parse().ok()),
            })
        })
        .collect()
}
