//! `/documents/{id}/copy`: which copy, who stands for it, who gets it.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::Response;
use axum::routing::get;
use luuvet_domain::access::Action;
use luuvet_domain::documents::{Kind, Relation};
use luuvet_domain::ids::DocumentId;

use super::deeds::can_be_copied;
use super::make_copy::MakeCopy;
use super::rendition;
use crate::app::App;
use crate::documents::file;
use crate::documents::outgoing::store::choices::{self, Choices, Named, Post};
use crate::documents::outgoing::store::drafts::Recipient;
use crate::documents::permitted;
use crate::documents::store::Document;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::{self, Upload};
use crate::web::visitor::Visitor;

/// The kinds of copies, in the order of the decree.
const KINDS: [Kind; 3] = [Kind::TrueCopy, Kind::CopyOfCopy, Kind::ExtractCopy];

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/documents/{id}/copy", get(show).post(make))
        .layer(DefaultBodyLimit::max(upload::LARGEST + 1_000_000))
}

#[derive(Template)]
#[template(path = "documents/copies/views/copy.html")]
struct CopyPage {
    p: Page,
    d: Document,
    form: Form,
    /// The code of a kind of copy, and whether the decree permits it of this document.
    kinds: Vec<(&'static str, bool)>,
    signers: Vec<(String, String)>,
    mandates: Vec<(String, String)>,
    organisations: Vec<Named>,
    departments: Vec<Named>,
}

async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default().with("copies", "1"), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<CopyPage, Refusal> {
    let today = crate::clock::day(app.clock.now());
    let mut tx = app.read().await?;
    let (d, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    if !can_be_copied(&d) || !visitor.actor.may(Action::Draft) {
        return Err(Refusal::NotFound);
    }
    let Choices { departments, organisations, posts, mandates, .. } = {
        let choices = choices::choices(&mut tx, d.organisation, &today.to_string()).await?;
        let posts: Vec<Post> = choices.approvers(today).into_iter().cloned().collect();
        Choices { posts, ..choices }
    };
    drop(tx);
    let old = Kind::from_code(&d.kind).unwrap_or(Kind::OfficialLetter);
    let kinds: Vec<(&'static str, bool)> =
        KINDS.iter().map(|kind| (kind.code(), Relation::CopyOf.fits(*kind, old))).collect();
    let form = if form.has("kind") { form } else { form.with("kind", KINDS[0].code()) };
    let title = |id| posts.iter().find(|post: &&Post| post.id == id).map_or("", |post| post.title.as_str());
    let in_force = mandates.iter().filter(|one| one.period.is_some_and(|period| period.contains(today)));
    let worded = in_force.map(|one| {
        let label = format!("{}. {} {}", one.kind.to_uppercase(), title(one.holder), one.basis);
        (one.id.to_string(), label)
    });
    let mandates = worded.collect();
    let signers = posts.iter().map(|post| (post.id.to_string(), post.words())).collect();
    let p = Page::load(app, visitor, "nav-outgoing", "").await?;
    let p = Page { title: text(p.locale, "copy-title"), ..p };
    Ok(CopyPage { p, d, form, kinds, signers, mandates, organisations, departments })
}

async fn make(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, upload: Upload) -> Response {
    let form = upload.form.clone();
    match take(&app, &visitor, id, upload).await {
        Ok(copy) => answer::go(&format!("/drafts/{copy}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn take(app: &App, visitor: &Visitor, id: DocumentId, upload: Upload) -> Result<DocumentId, Refusal> {
    let today = crate::clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let (d, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    let choices = choices::choices(&mut tx, d.organisation, &today).await?;
    drop(tx);
    let (form, kind) = (&upload.form, Kind::from_code(upload.form.value("kind")).unwrap_or(Kind::TrueCopy));
    let (recipients, declared) = (recipients(form, &choices), form.has("declared"));
    let (signer, mandate) = (form.parse("signer")?, form.parse("mandate")?);
    let (copies, part) = (form.parse("copies")?.unwrap_or(0), form.value("part").to_owned());
    let extract = match upload.files.into_iter().next() {
        Some(one) if kind == Kind::ExtractCopy => {
            Some(file::take_in(app, &visitor.actor, one, "draft", declared).await?)
        }
        _ => None,
    };
    let verb = MakeCopy { document: id, kind, part, extract, signer, mandate, recipients, copies };
    let copy = app.perform(&visitor.actor, verb).await?;
    rendition::refresh(app, &visitor.actor, copy).await?;
    Ok(copy)
}

/// Those that are ticked, and a line for each one outside; all of them for information.
fn recipients(form: &Form, choices: &Choices) -> Vec<Recipient> {
    let named = |kind: &str, id: &str| {
        let list = if kind == "organisation" { &choices.organisations } else { &choices.departments };
        list.iter().find(|one| one.id.to_string() == id).map(|one| (one.id, one.name.clone()))
    };
    let inform = |kind: &str, target, name| Recipient {
        kind: kind.to_owned(),
        target,
        name,
        role: "inform".to_owned(),
        due: None,
    };
    let here = form.values("recipient").iter().filter_map(|value| {
        let (kind, id) = value.split_once(':')?;
        let (id, name) = named(kind, id)?;
        Some(inform(kind, Some(id), name))
    });
    let outside = form.value("outside").lines().map(str::trim).filter(|line| !line.is_empty());
    here.chain(outside.map(|name| inform("outside", None, vietnamese::fold::nfc(name)))).collect()
}
