//! The question that search asks.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, Value, sql};
use luuvet_domain::ids::DocumentId;

use crate::documents::store::lists::After;
use crate::search::Filter;
use crate::work::Actor;

/// Words that count; what is typed behind them is not looked at.
pub const WORDS: usize = 6;

/// A document that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The document.
    pub id: DocumentId,
    /// Number and symbol.
    pub symbol: Option<String>,
    /// Trích yếu.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Its own day.
    pub day: Option<Date>,
    /// The urgency's code.
    pub urgency: String,
    /// The state's code.
    pub state: String,
    /// `incoming`, `outgoing` or `internal`.
    pub direction: String,
    /// The kind's code.
    pub kind: String,
    /// Who signed.
    pub signer: String,
    /// The day on which it was registered here.
    pub arrival_day: Option<Date>,
    /// Its arrival number.
    pub arrival_number: Option<i64>,
    /// Its place in the list.
    pub sort_key: i64,
}

impl Found {
    /// Where the list goes on behind it.
    #[must_use]
    pub fn after(&self) -> After {
        After::new(self.sort_key, self.id.0)
    }
}

/// Documents that one of the actor's grantees was granted and that fit, newest first. A person is whoever drafted or
/// signed it, or has work on it; `today` says who holds what.
///
/// # Errors
/// The database's.
pub async fn find(
    tx: &mut Tx,
    actor: &Actor,
    filter: &Filter,
    after: Option<After>,
    limit: i64,
    today: Date,
) -> Result<Vec<Found>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, d.symbol, d.subject, d.issuer, d.day, d.urgency, d.state, d.direction, d.kind, d.signer,
                        a.day, a.number, d.created_at
                 FROM document d
                 LEFT JOIN arrival a ON a.organisation_id = d.organisation_id AND a.document_id = d.id
                 WHERE d.organisation_id = $1
                   AND EXISTS (SELECT 1 FROM document_grant g WHERE g.organisation_id = $1 AND g.document_id = d.id
                     AND g.grantee_id IN ($3, $4, $5, $6, $7, $8, $9, $10))
                   AND d.folded LIKE $11 ESCAPE '\\' AND d.folded LIKE $12 ESCAPE '\\'
                   AND d.folded LIKE $13 ESCAPE '\\' AND d.folded LIKE $14 ESCAPE '\\'
                   AND d.folded LIKE $15 ESCAPE '\\' AND d.folded LIKE $16 ESCAPE '\\'
                   AND (d.created_at, d.id) < ($17, $18)
                   AND ($19 = '' OR d.direction = $19)
                   AND ($20 = '' OR d.kind = $20)
                   AND ($21 = '' OR d.state = $21)
                   AND (($22 = '' AND $23 = '9999-12-31') OR (d.day >= $22 AND d.day <= $23)
                     OR (a.day >= $22 AND a.day <= $23))
                   AND ($24 = '' OR d.folded LIKE $24 ESCAPE '\\'
                     OR EXISTS (SELECT 1 FROM holding h JOIN person ON person.id = h.person_id
                       WHERE h.organisation_id = $1 AND h.position_id IN (d.drafter_id, d.signer_id)
                         AND d.direction <> 'incoming'
                         AND h.from_day <= COALESCE(d.day, $25)
                         AND (h.until_day IS NULL OR h.until_day > COALESCE(d.day, $25))
                         AND person.folded LIKE $24 ESCAPE '\\')
                     OR EXISTS (SELECT 1 FROM task t
                       JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
                       JOIN person ON person.id = h.person_id
                       WHERE t.organisation_id = $1 AND t.document_id = d.id
                         AND h.from_day <= $25 AND (h.until_day IS NULL OR h.until_day > $25)
                         AND person.folded LIKE $24 ESCAPE '\\'))
                 ORDER BY d.created_at DESC, d.id DESC
                 LIMIT $2"
            ),
            &values(actor, filter, after, limit, today),
        )
        .await?;
    rows.iter().map(read).collect()
}

fn values(actor: &Actor, filter: &Filter, after: Option<After>, limit: i64, today: Date) -> Vec<Value> {
    let (sort_key, id) = after.unwrap_or_else(After::start).parts();
    let mut values: Vec<Value> = vec![actor.organisation.0.into(), limit.into()];
    values.extend(actor.grantees().into_iter().map(Value::from));
    let pattern = |place: usize| filter.words.get(place).map_or_else(|| "%".to_owned(), |word| holding(word));
    values.extend((0..WORDS).map(|place| Value::from(pattern(place))));
    values.extend([sort_key.into(), id.into()]);
    values.extend([&filter.direction, &filter.kind, &filter.state].map(|code| Value::from(code.as_str())));
    values.push(filter.from.map_or_else(String::new, |day| day.to_string()).into());
    values.push(filter.until.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string()).into());
    let person = if filter.person.is_empty() { String::new() } else { holding(&filter.person) };
    values.extend([Value::from(person), today.to_string().into()]);
    values
}

fn read(row: &Row) -> Result<Found, DbError> {
    let (day, arrival_day): (Option<String>, Option<String>) = (row.get(4)?, row.get(10)?);
    Ok(Found {
        id: DocumentId(row.get(0)?),
        symbol: row.get(1)?,
        subject: row.get(2)?,
        issuer: row.get(3)?,
        day: day.and_then(|day| day.parse().ok()),
        urgency: row.get(5)?,
        state: row.get(6)?,
        direction: row.get(7)?,
        kind: row.get(8)?,
        signer: row.get(9)?,
        arrival_day: arrival_day.and_then(|day| day.parse().ok()),
        arrival_number: row.get(11)?,
        sort_key: row.get(12)?,
    })
}

/// A pattern for what holds a word, in which `%`, `_` and `\` stand for themselves.
fn holding(word: &str) -> String {
    format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
