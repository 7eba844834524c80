//! `/organisation/people/import`: choose a file, look at what is wrong, confirm.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::Action;
use uuid::Uuid;

use super::read::{Preview, read};
use super::row::RowError;
use super::{ImportPeople, store};
use crate::app::App;
use crate::clock;
use crate::locale::{sentence, text};
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::{Upload, WHOLE};
use crate::web::visitor::Visitor;

/// How long a list waits for its confirmation, in microseconds.
const LIFE: i64 = 3600 * 1_000_000;
/// Errors and people that a page shows; how many more there are is said.
const SHOWN: usize = 100;

pub(in crate::organisations::people) fn routes() -> Router<App> {
    Router::new()
        .route("/organisation/people/import", get(show).post(upload))
        .route("/organisation/people/import/confirm", post(confirm))
        .layer(DefaultBodyLimit::max(WHOLE))
}

#[derive(Template)]
#[template(path = "organisations/people/import/views/import.html")]
struct ImportPage {
    p: Page,
    form: Form,
    file: String,
    preview: Preview,
    id: Option<Uuid>,
}

impl ImportPage {
    fn errors(&self) -> &[RowError] {
        &self.preview.errors[..self.preview.errors.len().min(SHOWN)]
    }

    fn sentence(&self, error: &RowError) -> String {
        sentence(self.p.locale, &error.problem)
    }

    fn first(&self) -> usize {
        self.preview.rows.len().min(SHOWN)
    }
}

async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, Form::default(), String::new(), Preview::default(), None, 200).await
}

async fn page(
    app: &App,
    visitor: Visitor,
    form: Form,
    file: String,
    preview: Preview,
    id: Option<Uuid>,
    status: u16,
) -> Response {
    let (locale, title) = (visitor.locale, text(visitor.locale, "import-people"));
    if !visitor.actor.may(Action::ManagePeople) {
        return answer::plain(locale, &Refusal::NotFound);
    }
    match Page::load(app, visitor, "nav-organisation", title).await {
        Ok(p) => answer::html_with(status, &ImportPage { p, form, file, preview, id }),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn upload(State(app): State<App>, visitor: Visitor, upload: Upload) -> Response {
    if !visitor.actor.may(Action::ManagePeople) {
        return answer::plain(visitor.locale, &Refusal::NotFound);
    }
    let file = upload.files.into_iter().next();
    let name = file.as_ref().map(|file| file.name.clone()).unwrap_or_default();
    let read = async {
        let file = file.ok_or_else(|| Refusal::invalid(Problem::new("import-no-file").at("file")))?;
        let (called, bytes) = (file.name.clone(), file.whole().await?);
        let joined = tokio::task::spawn_blocking(move || read(&bytes, &called)).await;
        let mut preview = joined.map_err(|error| Refusal::Broken(error.to_string()))??;
        let day = clock::day(app.clock.now()).to_string();
        let open = organisations::departments(&mut app.read().await?, visitor.actor.organisation, &day).await?;
        preview.check_departments(&open);
        let id = if preview.errors.is_empty() { Some(keep(&app, &visitor, &name, &preview).await?) } else { None };
        Ok::<_, Refusal>((preview, id))
    };
    match read.await {
        Ok((preview, id)) => {
            let status = if id.is_some() { 200 } else { 422 };
            page(&app, visitor, Form::default(), name, preview, id, status).await
        }
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (Form::default().refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, String::new(), Preview::default(), None, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn keep(app: &App, visitor: &Visitor, file: &str, preview: &Preview) -> Result<Uuid, Refusal> {
    let list = serde_json::to_string(&preview.rows).map_err(|error| Refusal::Broken(error.to_string()))?;
    let (organisation, person, file) = (visitor.actor.organisation, visitor.live.person, file.to_owned());
    app.change(move |tx, draw| {
        let (file, list) = (file.clone(), list.clone());
        Box::pin(async move {
            let id = draw.request();
            store::keep(tx, organisation, id, person, (&file, &list), draw.now + LIFE).await?;
            Ok(id)
        })
    })
    .await
}

async fn confirm(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let imported = async {
        if !visitor.actor.may(Action::ManagePeople) {
            return Err(Refusal::NotFound);
        }
        let id: Uuid = form.parse("id")?.ok_or(Refusal::NotFound)?;
        let (organisation, person) = (visitor.actor.organisation, visitor.live.person);
        let taken = app.change(move |tx, draw| {
            Box::pin(async move { Ok(store::take(tx, organisation, id, person, draw.now).await?) })
        });
        let (file, list) = taken.await?.ok_or_else(|| Refusal::invalid(Problem::new("import-over").at("file")))?;
        let rows = serde_json::from_str(&list).map_err(|error| Refusal::Broken(error.to_string()))?;
        app.perform(&visitor.actor, ImportPeople { rows, file }).await
    };
    match imported.await {
        Ok(_) => answer::go("/organisation/people"),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, String::new(), Preview::default(), None, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
