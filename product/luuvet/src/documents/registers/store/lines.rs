//! What a register shows: its numbers with their documents, and to whom these went.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, RegisterId};
use uuid::Uuid;

use crate::work::GRANTEES;

/// What of a register is asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// `given`, `reserved` or `cancelled`; empty for all.
    pub state: String,
    /// A kind's code; empty for all.
    pub kind: String,
    /// Words of symbol, subject, issuer or signer, without marks; empty for all.
    pub words: String,
}

/// A number with its document.
#[derive(Clone, Debug)]
pub struct Line {
    /// The integer.
    pub number: i64,
    /// The letter of an inserted number.
    pub suffix: String,
    /// `given`, `reserved` or `cancelled`.
    pub state: String,
    /// The document.
    pub document: Option<DocumentId>,
    /// The day of the number.
    pub day: Option<Date>,
    /// The day on which it was really given.
    pub true_day: Option<Date>,
    /// Why reserved, inserted or cancelled.
    pub reason: String,
    /// Whether the reader may see more than number and day.
    pub visible: bool,
    /// The kind's code.
    pub kind: String,
    /// Number and symbol of the document.
    pub symbol: String,
    /// The document's own date.
    pub document_day: Option<Date>,
    /// Trích yếu.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Who signed it.
    pub signer: String,
    /// The document's remark.
    pub note: String,
    /// The code of the document's state.
    pub document_state: String,
    /// Where it was drafted.
    pub department: String,
    /// The symbol of the document that answers it.
    pub answer: String,
}

fn day(text: Option<String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

fn read(row: &Row) -> Result<Line, DbError> {
    Ok(Line {
        number: row.get(0)?,
        suffix: row.get(1)?,
        state: row.get(2)?,
        document: row.get::<Option<Uuid>>(3)?.map(DocumentId),
        day: day(row.get(4)?),
        true_day: day(row.get(5)?),
        reason: row.get(6)?,
        visible: row.get(7)?,
        kind: row.get(8)?,
        symbol: row.get(9)?,
        document_day: day(row.get(10)?),
        subject: row.get(11)?,
        issuer: row.get(12)?,
        signer: row.get(13)?,
        note: row.get(14)?,
        document_state: row.get(15)?,
        department: row.get(16)?,
        answer: row.get(17)?,
    })
}

/// The lines of a register before a number, newest first. Of a restricted document that none of the grantees may see,
/// the filter finds nothing but number, day and state.
///
/// # Errors
/// The database's.
pub async fn before(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    grantees: &[Uuid; GRANTEES],
    filter: &Filter,
    place: Option<(i64, String)>,
    limit: i64,
) -> Result<Vec<Line>, DbError> {
    let (number, suffix) = place.unwrap_or((i64::MAX, String::new()));
    let words = if filter.words.is_empty() { String::new() } else { format!("%{}%", escaped(&filter.words)) };
    let mut values: Vec<Value> = vec![
        organisation.0.into(),
        register.0.into(),
        number.into(),
        suffix.into(),
        (&filter.from).into(),
        (&filter.until).into(),
        (&filter.state).into(),
        words.into(),
    ];
    values.extend(grantees.iter().map(|id| Value::from(*id)));
    values.extend([(&filter.kind).into(), limit.into()]);
    let rows = tx
        .query(
            sql!(
                "SELECT x.number, x.suffix, x.state, x.document_id, x.day, x.true_day, x.reason, x.visible, x.kind,
                        x.symbol, x.document_day, x.subject, x.issuer, x.signer, x.note, x.document_state, x.department,
                        x.answer
                 FROM (SELECT n.number, n.suffix, n.state, n.document_id, n.day, n.true_day, n.reason,
                              (d.id IS NULL OR NOT d.restricted OR EXISTS (
                                 SELECT 1 FROM document_grant g
                                 WHERE g.organisation_id = $1 AND g.document_id = n.document_id
                                   AND g.grantee_id IN ($9, $10, $11, $12, $13, $14, $15, $16))) AS visible,
                              COALESCE(d.kind, '') AS kind, COALESCE(d.symbol, '') AS symbol, d.day AS document_day,
                              COALESCE(d.subject, '') AS subject, COALESCE(d.issuer, '') AS issuer,
                              COALESCE(d.signer, '') AS signer, COALESCE(d.note, '') AS note,
                              COALESCE(d.state, '') AS document_state, COALESCE(d.folded, '') AS folded,
                              COALESCE(p.name, '') AS department,
                              COALESCE((SELECT MIN(a.symbol) FROM document a
                                        WHERE a.organisation_id = $1 AND a.answers_id = n.document_id), '') AS answer
                       FROM register_number n
                       LEFT JOIN document d ON d.organisation_id = n.organisation_id AND d.id = n.document_id
                       LEFT JOIN department p ON p.organisation_id = d.organisation_id AND p.id = d.department_id
                       WHERE n.organisation_id = $1 AND n.register_id = $2 AND (n.number, n.suffix) < ($3, $4)
                         AND n.day >= $5 AND n.day <= $6 AND (CAST($7 AS TEXT) = '' OR n.state = $7)) x
                 WHERE (CAST($8 AS TEXT) = '' OR (x.visible AND x.folded LIKE $8 ESCAPE '\\'))
                   AND (CAST($17 AS TEXT) = '' OR (x.visible AND x.kind = $17))
                 ORDER BY x.number DESC, x.suffix DESC LIMIT $18"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Words for LIKE with `\` as the escape.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// To whom a document of a register went, or whose work it became.
#[derive(Clone, Debug)]
pub struct Party {
    /// The document.
    pub document: DocumentId,
    /// Recipient, department or position, by name.
    pub name: String,
    /// `lead`, `support` or `inform`.
    pub role: String,
    /// The last day for it.
    pub due: Option<Date>,
    /// Handed over, UTC microseconds.
    pub sent_at: Option<i64>,
    /// Taken, UTC microseconds.
    pub received_at: Option<i64>,
    /// Done, UTC microseconds.
    pub done_at: Option<i64>,
}

fn party(row: &Row) -> Result<Party, DbError> {
    Ok(Party {
        document: DocumentId(row.get(0)?),
        name: row.get(1)?,
        role: row.get(2)?,
        due: day(row.get(3)?),
        sent_at: row.get(4)?,
        received_at: row.get(5)?,
        done_at: row.get(6)?,
    })
}

/// The recipients of the outgoing documents from one number to another; at most 20,000.
///
/// # Errors
/// The database's.
pub async fn recipients(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    from: i64,
    until: i64,
) -> Result<Vec<Party>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT r.document_id, r.name, r.role, r.due_day, r.delivered_at, r.registered_at, r.finished_at
                 FROM register_number n
                 JOIN recipient r ON r.organisation_id = n.organisation_id AND r.document_id = n.document_id
                 WHERE n.organisation_id = $1 AND n.register_id = $2 AND n.number >= $3 AND n.number <= $4
                 ORDER BY r.document_id, r.ordinal, r.id LIMIT 20000"
            ),
            &[organisation.0.into(), register.0.into(), from.into(), until.into()],
        )
        .await?;
    rows.iter().map(party).collect()
}

/// Whose work the incoming documents from one number to another became; at most 20,000.
///
/// # Errors
/// The database's.
pub async fn handlers(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    from: i64,
    until: i64,
) -> Result<Vec<Party>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT t.document_id, COALESCE(d.name, p.title, ''), t.kind, t.due_day, t.created_at, t.opened_at,
                        t.done_at
                 FROM register_number n
                 JOIN task t ON t.organisation_id = n.organisation_id AND t.document_id = n.document_id
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                 LEFT JOIN department d ON d.organisation_id = t.organisation_id AND d.id = t.owner_department_id
                 WHERE n.organisation_id = $1 AND n.register_id = $2 AND n.number >= $3 AND n.number <= $4
                   AND t.kind IN ('lead', 'support', 'inform') AND t.state <> 'taken-away'
                 ORDER BY t.document_id, CASE t.kind WHEN 'lead' THEN 0 WHEN 'support' THEN 1 ELSE 2 END, t.created_at, t.id
                 LIMIT 20000"
            ),
            &[organisation.0.into(), register.0.into(), from.into(), until.into()],
        )
        .await?;
    rows.iter().map(party).collect()
}
