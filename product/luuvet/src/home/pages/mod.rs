//! `/`, `/work` and `/more`.

mod bulk;
mod work;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use crate::app::App;
use crate::home::baskets::{BASKETS, Basket};
use crate::home::store::backlog::Backlog;
use crate::home::store::visits::Change;
use crate::home::{lists, store};
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;
use crate::work::Actor;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/more", get(more))
        .route("/work", get(work::work))
        .route("/bulk", post(bulk::bulk))
}

#[derive(Template)]
#[template(path = "home/views/home.html")]
struct HomePage {
    p: Page,
    baskets: Vec<(&'static str, Basket)>,
    waiting: (i64, i64),
    changes: Vec<Change>,
    teams: Vec<Team>,
}

/// A team with its people in the backlog.
struct Team {
    /// Its id, nil for those in no department.
    id: Uuid,
    /// Its name; empty for those in no department.
    name: String,
    /// Open, overdue, unread of everybody in it.
    counts: [i64; 3],
    /// Its people; the department's own queue has no position.
    people: Vec<Backlog>,
}

async fn home(State(app): State<App>, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor) -> Result<HomePage, Refusal> {
    let title = crate::locale::text(visitor.locale, "nav-work");
    let actor = visitor.actor.clone();
    let since = visit(app, &actor).await?;
    let p = Page::load(app, visitor, "nav-work", title).await?;
    let day = p.today().to_string();
    let mut tx = app.read().await?;
    let waiting = store::lists::count_waiting(&mut tx, &actor, &day).await?;
    let changes = store::visits::changes(&mut tx, &actor, &day, since, app.clock.now()).await?;
    let teams = match lists::scope(&actor) {
        Some(scope) => by_team(store::backlog::backlog(&mut tx, actor.organisation, scope, &day).await?),
        None => Vec::new(),
    };
    let baskets = shown(&p);
    Ok(HomePage { p, baskets, waiting, changes, teams })
}

/// Notes the visit and gives the time of the one before.
async fn visit(app: &App, actor: &Actor) -> Result<i64, Refusal> {
    let (Some(position), Some(person)) = (actor.position, actor.person) else { return Ok(0) };
    let organisation = actor.organisation;
    let noted = app.change(move |tx, draw| {
        Box::pin(async move { Ok(store::visits::visit(tx, organisation, position, person, draw.now).await?) })
    });
    match noted.await {
        // A full disk keeps nobody from his work: the page does without what has changed since.
        Err(Refusal::Unready(_, cause)) => {
            tracing::warn!(cause, "a visit was not noted");
            Ok(app.clock.now())
        }
        noted => noted,
    }
}

fn by_team(backlog: Vec<Backlog>) -> Vec<Team> {
    let mut teams: Vec<Team> = Vec::new();
    for row in backlog {
        if teams.last().is_none_or(|team| team.id != row.department) {
            let name = row.department_name.clone();
            teams.push(Team { id: row.department, name, counts: [0; 3], people: Vec::new() });
        }
        if let Some(team) = teams.last_mut() {
            for (sum, part) in team.counts.iter_mut().zip([row.open, row.overdue, row.unread]) {
                *sum += part;
            }
            team.people.push(row);
        }
    }
    teams
}

/// Every basket that can hold something for this person, filled ones first; empty ones say how something would come.
fn shown(p: &Page) -> Vec<(&'static str, Basket)> {
    let filled = |code: &str| p.counts.baskets.iter().find(|basket| basket.code == code).cloned();
    let mut shown: Vec<(&'static str, Basket)> = BASKETS
        .iter()
        .filter_map(|&(code, icon)| match filled(code) {
            Some(basket) => Some((icon, basket)),
            None if for_all(code) || p.may("number") => {
                Some((icon, Basket { code: code.to_owned(), ..Basket::default() }))
            }
            None => None,
        })
        .collect();
    shown.sort_by_key(|(_, basket)| basket.count == 0);
    shown
}

fn for_all(code: &str) -> bool {
    !matches!(code, "to-register" | "to-number" | "to-issue")
}

#[derive(Template)]
#[template(path = "home/views/more.html")]
struct MorePage {
    p: Page,
}

async fn more(State(app): State<App>, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    let title = crate::locale::text(locale, "nav-more");
    match Page::load(&app, visitor, "nav-more", title).await {
        Ok(p) => answer::html(&MorePage { p }),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}
