//! `/organisation/positions/{id}`: who holds it, what it may do, leaving it.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::{PersonId, PositionId};

use crate::app::App;
use crate::documents::tasks::store::{Holder, holders};
use crate::organisations::fields::{day_or_today, short};
use crate::organisations::people::handover::store::{self as handover, Open};
use crate::organisations::people::list::store::{self as list, Holding};
use crate::organisations::people::store::{self, Position};
use crate::organisations::people::{HandOverWork, LeavePosition, SetRoles};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/organisation/positions/{id}", get(show))
        .route("/organisation/positions/{id}/hand-over", post(hand_over))
        .route("/organisation/positions/{id}/leave", post(leave))
        .route("/organisation/positions/{id}/roles", post(set_roles))
}

#[derive(Template)]
#[template(path = "organisations/people/views/position.html")]
struct PositionPage {
    p: Page,
    form: Form,
    position: Position,
    holders: Vec<Holding>,
    roles: &'static [Role],
    open: Vec<Open>,
    others: Vec<Holder>,
    today: String,
}

impl PositionPage {
    fn short(&self, day: &str) -> String {
        short(day)
    }
}

async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    page(&app, visitor, &id, None, 200).await
}

async fn page(app: &App, visitor: Visitor, id: &str, form: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: &str, form: Option<Form>) -> Result<PositionPage, Refusal> {
    let id: PositionId = id.parse().map_err(|_| Refusal::NotFound)?;
    if !visitor.actor.may(Action::ManagePeople) {
        return Err(Refusal::NotFound);
    }
    let organisation = visitor.actor.organisation;
    let mut p = Page::load(app, visitor, "nav-organisation", "").await?;
    let today = p.today().to_string();
    let mut tx = app.read().await?;
    let position = store::position(&mut tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
    let held_by = list::holders_of(&mut tx, organisation, id).await?;
    let open = handover::open(&mut tx, organisation, id, &today).await?;
    let mut others = holders(&mut tx, organisation, uuid::Uuid::nil(), &today).await?;
    others.retain(|other| other.position != id);
    let roles = store::roles(&mut tx, organisation, id).await?;
    p.title.clone_from(&position.title);
    let own = || {
        let data = Form::default().with("day", vietnamese::dates::short(p.today()));
        roles.iter().fold(data, |form, role| form.with("roles", role.code()))
    };
    let form = form.unwrap_or_else(own);
    Ok(PositionPage { form, position, holders: held_by, roles: Role::ALL, open, others, today, p })
}

async fn answer_on_position(app: &App, visitor: Visitor, id: &str, form: Form, done: Result<(), Refusal>) -> Response {
    match done {
        Ok(()) => answer::go(&format!("/organisation/positions/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, id, Some(form), status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn leave(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, form: Form) -> Response {
    let done = async {
        let verb = LeavePosition {
            position: id.parse().map_err(|_| Refusal::NotFound)?,
            person: form.parse::<PersonId>("person")?.ok_or(Refusal::NotFound)?,
            day: day_or_today(&form, "day", app.clock.now())?,
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    answer_on_position(&app, visitor, &id, form, done).await
}

async fn hand_over(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, form: Form) -> Response {
    let done = async {
        let to = match form.value("to") {
            "" => return Err(Refusal::invalid(Problem::new("field-choose").at("to"))),
            "giver" => None,
            _ => form.parse("to")?,
        };
        let position = id.parse().map_err(|_| Refusal::NotFound)?;
        app.perform(&visitor.actor, HandOverWork { position, to, reason: form.value("reason").to_owned() }).await
    };
    let done = done.await.map(drop);
    answer_on_position(&app, visitor, &id, form, done).await
}

async fn set_roles(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, form: Form) -> Response {
    let done = async {
        let verb = SetRoles {
            position: id.parse().map_err(|_| Refusal::NotFound)?,
            roles: form.values("roles").iter().filter_map(|code| Role::from_code(code).ok()).collect(),
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    answer_on_position(&app, visitor, &id, form, done).await
}
