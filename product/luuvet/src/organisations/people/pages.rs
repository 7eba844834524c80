//! `/organisation/people`: who works here, and each person's page.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::{DepartmentId, PersonId, PositionId};
use serde::Deserialize;

use crate::app::App;
use crate::locale::text;
use crate::organisations::enter_person::EnterPerson;
use crate::organisations::fields::{day_or_today, short};
use crate::organisations::open_position::OpenPosition;
use crate::organisations::people::list::store::{self as list, Holding, Listed, PAGE, Person};
use crate::organisations::people::store::{self, Position};
use crate::organisations::people::{CorrectPerson, TakePosition};
use crate::organisations::store::{self as organisations, Department};
use crate::refusal::Refusal;
use crate::time::Ago;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/organisation/people", get(show_list).post(enter))
        .route("/organisation/people/{id}", get(show_person))
        .route("/organisation/people/{id}/correct", post(correct))
        .route("/organisation/people/{id}/take", post(take))
        .route("/organisation/people/{id}/positions", post(open_position))
}

/// Where a new position stands in lists unless it is said: after heads and deputies.
const ORDINAL: i64 = 100;

#[derive(Template)]
#[template(path = "organisations/people/views/people.html")]
struct PeoplePage {
    p: Page,
    form: Form,
    people: Vec<Listed>,
    query: String,
    more: Option<String>,
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

async fn show_list(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    list_page(&app, visitor, asked, Form::default(), 200).await
}

async fn list_page(app: &App, visitor: Visitor, asked: Asked, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load_list(app, visitor, asked, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load_list(app: &App, visitor: Visitor, asked: Asked, form: Form) -> Result<PeoplePage, Refusal> {
    if !visitor.actor.may(Action::ManagePeople) {
        return Err(Refusal::NotFound);
    }
    let (organisation, title) = (visitor.actor.organisation, text(visitor.locale, "people"));
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    let after = asked.after.split_once('.').and_then(|(key, id)| Some((key, id.parse::<PersonId>().ok()?)));
    let mut tx = app.read().await?;
    let mut people = list::people(&mut tx, organisation, &asked.q, after, &p.today().to_string()).await?;
    let is_more = people.len() > PAGE;
    people.truncate(PAGE);
    let more = people.last().filter(|_| is_more).map(|last| format!("{}.{}", last.sort_key, last.id));
    let more = more.and_then(|after| serde_urlencoded::to_string([("q", &asked.q), ("after", &after)]).ok());
    Ok(PeoplePage { p, form, people, query: asked.q, more })
}

async fn enter(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let verb = EnterPerson { full_name: form.value("full_name").to_owned(), login: None, password_hash: None };
    match app.perform(&visitor.actor, verb).await {
        Ok(person) => answer::go(&format!("/organisation/people/{person}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            list_page(&app, visitor, Asked::default(), form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

#[derive(Template)]
#[template(path = "organisations/people/views/person.html")]
struct PersonPage {
    p: Page,
    form: Form,
    id: PersonId,
    person: Person,
    held: Vec<Holding>,
    vacancies: Vec<Position>,
    departments: Vec<Department>,
    roles: &'static [Role],
}

impl PersonPage {
    fn ago(&self, at: impl std::borrow::Borrow<i64>) -> Ago {
        self.p.ago(*at.borrow())
    }

    fn short(&self, day: &str) -> String {
        short(day)
    }
}

async fn show_person(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    person_page(&app, visitor, &id, None, 200).await
}

/// The person's page; with what was typed and why it was refused when there is a form.
async fn person_page(app: &App, visitor: Visitor, id: &str, form: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match load_person(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load_person(app: &App, visitor: Visitor, id: &str, form: Option<Form>) -> Result<PersonPage, Refusal> {
    let id: PersonId = id.parse().map_err(|_| Refusal::NotFound)?;
    if !visitor.actor.may(Action::ManagePeople) {
        return Err(Refusal::NotFound);
    }
    let organisation = visitor.actor.organisation;
    let mut p = Page::load(app, visitor, "nav-organisation", "").await?;
    let today = p.today().to_string();
    let mut tx = app.read().await?;
    let known = store::known(&mut tx, organisation, id, &today).await?;
    known.ok_or(Refusal::NotFound)?;
    let person = list::person(&mut tx, id, p.now).await?.ok_or(Refusal::NotFound)?;
    let held = list::held_by(&mut tx, organisation, id).await?;
    let vacancies = store::vacancies(&mut tx, organisation, &today).await?;
    let departments = organisations::departments(&mut tx, organisation, &today).await?;
    p.title.clone_from(&person.name);
    let own = || {
        let data = Form::default().with("full_name", &person.name).with("email", &person.email);
        data.with("phone", &person.phone).with("from", vietnamese::dates::short(p.today()))
    };
    let form = form.unwrap_or_else(own);
    Ok(PersonPage { form, id, person, held, vacancies, departments, roles: Role::ALL, p })
}

/// On to the person's page, or back to it with a sentence at each field.
async fn answer_on_person(app: &App, visitor: Visitor, id: &str, form: Form, done: Result<(), Refusal>) -> Response {
    match done {
        Ok(()) => answer::go(&format!("/organisation/people/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            person_page(app, visitor, id, Some(form), status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn correct(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, form: Form) -> Response {
    let done = async {
        let verb = CorrectPerson {
            person: id.parse().map_err(|_| Refusal::NotFound)?,
            full_name: form.value("full_name").to_owned(),
            email: form.value("email").to_owned(),
            phone: form.value("phone").to_owned(),
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    answer_on_person(&app, visitor, &id, form, done).await
}

async fn take(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, form: Form) -> Response {
    let done = async {
        let verb = TakePosition {
            position: form.parse::<PositionId>("position")?.ok_or_else(|| choose("position"))?,
            person: id.parse().map_err(|_| Refusal::NotFound)?,
            from: day_or_today(&form, "from", app.clock.now())?,
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    answer_on_person(&app, visitor, &id, form, done).await
}

async fn open_position(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, form: Form) -> Response {
    let done = async {
        let roles: Vec<Role> = form.values("roles").iter().filter_map(|code| Role::from_code(code).ok()).collect();
        let verb = OpenPosition {
            department: form.parse::<DepartmentId>("department")?,
            title: form.value("title").to_owned(),
            ordinal: if roles.iter().any(|role| role.is_leader()) { ORDINAL / 10 } else { ORDINAL },
            roles: if roles.is_empty() { vec![Role::Staff] } else { roles },
            holder: Some(id.parse().map_err(|_| Refusal::NotFound)?),
        };
        app.perform(&visitor.actor, verb).await.map(|_| ())
    };
    let done = done.await;
    answer_on_person(&app, visitor, &id, form, done).await
}

fn choose(field: &'static str) -> Refusal {
    Refusal::invalid(crate::refusal::Problem::new("field-choose").at(field))
}
