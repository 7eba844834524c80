//! Who holds what, and what it is for.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};
use luuvet_domain::organisations::leaving::Held;

use crate::organisations::store::person_sort_key;

/// The post of the organisation's head on a day, held or vacant; the first in order where there are several.
///
/// # Errors
/// The database's.
pub async fn head_position(
    tx: &mut Tx,
    organisation: OrganisationId,
    day: &str,
) -> Result<Option<PositionId>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT p.id FROM position_role r
                 JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                 WHERE r.organisation_id = $1 AND r.role = 'head'
                   AND p.from_day <= $2 AND (p.until_day IS NULL OR p.until_day > $2)
                 ORDER BY p.ordinal, p.id LIMIT 1"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0).map(PositionId)).transpose()
}

/// The positions of a role that somebody holds on a day, in their order.
///
/// # Errors
/// The database's.
pub async fn positions_with_role(
    tx: &mut Tx,
    organisation: OrganisationId,
    role: Role,
    day: &str,
) -> Result<Vec<PositionId>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id FROM position_role r
                 JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                 WHERE r.organisation_id = $1 AND r.role = $2
                   AND p.from_day <= $3 AND (p.until_day IS NULL OR p.until_day > $3)
                   AND EXISTS (SELECT 1 FROM holding h
                     WHERE h.organisation_id = p.organisation_id AND h.position_id = p.id
                       AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3))
                 ORDER BY p.ordinal, p.id"
            ),
            &[organisation.0.into(), role.code().into(), day.into()],
        )
        .await?;
    rows.iter().map(|row| row.get(0).map(PositionId)).collect()
}

/// The clerks' positions that somebody holds on a day.
///
/// # Errors
/// The database's.
pub async fn clerk_positions(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<PositionId>, DbError> {
    positions_with_role(tx, organisation, Role::Clerk, day).await
}

/// The name of whoever holds a position on a day; the first of several.
///
/// # Errors
/// The database's.
pub async fn holder_name(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT person.full_name FROM holding h JOIN person ON person.id = h.person_id
                 WHERE h.organisation_id = $1 AND h.position_id = $2
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 ORDER BY h.from_day LIMIT 1"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// The title of a position of the organisation that is open on a day.
///
/// # Errors
/// The database's.
pub async fn position_title(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT title FROM position
                 WHERE organisation_id = $1 AND id = $2 AND (until_day IS NULL OR until_day > $3)"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// What this organisation knows of a person.
#[derive(Clone, Debug)]
pub struct Known {
    /// The full name.
    pub name: String,
    /// Whether the person holds a position here today or later.
    pub holds_here: bool,
    /// Whether the person holds a position in another organisation today or later.
    pub holds_elsewhere: bool,
}

/// A person that this organisation entered or that holds, or held, a position here; none for all others.
///
/// # Errors
/// The database's.
pub async fn known(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    day: &str,
) -> Result<Option<Known>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT full_name,
                        EXISTS (SELECT 1 FROM holding h WHERE h.person_id = person.id AND h.organisation_id = $1
                          AND (h.until_day IS NULL OR h.until_day > $3)),
                        EXISTS (SELECT 1 FROM holding h WHERE h.person_id = person.id AND h.organisation_id <> $1
                          AND (h.until_day IS NULL OR h.until_day > $3))
                 FROM person
                 WHERE id = $2
                   AND (EXISTS (SELECT 1 FROM holding h WHERE h.person_id = person.id AND h.organisation_id = $1)
                     OR EXISTS (SELECT 1 FROM event e WHERE e.organisation_id = $1 AND e.subject_id = $2))"
            ),
            &[organisation.0.into(), person.0.into(), day.into()],
        )
        .await?;
    row.map(|row| Ok(Known { name: row.get(0)?, holds_here: row.get(1)?, holds_elsewhere: row.get(2)? })).transpose()
}

/// A position of an organisation.
#[derive(Clone, Debug)]
pub struct Position {
    /// Which.
    pub id: PositionId,
    /// Its title.
    pub title: String,
    /// Its department's name; empty for none.
    pub department: String,
    /// Its first day.
    pub from: Date,
    /// The first day on which it is no more.
    pub until: Option<Date>,
}

/// A position of the organisation, closed or not.
///
/// # Errors
/// The database's.
pub async fn position(tx: &mut Tx, organisation: OrganisationId, id: PositionId) -> Result<Option<Position>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT p.id, p.title, COALESCE(d.name, ''), p.from_day, p.until_day
                 FROM position p
                 LEFT JOIN department d ON d.organisation_id = p.organisation_id AND d.id = p.department_id
                 WHERE p.organisation_id = $1 AND p.id = $2"
            ),
            &[organisation.0.into(), id.0.into()],
        )
        .await?;
    row.as_ref().map(read_position).transpose()
}

/// Positions that nobody holds on a day; at most 200, in their order.
///
/// # Errors
/// The database's.
pub(in crate::organisations) async fn vacancies(
    tx: &mut Tx,
    organisation: OrganisationId,
    day: &str,
) -> Result<Vec<Position>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.title, COALESCE(d.name, ''), p.from_day, p.until_day
                 FROM position p
                 LEFT JOIN department d ON d.organisation_id = p.organisation_id AND d.id = p.department_id
                 WHERE p.organisation_id = $1 AND (p.until_day IS NULL OR p.until_day > $2)
                   AND NOT EXISTS (SELECT 1 FROM holding h
                     WHERE h.organisation_id = p.organisation_id AND h.position_id = p.id
                       AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2))
                 ORDER BY p.ordinal, p.title, p.id LIMIT 200"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read_position).collect()
}

fn read_position(row: &Row) -> Result<Position, DbError> {
    let until: Option<String> = row.get(4)?;
    Ok(Position {
        id: PositionId(row.get(0)?),
        title: row.get(1)?,
        department: row.get(2)?,
        from: row.parse(3, |text| text.parse().ok())?,
        until: until.and_then(|text| text.parse().ok()),
    })
}

/// The roles of a position.
///
/// # Errors
/// The database's.
pub(super) async fn roles(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
) -> Result<Vec<Role>, DbError> {
    let rows = tx
        .query(
            sql!("SELECT role FROM position_role WHERE organisation_id = $1 AND position_id = $2"),
            &[organisation.0.into(), position.0.into()],
        )
        .await?;
    rows.iter().map(|row| row.parse(0, |code| Role::from_code(code).ok())).collect()
}

/// Takes all roles from a position.
///
/// # Errors
/// The database's.
pub(super) async fn clear_roles(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM position_role WHERE organisation_id = $1 AND position_id = $2"),
        &[organisation.0.into(), position.0.into()],
    )
    .await?;
    Ok(())
}

/// Whether a person holds a position on a day or later.
///
/// # Errors
/// The database's.
pub(super) async fn holds(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    person: PersonId,
    day: &str,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM holding
                 WHERE organisation_id = $1 AND position_id = $2 AND person_id = $3
                   AND (until_day IS NULL OR until_day > $4)"
            ),
            &[organisation.0.into(), position.0.into(), person.0.into(), day.into()],
        )
        .await?;
    Ok(row.is_some())
}

/// Ends what a person holds with `day` as the first day that no longer counts; `false` when that is not held.
///
/// # Errors
/// The database's.
pub(super) async fn end_holding(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    person: PersonId,
    day: &str,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE holding SET until_day = $4
             WHERE organisation_id = $1 AND position_id = $2 AND person_id = $3
               AND from_day < $4 AND (until_day IS NULL OR until_day > $4)"
        ),
        &[organisation.0.into(), position.0.into(), person.0.into(), day.into()],
    )
    .await
}

/// Ends the sessions in which a person acts in a position.
///
/// # Errors
/// The database's.
pub(in crate::organisations) async fn end_sessions(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    person: PersonId,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE session SET ended_at = $4
             WHERE person_id = $3 AND ended_at IS NULL AND organisation_id = $1 AND position_id = $2"
        ),
        &[organisation.0.into(), position.0.into(), person.0.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// What hangs on a position that a person leaves.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// As the rules take it; nothing where somebody else holds the position from that day on.
    pub held: Held,
    /// Nobody else would keep people and settings.
    pub is_last_administrator: bool,
}

/// What hangs on a position on the day on which a person leaves it. A substitute may handle its open tasks.
///
/// # Errors
/// The database's.
pub(super) async fn held(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    person: PersonId,
    day: &str,
) -> Result<Leaving, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT
                   (SELECT COUNT(*) FROM holding h WHERE h.organisation_id = $1 AND h.position_id = $2
                      AND h.person_id <> $3 AND h.from_day <= $4 AND (h.until_day IS NULL OR h.until_day > $4)),
                   (SELECT COUNT(*) FROM substitute s WHERE s.organisation_id = $1 AND s.position_id = $2
                      AND s.from_day <= $4 AND s.until_day > $4),
                   (SELECT COUNT(*) FROM task t WHERE t.organisation_id = $1 AND t.owner_position_id = $2
                      AND t.state = 'open' AND t.kind NOT IN ('issue', 'revise')),
                   (SELECT COUNT(*) FROM task t WHERE t.organisation_id = $1 AND t.owner_position_id = $2
                      AND t.state = 'open' AND t.kind = 'issue'),
                   (SELECT COUNT(*) FROM submission s WHERE s.organisation_id = $1 AND s.drafter_id = $2
                      AND s.closed_at IS NULL),
                   (SELECT COUNT(*) FROM register_number n WHERE n.organisation_id = $1 AND n.owner_id = $2
                      AND n.state = 'reserved'),
                   (SELECT COUNT(*) FROM dossier d WHERE d.organisation_id = $1 AND d.owner_id = $2
                      AND d.closed_at IS NULL),
                   (SELECT COUNT(*) FROM seal_handover s WHERE s.organisation_id = $1 AND s.to_position_id = $2
                      AND (s.until_day IS NULL OR s.until_day > $4)),
                   (SELECT COUNT(*) FROM mandate m WHERE m.organisation_id = $1 AND m.position_id = $2
                      AND (m.until_day IS NULL OR m.until_day > $4)),
                   (SELECT COUNT(*) FROM substitute s WHERE s.organisation_id = $1 AND s.substitute_id = $2
                      AND s.until_day > $4)"
            ),
            &[organisation.0.into(), position.0.into(), person.0.into(), day.into()],
        )
        .await?;
    let Some(row) = row else {
        return Ok(Leaving { held: Held::default(), is_last_administrator: false });
    };
    let (others, substitutes): (i64, i64) = (row.get(0)?, row.get(1)?);
    if others > 0 {
        return Ok(Leaving { held: Held::default(), is_last_administrator: false });
    }
    let mut held = Held {
        tasks: if substitutes > 0 { 0 } else { row.get(2)? },
        numbered: if substitutes > 0 { 0 } else { row.get(3)? },
        submissions: if substitutes > 0 { 0 } else { row.get(4)? },
        reserved: row.get(5)?,
        dossiers: row.get(6)?,
        seals: row.get(7)?,
        mandates: row.get(8)?,
        substitutions: row.get(9)?,
        ..Held::default()
    };
    let only = |holders: &[PositionId]| holders == [position];
    let own = roles(tx, organisation, position).await?;
    if own.contains(&Role::Clerk) {
        held.is_last_clerk = only(&positions_with_role(tx, organisation, Role::Clerk, day).await?);
    }
    if own.iter().any(|role| role.is_leader()) {
        let mut leaders = positions_with_role(tx, organisation, Role::Head, day).await?;
        leaders.extend(positions_with_role(tx, organisation, Role::Deputy, day).await?);
        leaders.dedup();
        held.is_last_leader = only(&leaders);
    }
    let is_last_administrator = own.contains(&Role::Administrator)
        && only(&positions_with_role(tx, organisation, Role::Administrator, day).await?);
    Ok(Leaving { held, is_last_administrator })
}

/// Writes a person's data.
///
/// # Errors
/// The database's.
pub(super) async fn correct(
    tx: &mut Tx,
    person: PersonId,
    name: &str,
    email: &str,
    phone: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE person SET full_name = $2, folded = $3, initials = $4, sort_key = $5, email = $6, phone = $7
             WHERE id = $1"
        ),
        &[
            person.0.into(),
            name.into(),
            vietnamese::fold::fold(name).into(),
            vietnamese::fold::initials(name).into(),
            person_sort_key(name).into(),
            Some(email).filter(|text| !text.is_empty()).into(),
            Some(phone).filter(|text| !text.is_empty()).into(),
        ],
    )
    .await?;
    Ok(())
}

/// What stands in a department's way of being closed.
#[derive(Clone, Debug)]
pub struct DepartmentState {
    /// Its name.
    pub name: String,
    /// Positions in it that somebody holds.
    pub held: i64,
    /// Open tasks addressed to it.
    pub tasks: i64,
}

/// How a department that is open on a day stands.
///
/// # Errors
/// The database's.
pub async fn department_state(
    tx: &mut Tx,
    organisation: OrganisationId,
    department: DepartmentId,
    day: &str,
) -> Result<Option<DepartmentState>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT d.name,
                        (SELECT COUNT(*) FROM position p
                         JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                         WHERE p.organisation_id = $1 AND p.department_id = $2
                           AND (h.until_day IS NULL OR h.until_day > $3)),
                        (SELECT COUNT(*) FROM task t
                         WHERE t.organisation_id = $1 AND t.owner_department_id = $2 AND t.state = 'open')
                 FROM department d
                 WHERE d.organisation_id = $1 AND d.id = $2 AND (d.until_day IS NULL OR d.until_day > $3)"
            ),
            &[organisation.0.into(), department.0.into(), day.into()],
        )
        .await?;
    row.map(|row| Ok(DepartmentState { name: row.get(0)?, held: row.get(1)?, tasks: row.get(2)? })).transpose()
}

/// Closes a department and its vacant positions; `false` when it is closed.
///
/// # Errors
/// The database's.
pub async fn close_department(
    tx: &mut Tx,
    organisation: OrganisationId,
    department: DepartmentId,
    day: &str,
) -> Result<bool, DbError> {
    tx.execute(
        sql!(
            "UPDATE position SET until_day = $3
             WHERE organisation_id = $1 AND department_id = $2 AND (until_day IS NULL OR until_day > $3)"
        ),
        &[organisation.0.into(), department.0.into(), day.into()],
    )
    .await?;
    tx.execute_one(
        sql!(
            "UPDATE department SET until_day = $3
             WHERE organisation_id = $1 AND id = $2 AND (until_day IS NULL OR until_day > $3)"
        ),
        &[organisation.0.into(), department.0.into(), day.into()],
    )
    .await
}
