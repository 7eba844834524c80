//! `/organisation/paper-kinds`: what is lawfully signed on paper.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::ToSpan;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Kind;
use uuid::Uuid;

use crate::app::App;
use crate::documents::paper::end_kind::EndPaperKind;
use crate::documents::paper::list_kind::ListPaperKind;
use crate::documents::paper::store::{self, PaperKind};
use crate::locale::text;
use crate::organisations::fields::{day, day_or_today};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/paper/views/kinds.html")]
struct KindsPage {
    p: Page,
    form: Form,
    list: Vec<PaperKind>,
    kinds: &'static [Kind],
}

impl KindsPage {
    /// "từ 01/08/2024 đến hết 31/07/2025": the last day that counts is shown.
    fn period(&self, one: &PaperKind) -> String {
        let from = vietnamese::dates::short(one.from);
        match one.until.and_then(|until| until.checked_sub(1.day()).ok()) {
            Some(last) => self.p.t2("period", "from", from, "last", vietnamese::dates::short(last)),
            None => self.p.t1("period-open", "from", from),
        }
    }

    fn is_open(&self, one: &PaperKind) -> bool {
        one.until.is_none_or(|until| until > self.p.today())
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form) -> Result<KindsPage, Refusal> {
    if !visitor.actor.may(Action::ManageMandates) {
        return Err(Refusal::NotFound);
    }
    let list = store::kinds(&mut app.read().await?, visitor.actor.organisation).await?;
    let title = text(visitor.locale, "paper-kinds-title");
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    Ok(KindsPage { p, form, list, kinds: Kind::ALL })
}

async fn then<T>(app: &App, visitor: Visitor, form: Form, done: Result<T, Refusal>) -> Response {
    match done {
        Ok(_) => answer::go("/organisation/paper-kinds"),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

pub(super) async fn list(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let now = app.clock.now();
    let done = async {
        let kind = Kind::from_code(form.value("kind"));
        let verb = ListPaperKind {
            kind: kind.map_err(|_| Refusal::invalid(Problem::new("field-choose").at("kind")))?,
            basis: form.value("basis").to_owned(),
            from: day_or_today(&form, "from", now)?,
            until: day(&form, "until", now)?.and_then(|last| last.checked_add(1.day()).ok()),
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

pub(super) async fn end(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Response {
    let until = crate::clock::day(app.clock.now());
    let done = app.perform(&visitor.actor, EndPaperKind { id, until }).await;
    then(&app, visitor, Form::default(), done).await
}
