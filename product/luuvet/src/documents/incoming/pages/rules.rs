//! `/incoming/rules`: before whom incoming documents are laid.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Kind;
use uuid::Uuid;

use crate::app::App;
use crate::documents::incoming::pages::{departments, owners, plain, require, seats};
use crate::documents::incoming::rule::{AddSubmissionRule, RemoveSubmissionRule};
use crate::documents::incoming::store::Seat;
use crate::documents::incoming::store::rules::{self, Rule};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The targets of a rule, in the order of the form.
const TARGETS: &[&str] = &["head", "chief-of-office", "position", "straight"];

#[derive(Template)]
#[template(path = "documents/incoming/views/rules.html")]
struct RulesPage {
    p: Page,
    rules: Vec<Rule>,
    form: Form,
    seats: Vec<Seat>,
    departments: Vec<(String, String)>,
    kinds: &'static [Kind],
    targets: &'static [&'static str],
    /// Whether the visitor keeps them.
    keeps: bool,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, Form::default().with("target", "head"), 200).await
}

async fn page(app: &App, visitor: Visitor, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form) -> Result<RulesPage, Refusal> {
    let keeps = visitor.actor.may(Action::ManageMandates);
    if !keeps {
        require(&visitor.actor, Action::SubmitIncoming)?;
    }
    let seats = seats(app, &visitor.actor).await?;
    let rules = rules::all(&mut app.read().await?, visitor.actor.organisation).await?;
    let title = text(visitor.locale, "rules-title");
    let p = Page::load(app, visitor, "nav-incoming", title).await?;
    let departments = departments(&seats);
    Ok(RulesPage { p, rules, form, seats, departments, kinds: Kind::ALL, targets: TARGETS, keeps })
}

pub(super) async fn add(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = async {
        let verb = AddSubmissionRule {
            kind: form.value("kind").to_owned(),
            words: form.value("words").to_owned(),
            target: form.value("target").to_owned(),
            owner: owners(&form, "owner")?.into_iter().next(),
        };
        app.perform(&visitor.actor, verb).await
    };
    match done.await {
        Ok(()) => answer::go("/incoming/rules"),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, status).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}

pub(super) async fn remove(State(app): State<App>, visitor: Visitor, Path(rule): Path<Uuid>) -> Response {
    match app.perform(&visitor.actor, RemoveSubmissionRule { rule }).await {
        Ok(()) => answer::go("/incoming/rules"),
        Err(refusal) => plain(&visitor, &refusal),
    }
}
