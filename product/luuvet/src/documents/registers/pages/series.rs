//! Numbers for many documents at once, each with its result.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::registers::number_series::{Item, NumberSeries};
use crate::locale::{sentence, text};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/registers/views/series.html")]
struct SeriesPage {
    p: Page,
    items: Vec<Item>,
}

impl SeriesPage {
    fn on(&self, day: &jiff::civil::Date) -> String {
        vietnamese::dates::short(*day)
    }

    fn why(&self, code: &str) -> String {
        sentence(self.p.locale, &Problem::new(code))
    }
}

pub(super) async fn number(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let locale = visitor.locale;
    let done = async {
        let ids: Result<Vec<DocumentId>, _> = form.values("id").iter().map(|id| id.parse()).collect();
        let documents = ids.map_err(|_| Refusal::invalid(Problem::new("form-unreadable")))?;
        let verb = NumberSeries { documents, register: form.parse("register")?, unit: form.value("unit").to_owned() };
        let items = app.perform(&visitor.actor, verb).await?;
        let p = Page::load(&app, visitor, "nav-outgoing", text(locale, "number-series-title")).await?;
        Ok(SeriesPage { p, items })
    };
    match done.await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}
