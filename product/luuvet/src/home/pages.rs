//! `/` and `/more`.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::home::baskets::{BASKETS, Basket};
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(home)).route("/more", get(more))
}

#[derive(Template)]
#[template(path = "home/views/home.html")]
struct HomePage {
    p: Page,
    baskets: Vec<(&'static str, Basket)>,
}

async fn home(State(app): State<App>, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    let title = crate::locale::text(locale, "nav-work");
    match Page::load(&app, visitor, "nav-work", title).await {
        Ok(p) => {
            let baskets = shown(&p);
            answer::html(&HomePage { p, baskets })
        }
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// Every basket that can hold something for this person; empty ones say how something would come there.
fn shown(p: &Page) -> Vec<(&'static str, Basket)> {
    let filled = |code: &str| p.counts.baskets.iter().find(|basket| basket.code == code).cloned();
    BASKETS
        .iter()
        .filter_map(|&(code, icon)| match filled(code) {
            Some(basket) => Some((icon, basket)),
            None if for_all(code) || p.may("number") => {
                Some((icon, Basket { code: code.to_owned(), ..Basket::default() }))
            }
            None => None,
        })
        .collect()
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
