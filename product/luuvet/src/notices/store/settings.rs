//! Rows of `notice_setting`: how a person wants to hear.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::PersonId;

use crate::notices::settings::Settings;

/// A person's settings, or the usual ones with the address that the organisation has written down.
///
/// # Errors
/// The database's.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Settings, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COALESCE(NULLIF(s.mail, ''), p.email, ''), s.mail_on, s.digest_on, s.digest_hour, s.quiet_from,
                        s.quiet_until, s.language
                 FROM person p LEFT JOIN notice_setting s ON s.person_id = p.id
                 WHERE p.id = $1"
            ),
            &[person.0.into()],
        )
        .await?;
    let usual = Settings::default();
    let Some(row) = row else { return Ok(usual) };
    let language: Option<String> = row.get(6)?;
    Ok(Settings {
        mail: row.get(0)?,
        mail_on: row.get::<Option<bool>>(1)?.unwrap_or(usual.mail_on),
        digest_on: row.get::<Option<bool>>(2)?.unwrap_or(usual.digest_on),
        digest_hour: row.get::<Option<i64>>(3)?.unwrap_or(usual.digest_hour),
        quiet_from: row.get::<Option<i64>>(4)?.unwrap_or(usual.quiet_from),
        quiet_until: row.get::<Option<i64>>(5)?.unwrap_or(usual.quiet_until),
        language: language.unwrap_or(usual.language),
    })
}

/// Writes a person's settings.
///
/// # Errors
/// The database's.
pub async fn put(tx: &mut Tx, person: PersonId, to: &Settings, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO notice_setting (person_id, mail, mail_on, digest_on, digest_hour, quiet_from, quiet_until,
               language, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (person_id) DO UPDATE SET mail = excluded.mail, mail_on = excluded.mail_on,
               digest_on = excluded.digest_on, digest_hour = excluded.digest_hour, quiet_from = excluded.quiet_from,
               quiet_until = excluded.quiet_until, language = excluded.language, changed_at = excluded.changed_at"
        ),
        &[
            person.0.into(),
            (&to.mail).into(),
            to.mail_on.into(),
            to.digest_on.into(),
            to.digest_hour.into(),
            to.quiet_from.into(),
            to.quiet_until.into(),
            (&to.language).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A fact of the installation.
///
/// # Errors
/// The database's.
pub async fn fact(tx: &mut Tx, key: &str) -> Result<Option<String>, DbError> {
    let row = tx.query_opt(sql!("SELECT value FROM setting WHERE key = $1"), &[key.into()]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// Writes a fact of the installation unless it has one: the first node decides.
///
/// # Errors
/// The database's.
pub async fn put_first(tx: &mut Tx, key: &str, value: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING"),
        &[key.into(), value.into()],
    )
    .await?;
    Ok(())
}
