//! `/notices`: what a person was told, unread first.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;
use serde::Deserialize;

use crate::app::App;
use crate::clock;
use crate::documents::permitted;
use crate::locale::text;
use crate::notices::mark_read;
use crate::notices::store::list::{self, Key, Notice, PAGE};
use crate::notices::store::tell;
use crate::refusal::Refusal;
use crate::sign_in::store::Acting;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "notices/views/notices.html")]
struct NoticesPage {
    p: Page,
    rows: Vec<Notice>,
    next: Option<Key>,
    elsewhere: Vec<(Acting, i64)>,
}

impl NoticesPage {
    fn has_unread(&self) -> bool {
        self.rows.first().is_some_and(Notice::is_unread)
    }

    fn is_acting(&self, row: &Notice) -> bool {
        Some(row.position) == self.p.visitor.actor.position
    }

    fn organisation(&self) -> String {
        self.p.visitor.actor.organisation.to_string()
    }
}

#[derive(Deserialize)]
pub(super) struct Ask {
    after: Option<String>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(ask): Query<Ask>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, ask.after.as_deref()).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, after: Option<&str>) -> Result<NoticesPage, Refusal> {
    let (title, person) = (text(visitor.locale, "notices-title"), visitor.live.person);
    let after = match after {
        Some(text) => Key::parse(text).ok_or(Refusal::NotFound)?,
        None => Key::start(),
    };
    let p = Page::load(app, visitor, "notices", title).await?;
    let day = p.today().to_string();
    let mut tx = app.read().await?;
    let mut rows = list::page(&mut tx, &p.visitor.actor, person, &day, after).await?;
    let is_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| is_more).map(|row| row.key);
    let elsewhere = list::elsewhere(&mut tx, person, p.visitor.actor.organisation, &day).await?;
    let acting = |organisation, position| {
        let mut held = p.visitor.actings.iter();
        held.find(|held| held.organisation == organisation && held.position == position).cloned()
    };
    let elsewhere = elsewhere
        .into_iter()
        .filter_map(|(organisation, position, count)| Some((acting(organisation, position)?, count)))
        .collect();
    Ok(NoticesPage { p, rows, next, elsewhere })
}

/// `POST /notices/read`: everything that stood there when the page was made.
pub(super) async fn read(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let marked = async {
        let until = form.parse::<i64>("until")?.unwrap_or_else(|| app.clock.now());
        mark_read::all(&app, visitor.actor.organisation, visitor.live.person, until).await
    };
    match marked.await {
        Ok(_) => answer::go("/notices"),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// `GET /notices/{document}`: where a push leads. To the document; or to the list, when another position opens it.
pub(super) async fn follow(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    match place(&app, &visitor, id).await {
        Ok(place) => answer::go(&place),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn place(app: &App, visitor: &Visitor, id: DocumentId) -> Result<String, Refusal> {
    let mut tx = app.read().await?;
    if !tell::was_told(&mut tx, visitor.live.person, id, &clock::day(app.clock.now()).to_string()).await? {
        return Err(Refusal::NotFound);
    }
    match permitted::find(&mut tx, &visitor.actor, id).await {
        Ok(_) => Ok(format!("/documents/{id}")),
        Err(Refusal::NotFound) => Ok("/notices".to_owned()),
        Err(refusal) => Err(refusal),
    }
}
