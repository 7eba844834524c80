//! Who and what a draft can name: departments, positions with their roles, mandates, organisations of the line.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::access::{Action, Role, allowed};
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::{DepartmentId, MandateId, OrganisationId, PersonId, PositionId};
use luuvet_domain::periods::Period;
use luuvet_domain::signing::{Mandate, MandateKind, SignFacts};
use uuid::Uuid;

/// A position that is held today.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its id.
    pub id: PositionId,
    /// Its title.
    pub title: String,
    /// Who holds it.
    pub holder: String,
    /// The holder.
    pub person: PersonId,
    /// Its department.
    pub department: Option<DepartmentId>,
    /// What it may do.
    pub roles: Vec<Role>,
    /// Since when, and until when, it is held by this person.
    pub held: Option<Period>,
}

impl Post {
    /// Whether it may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        allowed(&self.roles, action)
    }

    /// Name and title.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} ({})", self.holder, self.title)
    }
}

/// Something with an id and a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A mandate as it stands in its row.
#[derive(Clone, Debug)]
pub struct MandateRow {
    /// Its id.
    pub id: MandateId,
    /// The code of a mandate kind.
    pub kind: String,
    /// Who holds it.
    pub holder: PositionId,
    /// The document that it stands on, in words.
    pub basis: String,
    /// Its field, in words; empty for all.
    pub field: String,
    /// Kinds of documents that it covers; empty for all.
    pub kinds: Vec<Kind>,
    /// Title of the position in whose place its holder signs.
    pub on_behalf: String,
    /// When it holds.
    pub period: Option<Period>,
}

/// Everything that can be chosen on a day.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Departments in their order.
    pub departments: Vec<Named>,
    /// Held positions in their order.
    pub posts: Vec<Post>,
    /// Mandates, ended ones too: the refusal names what is wrong.
    pub mandates: Vec<MandateRow>,
    /// Organisations of the line: parents first, then children.
    pub organisations: Vec<Named>,
    /// The head's post ("Hiệu trưởng"), for the lines above a signature.
    pub head_title: String,
    /// The collective for which the head signs; empty for none.
    pub collective: String,
}

impl Choices {
    /// The held position.
    #[must_use]
    pub fn post(&self, id: PositionId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    /// The first held position with a role.
    #[must_use]
    pub fn with_role(&self, role: Role) -> Option<&Post> {
        self.posts.iter().find(|post| post.roles.contains(&role))
    }

    /// Positions that may do this.
    #[must_use]
    pub fn who_may(&self, action: Action) -> Vec<&Post> {
        self.posts.iter().filter(|post| post.may(action)).collect()
    }

    /// The mandate.
    #[must_use]
    pub fn mandate(&self, id: MandateId) -> Option<&MandateRow> {
        self.mandates.iter().find(|mandate| mandate.id == id)
    }

    /// A mandate that a position holds on a day.
    #[must_use]
    pub fn mandate_of(&self, holder: PositionId, day: Date) -> Option<&MandateRow> {
        let holds = |mandate: &&MandateRow| mandate.period.is_some_and(|period| period.contains(day));
        self.mandates.iter().filter(|mandate| mandate.holder == holder).find(holds)
    }

    /// What stands in the way of `signer` signing a document of this kind on that day.
    #[must_use]
    pub fn sign_obstacles(
        &self,
        signer: PositionId,
        mandate: Option<MandateId>,
        kind: Kind,
        day: Date,
        is_substitute: bool,
    ) -> Vec<luuvet_domain::obstacles::Obstacle> {
        let post = self.post(signer);
        let never = Period { from: day, until: Some(day) };
        let row = mandate.and_then(|id| self.mandate(id));
        let mandate = row.and_then(MandateRow::domain);
        luuvet_domain::signing::obstacles(&SignFacts {
            day,
            position: signer,
            held: post.and_then(|post| post.held).unwrap_or(never),
            is_head: post.is_some_and(|post| post.roles.contains(&Role::Head)),
            is_substitute,
            mandate: mandate.as_ref(),
            kind,
            // Who names the mandate says that the document lies in its field.
            field: row.map(|row| row.field.as_str()),
        })
    }
}

impl MandateRow {
    /// The mandate as the rules of signing take it; none when its row cannot be read.
    #[must_use]
    pub fn domain(&self) -> Option<Mandate> {
        let kind = MandateKind::from_code(&self.kind).ok()?;
        let basis = Some(self.basis.trim().to_owned()).filter(|basis| !basis.is_empty());
        Some(Mandate {
            id: self.id,
            kind,
            holder: self.holder,
            basis,
            period: self.period?,
            kinds: self.kinds.clone(),
            fields: Some(self.field.clone()).filter(|field| !field.is_empty()).into_iter().collect(),
            given_out_of: None,
            through: (kind == MandateKind::TlKt).then(|| self.on_behalf.clone()),
        })
    }
}

/// Everything that can be chosen on a day: one statement.
///
/// # Errors
/// The database's.
pub async fn choices(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Choices, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT 'department', d.id, d.name, '', d.id, d.ordinal, d.from_day, '', ''
                 FROM department d
                 WHERE d.organisation_id = $1 AND d.from_day <= $2 AND (d.until_day IS NULL OR d.until_day > $2)
                 UNION ALL
                 SELECT 'post', p.id, p.title, person.full_name, COALESCE(p.department_id, p.id), p.ordinal, h.from_day,
                        COALESCE(h.until_day, ''), ''
                 FROM position p
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 JOIN person ON person.id = h.person_id
                 WHERE p.organisation_id = $1 AND (p.until_day IS NULL OR p.until_day > $2)
                 UNION ALL
                 SELECT 'role', r.position_id, r.role, '', r.position_id, 0, '', '', ''
                 FROM position_role r WHERE r.organisation_id = $1
                 UNION ALL
                 SELECT 'person', h.position_id, '', '', h.person_id, 0, '', '', ''
                 FROM holding h
                 WHERE h.organisation_id = $1 AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 UNION ALL
                 SELECT 'mandate:' || m.kind, m.id, m.field, m.basis, m.position_id, 0, m.from_day,
                        COALESCE(m.until_day, ''), m.kinds || '|' || COALESCE(b.title, '')
                 FROM mandate m
                 LEFT JOIN position b ON b.organisation_id = m.organisation_id AND b.id = m.on_behalf_of_id
                 WHERE m.organisation_id = $1
                 UNION ALL
                 SELECT 'head', n.organisation_id, n.head_title, n.collective, n.organisation_id, 0, '', '', ''
                 FROM organisation_name n
                 WHERE n.organisation_id = $1 AND n.from_day <= $2 AND (n.until_day IS NULL OR n.until_day > $2)
                 UNION ALL
                 SELECT DISTINCT 'organisation', n.organisation_id, n.name, '', n.organisation_id, 0, '', '', ''
                 FROM organisation_parent o
                 JOIN organisation_name n ON n.organisation_id = o.parent_id
                   AND n.from_day <= $2 AND (n.until_day IS NULL OR n.until_day > $2)
                 WHERE o.organisation_id = $1 AND o.from_day <= $2 AND (o.until_day IS NULL OR o.until_day > $2)
                 UNION ALL
                 SELECT DISTINCT 'organisation', n.organisation_id, n.name, '', n.organisation_id, 1, '', '', ''
                 FROM organisation_parent o
                 JOIN organisation_name n ON n.organisation_id = o.organisation_id
                   AND n.from_day <= $2 AND (n.until_day IS NULL OR n.until_day > $2)
                 WHERE o.parent_id = $1 AND o.from_day <= $2 AND (o.until_day IS NULL OR o.until_day > $2)
                 ORDER BY 6, 3, 2
                 LIMIT 10000"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    let mut choices = Choices::default();
    for row in &rows {
        let kind: String = row.get(0)?;
        match kind.as_str() {
            "department" => choices.departments.push(named(row)?),
            "organisation" => choices.organisations.push(named(row)?),
            "post" => choices.posts.push(post(row)?),
            "role" | "person" => {}
            "head" => (choices.head_title, choices.collective) = (row.get(2)?, row.get(3)?),
            mandate => choices.mandates.push(mandate_row(row, mandate.trim_start_matches("mandate:"))?),
        }
    }
    for row in &rows {
        let (kind, id): (String, Uuid) = (row.get(0)?, row.get(1)?);
        let Some(post) = choices.posts.iter_mut().find(|post| post.id.0 == id) else { continue };
        match kind.as_str() {
            "role" => post.roles.extend(Role::from_code(&row.get::<String>(2)?).ok()),
            "person" => post.person = PersonId(row.get(4)?),
            _ => {}
        }
    }
    Ok(choices)
}

fn named(row: &Row) -> Result<Named, DbError> {
    Ok(Named { id: row.get(1)?, name: row.get(2)? })
}

fn post(row: &Row) -> Result<Post, DbError> {
    let (id, department): (Uuid, Uuid) = (row.get(1)?, row.get(4)?);
    Ok(Post {
        id: PositionId(id),
        title: row.get(2)?,
        holder: row.get(3)?,
        person: PersonId(Uuid::nil()),
        department: (department != id).then_some(DepartmentId(department)),
        roles: Vec::new(),
        held: period(row)?,
    })
}

fn mandate_row(row: &Row, kind: &str) -> Result<MandateRow, DbError> {
    let more: String = row.get(8)?;
    let (kinds, on_behalf) = more.split_once('|').unwrap_or_default();
    Ok(MandateRow {
        kinds: kinds.split(',').filter_map(|code| Kind::from_code(code).ok()).collect(),
        on_behalf: on_behalf.to_owned(),
        id: MandateId(row.get(1)?),
        kind: kind.to_owned(),
        holder: PositionId(row.get(4)?),
        basis: row.get(3)?,
        field: row.get(2)?,
        period: period(row)?,
    })
}

fn period(row: &Row) -> Result<Option<Period>, DbError> {
    let (from, until): (String, String) = (row.get(6)?, row.get(7)?);
    Ok(from.parse().ok().map(|from| Period { from, until: until.parse().ok() }))
}
