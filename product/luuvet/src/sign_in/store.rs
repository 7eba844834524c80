//! Logins, sessions and what a session's person may do.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId, SessionId};

/// What is needed to check a password.
#[derive(Debug)]
pub struct Login {
    /// Who.
    pub person: PersonId,
    /// argon2id in its own text form.
    pub password_hash: Option<String>,
    /// Wrong passwords in a row.
    pub failures: i64,
    /// No password is checked before this instant.
    pub locked_until: i64,
    /// The key of one-time codes, when they are on.
    pub totp_secret: Option<Vec<u8>>,
    /// The last one-time code's step, which may not be used again.
    pub totp_last: i64,
}

/// The login of a name.
///
/// # Errors
/// The database's.
pub async fn login(tx: &mut Tx, name: &str) -> Result<Option<Login>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT person_id, password_hash, failures, locked_until, totp_secret, totp_last
                 FROM login WHERE name = $1"
            ),
            &[name.into()],
        )
        .await?;
    row.as_ref().map(read_login).transpose()
}

/// The login of a person.
///
/// # Errors
/// The database's.
pub async fn login_of(tx: &mut Tx, person: PersonId) -> Result<Option<Login>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT person_id, password_hash, failures, locked_until, totp_secret, totp_last
                 FROM login WHERE person_id = $1"
            ),
            &[person.0.into()],
        )
        .await?;
    row.as_ref().map(read_login).transpose()
}

fn read_login(row: &Row) -> Result<Login, DbError> {
    Ok(Login {
        person: PersonId(row.get(0)?),
        password_hash: row.get(1)?,
        failures: row.get(2)?,
        locked_until: row.get(3)?,
        totp_secret: row.get(4)?,
        totp_last: row.get(5)?,
    })
}

/// Counts a wrong password and locks until `locked_until`.
///
/// # Errors
/// The database's.
pub async fn count_failure(tx: &mut Tx, person: PersonId, locked_until: i64) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE login SET failures = failures + 1, locked_until = $2 WHERE person_id = $1"),
        &[person.0.into(), locked_until.into()],
    )
    .await?;
    Ok(())
}

/// Forgets earlier wrong passwords.
///
/// # Errors
/// The database's.
pub async fn clear_failures(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    tx.execute(sql!("UPDATE login SET failures = 0, locked_until = 0 WHERE person_id = $1"), &[person.0.into()])
        .await?;
    Ok(())
}

/// Writes a login or gives it another name and password.
///
/// # Errors
/// A broken constraint `login_name` when the name belongs to somebody else.
pub async fn put_login(tx: &mut Tx, person: PersonId, name: &str, password_hash: Option<&str>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO login (person_id, name, password_hash, failures, locked_until, totp_last, language)
             VALUES ($1, $2, $3, 0, 0, 0, 'vi')
             ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash,
               failures = 0, locked_until = 0"
        ),
        &[person.0.into(), name.into(), password_hash.into()],
    )
    .await?;
    Ok(())
}

/// A position that a person may act in.
#[derive(Clone, Debug)]
pub struct Acting {
    /// Whose.
    pub organisation: OrganisationId,
    /// Which.
    pub position: PositionId,
    /// The organisation's short name and the title.
    pub place: String,
    /// The title.
    pub title: String,
}

/// The positions that a person holds on a day, in the order in which they are offered.
///
/// # Errors
/// The database's.
pub async fn positions(tx: &mut Tx, person: PersonId, day: &str) -> Result<Vec<Acting>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT h.organisation_id, h.position_id, n.short_name, p.title
                 FROM holding h
                 JOIN position p ON p.organisation_id = h.organisation_id AND p.id = h.position_id
                 JOIN organisation_name n ON n.organisation_id = h.organisation_id
                   AND n.from_day <= $2 AND (n.until_day IS NULL OR n.until_day > $2)
                 WHERE h.person_id = $1 AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 ORDER BY p.ordinal, h.from_day, h.position_id"
            ),
            &[person.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Acting {
                organisation: OrganisationId(row.get(0)?),
                position: PositionId(row.get(1)?),
                place: row.get(2)?,
                title: row.get(3)?,
            })
        })
        .collect()
}

/// A session to be written.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Its id.
    pub id: SessionId,
    /// SHA-256 of its token.
    pub token: [u8; 32],
    /// Whose.
    pub person: PersonId,
    /// Where the person acts.
    pub organisation: OrganisationId,
    /// In which position.
    pub position: PositionId,
    /// Whether it began with a second factor or a passkey.
    pub strong: bool,
    /// Now.
    pub now: i64,
    /// When it ends by itself.
    pub expires_at: i64,
    /// The network address.
    pub address: &'a str,
    /// The browser, as it names itself.
    pub agent: &'a str,
}

/// Writes a session.
///
/// # Errors
/// The database's.
pub async fn open_session(tx: &mut Tx, session: &NewSession<'_>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO session (id, token, person_id, organisation_id, position_id, strong, created_at, seen_at,
               expires_at, address, agent)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)"
        ),
        &[
            session.id.0.into(),
            session.token.into(),
            session.person.0.into(),
            session.organisation.0.into(),
            session.position.0.into(),
            session.strong.into(),
            session.now.into(),
            session.expires_at.into(),
            session.address.into(),
            session.agent.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A session in use, with the person, the position and the organisation of the day.
#[derive(Clone, Debug)]
pub struct Live {
    /// The session.
    pub id: SessionId,
    /// Who.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// Where.
    pub organisation: OrganisationId,
    /// The organisation's name on the day.
    pub organisation_name: String,
    /// The organisation's symbol.
    pub symbol: String,
    /// The acting position.
    pub position: PositionId,
    /// Its title.
    pub title: String,
    /// Its department.
    pub department: Option<DepartmentId>,
    /// Whether it began with a second factor or a passkey.
    pub strong: bool,
    /// Whether its organisation asks those who sign, number, issue or administer for a strong one.
    pub asks_strong: bool,
    /// When it was last seen.
    pub seen_at: i64,
}

/// The live session of a token: not ended, not expired, its position still held.
///
/// # Errors
/// The database's.
pub async fn live(tx: &mut Tx, token: [u8; 32], now: i64, day: &str) -> Result<Option<Live>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT s.id, s.person_id, person.full_name, s.organisation_id, n.name, n.symbol, s.position_id, p.title,
                        p.department_id, s.strong, s.seen_at, COALESCE(c.strong_sessions, FALSE)
                 FROM session s
                 JOIN person ON person.id = s.person_id
                 JOIN position p ON p.organisation_id = s.organisation_id AND p.id = s.position_id
                 JOIN holding h ON h.organisation_id = s.organisation_id AND h.position_id = s.position_id
                   AND h.person_id = s.person_id AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 JOIN organisation_name n ON n.organisation_id = s.organisation_id
                   AND n.from_day <= $3 AND (n.until_day IS NULL OR n.until_day > $3)
                 LEFT JOIN organisation_security c ON c.organisation_id = s.organisation_id
                 WHERE s.token = $1 AND s.ended_at IS NULL AND s.expires_at > $2"
            ),
            &[token.into(), now.into(), day.into()],
        )
        .await?;
    row.as_ref().map(read_live).transpose()
}

fn read_live(row: &Row) -> Result<Live, DbError> {
    Ok(Live {
        id: SessionId(row.get(0)?),
        person: PersonId(row.get(1)?),
        name: row.get(2)?,
        organisation: OrganisationId(row.get(3)?),
        organisation_name: row.get(4)?,
        symbol: row.get(5)?,
        position: PositionId(row.get(6)?),
        title: row.get(7)?,
        department: row.get::<Option<_>>(8)?.map(DepartmentId),
        strong: row.get(9)?,
        seen_at: row.get(10)?,
        asks_strong: row.get(11)?,
    })
}

/// What a session's person may do, and in which other positions.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    /// The roles of the acting position.
    pub roles: Vec<Role>,
    /// Positions that it handles as a substitute today.
    pub substitutes: Vec<PositionId>,
    /// Every position that the person holds today, in the order in which they are offered.
    pub actings: Vec<Acting>,
}

/// Roles, substitutions and positions of a day: one statement.
///
/// # Errors
/// The database's.
pub async fn rights(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Rights, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT 'role' AS sort, role, organisation_id, position_id, '' AS place, '' AS title, 0 AS ordinal
                 FROM position_role WHERE organisation_id = $1 AND position_id = $2
                 UNION ALL
                 SELECT 'substitute', '', organisation_id, position_id, '', '', 0
                 FROM substitute
                 WHERE organisation_id = $1 AND substitute_id = $2 AND from_day <= $3 AND until_day > $3
                 UNION ALL
                 SELECT 'acting', '', h.organisation_id, h.position_id, n.short_name, p.title, p.ordinal
                 FROM holding h
                 JOIN position p ON p.organisation_id = h.organisation_id AND p.id = h.position_id
                 JOIN organisation_name n ON n.organisation_id = h.organisation_id
                   AND n.from_day <= $3 AND (n.until_day IS NULL OR n.until_day > $3)
                 WHERE h.person_id = $4 AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 ORDER BY 7, 4"
            ),
            &[organisation.0.into(), position.0.into(), day.into(), person.0.into()],
        )
        .await?;
    let mut rights = Rights::default();
    for row in &rows {
        let at = PositionId(row.get(3)?);
        match row.get::<String>(0)?.as_str() {
            "role" => rights.roles.push(row.parse(1, |code| Role::from_code(code).ok())?),
            "substitute" => rights.substitutes.push(at),
            _ => rights.actings.push(Acting {
                organisation: OrganisationId(row.get(2)?),
                position: at,
                place: row.get(4)?,
                title: row.get(5)?,
            }),
        }
    }
    Ok(rights)
}

/// Notes that a session is in use.
///
/// # Errors
/// The database's.
pub async fn touch(tx: &mut Tx, id: SessionId, now: i64) -> Result<(), DbError> {
    tx.execute(sql!("UPDATE session SET seen_at = $2 WHERE id = $1"), &[id.0.into(), now.into()]).await?;
    Ok(())
}

/// Ends a session of a person; `false` when there was none.
///
/// # Errors
/// The database's.
pub async fn end(tx: &mut Tx, person: PersonId, id: SessionId, now: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!("UPDATE session SET ended_at = $3 WHERE id = $2 AND person_id = $1 AND ended_at IS NULL"),
        &[person.0.into(), id.0.into(), now.into()],
    )
    .await
}

/// Lets a session act in another position of its person.
///
/// # Errors
/// The database's.
pub async fn act_in(
    tx: &mut Tx,
    id: SessionId,
    organisation: OrganisationId,
    position: PositionId,
) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE session SET organisation_id = $2, position_id = $3, substituted_id = NULL WHERE id = $1"),
        &[id.0.into(), organisation.0.into(), position.0.into()],
    )
    .await?;
    Ok(())
}

/// Writes a line of the access log.
///
/// # Errors
/// The database's.
pub async fn log(
    tx: &mut Tx,
    id: uuid::Uuid,
    at: i64,
    organisation: Option<OrganisationId>,
    person: Option<PersonId>,
    what: &str,
    address: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO access_log (id, at, organisation_id, person_id, what, address)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[
            id.into(),
            at.into(),
            organisation.map(|o| o.0).into(),
            person.map(|p| p.0).into(),
            what.into(),
            address.into(),
        ],
    )
    .await?;
    Ok(())
}

/// How many lines of a kind an address has left since an instant: the brake on guessing.
///
/// # Errors
/// The database's.
pub async fn count_log(tx: &mut Tx, what: &str, address: &str, since: i64) -> Result<i64, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT COUNT(*) FROM access_log WHERE organisation_id IS NULL AND at > $3 AND what = $1 AND address = $2"),
            &[what.into(), address.into(), since.into()],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}
