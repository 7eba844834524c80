//! Mandates, substitutes and hand-overs of the seal.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::{MandateId, OrganisationId, PositionId};
use luuvet_domain::periods::Period;
use luuvet_domain::signing::{self, MandateKind};
use uuid::Uuid;

/// Under which a position signs for another or for the collective.
#[derive(Clone, Debug)]
pub struct Mandate {
    /// Its id.
    pub id: MandateId,
    /// KT., TL., TUQ., Q., TM. and those passed down.
    pub kind: MandateKind,
    /// The position that holds it.
    pub position: PositionId,
    /// The title of that position.
    pub title: String,
    /// Who holds that position on the day that was asked for; empty for nobody.
    pub holder: String,
    /// In whose place it signs.
    pub on_behalf_of: Option<PositionId>,
    /// The title of the one in whose place it signs; empty for none.
    pub on_behalf_title: String,
    /// The field of work that it covers; empty for all.
    pub field: String,
    /// The kinds of documents that it covers; empty for all.
    pub kinds: Vec<Kind>,
    /// The document that it stands on, in words.
    pub basis: String,
    /// When it holds.
    pub period: Period,
}

impl Mandate {
    /// The mandate as the rules of signing take it.
    #[must_use]
    pub fn rule(&self) -> signing::Mandate {
        signing::Mandate {
            id: self.id,
            kind: self.kind,
            holder: self.position,
            basis: Some(self.basis.clone()).filter(|basis| !basis.is_empty()),
            period: self.period,
            kinds: self.kinds.clone(),
            fields: Some(self.field.clone()).filter(|field| !field.is_empty()).into_iter().collect(),
            given_out_of: None,
            through: (self.kind == MandateKind::TlKt).then(|| self.on_behalf_title.clone()),
        }
    }
}

/// The mandates that a position holds on a day.
///
/// # Errors
/// The database's.
pub async fn mandates_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Vec<Mandate>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT m.id, m.kind, m.position_id, p.title, COALESCE(MIN(person.full_name), ''), m.on_behalf_of_id,
                        COALESCE(b.title, ''), m.field, m.kinds, m.basis, m.from_day, m.until_day
                 FROM mandate m
                 JOIN position p ON p.organisation_id = m.organisation_id AND p.id = m.position_id
                 LEFT JOIN position b ON b.organisation_id = m.organisation_id AND b.id = m.on_behalf_of_id
                 LEFT JOIN holding h ON h.organisation_id = m.organisation_id AND h.position_id = m.position_id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE m.organisation_id = $1 AND m.position_id = $2
                   AND m.from_day <= $3 AND (m.until_day IS NULL OR m.until_day > $3)
                 GROUP BY m.id, m.kind, m.position_id, p.title, m.on_behalf_of_id, b.title, m.field, m.kinds, m.basis,
                   m.from_day, m.until_day
                 ORDER BY m.from_day, m.id"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read_mandate).collect()
}

/// Every mandate of an organisation that has not ended before `day`, those in force first.
///
/// # Errors
/// The database's.
pub(super) async fn mandates(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Mandate>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT m.id, m.kind, m.position_id, p.title, COALESCE(MIN(person.full_name), ''), m.on_behalf_of_id,
                        COALESCE(b.title, ''), m.field, m.kinds, m.basis, m.from_day, m.until_day
                 FROM mandate m
                 JOIN position p ON p.organisation_id = m.organisation_id AND p.id = m.position_id
                 LEFT JOIN position b ON b.organisation_id = m.organisation_id AND b.id = m.on_behalf_of_id
                 LEFT JOIN holding h ON h.organisation_id = m.organisation_id AND h.position_id = m.position_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE m.organisation_id = $1 AND (m.until_day IS NULL OR m.until_day > $2)
                 GROUP BY m.id, m.kind, m.position_id, p.title, p.ordinal, m.on_behalf_of_id, b.title, m.field,
                   m.kinds, m.basis, m.from_day, m.until_day
                 ORDER BY p.ordinal, m.from_day, m.id
                 LIMIT 200"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read_mandate).collect()
}

/// One mandate, ended or not.
///
/// # Errors
/// The database's.
pub(super) async fn mandate(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: MandateId,
) -> Result<Option<Mandate>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT m.id, m.kind, m.position_id, p.title, '', m.on_behalf_of_id, COALESCE(b.title, ''), m.field,
                        m.kinds, m.basis, m.from_day, m.until_day
                 FROM mandate m
                 JOIN position p ON p.organisation_id = m.organisation_id AND p.id = m.position_id
                 LEFT JOIN position b ON b.organisation_id = m.organisation_id AND b.id = m.on_behalf_of_id
                 WHERE m.organisation_id = $1 AND m.id = $2"
            ),
            &[organisation.0.into(), id.0.into()],
        )
        .await?;
    row.as_ref().map(read_mandate).transpose()
}

fn read_mandate(row: &Row) -> Result<Mandate, DbError> {
    let codes: String = row.get(8)?;
    Ok(Mandate {
        id: MandateId(row.get(0)?),
        kind: row.parse(1, |code| MandateKind::from_code(code).ok())?,
        position: PositionId(row.get(2)?),
        title: row.get(3)?,
        holder: row.get(4)?,
        on_behalf_of: row.get::<Option<Uuid>>(5)?.map(PositionId),
        on_behalf_title: row.get(6)?,
        field: row.get(7)?,
        kinds: codes.split(',').filter_map(|code| Kind::from_code(code).ok()).collect(),
        basis: row.get(9)?,
        period: period(row, 10)?,
    })
}

/// The period in two columns from `index` on.
fn period(row: &Row, index: usize) -> Result<Period, DbError> {
    let from = row.parse(index, |text| text.parse::<Date>().ok())?;
    let until: Option<String> = row.get(index + 1)?;
    Ok(Period { from, until: until.and_then(|text| text.parse().ok()) })
}

/// Writes a mandate.
///
/// # Errors
/// The database's.
pub(super) async fn insert_mandate(
    tx: &mut Tx,
    organisation: OrganisationId,
    mandate: &Mandate,
) -> Result<(), DbError> {
    let kinds: Vec<&str> = mandate.kinds.iter().map(|kind| kind.code()).collect();
    tx.execute(
        sql!(
            "INSERT INTO mandate (organisation_id, id, kind, position_id, on_behalf_of_id, field, kinds, basis,
               from_day, until_day)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        &[
            organisation.0.into(),
            mandate.id.0.into(),
            mandate.kind.code().into(),
            mandate.position.0.into(),
            mandate.on_behalf_of.map(|position| position.0).into(),
            (&mandate.field).into(),
            kinds.join(",").into(),
            (&mandate.basis).into(),
            mandate.period.from.to_string().into(),
            mandate.period.until.map(|day| day.to_string()).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Ends a mandate with `until` as the first day that no longer counts; `false` when it has ended by then.
///
/// # Errors
/// The database's.
pub(super) async fn end_mandate(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: MandateId,
    until: &str,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE mandate SET until_day = $3
             WHERE organisation_id = $1 AND id = $2 AND (until_day IS NULL OR until_day > $3)"
        ),
        &[organisation.0.into(), id.0.into(), until.into()],
    )
    .await
}

/// One position handles another's inbox, or keeps the seal in another's place, for a period.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Its id.
    pub id: Uuid,
    /// Whose place.
    pub position: PositionId,
    /// The title of that position.
    pub title: String,
    /// Who stands in.
    pub stand_in: PositionId,
    /// The title of the stand-in's position.
    pub stand_in_title: String,
    /// The name of the stand-in on the day that was asked for; empty for nobody.
    pub stand_in_name: String,
    /// The document, or the minutes, that it stands on.
    pub basis: String,
    /// When.
    pub period: Period,
}

fn read_stand(row: &Row) -> Result<Stand, DbError> {
    Ok(Stand {
        id: row.get(0)?,
        position: PositionId(row.get(1)?),
        title: row.get(2)?,
        stand_in: PositionId(row.get(3)?),
        stand_in_title: row.get(4)?,
        stand_in_name: row.get(5)?,
        basis: row.get(6)?,
        period: period(row, 7)?,
    })
}

/// Substitutions of an organisation that have not ended before `day`.
///
/// # Errors
/// The database's.
pub(super) async fn substitutes(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Stand>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT s.id, s.position_id, p.title, s.substitute_id, q.title, COALESCE(MIN(person.full_name), ''),
                        s.basis, s.from_day, s.until_day
                 FROM substitute s
                 JOIN position p ON p.organisation_id = s.organisation_id AND p.id = s.position_id
                 JOIN position q ON q.organisation_id = s.organisation_id AND q.id = s.substitute_id
                 LEFT JOIN holding h ON h.organisation_id = s.organisation_id AND h.position_id = s.substitute_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE s.organisation_id = $1 AND s.until_day > $2
                 GROUP BY s.id, s.position_id, p.title, s.substitute_id, q.title, s.basis, s.from_day, s.until_day
                 ORDER BY s.from_day, s.id
                 LIMIT 200"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read_stand).collect()
}

/// Writes a substitution.
///
/// # Errors
/// The database's.
pub(super) async fn insert_substitute(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    (position, substitute): (PositionId, PositionId),
    (from, until): (Date, Date),
    basis: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO substitute (organisation_id, id, position_id, substitute_id, from_day, until_day, basis)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &[
            organisation.0.into(),
            id.into(),
            position.0.into(),
            substitute.0.into(),
            from.to_string().into(),
            until.to_string().into(),
            basis.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Whether the position already has a substitute on a day of the period.
///
/// # Errors
/// The database's.
pub(super) async fn substituted_in(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    (from, until): (Date, Date),
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM substitute
                 WHERE organisation_id = $1 AND position_id = $2 AND from_day < $4 AND until_day > $3"
            ),
            &[organisation.0.into(), position.0.into(), from.to_string().into(), until.to_string().into()],
        )
        .await?;
    Ok(row.is_some())
}

/// The position that a running substitution is for.
///
/// # Errors
/// The database's.
pub(super) async fn substituted_position(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
) -> Result<Option<PositionId>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT position_id FROM substitute WHERE organisation_id = $1 AND id = $2"),
            &[organisation.0.into(), id.into()],
        )
        .await?;
    row.map(|row| row.get(0).map(PositionId)).transpose()
}

/// Ends a substitution; `false` when it has ended by then.
///
/// # Errors
/// The database's.
pub(super) async fn end_substitute(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    until: &str,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!("UPDATE substitute SET until_day = $3 WHERE organisation_id = $1 AND id = $2 AND until_day > $3"),
        &[organisation.0.into(), id.into(), until.into()],
    )
    .await
}

/// Hand-overs of the seal that have not ended before `day`.
///
/// # Errors
/// The database's.
pub(super) async fn seals(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Stand>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT s.id, s.from_position_id, p.title, s.to_position_id, q.title,
                        COALESCE(MIN(person.full_name), ''), s.minutes, s.from_day, s.until_day
                 FROM seal_handover s
                 JOIN position p ON p.organisation_id = s.organisation_id AND p.id = s.from_position_id
                 JOIN position q ON q.organisation_id = s.organisation_id AND q.id = s.to_position_id
                 LEFT JOIN holding h ON h.organisation_id = s.organisation_id AND h.position_id = s.to_position_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE s.organisation_id = $1 AND (s.until_day IS NULL OR s.until_day > $2)
                 GROUP BY s.id, s.from_position_id, p.title, s.to_position_id, q.title, s.minutes, s.from_day,
                   s.until_day
                 ORDER BY s.from_day, s.id
                 LIMIT 50"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read_stand).collect()
}

/// Writes a hand-over of the seal.
///
/// # Errors
/// The database's.
pub(super) async fn insert_seal(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    (from, to): (PositionId, PositionId),
    from_day: &str,
    minutes: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO seal_handover (organisation_id, id, from_position_id, to_position_id, from_day, minutes)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[organisation.0.into(), id.into(), from.0.into(), to.0.into(), from_day.into(), minutes.into()],
    )
    .await?;
    Ok(())
}

/// The seal came back; `false` when it had by then.
///
/// # Errors
/// The database's.
pub(super) async fn end_seal(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    until: &str,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE seal_handover SET until_day = $3
             WHERE organisation_id = $1 AND id = $2 AND (until_day IS NULL OR until_day > $3)"
        ),
        &[organisation.0.into(), id.into(), until.into()],
    )
    .await
}
