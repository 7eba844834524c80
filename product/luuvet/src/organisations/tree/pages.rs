//! `/organisation/tree`: names and parents by period, what stands under it, and changing them.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::Action;
use luuvet_domain::organisations::lines::Line;

use crate::app::App;
use crate::locale::text;
use crate::organisations::fields::{day_or_today, short};
use crate::organisations::store::OrganisationName;
use crate::organisations::tree::store::{self, Child, Parent};
use crate::organisations::tree::{MoveOrganisation, RenameOrganisation};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

pub(in crate::organisations) fn routes() -> Router<App> {
    Router::new()
        .route("/organisation/tree", get(show))
        .route("/organisation/rename", post(rename))
        .route("/organisation/move", post(change_parent))
}

#[derive(Template)]
#[template(path = "organisations/tree/views/tree.html")]
struct TreePage {
    p: Page,
    form: Form,
    names: Vec<(OrganisationName, Option<String>)>,
    parents: Vec<Parent>,
    children: Vec<Child>,
    others: Vec<Child>,
}

impl TreePage {
    fn period(&self, from: &str, until: &Option<String>) -> String {
        let from = short(from);
        match until {
            Some(until) => self.p.t2("tree-period", "from", from, "until", short(until)),
            None => self.p.t1("period-open", "from", from),
        }
    }
}

async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, None, 200).await
}

async fn page(app: &App, visitor: Visitor, form: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Option<Form>) -> Result<TreePage, Refusal> {
    let (organisation, title) = (visitor.actor.organisation, text(visitor.locale, "tree-title"));
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    let day = p.today().to_string();
    let mut tx = app.read().await?;
    let names = store::names(&mut tx, organisation).await?;
    let parents = store::parents(&mut tx, organisation).await?;
    let children = store::children(&mut tx, organisation, Line::Managing, &day).await?;
    let others = if p.may("manage-organisation") { store::all(&mut tx, organisation, &day).await? } else { Vec::new() };
    let own = || {
        let name = names.first().map(|(name, _)| name.clone()).unwrap_or_default();
        let form = Form::default().with("name", name.name).with("short_name", name.short_name);
        form.with("symbol", name.symbol).with("place", name.place)
    };
    let form = form.unwrap_or_else(own);
    Ok(TreePage { p, form, names, parents, children, others })
}

async fn then(app: &App, visitor: Visitor, form: Form, done: Result<(), Refusal>) -> Response {
    match done {
        Ok(()) => answer::go("/organisation/tree"),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, Some(form), status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn rename(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = async {
        visitor.actor.require(Action::ManageOrganisation)?;
        let verb = RenameOrganisation {
            name: form.value("name").to_owned(),
            short_name: form.value("short_name").to_owned(),
            symbol: form.value("symbol").to_owned(),
            place: form.value("place").to_owned(),
            from: day_or_today(&form, "from", app.clock.now())?,
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

async fn change_parent(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = async {
        visitor.actor.require(Action::ManageOrganisation)?;
        let verb = MoveOrganisation {
            line: form.parse("line")?.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("line")))?,
            parent: form.parse("parent")?,
            parent_name: form.value("parent_name").to_owned(),
            from: day_or_today(&form, "from", app.clock.now())?,
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}
