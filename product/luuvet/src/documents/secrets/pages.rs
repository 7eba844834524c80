//! `/documents/{id}/purge` and `/secrets`.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_db::Tx;
use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_domain::secrecy::purge::{PERIOD, Reason, confirm, has_lapsed};

use super::drop_purge::DropPurge;
use super::propose_purge::ProposePurge;
use super::purge_secret::PurgeSecret;
use super::store::contents::{self, Content, Shared};
use super::store::purges::{self, Purge};
use crate::app::App;
use crate::backup::made::{self, Made};
use crate::documents::delivery::store::recipients;
use crate::documents::permitted::find;
use crate::documents::store::Document;
use crate::locale::sentence;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;
use crate::work::{Actor, Verb};

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secrets", get(list))
        .route("/documents/{id}/purge", get(show).post(propose))
        .route("/documents/{id}/purge/confirm", post(confirmed))
        .route("/documents/{id}/purge/drop", post(dropped))
}

#[derive(Template)]
#[template(path = "documents/secrets/views/secrets.html")]
struct SecretsPage {
    p: Page,
    purges: Vec<Purge>,
}

async fn list(State(app): State<App>, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    let built = async {
        if !visitor.actor.may(Action::PurgeSecret) {
            return Err(Refusal::NotFound);
        }
        let p = Page::load(&app, visitor, "nav-secrets", "").await?.titled("secrets-title");
        let purges = purges::of_organisation(&mut app.read().await?, p.visitor.actor.organisation).await?;
        Ok(SecretsPage { p, purges })
    };
    match built.await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

impl SecretsPage {
    fn lapsed(&self, purge: &Purge) -> bool {
        purge.state == "proposed" && has_lapsed(purge.opened_at, self.p.now)
    }
}

#[derive(Template)]
#[template(path = "documents/secrets/views/purge.html")]
struct PurgePage {
    p: Page,
    id: DocumentId,
    /// The document, if this person may see it.
    d: Option<Document>,
    purge: Option<Purge>,
    shared: Vec<Shared>,
    contents: Vec<Content>,
    /// Backups that may hold the content.
    backups: Vec<Made>,
    /// Recipients whom this system does not reach.
    outside: Vec<String>,
    /// Why the one who looks cannot confirm.
    why: Option<String>,
    is_sqlite: bool,
    form: Form,
}

async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<PurgePage, Refusal> {
    let p = Page::load(app, visitor, "nav-secrets", "").await?.titled("purge-title");
    let (actor, mut tx) = (&p.visitor.actor, app.read().await?);
    let (d, purge) = found(&mut tx, actor, id).await?;
    let organisation = actor.organisation;
    let shared = contents::shared(&mut tx, organisation, id).await?;
    let (mut known, mut backups) = (Vec::new(), Vec::new());
    if let Some(purge) = &purge {
        known = contents::of_purge(&mut tx, organisation, purge.id).await?;
        if purge.is_done() {
            backups = made::between(&mut tx, purge.since, purge.closed_at.unwrap_or(p.now)).await?;
        }
    }
    let all = recipients::of_document(&mut tx, organisation, id).await?;
    let outside = all.into_iter().filter(|one| one.kind == "outside").map(|one| one.name).collect();
    let why = purge.as_ref().and_then(|purge| why_not(purge, actor, p.now)).map(|problem| sentence(p.locale, &problem));
    let is_sqlite = app.db.engine() == luuvet_db::Engine::Sqlite;
    Ok(PurgePage { p, id, d, purge, shared, contents: known, backups, outside, why, is_sqlite, form })
}

/// The document if it is this person's to see, and its removal: one of them has to be there.
async fn found(tx: &mut Tx, actor: &Actor, id: DocumentId) -> Result<(Option<Document>, Option<Purge>), Refusal> {
    let d = match find(tx, actor, id).await {
        Ok((document, _)) => Some(document),
        Err(Refusal::NotFound) => None,
        Err(refusal) => return Err(refusal),
    };
    let drafted = d.as_ref().is_some_and(|document| actor.handles(document.drafter));
    if !drafted && !actor.may(Action::PurgeSecret) {
        return Err(Refusal::NotFound);
    }
    let purge = purges::of_document(tx, actor.organisation, id).await?;
    if d.is_none() && purge.is_none() { Err(Refusal::NotFound) } else { Ok((d, purge)) }
}

/// Why this person cannot confirm a proposal that waits.
fn why_not(purge: &Purge, actor: &Actor, now: i64) -> Option<Problem> {
    let (first, person) = (purge.proposed_by.filter(|_| purge.state == "proposed")?, actor.person?);
    if !actor.may(Action::PurgeSecret) {
        let roles: Vec<&str> =
            luuvet_domain::access::who_can(Action::PurgeSecret).iter().map(|role| role.code()).collect();
        let action = Action::PurgeSecret.code();
        return Some(Problem::new("not-allowed").with("action", action).with("roles", roles.join(",")));
    }
    confirm(first, purge.opened_at, person, now).err().map(|fault| Problem::new(fault.code()))
}

impl PurgePage {
    fn reasons(&self) -> &'static [Reason] {
        Reason::ALL
    }

    /// Whether somebody may propose now: nothing waits and nothing is done.
    fn is_free(&self) -> bool {
        self.d.is_some()
            && self.purge.as_ref().is_none_or(|purge| {
                purge.state == "dropped"
                    || purge.state == "reported"
                    || (purge.state == "proposed" && has_lapsed(purge.opened_at, self.p.now))
            })
    }

    fn is_done(&self) -> bool {
        self.purge.as_ref().is_some_and(Purge::is_done)
    }

    /// Contents that go, and of these the ones whose bytes are gone.
    fn erased(&self) -> (usize, usize) {
        let gone = self.contents.iter().filter(|content| content.erased_at.is_some()).count();
        (gone, self.contents.iter().filter(|content| !content.spared).count())
    }

    fn until(&self, purge: &Purge) -> String {
        crate::clock::local(purge.opened_at.saturating_add(PERIOD)).strftime("%d/%m/%Y %H:%M").to_string()
    }

    fn at(&self, made: &Made) -> String {
        crate::clock::local(made.at).strftime("%d/%m/%Y %H:%M").to_string()
    }

    fn who<'a>(&self, name: &'a str) -> std::borrow::Cow<'a, str> {
        if name.is_empty() { self.p.t("trace-system").into() } else { name.into() }
    }
}

async fn propose(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let spared: Vec<FileId> = form.values("spared").iter().filter_map(|value| value.parse().ok()).collect();
    let verb = ProposePurge { document: id, reason: form.value("reason").to_owned(), spared };
    done(&app, visitor, id, form, verb).await
}

async fn confirmed(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    done(&app, visitor, id, Form::default(), PurgeSecret { document: id }).await
}

async fn dropped(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    done(&app, visitor, id, Form::default(), DropPurge { document: id }).await
}

async fn done<V: Verb<Out = ()>>(app: &App, visitor: Visitor, id: DocumentId, form: Form, verb: V) -> Response {
    match app.perform(&visitor.actor, verb).await {
        Ok(()) => answer::go(&format!("/documents/{id}/purge")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
