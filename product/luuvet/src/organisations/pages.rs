//! `/organisation`: the departments, and opening one.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};

use crate::app::App;
use crate::locale::text;
use crate::organisations::close_department::CloseDepartment;
use crate::organisations::open_department::OpenDepartment;
use crate::organisations::store::{self, Department};
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The pages of this part.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/organisation", get(show))
        .route("/organisation/departments", post(open_department))
        .route("/organisation/departments/{id}/close", post(close_department))
}

#[derive(Template)]
#[template(path = "organisations/views/organisation.html")]
struct OrganisationPage {
    p: Page,
    departments: Vec<Department>,
    form: Form,
}

async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, Form::default().with("kind", "team"), 200).await
}

async fn page(app: &App, visitor: Visitor, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form) -> Result<OrganisationPage, Refusal> {
    let organisation = visitor.actor.organisation;
    let title = text(visitor.locale, "nav-organisation");
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    let mut tx = app.read().await?;
    let departments = store::departments(&mut tx, organisation, &p.today().to_string()).await?;
    Ok(OrganisationPage { p, departments, form })
}

async fn open_department(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let verb = OpenDepartment {
        name: form.value("name").to_owned(),
        symbol: form.value("symbol").to_owned(),
        kind: form.value("kind").to_owned(),
    };
    match app.perform(&visitor.actor, verb).await {
        Ok(_) => answer::go("/organisation"),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn close_department(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let closed = match id.parse() {
        Ok(department) => app.perform(&visitor.actor, CloseDepartment { department }).await,
        Err(_) => Err(Refusal::NotFound),
    };
    match closed {
        Ok(()) => answer::go("/organisation"),
        Err(refusal @ Refusal::Invalid(_)) => {
            let status = refusal.status();
            let form = Form::default().with("kind", "team").refused(visitor.locale, &refusal);
            page(&app, visitor, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
