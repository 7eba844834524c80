//! The question that search asks.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, Value, sql};
use luuvet_domain::ids::DocumentId;

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
}

/// Documents that one of the actor's grantees was granted and whose folded text contains every word, newest first.
///
/// # Errors
/// The database's.
pub async fn find(tx: &mut Tx, actor: &Actor, words: &[String], limit: i64) -> Result<Vec<Found>, DbError> {
    let mut values: Vec<Value> = vec![actor.organisation.0.into(), limit.into()];
    values.extend(actor.grantees().into_iter().map(Value::from));
    let pattern = |place: usize| words.get(place).map_or_else(|| "%".to_owned(), |word| format!("%{}%", escaped(word)));
    values.extend((0..WORDS).map(|place| Value::from(pattern(place))));
    let rows = tx
        .query(
            sql!(
                "SELECT id, symbol, subject, issuer, day, urgency, state FROM document
                 WHERE organisation_id = $1
                   AND id IN (SELECT document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id IN ($3, $4, $5, $6, $7, $8, $9, $10))
                   AND folded LIKE $11 ESCAPE '\\' AND folded LIKE $12 ESCAPE '\\' AND folded LIKE $13 ESCAPE '\\'
                   AND folded LIKE $14 ESCAPE '\\' AND folded LIKE $15 ESCAPE '\\' AND folded LIKE $16 ESCAPE '\\'
                 ORDER BY created_at DESC, id DESC
                 LIMIT $2"
            ),
            &values,
        )
        .await?;
    rows.iter()
        .map(|row| {
            let day: Option<String> = row.get(4)?;
            Ok(Found {
                id: DocumentId(row.get(0)?),
                symbol: row.get(1)?,
                subject: row.get(2)?,
                issuer: row.get(3)?,
                day: day.and_then(|day| day.parse().ok()),
                urgency: row.get(5)?,
                state: row.get(6)?,
            })
        })
        .collect()
}

/// A word in which `%`, `_` and `\` stand for themselves.
fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
