//! A register to take along. Reading so much at once leaves a line in the access log.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use luuvet_domain::ids::RegisterId;
use serde::Deserialize;

use super::{book, readable};
use crate::app::App;
use crate::clock;
use crate::documents::registers::asked::Asked;
use crate::documents::registers::export::{self, Title};
use crate::documents::registers::store::shelf;
use crate::refusal::Refusal;
use crate::sign_in;
use crate::web::answer;
use crate::web::visitor::Visitor;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which form; the filter stands beside it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    follow_up: String,
}

pub(super) async fn excel(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<RegisterId>,
    Query(asked): Query<Asked>,
    Query(which): Query<Which>,
) -> Response {
    file(&app, visitor, id, asked, !which.follow_up.is_empty(), true).await
}

pub(super) async fn pdf(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<RegisterId>,
    Query(asked): Query<Asked>,
    Query(which): Query<Which>,
) -> Response {
    file(&app, visitor, id, asked, !which.follow_up.is_empty(), false).await
}

async fn file(app: &App, visitor: Visitor, id: RegisterId, asked: Asked, follow_up: bool, excel: bool) -> Response {
    let locale = visitor.locale;
    match make(app, &visitor, id, &asked, follow_up, excel).await {
        Ok((bytes, name, media)) => attachment(bytes, &name, media),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn make(
    app: &App,
    visitor: &Visitor,
    id: RegisterId,
    asked: &Asked,
    follow_up: bool,
    excel: bool,
) -> Result<(Vec<u8>, String, &'static str), Refusal> {
    let (locale, actor) = (visitor.locale, &visitor.actor);
    let mut tx = app.read().await?;
    let series = readable(&mut tx, actor, id).await?;
    if series.history {
        return Err(Refusal::NotFound);
    }
    let form = book::form(&series, follow_up)?;
    let lines = asked.all(&mut tx, actor, locale, &series, form).await?;
    drop(tx);
    note(app, visitor, if excel { "register-excel" } else { "register-pdf" }).await?;
    let title = Title {
        organisation: visitor.live.organisation_name.clone(),
        name: series.name.clone(),
        year: series.numbers.year,
    };
    let now = clock::local(app.clock.now());
    let (columns, year) = (form.columns(), series.numbers.year);
    let made = tokio::task::spawn_blocking(move || {
        if excel {
            export::excel(locale, &title, columns, &lines)
        } else {
            export::pdf(locale, &title, columns, &lines, &now)
        }
    });
    let bytes = made.await.map_err(|error| Refusal::Broken(error.to_string()))??;
    let (ending, media) = if excel { ("xlsx", XLSX) } else { ("pdf", "application/pdf") };
    Ok((bytes, format!("so-{}-{year}.{ending}", series.direction), media))
}

async fn note(app: &App, visitor: &Visitor, what: &'static str) -> Result<(), Refusal> {
    let (organisation, person) = (visitor.actor.organisation, visitor.actor.person);
    let address = visitor.actor.address.clone();
    app.change(move |tx, draw| {
        let address = address.clone();
        Box::pin(async move {
            let (id, at) = (draw.request(), draw.now);
            Ok(sign_in::store::log(tx, id, at, Some(organisation), person, what, &address).await?)
        })
    })
    .await
}

fn attachment(bytes: Vec<u8>, name: &str, media: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CONTENT_SECURITY_POLICY, "sandbox".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The scan of the old book, for those who see registers.
pub(super) async fn scan(State(app): State<App>, visitor: Visitor, Path(id): Path<RegisterId>) -> Response {
    let found = async {
        let mut tx = app.read().await?;
        let series = readable(&mut tx, &visitor.actor, id).await?;
        let scan = shelf::scan(&mut tx, visitor.actor.organisation, series.id).await?;
        drop(tx);
        let (_, _, media, hash) = scan.ok_or(Refusal::NotFound)?;
        Ok((app.blobs.get(hash).await?, media))
    };
    let answered: Result<(Vec<u8>, String), Refusal> = found.await;
    match answered {
        Ok((bytes, media)) => {
            let (ending, media) = match media.as_str() {
                "application/pdf" => ("pdf", "application/pdf"),
                "image/png" => ("png", "image/png"),
                _ => ("jpg", "image/jpeg"),
            };
            attachment(bytes, &format!("so-cu.{ending}"), media)
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
