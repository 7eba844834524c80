//! Lists of documents, from the rights of the reader.

use std::fmt;
use std::str::FromStr;

use luuvet_db::{DbError, Tx, Value, sql};
use luuvet_domain::ids::DocumentId;
use serde::Deserialize;
use uuid::Uuid;

use crate::work::Actor;

/// Where a page begins: behind this row.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct After {
    sort_key: i64,
    id: Uuid,
}

impl After {
    /// Behind a place.
    #[must_use]
    pub fn new(sort_key: i64, id: Uuid) -> Self {
        Self { sort_key, id }
    }

    /// Before every row.
    #[must_use]
    pub fn start() -> Self {
        Self { sort_key: i64::MAX, id: Uuid::max() }
    }

    /// Sort key and id of the row.
    #[must_use]
    pub fn parts(self) -> (i64, Uuid) {
        (self.sort_key, self.id)
    }

    /// Behind a row.
    #[must_use]
    pub fn of(listed: &Listed) -> Self {
        Self { sort_key: listed.sort_key, id: listed.id.0 }
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.sort_key, self.id)
    }
}

impl FromStr for After {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (key, id) = text.split_once('.').ok_or("no place in a list")?;
        let sort_key = key.parse().map_err(|_| "no place in a list")?;
        Ok(Self { sort_key, id: id.parse().map_err(|_| "no place in a list")? })
    }
}

impl TryFrom<String> for After {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// A document in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The document.
    pub id: DocumentId,
    /// Its place in the list: when it was written here.
    pub sort_key: i64,
    /// `incoming`, `outgoing` or `internal`.
    pub direction: String,
    /// The state's code.
    pub state: String,
    /// The kind's code.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// The urgency's code.
    pub urgency: String,
    /// Number and symbol.
    pub symbol: Option<String>,
    /// Who issued it.
    pub issuer: String,
}

/// Documents of a direction that one of the actor's grantees was granted, newest first. Each grantee's rights are one
/// range of the primary key, read no further than the page is long.
///
/// # Errors
/// The database's.
pub async fn page(
    tx: &mut Tx,
    actor: &Actor,
    direction: &str,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Listed>, DbError> {
    let after = after.unwrap_or_else(After::start);
    let mut values: Vec<Value> =
        vec![actor.organisation.0.into(), direction.into(), after.sort_key.into(), after.id.into(), limit.into()];
    values.extend(actor.grantees().into_iter().map(Value::from));
    let rows = tx
        .query(
            sql!(
                "SELECT DISTINCT d.id, g.sort_key, d.direction, d.state, d.kind, d.subject, d.urgency, d.symbol, d.issuer
                 FROM (
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $6 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS a
                   UNION ALL
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $7 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS b
                   UNION ALL
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $8 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS c
                   UNION ALL
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $9 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS d
                   UNION ALL
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $10 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS e
                   UNION ALL
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $11 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS f
                   UNION ALL
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $12 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS g
                   UNION ALL
                   SELECT * FROM (SELECT sort_key, document_id FROM document_grant WHERE organisation_id = $1
                     AND grantee_id = $13 AND direction = $2 AND (sort_key, document_id) < ($3, $4)
                     ORDER BY sort_key DESC, document_id DESC LIMIT $5) AS h
                 ) AS g
                 JOIN document d ON d.organisation_id = $1 AND d.id = g.document_id
                 ORDER BY g.sort_key DESC, d.id DESC
                 LIMIT $5"
            ),
            &values,
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                id: DocumentId(row.get(0)?),
                sort_key: row.get(1)?,
                direction: row.get(2)?,
                state: row.get(3)?,
                kind: row.get(4)?,
                subject: row.get(5)?,
                urgency: row.get(6)?,
                symbol: row.get(7)?,
                issuer: row.get(8)?,
            })
        })
        .collect()
}
