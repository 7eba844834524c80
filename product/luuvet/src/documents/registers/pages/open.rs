//! `/registers/open` and `/registers/open-behind`.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use luuvet_domain::access::Action;

use super::only;
use crate::app::App;
use crate::documents::file;
use crate::documents::registers::kinds;
use crate::documents::registers::open_behind::OpenBehind;
use crate::documents::registers::open_register::{Cover, OpenRegister};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::Upload;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/registers/views/open.html")]
struct OpenPage {
    p: Page,
    form: Form,
    /// Code and name.
    kinds: Vec<(&'static str, String)>,
    behind: bool,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    let form = blank(&app);
    page(&app, visitor, form, false, 200).await
}

pub(super) async fn show_behind(State(app): State<App>, visitor: Visitor) -> Response {
    let form = blank(&app);
    page(&app, visitor, form, true, 200).await
}

fn blank(app: &App) -> Form {
    let year = crate::clock::day(app.clock.now()).year();
    Form::default().with("direction", "outgoing").with("year", year.to_string())
}

async fn page(app: &App, visitor: Visitor, form: Form, behind: bool, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form, behind).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form, behind: bool) -> Result<OpenPage, Refusal> {
    only(&visitor.actor, Action::OpenRegister)?;
    let title = text(visitor.locale, if behind { "register-open-behind" } else { "register-open" });
    let p = Page::load(app, visitor, "nav-registers", title).await?;
    let kinds = kinds::kinds()?.iter().map(|facts| (facts.kind.code(), facts.name.clone())).collect();
    Ok(OpenPage { p, form, kinds, behind })
}

fn cover(form: &Form) -> Result<Cover, Refusal> {
    Ok(Cover {
        name: form.value("name").to_owned(),
        direction: form.value("direction").to_owned(),
        year: form.parse("year")?.unwrap_or(0),
        kinds: form.values("kinds").to_vec(),
        owner_symbol: form.value("owner_symbol").to_owned(),
    })
}

pub(super) async fn open(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = match cover(&form) {
        Ok(cover) => app.perform(&visitor.actor, OpenRegister { cover }).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(id) => answer::go(&format!("/registers/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, false, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

pub(super) async fn open_behind(State(app): State<App>, visitor: Visitor, upload: Upload) -> Response {
    let Upload { form, files } = upload;
    match behind(&app, &visitor, &form, files).await {
        Ok(id) => answer::go(&format!("/registers/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, true, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn behind(
    app: &App,
    visitor: &Visitor,
    form: &Form,
    files: Vec<crate::web::upload::Uploaded>,
) -> Result<luuvet_domain::ids::RegisterId, Refusal> {
    only(&visitor.actor, Action::OpenRegister)?;
    let mut verb = OpenBehind {
        cover: cover(form)?,
        first_number: form.parse("first_number")?.unwrap_or(0),
        last_number: form.parse("last_number")?.unwrap_or(0),
        last_day: form.parse("last_day")?,
        scan: None,
    };
    if let Some(scan) = files.into_iter().find(|file| file.field == "scan") {
        verb.scan = Some(file::take_in(app, &visitor.actor, scan, "scan", form.has("declared")).await?);
    }
    app.perform(&visitor.actor, verb).await
}
