//! People in Vietnamese order, and positions by the name of their holder.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};

/// People on one page.
pub const PAGE: usize = 50;

/// A person in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who.
    pub id: PersonId,
    /// The full name.
    pub name: String,
    /// The key of the order.
    pub sort_key: String,
    /// The title of the first position held on the day; empty for none.
    pub title: String,
    /// How many positions are held on the day.
    pub positions: i64,
    /// Whether the person can sign in with a password.
    pub signs_in: bool,
}

/// What is looked for: words that begin words of the name in this order, or initials.
///
/// Signs that mean something in a pattern are dropped: names have none.
fn patterns(query: &str) -> (String, String) {
    let folded: String =
        vietnamese::fold::fold(query).chars().filter(|c| !matches!(c, '%' | '_' | '\\')).take(120).collect();
    let words = folded.split(' ').map(|word| format!("% {word}")).collect::<String>();
    // One letter stands in nearly all initials: it is looked for at the beginnings of words only.
    let initials = if folded.chars().count() > 1 { format!("%{}%", folded.replace(' ', "")) } else { String::new() };
    (format!("{words}%"), initials)
}

/// The people who hold a position on a day or later, or whom the organisation entered and who hold none anywhere, after
/// `after` (key and id), one more than a page.
///
/// # Errors
/// The database's.
pub async fn people(
    tx: &mut Tx,
    organisation: OrganisationId,
    query: &str,
    after: Option<(&str, PersonId)>,
    day: &str,
) -> Result<Vec<Listed>, DbError> {
    let (words, initials) = patterns(query);
    let (key, id) = after.map_or(("", crate::app::NOBODY), |(key, id)| (key, id.0));
    let rows = tx
        .query(
            sql!(
                "SELECT person.id, person.full_name, person.sort_key,
                        COALESCE((SELECT p.title FROM holding h
                           JOIN position p ON p.organisation_id = h.organisation_id AND p.id = h.position_id
                           WHERE h.organisation_id = $1 AND h.person_id = person.id
                             AND h.from_day <= $6 AND (h.until_day IS NULL OR h.until_day > $6)
                           ORDER BY p.ordinal, p.id LIMIT 1), ''),
                        (SELECT COUNT(*) FROM holding h
                           WHERE h.organisation_id = $1 AND h.person_id = person.id
                             AND h.from_day <= $6 AND (h.until_day IS NULL OR h.until_day > $6)),
                        EXISTS (SELECT 1 FROM login l
                           WHERE l.person_id = person.id AND l.password_hash IS NOT NULL)
                 FROM person
                 WHERE person.id IN (
                     SELECT h.person_id FROM holding h
                     WHERE h.organisation_id = $1 AND (h.until_day IS NULL OR h.until_day > $6)
                     UNION
                     SELECT e.subject_id FROM event e
                     WHERE e.organisation_id = $1 AND e.kind = 'person.entered'
                       AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.person_id = e.subject_id))
                   AND (' ' || person.folded LIKE $2 OR person.initials LIKE $3)
                   AND (person.sort_key, person.id) > ($4, $5)
                 ORDER BY person.sort_key, person.id LIMIT 51"
            ),
            &[organisation.0.into(), words.into(), initials.into(), key.into(), id.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                id: PersonId(row.get(0)?),
                name: row.get(1)?,
                sort_key: row.get(2)?,
                title: row.get(3)?,
                positions: row.get(4)?,
                signs_in: row.get(5)?,
            })
        })
        .collect()
}

/// A person's page: data and state of the login.
#[derive(Clone, Debug)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// E-mail; empty for none.
    pub email: String,
    /// Telephone; empty for none.
    pub phone: String,
    /// The name to sign in with; empty for none.
    pub login: String,
    /// Whether there is a password.
    pub has_password: bool,
    /// Whether one-time codes are on or a passkey is there.
    pub has_second: bool,
    /// When the person was last seen, UTC microseconds; 0 for never.
    pub seen_at: i64,
    /// Until when an invitation waits, UTC microseconds; 0 for none.
    pub invited_until: i64,
}

/// What stands on a person's page; the caller has checked that the organisation knows the person.
///
/// # Errors
/// The database's.
pub async fn person(tx: &mut Tx, id: PersonId, now: i64) -> Result<Option<Person>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT person.full_name, COALESCE(person.email, ''), COALESCE(person.phone, ''),
                        COALESCE(l.name, ''), l.password_hash IS NOT NULL,
                        l.totp_secret IS NOT NULL OR EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = person.id),
                        COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.person_id = person.id), 0),
                        COALESCE((SELECT MAX(i.expires_at) FROM invitation i
                          WHERE i.person_id = person.id AND i.used_at IS NULL AND i.expires_at > $2), 0)
                 FROM person LEFT JOIN login l ON l.person_id = person.id
                 WHERE person.id = $1"
            ),
            &[id.0.into(), now.into()],
        )
        .await?;
    row.map(|row| {
        Ok(Person {
            name: row.get(0)?,
            email: row.get(1)?,
            phone: row.get(2)?,
            login: row.get(3)?,
            has_password: row.get(4)?,
            has_second: row.get(5)?,
            seen_at: row.get(6)?,
            invited_until: row.get(7)?,
        })
    })
    .transpose()
}

/// A position with a holder and a period.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Which position.
    pub position: PositionId,
    /// Its title.
    pub title: String,
    /// Its department's name; empty for none.
    pub department: String,
    /// Who.
    pub person: PersonId,
    /// The holder's name.
    pub name: String,
    /// The first day.
    pub from: String,
    /// The first day that no longer counts; empty for none.
    pub until: String,
}

fn read_holding(row: &Row) -> Result<Holding, DbError> {
    Ok(Holding {
        position: PositionId(row.get(0)?),
        title: row.get(1)?,
        department: row.get(2)?,
        person: PersonId(row.get(3)?),
        name: row.get(4)?,
        from: row.get(5)?,
        until: row.get(6)?,
    })
}

/// What a person holds and held in an organisation, the newest first; at most 50.
///
/// # Errors
/// The database's.
pub async fn held_by(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<Vec<Holding>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.title, COALESCE(d.name, ''), h.person_id, '', h.from_day, COALESCE(h.until_day, '')
                 FROM holding h
                 JOIN position p ON p.organisation_id = h.organisation_id AND p.id = h.position_id
                 LEFT JOIN department d ON d.organisation_id = p.organisation_id AND d.id = p.department_id
                 WHERE h.person_id = $2 AND h.organisation_id = $1
                 ORDER BY h.from_day DESC, p.id LIMIT 50"
            ),
            &[organisation.0.into(), person.0.into()],
        )
        .await?;
    rows.iter().map(read_holding).collect()
}

/// Who holds and held a position, the newest first; at most 50.
///
/// # Errors
/// The database's.
pub async fn holders_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
) -> Result<Vec<Holding>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.title, '', h.person_id, person.full_name, h.from_day, COALESCE(h.until_day, '')
                 FROM holding h
                 JOIN position p ON p.organisation_id = h.organisation_id AND p.id = h.position_id
                 JOIN person ON person.id = h.person_id
                 WHERE h.organisation_id = $1 AND h.position_id = $2
                 ORDER BY h.from_day DESC LIMIT 50"
            ),
            &[organisation.0.into(), position.0.into()],
        )
        .await?;
    rows.iter().map(read_holding).collect()
}

/// Held positions whose holder's name fits, in Vietnamese order; at most 20. In a department when one is given.
///
/// # Errors
/// The database's.
pub async fn fitting(
    tx: &mut Tx,
    organisation: OrganisationId,
    query: &str,
    department: Option<DepartmentId>,
    day: &str,
) -> Result<Vec<Holding>, DbError> {
    let (words, initials) = patterns(query);
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.title, COALESCE(d.name, ''), h.person_id, person.full_name, h.from_day,
                        COALESCE(h.until_day, '')
                 FROM position p
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $4 AND (h.until_day IS NULL OR h.until_day > $4)
                 JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = p.organisation_id AND d.id = p.department_id
                 WHERE p.organisation_id = $1 AND (p.until_day IS NULL OR p.until_day > $4)
                   AND (' ' || person.folded LIKE $2 OR person.initials LIKE $3)
                   AND (p.department_id = $5 OR CAST($6 AS TEXT) = '')
                 ORDER BY person.sort_key, p.ordinal, p.id LIMIT 20"
            ),
            &[
                organisation.0.into(),
                words.into(),
                initials.into(),
                day.into(),
                department.map(|d| d.0).into(),
                department.map_or("", |_| "one").into(),
            ],
        )
        .await?;
    rows.iter().map(read_holding).collect()
}

/// Every held position in its order; at most 500. For the forms of mandates; pickers ask [`fitting`].
///
/// # Errors
/// The database's.
pub async fn all(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Holding>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.title, COALESCE(d.name, ''), h.person_id, person.full_name, h.from_day,
                        COALESCE(h.until_day, '')
                 FROM position p
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = p.organisation_id AND d.id = p.department_id
                 WHERE p.organisation_id = $1 AND (p.until_day IS NULL OR p.until_day > $2)
                 ORDER BY p.ordinal, person.sort_key, p.id LIMIT 500"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read_holding).collect()
}
