//! Writing notices: set by set, from the tasks of one document.

use luuvet_db::{DbError, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId};
use uuid::Uuid;

/// When something was done with a document, and by whom.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// Whose affairs.
    pub organisation: OrganisationId,
    /// Which document.
    pub document: Uuid,
    /// UTC microseconds; tasks that were given then are new.
    pub at: i64,
    /// The day in Vietnam.
    pub day: String,
    /// Who did it: is not told; nil for the system.
    pub author: Uuid,
}

impl Occasion {
    fn values(&self) -> [Value; 5] {
        [self.organisation.0.into(), self.document.into(), self.at.into(), (&self.day).into(), self.author.into()]
    }
}

/// A task that was just given.
#[derive(Clone, Debug)]
pub struct Given {
    /// Which.
    pub task: Uuid,
    /// Its kind.
    pub kind: String,
    /// The owning position, nil for none.
    pub position: Uuid,
    /// The owning department, nil for none.
    pub department: Uuid,
    /// How pressing its document is: 0 for a normal one, 3 for hỏa tốc.
    pub pressing: i64,
}

/// The open tasks of the document that were given at this instant.
///
/// # Errors
/// The database's.
pub async fn given(tx: &mut Tx, occasion: &Occasion) -> Result<Vec<Given>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT t.id, t.kind, t.owner_position_id, t.owner_department_id,
                   CASE d.urgency WHEN 'normal' THEN 0 WHEN 'urgent' THEN 1 WHEN 'very-urgent' THEN 2 ELSE 3 END
                 FROM task t JOIN document d ON d.organisation_id = t.organisation_id AND d.id = t.document_id
                 WHERE t.organisation_id = $1 AND t.document_id = $2 AND t.state = 'open' AND t.created_at = $3"
            ),
            &[occasion.organisation.0.into(), occasion.document.into(), occasion.at.into()],
        )
        .await?;
    let owner = |id: Option<Uuid>| id.unwrap_or_default();
    rows.iter()
        .map(|row| {
            let (position, department) = (owner(row.get(2)?), owner(row.get(3)?));
            Ok(Given { task: row.get(0)?, kind: row.get(1)?, position, department, pressing: row.get(4)? })
        })
        .collect()
}

/// Tells holder and substitute of the owning position, or those who distribute the owning department's work. Whether
/// one of them has a device or takes mail.
///
/// # Errors
/// The database's.
pub async fn of_task(tx: &mut Tx, occasion: &Occasion, given: &Given) -> Result<bool, DbError> {
    let mut values = occasion.values().to_vec();
    values.extend([given.task.into(), (&given.kind).into(), given.position.into(), given.department.into()]);
    values.push(given.pressing.into());
    // Nothing is read here that other verbs write: two at once do not get into each other's way.
    let rows = tx
        .query(
            sql!(
                "INSERT INTO notice (organisation_id, person_id, at, about_id, reason, document_id, task_id, position_id,
                   pressing)
                 SELECT h.organisation_id, h.person_id, $3, $6, $7, $2, $6, h.position_id, $10
                 FROM holding h
                 WHERE h.organisation_id = $1 AND h.from_day <= $4 AND (h.until_day IS NULL OR h.until_day > $4)
                   AND h.person_id <> $5
                   AND h.position_id IN
                     (SELECT o.id FROM position o WHERE o.organisation_id = $1 AND o.id = $8
                      UNION ALL
                      SELECT s.substitute_id FROM substitute s
                      WHERE s.organisation_id = $1 AND s.position_id = $8 AND s.from_day <= $4 AND s.until_day > $4
                      UNION ALL
                      SELECT p.id FROM position p
                      JOIN position_role r ON r.organisation_id = p.organisation_id AND r.position_id = p.id
                        AND r.role IN ('department-head', 'chief-of-office', 'clerk')
                      WHERE p.organisation_id = $1 AND p.department_id = $9)
                 ON CONFLICT (organisation_id, person_id, at, about_id) DO NOTHING
                 RETURNING CASE WHEN EXISTS (SELECT 1 FROM push_device d WHERE d.person_id = notice.person_id)
                   OR EXISTS (SELECT 1 FROM notice_setting w WHERE w.person_id = notice.person_id AND w.mail_on)
                   THEN 1 ELSE 0 END"
            ),
            &values,
        )
        .await?;
    for row in &rows {
        if row.get::<i64>(0)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tells the owners of tasks that were reminded of at this instant.
///
/// # Errors
/// The database's.
pub async fn of_reminders(tx: &mut Tx, occasion: &Occasion) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "INSERT INTO notice (organisation_id, person_id, at, about_id, reason, document_id, task_id, position_id,
               pressing)
             SELECT t.organisation_id, h.person_id, t.at, t.id, 'reminded', t.document_id, t.id, h.position_id,
                    CASE doc.urgency WHEN 'very-urgent' THEN 2 WHEN 'express' THEN 3 ELSE 1 END
             FROM (SELECT w.organisation_id, w.id, w.document_id, m.at, w.owner_position_id AS position_id
                   FROM task w JOIN task_reminder m ON m.organisation_id = w.organisation_id AND m.task_id = w.id
                     AND m.at = $3
                   WHERE w.organisation_id = $1 AND w.document_id = $2 AND w.state = 'open'
                   UNION ALL
                   SELECT w.organisation_id, w.id, w.document_id, m.at, s.substitute_id
                   FROM task w JOIN task_reminder m ON m.organisation_id = w.organisation_id AND m.task_id = w.id
                     AND m.at = $3
                   JOIN substitute s ON s.organisation_id = w.organisation_id AND s.position_id = w.owner_position_id
                     AND s.from_day <= $4 AND s.until_day > $4
                   WHERE w.organisation_id = $1 AND w.document_id = $2 AND w.state = 'open'
                   UNION ALL
                   SELECT w.organisation_id, w.id, w.document_id, m.at, p.id
                   FROM task w JOIN task_reminder m ON m.organisation_id = w.organisation_id AND m.task_id = w.id
                     AND m.at = $3
                   JOIN position p ON p.organisation_id = w.organisation_id AND p.department_id = w.owner_department_id
                   JOIN position_role r ON r.organisation_id = p.organisation_id AND r.position_id = p.id
                     AND r.role IN ('department-head', 'chief-of-office', 'clerk')
                   WHERE w.organisation_id = $1 AND w.document_id = $2 AND w.state = 'open') AS t
             JOIN document doc ON doc.organisation_id = t.organisation_id AND doc.id = t.document_id
             JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.position_id
               AND h.from_day <= $4 AND (h.until_day IS NULL OR h.until_day > $4)
             WHERE h.person_id <> $5
             ON CONFLICT (organisation_id, person_id, at, about_id) DO NOTHING"
        ),
        &occasion.values(),
    )
    .await
}

/// Tells of overdue tasks whoever their escalation has reached and who was not told of that level yet: first the owner,
/// then the giver and the heads of the department, then the leaders.
///
/// # Errors
/// The database's.
pub async fn of_what_is_late(tx: &mut Tx, occasion: &Occasion) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "INSERT INTO notice (organisation_id, person_id, at, about_id, reason, document_id, task_id, position_id,
               pressing)
             SELECT t.organisation_id, h.person_id, $3, t.id, t.reason, t.document_id, t.id, h.position_id, 1
             FROM (SELECT organisation_id, id, document_id, owner_position_id AS position_id, 'late-1' AS reason
                   FROM task WHERE organisation_id = $1 AND document_id = $2 AND state = 'open' AND due_day < $4
                     AND escalation >= 1
                   UNION ALL
                   SELECT organisation_id, id, document_id, giver_id, 'late-2'
                   FROM task WHERE organisation_id = $1 AND document_id = $2 AND state = 'open' AND due_day < $4
                     AND escalation >= 2
                   UNION ALL
                   SELECT w.organisation_id, w.id, w.document_id, p.id,
                          CASE WHEN w.owner_department_id IS NULL THEN 'late-2' ELSE 'late-1' END
                   FROM task w
                   LEFT JOIN position o ON o.organisation_id = w.organisation_id AND o.id = w.owner_position_id
                   JOIN position p ON p.organisation_id = w.organisation_id
                     AND p.department_id = COALESCE(w.owner_department_id, o.department_id)
                   JOIN position_role r ON r.organisation_id = p.organisation_id AND r.position_id = p.id
                     AND r.role IN ('department-head', 'chief-of-office')
                   WHERE w.organisation_id = $1 AND w.document_id = $2 AND w.state = 'open' AND w.due_day < $4
                     AND w.escalation >= CASE WHEN w.owner_department_id IS NULL THEN 2 ELSE 1 END
                   UNION ALL
                   SELECT w.organisation_id, w.id, w.document_id, r.position_id, 'late-3'
                   FROM task w JOIN position_role r ON r.organisation_id = w.organisation_id
                     AND r.role IN ('head', 'deputy')
                   WHERE w.organisation_id = $1 AND w.document_id = $2 AND w.state = 'open' AND w.due_day < $4
                     AND w.escalation >= 3) AS t
             JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.position_id
               AND h.from_day <= $4 AND (h.until_day IS NULL OR h.until_day > $4)
             WHERE h.person_id <> $5
               AND NOT EXISTS (SELECT 1 FROM notice n
                               WHERE n.organisation_id = $1 AND n.document_id = $2 AND n.person_id = h.person_id
                                 AND n.task_id = t.id AND n.reason = t.reason)
             ON CONFLICT (organisation_id, person_id, at, about_id) DO NOTHING"
        ),
        &occasion.values(),
    )
    .await
}

/// Tells the drafter of a document what a recipient has done with it.
///
/// # Errors
/// The database's.
pub async fn drafter(tx: &mut Tx, occasion: &Occasion, reason: &str) -> Result<u64, DbError> {
    let [organisation, document, at, day, author] = occasion.values();
    tx.execute(
        sql!(
            "INSERT INTO notice (organisation_id, person_id, at, about_id, reason, document_id, position_id, pressing)
             SELECT doc.organisation_id, h.person_id, $3, doc.id, CAST($6 AS TEXT), doc.id, h.position_id, 1
             FROM document doc
             JOIN holding h ON h.organisation_id = doc.organisation_id AND h.position_id = doc.drafter_id
               AND h.from_day <= $4 AND (h.until_day IS NULL OR h.until_day > $4)
             WHERE doc.organisation_id = $1 AND doc.id = $2 AND h.person_id <> $5
             ON CONFLICT (organisation_id, person_id, at, about_id) DO NOTHING"
        ),
        &[organisation, document, at, day, author, reason.into()],
    )
    .await
}

/// Whether somebody who got a notice on this occasion has a device or takes mail.
///
/// # Errors
/// The database's.
pub async fn reachable(tx: &mut Tx, occasion: &Occasion) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM notice n
                 WHERE n.organisation_id = $1 AND n.document_id = $2 AND n.at = $3
                   AND (EXISTS (SELECT 1 FROM push_device d WHERE d.person_id = n.person_id)
                        OR EXISTS (SELECT 1 FROM notice_setting s WHERE s.person_id = n.person_id AND s.mail_on))
                 LIMIT 1"
            ),
            &[occasion.organisation.0.into(), occasion.document.into(), occasion.at.into()],
        )
        .await?;
    Ok(row.is_some())
}

/// Notices about tasks that have ended are read: somebody has done the work. They show as read at once; this keeps the
/// count of what is unread cheap.
///
/// # Errors
/// The database's.
pub async fn settle(tx: &mut Tx, now: i64) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE notice SET read_at = $1
             WHERE read_at IS NULL AND task_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM task t WHERE t.organisation_id = notice.organisation_id
                                 AND t.id = notice.task_id AND t.state = 'open')"
        ),
        &[now.into()],
    )
    .await
}

/// A person has seen a document: his notices of it are read. Says how many were not.
///
/// # Errors
/// The database's.
pub async fn mark_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    document: DocumentId,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE notice SET read_at = $4
             WHERE organisation_id = $1 AND document_id = $3 AND person_id = $2 AND read_at IS NULL"
        ),
        &[organisation.0.into(), person.0.into(), document.0.into(), now.into()],
    )
    .await
}

/// Marks everything as read that a person was told in an organisation up to an instant.
///
/// # Errors
/// The database's.
pub async fn mark_all(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    until: i64,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE notice SET read_at = $4
             WHERE organisation_id = $1 AND person_id = $2 AND at <= $3 AND read_at IS NULL"
        ),
        &[organisation.0.into(), person.0.into(), until.into(), now.into()],
    )
    .await
}

/// Whether a person has unread notices of a document.
///
/// # Errors
/// The database's.
pub async fn is_unread(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    document: DocumentId,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM notice
                 WHERE organisation_id = $1 AND document_id = $2 AND person_id = $3 AND read_at IS NULL LIMIT 1"
            ),
            &[organisation.0.into(), document.0.into(), person.0.into()],
        )
        .await?;
    Ok(row.is_some())
}

/// Whether a person was told of a document for a position held on the day.
///
/// # Errors
/// The database's.
pub async fn was_told(tx: &mut Tx, person: PersonId, document: DocumentId, day: &str) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM notice n
                 JOIN holding h ON h.organisation_id = n.organisation_id AND h.position_id = n.position_id
                   AND h.person_id = n.person_id AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 WHERE h.person_id = $1 AND n.document_id = $2 LIMIT 1"
            ),
            &[person.0.into(), document.0.into(), day.into()],
        )
        .await?;
    Ok(row.is_some())
}
