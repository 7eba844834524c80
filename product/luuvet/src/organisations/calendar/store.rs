//! Table `organisation_day`.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::OrganisationId;

/// A day that an organisation added.
#[derive(Clone, Debug)]
pub struct OwnDay {
    /// Which.
    pub day: Date,
    /// Worked, or off.
    pub worked: bool,
    /// Why.
    pub reason: String,
}

/// An organisation's own days, the earliest first.
///
/// # Errors
/// The database's.
pub async fn days(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<OwnDay>, DbError> {
    let rows = tx
        .query(
            sql!("SELECT day, worked, reason FROM organisation_day WHERE organisation_id = $1 ORDER BY day"),
            &[organisation.0.into()],
        )
        .await?;
    let day = |text: &str| text.parse().ok();
    rows.iter().map(|row| Ok(OwnDay { day: row.parse(0, day)?, worked: row.get(1)?, reason: row.get(2)? })).collect()
}

/// Adds a day.
///
/// # Errors
/// The database's.
pub async fn add(tx: &mut Tx, organisation: OrganisationId, own: &OwnDay, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO organisation_day (organisation_id, day, worked, reason, added_at)
             VALUES ($1, $2, $3, $4, $5)"
        ),
        &[organisation.0.into(), own.day.to_string().into(), own.worked.into(), (&own.reason).into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Takes a day back; whether it was there.
///
/// # Errors
/// The database's.
pub async fn remove(tx: &mut Tx, organisation: OrganisationId, day: Date) -> Result<bool, DbError> {
    let gone = tx
        .execute(
            sql!("DELETE FROM organisation_day WHERE organisation_id = $1 AND day = $2"),
            &[organisation.0.into(), day.to_string().into()],
        )
        .await?;
    Ok(gone > 0)
}
