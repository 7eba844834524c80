//! Numbers of arrivals, corrected particulars, and documents that are the same.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, RegisterId};
use uuid::Uuid;

use crate::documents::incoming::particulars::Particulars;
use crate::documents::store::Document;
use crate::documents::store::documents::folded;

/// An arrival number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The register.
    pub register: RegisterId,
    /// The number.
    pub number: i64,
    /// Its day.
    pub day: Date,
}

/// Writes the arrival number; `false` when it has one.
///
/// # Errors
/// The database's.
pub async fn set_number(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    numbered: &Numbered,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE arrival SET register_id = $3, number = $4, day = $5, registered_at = $6
             WHERE organisation_id = $1 AND document_id = $2 AND number IS NULL"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            numbered.register.0.into(),
            numbered.number.into(),
            numbered.day.to_string().into(),
            now.into(),
        ],
    )
    .await
}

/// The arrival number of a document, when it has one.
///
/// # Errors
/// The database's.
pub async fn numbered(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Option<Numbered>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT register_id, number, day FROM arrival
                 WHERE organisation_id = $1 AND document_id = $2 AND number IS NOT NULL"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let day: String = row.get(2)?;
    let (register, number) = (RegisterId(row.get(0)?), row.get(1)?);
    Ok(day.parse().ok().map(|day| Numbered { register, number, day }))
}

/// Corrects the particulars of a document that is not registered yet; `false` when it is.
///
/// # Errors
/// The database's.
pub async fn correct(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    to: &Particulars,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE document SET kind = $3, symbol = $4, day = $5, subject = $6, issuer = $7, signer = $8,
               signer_title = $9, urgency = $10, restricted = (restricted OR $11), folded = $12
             WHERE organisation_id = $1 AND id = $2 AND state = 'arrived'"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            (&to.kind).into(),
            to.symbol().into(),
            to.day.map(|day| day.to_string()).into(),
            (&to.subject).into(),
            (&to.issuer).into(),
            (&to.signer).into(),
            (&to.signer_title).into(),
            (&to.urgency).into(),
            to.restricted.into(),
            folded(to.symbol(), &to.subject, &to.issuer, &to.signer).into(),
        ],
    )
    .await
}

/// A document that seems to be the same.
#[derive(Clone, Debug)]
pub struct Same {
    /// Which one.
    pub document: DocumentId,
    /// Number and symbol.
    pub symbol: String,
    /// Its subject; empty for a restricted one.
    pub subject: String,
    /// Its arrival number.
    pub number: Option<i64>,
    /// The day of its arrival number.
    pub day: Option<Date>,
    /// Whether its content is the same to the byte.
    pub same_content: bool,
}

fn read(row: &Row) -> Result<Same, DbError> {
    let restricted: bool = row.get(3)?;
    let subject: String = row.get(2)?;
    Ok(Same {
        document: DocumentId(row.get(0)?),
        symbol: row.get::<Option<String>>(1)?.unwrap_or_default(),
        subject: if restricted { String::new() } else { subject },
        number: row.get(4)?,
        day: row.get::<Option<String>>(5)?.and_then(|day| day.parse().ok()),
        same_content: row.get(6)?,
    })
}

/// Documents here with the same main file, or with the same number, symbol, issuer and date; refused ones left out.
///
/// # Errors
/// The database's.
pub async fn duplicates(
    tx: &mut Tx,
    organisation: OrganisationId,
    content: Option<[u8; 32]>,
    particulars: &Particulars,
) -> Result<Vec<Same>, DbError> {
    let content = content.unwrap_or_default();
    let day = particulars.day.map(|day| day.to_string()).unwrap_or_default();
    let values = [
        organisation.0.into(),
        content.into(),
        particulars.symbol.as_str().into(),
        particulars.issuer.as_str().into(),
        day.into(),
        Uuid::nil().into(),
    ];
    same(tx, &values).await
}

/// Other documents here with the same number, symbol, issuer and date; refused ones left out.
///
/// # Errors
/// The database's.
pub async fn same_particulars(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: &Document,
) -> Result<Vec<Same>, DbError> {
    let values = [
        organisation.0.into(),
        [0_u8; 32].into(),
        document.symbol.clone().unwrap_or_default().into(),
        document.issuer.as_str().into(),
        document.day.map(|day| day.to_string()).unwrap_or_default().into(),
        document.id.0.into(),
    ];
    same(tx, &values).await
}

async fn same(tx: &mut Tx, values: &[luuvet_db::Value]) -> Result<Vec<Same>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, d.symbol, d.subject, d.restricted, a.number, a.day,
                        CASE WHEN a.content = $2 THEN TRUE ELSE FALSE END
                 FROM arrival a
                 JOIN document d ON d.organisation_id = a.organisation_id AND d.id = a.document_id
                 WHERE a.organisation_id = $1 AND d.organisation_id = $1 AND d.id <> $6 AND d.state <> 'refused'
                   AND a.document_id IN (
                     SELECT document_id FROM arrival WHERE organisation_id = $1 AND content = $2
                     UNION ALL
                     SELECT id FROM document
                     WHERE organisation_id = $1 AND symbol = $3 AND issuer = $4 AND day = $5)
                 ORDER BY CASE WHEN a.number IS NULL THEN 1 ELSE 0 END, a.received_at, d.id LIMIT 10"
            ),
            values,
        )
        .await?;
    rows.iter().map(read).collect()
}
