//! Rows of `submission_rule`: whoever an incoming document is laid before.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DepartmentId, OrganisationId, PositionId};
use uuid::Uuid;

use crate::documents::store::Owner;

/// Most rules of an organisation.
const MOST: usize = 200;

/// Where a document goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Before this position, which directs.
    Position(PositionId),
    /// Straight on to its lead.
    Straight(Owner),
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: Uuid,
    /// The kind's code; empty for every kind.
    pub kind: String,
    /// Words that stand in the subject; empty for every subject.
    pub words: String,
    /// `head`, `chief-of-office`, `position` or `straight`.
    pub target: String,
    /// The position that it names.
    pub position: Option<PositionId>,
    /// The department that it names.
    pub department: Option<DepartmentId>,
    /// The position's title or the department's name.
    pub name: String,
}

/// The rules of an organisation in their order.
///
/// # Errors
/// The database's.
pub async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Rule>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT r.id, r.kind, r.words, r.target, r.position_id, r.department_id, p.title, d.name
                 FROM submission_rule r
                 LEFT JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                 LEFT JOIN department d ON d.organisation_id = r.organisation_id AND d.id = r.department_id
                 WHERE r.organisation_id = $1 ORDER BY r.ordinal, r.id LIMIT 200"
            ),
            &[organisation.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (title, department): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
            Ok(Rule {
                id: row.get(0)?,
                kind: row.get(1)?,
                words: row.get(2)?,
                target: row.get(3)?,
                position: row.get::<Option<Uuid>>(4)?.map(PositionId),
                department: row.get::<Option<Uuid>>(5)?.map(DepartmentId),
                name: title.or(department).unwrap_or_default(),
            })
        })
        .collect()
}

/// Adds a rule after the others; `false` when there are too many.
///
/// # Errors
/// The database's.
pub async fn insert(tx: &mut Tx, organisation: OrganisationId, rule: &Rule) -> Result<bool, DbError> {
    if all(tx, organisation).await?.len() >= MOST {
        return Ok(false);
    }
    tx.execute_one(
        sql!(
            "INSERT INTO submission_rule (organisation_id, id, ordinal, kind, words, target, position_id, department_id)
             SELECT $1, $2, COALESCE(MAX(ordinal), 0) + 1, $3, $4, $5, $6, $7
             FROM submission_rule WHERE organisation_id = $1"
        ),
        &[
            organisation.0.into(),
            rule.id.into(),
            (&rule.kind).into(),
            (&rule.words).into(),
            (&rule.target).into(),
            rule.position.map(|position| position.0).into(),
            rule.department.map(|department| department.0).into(),
        ],
    )
    .await
}

/// Removes a rule; `false` when it was not there.
///
/// # Errors
/// The database's.
pub async fn remove(tx: &mut Tx, organisation: OrganisationId, id: Uuid) -> Result<bool, DbError> {
    tx.execute_one(
        sql!("DELETE FROM submission_rule WHERE organisation_id = $1 AND id = $2"),
        &[organisation.0.into(), id.into()],
    )
    .await
}

/// Where a document of this kind and subject goes on `day`: the first rule that fits, else the deputy whose mandate's
/// field stands in the subject, else the head, else a deputy. None when nobody leads.
///
/// # Errors
/// The database's.
pub async fn target(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: &str,
    subject: &str,
    day: &str,
) -> Result<Option<Target>, DbError> {
    let leaders = leaders(tx, organisation, day).await?;
    let of_role = |role: &str| leaders.iter().find(|leader| leader.role == role).map(|leader| leader.position);
    let subject = vietnamese::fold::fold(subject);
    let stands = |words: &str| !words.is_empty() && subject.contains(&vietnamese::fold::fold(words));
    let rules = all(tx, organisation).await?;
    let rule = rules
        .iter()
        .find(|rule| (rule.kind.is_empty() || rule.kind == kind) && (rule.words.is_empty() || stands(&rule.words)));
    let named = rule.and_then(|rule| match (rule.target.as_str(), rule.position, rule.department) {
        ("head", ..) => of_role("head").map(Target::Position),
        ("chief-of-office", ..) => of_role("chief-of-office").map(Target::Position),
        ("position", Some(position), _) => Some(Target::Position(position)),
        ("straight", Some(position), _) => Some(Target::Straight(Owner::Position(position))),
        ("straight", _, Some(department)) => Some(Target::Straight(Owner::Department(department))),
        _ => None,
    });
    let by_field = || leaders.iter().find(|leader| stands(&leader.field)).map(|leader| leader.position);
    let usual = || by_field().or_else(|| of_role("head")).or_else(|| of_role("deputy"));
    Ok(named.or_else(|| usual().map(Target::Position)))
}

struct Leader {
    position: PositionId,
    role: String,
    /// The field of a mandate; empty for the row of the role itself.
    field: String,
}

async fn leaders(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Leader>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, r.role, COALESCE(m.field, '')
                 FROM position_role r
                 JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                   AND p.from_day <= $2 AND (p.until_day IS NULL OR p.until_day > $2)
                 LEFT JOIN mandate m ON m.organisation_id = p.organisation_id AND m.position_id = p.id
                   AND r.role = 'deputy' AND m.from_day <= $2 AND (m.until_day IS NULL OR m.until_day > $2)
                 WHERE r.organisation_id = $1 AND r.role IN ('head', 'deputy', 'chief-of-office')
                 ORDER BY p.ordinal, p.id, m.from_day LIMIT 200"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(Leader { position: PositionId(row.get(0)?), role: row.get(1)?, field: row.get(2)? }))
        .collect()
}
