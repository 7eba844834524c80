//! Taking a list of people in.

use std::collections::{BTreeSet, HashMap};

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DepartmentId, PersonId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::row::Row;
use super::store;
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Most people of one list.
const ROWS: usize = 10_000;

/// Every row becomes a person with a position from today on: all of them or none.
///
/// It takes longer than the 50 ms of other verbs (about 20 µs a row on SQLite, and a round trip a statement on
/// PostgreSQL): half an import is worse than a second in which others wait, and it happens once a year.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportPeople {
    /// The rows, read and found sound.
    pub rows: Vec<Row>,
    /// The name of the file.
    pub file: String,
}

impl Verb for ImportPeople {
    type Out = i64;
    const NAME: &'static str = "import-people";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<i64>, Refusal> {
        work.require(Action::ManagePeople)?;
        if self.rows.is_empty() || self.rows.len() > ROWS {
            return Err(Refusal::invalid(Problem::new("import-long").with("limit", ROWS)));
        }
        let departments = self.departments(work).await?;
        for row in &self.rows {
            self.take(work, row, departments.get(row.department.as_str()).copied()).await?;
        }
        let count = i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        let subject = Subject::Organisation(work.organisation().0);
        let event = Event::new(EventKind::PeopleImported, subject).number("count", count).private("file", &self.file);
        work.finish(event, count).await
    }
}

impl ImportPeople {
    /// The departments that rows name, which must be open here.
    async fn departments(&self, work: &mut Work<'_>) -> Result<HashMap<&str, DepartmentId>, Refusal> {
        let (organisation, today) = (work.organisation(), work.today().to_string());
        let open = organisations::departments(work.tx, organisation, &today).await?;
        let by_name: HashMap<String, DepartmentId> =
            open.into_iter().map(|department| (vietnamese::fold::fold(&department.name), department.id)).collect();
        let named: BTreeSet<&str> =
            self.rows.iter().map(|row| row.department.as_str()).filter(|name| !name.is_empty()).collect();
        let mut found = HashMap::new();
        let mut problems = Vec::new();
        for name in named {
            match by_name.get(&vietnamese::fold::fold(name)) {
                Some(id) => drop(found.insert(name, *id)),
                None => problems.push(Problem::new("import-department").at("file").with("name", name)),
            }
        }
        Refusal::unless_empty(problems)?;
        Ok(found)
    }

    async fn take(&self, work: &mut Work<'_>, row: &Row, department: Option<DepartmentId>) -> Result<(), Refusal> {
        let (organisation, today, now) = (work.organisation(), work.today().to_string(), work.now());
        let (person, position): (PersonId, PositionId) = (work.id(), work.id());
        store::insert_person(work.tx, person, row, now).await?;
        let ordinal = if row.roles.iter().any(|role| role.is_leader()) { 10 } else { 100 };
        organisations::insert_position(work.tx, organisation, position, department, &row.title, ordinal, &today)
            .await?;
        organisations::insert_holding(work.tx, organisation, position, person, &today).await?;
        for role in &row.roles {
            organisations::insert_role(work.tx, organisation, position, role.code()).await?;
        }
        Ok(())
    }
}
