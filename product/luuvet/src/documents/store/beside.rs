//! What stands beside the pages of a document: its tasks, and earlier and later documents that belong to it.

use luuvet_db::{DbError, Row, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, PositionId};
use uuid::Uuid;

use super::relations::{self, Relative};
use super::tasks::{self, Task};
use crate::documents::paper::store::Paper;
use crate::work::Actor;

/// What stands beside a document for one reader.
#[derive(Debug, Default)]
pub struct Beside {
    /// Every task, open ones first.
    pub tasks: Vec<Task>,
    /// Related documents, the ones that it names first.
    pub relatives: Vec<Relative>,
    /// What is known of it, when it was signed on paper.
    pub paper: Option<Paper>,
    /// Whether its content is, was or may be removed as a state secret.
    pub has_purge: bool,
}

/// Everything beside a document on a day: one statement. A related document stands in the columns of a task: its id,
/// the relation, the way, wording, day, whether the reader may open it, subject, symbol, state and direction. So does
/// what is known of its paper.
///
/// # Errors
/// The database's.
pub async fn of_document(tx: &mut Tx, actor: &Actor, document: DocumentId, day: &str) -> Result<Beside, DbError> {
    let mut values: Vec<Value> = vec![actor.organisation.0.into(), document.0.into(), day.into()];
    values.extend(actor.grantees().into_iter().map(Value::from));
    let rows = tx
        .query(
            sql!(
                "SELECT t.id, t.document_id, t.kind, t.state, t.owner_position_id, t.owner_department_id, t.giver_id,
                        t.parent_id, t.step_id, t.instruction, t.due_day, t.opened_at, t.read_at, t.acknowledged_at,
                        t.reminders, t.result, t.created_at, t.done_at, p.title, person.full_name, d.name, 'task',
                        CASE WHEN t.done_at IS NULL THEN 0 ELSE 1 END, t.created_at
                 FROM task t
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                 LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 LEFT JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = t.organisation_id AND d.id = t.owner_department_id
                 WHERE t.organisation_id = $1 AND t.document_id = $2
                 UNION ALL
                 SELECT o.id, NULL, r.kind, r.way, NULL, NULL, NULL, NULL, NULL, r.wording, o.day,
                        CASE WHEN EXISTS (SELECT 1 FROM document_grant g
                                          WHERE g.organisation_id = $1 AND g.document_id = o.id
                                            AND g.grantee_id IN ($4, $5, $6, $7, $8, $9, $10, $11))
                             THEN 1 ELSE 0 END,
                        NULL, NULL, r.ordinal, o.subject, o.created_at, NULL, o.symbol, o.state, o.direction, 'relation',
                        CASE r.way WHEN 'to' THEN 2 ELSE 3 END, r.ordinal
                 FROM (SELECT 'to' AS way, ordinal AS ordinal, kind AS kind, wording AS wording, other_id AS other_id
                       FROM document_relation WHERE organisation_id = $1 AND document_id = $2
                       UNION ALL
                       SELECT 'to', 0, 'answers', '', answers_id FROM document
                       WHERE organisation_id = $1 AND id = $2 AND answers_id IS NOT NULL
                       UNION ALL
                       SELECT 'from', 1, kind, '', document_id FROM document_relation
                       WHERE organisation_id = $1 AND other_id = $2
                       UNION ALL
                       SELECT 'from', 0, 'answers', '', id FROM document
                       WHERE organisation_id = $1 AND answers_id = $2) r
                 LEFT JOIN document o ON o.organisation_id = $1 AND o.id = r.other_id
                 UNION ALL
                 SELECT NULL, NULL, 'paper', CASE WHEN x.listed THEN 'listed' ELSE '' END, x.original_holder_id, NULL, NULL,
                        NULL, NULL, x.reason, x.signed_day, NULL, NULL, NULL, NULL,
                        COALESCE(holder.title, x.original_holder), NULL, NULL, NULL, NULL, NULL, 'paper', 9, 0
                 FROM paper_document x
                 LEFT JOIN position holder ON holder.organisation_id = x.organisation_id
                   AND holder.id = x.original_holder_id
                 WHERE x.organisation_id = $1 AND x.document_id = $2
                 UNION ALL
                 SELECT NULL, NULL, 'purge', '', NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL,
                        NULL, NULL, NULL, NULL, NULL, 'purge', 9, 1
                 WHERE EXISTS (SELECT 1 FROM purge WHERE organisation_id = $1 AND document_id = $2)
                 ORDER BY 23, 24, 1
                 LIMIT 800"
            ),
            &values,
        )
        .await?;
    let is = |wanted: &'static str| move |row: &Row| row.get::<String>(21).is_ok_and(|what| what == wanted);
    let (of_tasks, others): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(is("task"));
    let (on_paper, others): (Vec<Row>, Vec<Row>) = others.into_iter().partition(is("paper"));
    let (purges, related): (Vec<Row>, Vec<Row>) = others.into_iter().partition(is("purge"));
    let tasks = of_tasks.iter().map(tasks::read).collect::<Result<_, _>>()?;
    let paper = on_paper.first().map(paper).transpose()?;
    Ok(Beside { tasks, relatives: relations::read(&related)?, paper, has_purge: !purges.is_empty() })
}

fn paper(row: &Row) -> Result<Paper, DbError> {
    Ok(Paper {
        signed: row.parse(10, |text| text.parse().ok())?,
        listed: row.get::<String>(3)? == "listed",
        reason: row.get(9)?,
        holder: row.get::<Option<Uuid>>(4)?.map(PositionId),
        holder_name: row.get(15)?,
    })
}
