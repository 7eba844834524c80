//! `/documents/{id}/issue`: everything that stands in the way of issuing, and issuing.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::{Action, who_can};
use luuvet_domain::documents::outgoing::State as Stage;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::delivery::deeds::outgoing;
use crate::documents::delivery::issue::{self as verb, not_numbered};
use crate::documents::delivery::ready::ready;
use crate::documents::delivery::store::{Recipient, recipients};
use crate::documents::delivery::{look, ready};
use crate::documents::permitted::find;
use crate::documents::store::Document;
use crate::locale::sentence;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/delivery/views/issue.html")]
struct IssuePage {
    p: Page,
    d: Document,
    recipients: Vec<Recipient>,
    blockers: Vec<String>,
    warnings: Vec<String>,
    /// The file and how many pages of it are shown.
    rendition: Option<(String, i64)>,
    /// Why the button does nothing.
    why: Option<String>,
}

/// Pages of the issued rendition that are shown at once.
const PAGES: i64 = 5;

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, None).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, refused: Option<&Refusal>) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, refused).await {
        Ok(page) => answer::html_with(refused.map_or(200, Refusal::status), &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, refused: Option<&Refusal>) -> Result<IssuePage, Refusal> {
    let p = Page::load(app, visitor, "nav-outgoing", "").await?;
    let (d, stored, all, rendition) = {
        let mut tx = app.read().await?;
        let (d, stored) = find(&mut tx, &p.visitor.actor, id).await?;
        outgoing(&d).ok_or(Refusal::NotFound)?;
        let all = recipients(&mut tx, d.organisation, id).await?;
        let (_, rendition) = ready::rendition(&mut tx, &d, &stored).await?;
        (d, stored, all, rendition)
    };
    let look = match &rendition {
        Some(rendition) => Some(look::look(app, rendition).await?),
        None => None,
    };
    let mut tx = app.read().await?;
    let ready = ready(&mut tx, &d, &stored, &all, look.as_ref(), p.now).await?;
    drop(tx);
    let said = |blocks: bool| {
        let of = ready.findings.iter().filter(move |found| found.blocks == blocks);
        of.map(|found| sentence(p.locale, &found.problem)).collect::<Vec<_>>()
    };
    let (mut blockers, warnings) = (said(true), said(false));
    if outgoing(&d) != Some(Stage::Numbered) {
        let problem = if d.symbol.is_some() { Problem::new("issue-done") } else { not_numbered() };
        blockers = vec![sentence(p.locale, &problem)];
    }
    for problem in refused.map(Refusal::problems).unwrap_or_default() {
        let said = sentence(p.locale, &problem);
        if !blockers.contains(&said) {
            blockers.push(said);
        }
    }
    let why = why(&p, &blockers);
    let rendition = ready.rendition.map(|file| (file.id.to_string(), file.pages.min(PAGES)));
    let title = p.t("issue-title");
    let p = Page { title, ..p };
    Ok(IssuePage { p, d, recipients: all, blockers, warnings, rendition, why })
}

fn why(p: &Page, blockers: &[String]) -> Option<String> {
    if !p.visitor.actor.may(Action::Issue) {
        let who = who_can(Action::Issue).iter().map(|role| role.code()).collect::<Vec<_>>().join(",");
        let problem = Problem::new("not-allowed").with("action", Action::Issue.code()).with("roles", who);
        return Some(sentence(p.locale, &problem));
    }
    (!blockers.is_empty()).then(|| p.t("issue-blocked"))
}

pub(super) async fn issue(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    match verb::issue(&app, &visitor.actor, id).await {
        Ok(_) => answer::go(&format!("/documents/{id}/delivery")),
        Err(refusal @ (Refusal::Invalid(_) | Refusal::Meanwhile(_))) => page(&app, visitor, id, Some(&refusal)).await,
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
