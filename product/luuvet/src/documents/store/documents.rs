//! Rows of `document`.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, Value, sql};
use luuvet_domain::ids::{DepartmentId, DocumentId, MandateId, OrganisationId, PositionId};
use uuid::Uuid;

/// A document as its organisation holds it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Whose.
    pub organisation: OrganisationId,
    /// Its id here.
    pub id: DocumentId,
    /// `incoming`, `outgoing` or `internal`.
    pub direction: String,
    /// The code of an outgoing or incoming state of the domain.
    pub state: String,
    /// The code of a kind of the domain.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// The code of an urgency.
    pub urgency: String,
    /// Only named persons read it.
    pub restricted: bool,
    /// "135/TB-SGDĐT", once numbered (or as it came).
    pub symbol: Option<String>,
    /// The document's date.
    pub day: Option<Date>,
    /// Who issued it, by name.
    pub issuer: String,
    /// Who signed it, by name.
    pub signer: String,
    /// The signer's post.
    pub signer_title: String,
    /// Language, as in Annex VI ("Tiếng Việt").
    pub language: String,
    /// Pages of its main file.
    pub pages: i64,
    /// Remark.
    pub note: String,
    /// "2023-2024".
    pub school_year: String,
    /// The version that is being written or has been approved, from 1.
    pub version: i64,
    /// The position that wrote it, or registered it.
    pub drafter: PositionId,
    /// The department it is drafted in.
    pub department: Option<DepartmentId>,
    /// The position that shall sign it.
    pub signer_id: Option<PositionId>,
    /// Under which mandate.
    pub mandate: Option<MandateId>,
    /// The incoming document that it answers.
    pub answers: Option<DocumentId>,
    /// UTC microseconds.
    pub created_at: i64,
    /// UTC microseconds of the last change of state.
    pub changed_at: i64,
}

/// The columns of [`Document`], in the order in which [`read`] takes them.
pub(crate) const COLUMNS: usize = 25;

pub(crate) fn read(row: &Row) -> Result<Document, DbError> {
    let day: Option<String> = row.get(9)?;
    Ok(Document {
        organisation: OrganisationId(row.get(0)?),
        id: DocumentId(row.get(1)?),
        direction: row.get(2)?,
        state: row.get(3)?,
        kind: row.get(4)?,
        subject: row.get(5)?,
        urgency: row.get(6)?,
        restricted: row.get(7)?,
        symbol: row.get(8)?,
        day: day.and_then(|day| day.parse().ok()),
        issuer: row.get(10)?,
        signer: row.get(11)?,
        signer_title: row.get(12)?,
        language: row.get(13)?,
        pages: row.get(14)?,
        note: row.get(15)?,
        school_year: row.get(16)?,
        version: row.get(17)?,
        drafter: PositionId(row.get(18)?),
        department: row.get::<Option<Uuid>>(19)?.map(DepartmentId),
        signer_id: row.get::<Option<Uuid>>(20)?.map(PositionId),
        mandate: row.get::<Option<Uuid>>(21)?.map(MandateId),
        answers: row.get::<Option<Uuid>>(22)?.map(DocumentId),
        created_at: row.get(23)?,
        changed_at: row.get(24)?,
    })
}

/// What a new document begins with; the rest has defaults.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// Its id.
    pub id: DocumentId,
    /// `incoming`, `outgoing` or `internal`.
    pub direction: &'a str,
    /// The first state's code.
    pub state: &'a str,
    /// The kind's code.
    pub kind: &'a str,
    /// Trích yếu.
    pub subject: &'a str,
    /// The urgency's code.
    pub urgency: &'a str,
    /// Only named persons read it.
    pub restricted: bool,
    /// Number and symbol, when it came with them.
    pub symbol: Option<&'a str>,
    /// Its date, when it came with one.
    pub day: Option<Date>,
    /// Who issues it.
    pub issuer: &'a str,
    /// Who signed it.
    pub signer: &'a str,
    /// The signer's post.
    pub signer_title: &'a str,
    /// "2023-2024".
    pub school_year: &'a str,
    /// Pages of its main file.
    pub pages: i64,
    /// The position that writes or registers it.
    pub drafter: PositionId,
    /// The department it is drafted in.
    pub department: Option<DepartmentId>,
    /// The incoming document that it answers.
    pub answers: Option<DocumentId>,
}

/// Writes a new document.
///
/// # Errors
/// The database's.
pub async fn insert(tx: &mut Tx, organisation: OrganisationId, new: &NewDocument<'_>, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO document (organisation_id, id, direction, state, kind, subject, urgency, restricted, symbol, day,
               issuer, signer, signer_title, language, pages, note, school_year, version, drafter_id, department_id,
               answers_id, folded, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'Tiếng Việt', $14, '', $15, 1, $16, $17, $18,
               $19, $20, $20)"
        ),
        &[
            organisation.0.into(),
            new.id.0.into(),
            new.direction.into(),
            new.state.into(),
            new.kind.into(),
            new.subject.into(),
            new.urgency.into(),
            new.restricted.into(),
            new.symbol.into(),
            new.day.map(|day| day.to_string()).into(),
            new.issuer.into(),
            new.signer.into(),
            new.signer_title.into(),
            new.pages.into(),
            new.school_year.into(),
            new.drafter.0.into(),
            new.department.map(|d| d.0).into(),
            new.answers.map(|d| d.0).into(),
            folded(new.symbol, new.subject, new.issuer, new.signer).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// What a document is found by: symbol, subject, issuer and signer without marks.
#[must_use]
pub fn folded(symbol: Option<&str>, subject: &str, issuer: &str, signer: &str) -> String {
    vietnamese::fold::fold(&format!("{} {subject} {issuer} {signer}", symbol.unwrap_or_default()))
}

/// Moves a document from one state to another; `false` when it was not in the first one any more.
///
/// # Errors
/// The database's.
pub async fn set_state(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: DocumentId,
    from: &str,
    to: &str,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE document SET state = $4, changed_at = $5
             WHERE organisation_id = $1 AND id = $2 AND state = $3"
        ),
        &[organisation.0.into(), id.0.into(), from.into(), to.into(), now.into()],
    )
    .await
}

/// The document, whoever asks: for verbs of the system. Pages and people's verbs go through `permitted`.
///
/// # Errors
/// The database's.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: DocumentId) -> Result<Option<Document>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT organisation_id, id, direction, state, kind, subject, urgency, restricted, symbol, day, issuer,
                        signer, signer_title, language, pages, note, school_year, version, drafter_id, department_id,
                        signer_id, mandate_id, answers_id, created_at, changed_at
                 FROM document WHERE organisation_id = $1 AND id = $2"
            ),
            &[organisation.0.into(), id.0.into()],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The document if one of the grantees was granted it, with its files (removed ones left out): one statement.
///
/// # Errors
/// The database's.
pub async fn find_granted(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: DocumentId,
    grantees: &[Uuid; crate::work::GRANTEES],
) -> Result<Option<(Document, Vec<super::StoredFile>)>, DbError> {
    let mut values: Vec<Value> = vec![organisation.0.into(), id.0.into()];
    values.extend(grantees.iter().map(|id| Value::from(*id)));
    let rows = tx
        .query(
            sql!(
                "SELECT d.organisation_id, d.id, d.direction, d.state, d.kind, d.subject, d.urgency, d.restricted, d.symbol,
                        d.day, d.issuer, d.signer, d.signer_title, d.language, d.pages, d.note, d.school_year, d.version,
                        d.drafter_id, d.department_id, d.signer_id, d.mandate_id, d.answers_id, d.created_at,
                        d.changed_at,
                        f.id, f.role, f.name, f.media_type, f.hash, f.size, f.pages, f.has_text, f.exception, f.added_at
                 FROM document d
                 LEFT JOIN document_file f ON f.organisation_id = d.organisation_id AND f.document_id = d.id
                   AND f.removed_at IS NULL
                 WHERE d.organisation_id = $1 AND d.id = $2
                   AND EXISTS (SELECT 1 FROM document_grant g
                               WHERE g.organisation_id = $1 AND g.document_id = $2
                                 AND g.grantee_id IN ($3, $4, $5, $6, $7, $8, $9, $10))
                 ORDER BY f.ordinal, f.added_at, f.id"
            ),
            &values,
        )
        .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let document = read(first)?;
    let files = rows.iter().filter_map(|row| super::files::read_at(row, COLUMNS).transpose());
    Ok(Some((document, files.collect::<Result<_, _>>()?)))
}
