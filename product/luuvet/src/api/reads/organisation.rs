//! Questions about the organisation and its people.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};
use serde::{Deserialize, Serialize};

use super::{Nothing, Page};
use crate::api::caller::Caller;
use crate::app::App;
use crate::clock;
use crate::organisations::people::list::store as listed;
use crate::organisations::store;
use crate::refusal::{Problem, Refusal};

#[derive(Serialize, Deserialize)]
pub(super) struct Me {
    person: Option<PersonId>,
    name: String,
    organisation: OrganisationId,
    position: Option<PositionId>,
    title: String,
    roles: Vec<String>,
    scopes: Vec<String>,
}

pub(super) async fn me(_: App, caller: Caller, _: Nothing) -> Result<Me, Refusal> {
    let Caller { actor, scopes, .. } = caller;
    Ok(Me {
        person: actor.person,
        name: actor.name,
        organisation: actor.organisation,
        position: actor.position,
        title: actor.title,
        roles: actor.roles.iter().map(|role| role.code().to_owned()).collect(),
        scopes: scopes.iter().map(|scope| scope.code().to_owned()).collect(),
    })
}

#[derive(Serialize, Deserialize)]
pub(super) struct Department {
    id: DepartmentId,
    name: String,
    symbol: String,
    kind: String,
    positions: i64,
}

pub(super) async fn departments(app: App, caller: Caller, _: Nothing) -> Result<Vec<Department>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let all = store::departments(&mut app.read().await?, caller.actor.organisation, &day).await?;
    let said = all.into_iter().map(|one| Department {
        id: one.id,
        name: one.name,
        symbol: one.symbol,
        kind: one.kind,
        positions: one.positions,
    });
    Ok(said.collect())
}

#[derive(Deserialize)]
pub(super) struct PeopleAsked {
    q: Option<String>,
    after: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Person {
    id: PersonId,
    name: String,
    title: String,
    positions: i64,
    signs_in: bool,
}

pub(super) async fn people(app: App, caller: Caller, asked: PeopleAsked) -> Result<Page<Person>, Refusal> {
    if !caller.actor.may(Action::ManagePeople) {
        return Err(Refusal::NotFound);
    }
    let slip = || Refusal::invalid(Problem::new("api-after").at("after"));
    let after = match asked.after.as_deref().map(|text| text.rsplit_once('|').ok_or_else(slip)).transpose()? {
        Some((key, id)) => Some((key, id.parse::<PersonId>().map_err(|_| slip())?)),
        None => None,
    };
    let day = clock::day(app.clock.now()).to_string();
    let (organisation, query) = (caller.actor.organisation, asked.q.unwrap_or_default());
    let mut rows = listed::people(&mut app.read().await?, organisation, &query, after, &day).await?;
    let more = rows.len() > listed::PAGE;
    rows.truncate(listed::PAGE);
    let next = rows.last().filter(|_| more).map(|row| format!("{}|{}", row.sort_key, row.id));
    let items = rows
        .into_iter()
        .map(|row| Person {
            id: row.id,
            name: row.name,
            title: row.title,
            positions: row.positions,
            signs_in: row.signs_in,
        })
        .collect();
    Ok(Page { items, next })
}
