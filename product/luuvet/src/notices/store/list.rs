//! What a person was told, as it is shown.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId, PositionId};
use uuid::Uuid;

use crate::work::Actor;

/// Rows of one page; one more is read to see whether there is another page.
pub const PAGE: usize = 50;

/// Where a page begins: after this row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// 0 for what is unread, 1 for what is read.
    pub rank: i64,
    /// UTC microseconds.
    pub at: i64,
    /// Task or document.
    pub about: Uuid,
}

impl Key {
    /// The beginning.
    #[must_use]
    pub fn start() -> Self {
        Self { rank: -1, at: i64::MAX, about: Uuid::max() }
    }

    /// Reads what [`Display`](std::fmt::Display) writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (rank, at, about) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { rank: rank.parse().ok()?, at: at.parse().ok()?, about: about.parse().ok()? })
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}.{}", self.rank, self.at, self.about)
    }
}

/// A notice with what may be said of its document.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its place in the list.
    pub key: Key,
    /// The code of why.
    pub reason: String,
    /// About which document.
    pub document: DocumentId,
    /// For which position.
    pub position: PositionId,
    /// Its title.
    pub title: String,
    /// Whether the acting position may open the document; else nothing is said of it.
    pub is_open: bool,
    /// Number and symbol.
    pub symbol: String,
    /// Empty for a restricted document.
    pub subject: String,
    /// The code of its urgency.
    pub urgency: String,
    /// Whether only named persons read it.
    pub restricted: bool,
    /// From where.
    pub issuer: String,
    /// The last day for the work, while it is open.
    pub due: Option<Date>,
}

impl Notice {
    /// Whether it is still unread.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.key.rank == 0
    }
}

/// A page of what a person was told in the acting organisation, unread first, then the newest: at most [`PAGE`] + 1.
///
/// # Errors
/// The database's.
pub async fn page(tx: &mut Tx, actor: &Actor, person: PersonId, day: &str, after: Key) -> Result<Vec<Notice>, DbError> {
    let mut rows = Vec::new();
    for rank in [0, 1] {
        let from = if after.rank == rank { after } else { Key { rank, ..Key::start() } };
        if rank >= after.rank && rows.len() <= PAGE {
            rows.extend(of_rank(tx, actor, person, day, from).await?);
        }
    }
    rows.truncate(PAGE + 1);
    Ok(rows)
}

/// A page of one rank, told by a condition: each has an index of its own, so that a page costs a page.
macro_rules! of_rank {
    ($rank:literal, $which:literal) => {
        sql!(concat!(
            "SELECT ",
            $rank,
            ", n.at, n.about_id, n.reason, n.document_id, n.position_id, p.title, COALESCE(doc.symbol, ''),
               CASE WHEN doc.restricted THEN '' ELSE doc.subject END, doc.urgency, doc.restricted, doc.issuer,
               CASE WHEN t.state = 'open' THEN t.due_day END,
               (SELECT COUNT(*) FROM document_grant g
                WHERE g.organisation_id = n.organisation_id AND g.document_id = n.document_id
                  AND g.grantee_id IN ($6, $7, $8, $9, $10, $11, $12, $13))
             FROM notice n
             JOIN document doc ON doc.organisation_id = n.organisation_id AND doc.id = n.document_id
             JOIN position p ON p.organisation_id = n.organisation_id AND p.id = n.position_id
             LEFT JOIN task t ON t.organisation_id = n.organisation_id AND t.id = n.task_id
             WHERE n.organisation_id = $1 AND n.person_id = $2
               AND EXISTS (SELECT 1 FROM holding h
                 WHERE h.organisation_id = n.organisation_id AND h.position_id = n.position_id
                   AND h.person_id = n.person_id AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3))
               AND ",
            $which,
            " AND (t.id IS NULL OR t.state <> 'taken-away') AND n.at <= $4 AND (n.at < $4 OR n.about_id < $5)
             ORDER BY n.at DESC, n.about_id DESC
             LIMIT 51"
        ))
    };
}

async fn of_rank(tx: &mut Tx, actor: &Actor, person: PersonId, day: &str, after: Key) -> Result<Vec<Notice>, DbError> {
    let mut values: Vec<Value> = vec![actor.organisation.0.into(), person.0.into(), day.into()];
    values.extend([after.at.into(), after.about.into()]);
    values.extend(actor.grantees().map(Value::from));
    let statement = if after.rank == 0 {
        of_rank!(0, "n.read_at IS NULL AND (t.id IS NULL OR t.state = 'open')")
    } else {
        of_rank!(1, "(n.read_at IS NOT NULL OR t.state <> 'open')")
    };
    let rows = tx.query(statement, &values).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Notice, DbError> {
    let due: Option<String> = row.get(12)?;
    Ok(Notice {
        key: Key { rank: row.get(0)?, at: row.get(1)?, about: row.get(2)? },
        reason: row.get(3)?,
        document: DocumentId(row.get(4)?),
        position: PositionId(row.get(5)?),
        title: row.get(6)?,
        symbol: row.get(7)?,
        subject: row.get(8)?,
        urgency: row.get(9)?,
        restricted: row.get(10)?,
        issuer: row.get(11)?,
        due: due.and_then(|day| day.parse().ok()),
        is_open: row.get::<i64>(13)? > 0,
    })
}

/// What a person has not read in other organisations: organisation, position, how many.
///
/// # Errors
/// The database's.
pub async fn elsewhere(
    tx: &mut Tx,
    person: PersonId,
    here: OrganisationId,
    day: &str,
) -> Result<Vec<(OrganisationId, PositionId, i64)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT n.organisation_id, n.position_id, COUNT(*) FROM notice n
                 JOIN holding h ON h.organisation_id = n.organisation_id AND h.position_id = n.position_id
                   AND h.person_id = n.person_id AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 LEFT JOIN task t ON t.organisation_id = n.organisation_id AND t.id = n.task_id
                 WHERE n.person_id = $1 AND n.read_at IS NULL AND n.organisation_id <> $2
                   AND (t.id IS NULL OR t.state = 'open')
                 GROUP BY n.organisation_id, n.position_id
                 ORDER BY n.organisation_id, n.position_id
                 LIMIT 20"
            ),
            &[person.0.into(), here.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((OrganisationId(row.get(0)?), PositionId(row.get(1)?), row.get(2)?))).collect()
}

/// What a delivery is about, seen as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Unread notices that were not there before the delivery's time.
    pub fresh: i64,
    /// All that is unread, counted to a hundred.
    pub all: i64,
    /// The document, when there is exactly one.
    pub only: Option<DocumentId>,
}

/// Looks at what a person has not read, once more before sending.
///
/// # Errors
/// The database's.
pub async fn waiting(tx: &mut Tx, person: PersonId, day: &str, since: i64) -> Result<Waiting, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT n.document_id, n.at FROM notice n
                 JOIN holding h ON h.organisation_id = n.organisation_id AND h.position_id = n.position_id
                   AND h.person_id = n.person_id AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN task t ON t.organisation_id = n.organisation_id AND t.id = n.task_id
                 WHERE n.person_id = $1 AND n.read_at IS NULL AND (t.id IS NULL OR t.state = 'open')
                 ORDER BY n.at DESC
                 LIMIT 100"
            ),
            &[person.0.into(), day.into()],
        )
        .await?;
    let mut waiting = Waiting::default();
    let mut documents = Vec::new();
    for row in &rows {
        waiting.all += 1;
        waiting.fresh += i64::from(row.get::<i64>(1)? >= since);
        documents.push(row.get::<Uuid>(0)?);
    }
    documents.dedup();
    if let [only] = documents.as_slice() {
        waiting.only = Some(DocumentId(*only));
    }
    Ok(waiting)
}
