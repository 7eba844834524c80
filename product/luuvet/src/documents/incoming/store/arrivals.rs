//! Rows of `arrival`, read with what was asked for and directed.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DemandId, DocumentId, OrganisationId, PositionId, RecipientId, RegisterId};
use uuid::Uuid;

/// The organisation here that sent a document, and what it calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// Who sent it.
    pub organisation: OrganisationId,
    /// The sender's document.
    pub document: DocumentId,
    /// The sender's row for us; reports name it.
    pub recipient: RecipientId,
}

/// How a document arrived, and what became of it.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Which document.
    pub document: DocumentId,
    /// `organisation`, `upload` or `paper`.
    pub source: String,
    /// `electronic`, `paper` or `both`.
    pub medium: String,
    /// The sender, when it is an organisation that hears our reports.
    pub sender: Option<Source>,
    /// The sender's name on the day.
    pub sender_name: String,
    /// UTC microseconds.
    pub received_at: i64,
    /// UTC microseconds.
    pub registered_at: Option<i64>,
    /// The register of its number.
    pub register: Option<RegisterId>,
    /// The arrival number.
    pub number: Option<i64>,
    /// The day of the arrival number.
    pub day: Option<Date>,
    /// Who holds the paper original.
    pub original_holder: Option<PositionId>,
    /// Who holds the paper original, in words: the position's title.
    pub original_title: String,
    /// Why it was refused or recalled.
    pub reason: String,
    /// What the sender asks for, in its order.
    pub demands: Vec<ArrivalDemand>,
    /// The directives, oldest first.
    pub directives: Vec<Directive>,
}

/// What the sender asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivalDemand {
    /// The sender's id; the answer names it.
    pub id: DemandId,
    /// What is asked for.
    pub wording: String,
    /// The day in the document.
    pub stated: Option<Date>,
    /// Whether the stated day itself is too late.
    pub excludes: bool,
    /// The last working day for it.
    pub due: Option<Date>,
    /// Our document that answers it.
    pub answered_by: Option<DocumentId>,
}

/// A leader's written instruction (bút phê).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Its id.
    pub id: Uuid,
    /// In his words.
    pub wording: String,
    /// Who, by name.
    pub person: String,
    /// The position's title.
    pub title: String,
    /// UTC microseconds.
    pub at: i64,
}

impl Arrival {
    /// The earliest due day of a demand that is not yet answered.
    #[must_use]
    pub fn first_due(&self) -> Option<Date> {
        self.demands.iter().filter(|demand| demand.answered_by.is_none()).filter_map(|demand| demand.due).min()
    }
}

/// The arrival of a document with its demands and directives: one statement. None when it is no incoming one.
///
/// # Errors
/// The database's.
pub async fn arrival(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Option<Arrival>, DbError> {
    // Demands and directives of one document are few, so their product is small; doubles are left out on reading.
    let rows = tx
        .query(
            sql!(
                "SELECT a.source, a.medium, a.sender_id, a.sender_document_id, a.sender_recipient_id, a.sender_name,
                        a.received_at, a.registered_at, a.register_id, a.number, a.day, a.original_holder_id,
                        holder.title, a.reason,
                        m.demand_id, m.wording, m.stated_day, m.excludes_day, m.due_day, m.answered_by_id,
                        d.id, d.wording, person.full_name, p.title, d.at
                 FROM arrival a
                 LEFT JOIN arrival_demand m ON m.organisation_id = a.organisation_id AND m.document_id = a.document_id
                 LEFT JOIN directive d ON d.organisation_id = a.organisation_id AND d.document_id = a.document_id
                 LEFT JOIN person ON person.id = d.person_id
                 LEFT JOIN position p ON p.organisation_id = d.organisation_id AND p.id = d.position_id
                 LEFT JOIN position holder ON holder.organisation_id = a.organisation_id
                   AND holder.id = a.original_holder_id
                 WHERE a.organisation_id = $1 AND a.document_id = $2
                 ORDER BY m.ordinal, m.demand_id, d.at, d.id
                 LIMIT 2000"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let mut arrival = read(document, first)?;
    for row in &rows {
        if let Some(demand) = read_demand(row)?.filter(|demand| !arrival.demands.contains(demand)) {
            arrival.demands.push(demand);
        }
        if let Some(directive) = read_directive(row)?.filter(|directive| !arrival.directives.contains(directive)) {
            arrival.directives.push(directive);
        }
    }
    Ok(Some(arrival))
}

fn read(document: DocumentId, row: &Row) -> Result<Arrival, DbError> {
    let sender: (Option<Uuid>, Option<Uuid>, Option<Uuid>) = (row.get(2)?, row.get(3)?, row.get(4)?);
    let sender = match sender {
        (Some(organisation), Some(document), Some(recipient)) => Some(Source {
            organisation: OrganisationId(organisation),
            document: DocumentId(document),
            recipient: RecipientId(recipient),
        }),
        _ => None,
    };
    Ok(Arrival {
        document,
        source: row.get(0)?,
        medium: row.get(1)?,
        sender,
        sender_name: row.get(5)?,
        received_at: row.get(6)?,
        registered_at: row.get(7)?,
        register: row.get::<Option<Uuid>>(8)?.map(RegisterId),
        number: row.get(9)?,
        day: day(row, 10)?,
        original_holder: row.get::<Option<Uuid>>(11)?.map(PositionId),
        original_title: row.get::<Option<String>>(12)?.unwrap_or_default(),
        reason: row.get(13)?,
        demands: Vec::new(),
        directives: Vec::new(),
    })
}

fn read_demand(row: &Row) -> Result<Option<ArrivalDemand>, DbError> {
    let Some(id) = row.get::<Option<Uuid>>(14)? else { return Ok(None) };
    Ok(Some(ArrivalDemand {
        id: DemandId(id),
        wording: row.get(15)?,
        stated: day(row, 16)?,
        excludes: row.get(17)?,
        due: day(row, 18)?,
        answered_by: row.get::<Option<Uuid>>(19)?.map(DocumentId),
    }))
}

fn read_directive(row: &Row) -> Result<Option<Directive>, DbError> {
    let Some(id) = row.get::<Option<Uuid>>(20)? else { return Ok(None) };
    Ok(Some(Directive {
        id,
        wording: row.get(21)?,
        person: row.get::<Option<String>>(22)?.unwrap_or_default(),
        title: row.get::<Option<String>>(23)?.unwrap_or_default(),
        at: row.get(24)?,
    }))
}

fn day(row: &Row, at: usize) -> Result<Option<Date>, DbError> {
    Ok(row.get::<Option<String>>(at)?.and_then(|day| day.parse().ok()))
}

/// An arrival to be written.
#[derive(Clone, Debug)]
pub struct NewArrival<'a> {
    /// Which document.
    pub document: DocumentId,
    /// `organisation`, `upload` or `paper`.
    pub source: &'a str,
    /// `electronic`, `paper` or `both`.
    pub medium: &'a str,
    /// The sender, when it is an organisation that hears our reports.
    pub sender: Option<Source>,
    /// The sender's name.
    pub sender_name: &'a str,
    /// The hash of the main file.
    pub content: Option<[u8; 32]>,
    /// Who holds the paper original.
    pub original_holder: Option<PositionId>,
}

/// Writes an arrival.
///
/// # Errors
/// The database's; a constraint when the same document of the same sender is here already.
pub async fn insert(tx: &mut Tx, organisation: OrganisationId, new: &NewArrival<'_>, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO arrival (organisation_id, document_id, source, medium, sender_id, sender_document_id,
               sender_recipient_id, sender_name, content, received_at, original_holder_id, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '')"
        ),
        &[
            organisation.0.into(),
            new.document.0.into(),
            new.source.into(),
            new.medium.into(),
            new.sender.map(|sender| sender.organisation.0).into(),
            new.sender.map(|sender| sender.document.0).into(),
            new.sender.map(|sender| sender.recipient.0).into(),
            new.sender_name.into(),
            new.content.into(),
            now.into(),
            new.original_holder.map(|position| position.0).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Our document for a sender's document, when it has arrived.
///
/// # Errors
/// The database's.
pub async fn earlier(
    tx: &mut Tx,
    organisation: OrganisationId,
    sender: OrganisationId,
    document: DocumentId,
) -> Result<Option<DocumentId>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT document_id FROM arrival
                 WHERE organisation_id = $1 AND sender_id = $2 AND sender_document_id = $3"
            ),
            &[organisation.0.into(), sender.0.into(), document.0.into()],
        )
        .await?;
    row.map(|row| Ok(DocumentId(row.get(0)?))).transpose()
}

/// Who sent a document, when it is an organisation that hears our reports, with the arrival number.
///
/// # Errors
/// The database's.
pub async fn sender_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Option<(Source, Option<i64>)>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT sender_id, sender_document_id, sender_recipient_id, number FROM arrival
                 WHERE organisation_id = $1 AND document_id = $2 AND sender_id IS NOT NULL
                   AND sender_document_id IS NOT NULL AND sender_recipient_id IS NOT NULL"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    row.map(|row| {
        let source = Source {
            organisation: OrganisationId(row.get(0)?),
            document: DocumentId(row.get(1)?),
            recipient: RecipientId(row.get(2)?),
        };
        Ok((source, row.get(3)?))
    })
    .transpose()
}

/// Notes from which organisation's document one was taken over that had no sender here; nobody hears reports of it.
///
/// # Errors
/// The database's.
pub async fn set_origin(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    from: OrganisationId,
    original: DocumentId,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE arrival SET sender_id = $3, sender_document_id = $4
             WHERE organisation_id = $1 AND document_id = $2 AND sender_id IS NULL"
        ),
        &[organisation.0.into(), document.0.into(), from.0.into(), original.0.into()],
    )
    .await?;
    Ok(())
}
