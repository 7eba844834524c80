//! Directing: the page in view, one text field, and who does it by when. Made for the thumb.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::clock;
use crate::documents::file::is_large;
use crate::documents::incoming::direct::Direct;
use crate::documents::incoming::pages::{departments, document, incoming, owners, plain, read, require, seats};
use crate::documents::incoming::store::{self, Arrival, Seat};
use crate::documents::incoming::submit::usual_due;
use crate::documents::store::{Document, StoredFile, Task, tasks};
use crate::locale::text;
use crate::organisations::calendar;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Keys of phrases that are put into the text with one tap.
const PHRASES: &[&str] = &["phrase-do", "phrase-answer", "phrase-advise", "phrase-spread", "phrase-report"];
/// Pages of the document that are shown above the form.
const PAGES: i64 = 5;

#[derive(Template)]
#[template(path = "documents/incoming/views/direct.html")]
struct DirectPage {
    p: Page,
    d: Document,
    main: Option<StoredFile>,
    arrival: Arrival,
    /// The clerk's proposal.
    proposal: String,
    seats: Vec<Seat>,
    departments: Vec<(String, String)>,
    phrases: &'static [&'static str],
    form: Form,
}

impl DirectPage {
    /// Whether the file is too large for its pages to be shown.
    fn has_large(&self) -> bool {
        self.main.as_ref().is_some_and(is_large)
    }

    fn pages(&self) -> std::ops::RangeInclusive<i64> {
        1..=self.main.as_ref().map_or(0, |file| file.pages.min(PAGES))
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, None, 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Option<Form>) -> Result<DirectPage, Refusal> {
    let (d, files) = incoming(app, &visitor.actor, id).await?;
    let day = clock::day(app.clock.now());
    let mut tx = app.read().await?;
    let all = tasks::of_document(&mut tx, d.organisation, id, &day.to_string()).await?;
    let arrival = store::arrival(&mut tx, d.organisation, id).await?.ok_or(Refusal::NotFound)?;
    drop(tx);
    let is_mine = |task: &Task| task.owner_position.is_some_and(|owner| visitor.actor.handles(owner));
    if !all.iter().any(|task| task.kind == "direct" && is_mine(task)) {
        require(&visitor.actor, Action::Direct)?;
    }
    let seats = seats(app, &visitor.actor).await?;
    let title = text(visitor.locale, "deed-direct");
    let p = Page::load(app, visitor, "nav-incoming", title).await?;
    let waiting = all.iter().find(|task| task.kind == "direct" && task.state == "open");
    let proposal = waiting.map(|task| task.instruction.clone()).unwrap_or_default();
    let days = calendar::of(&mut app.read().await?, d.organisation).await?;
    let due = usual_due(arrival.first_due(), &d.urgency, day, &days)?;
    let form = form.unwrap_or_else(|| Form::default().with("due", vietnamese::dates::short(due)));
    let main = ["issued", "scan"].iter().find_map(|role| files.iter().find(|file| file.role == *role)).cloned();
    let departments = departments(&seats);
    Ok(DirectPage { p, d, main, arrival, proposal, seats, departments, phrases: PHRASES, form })
}

pub(super) async fn direct(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    match perform(&app, &visitor, id, &form).await {
        Ok(()) => document(id),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, Some(form), status).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}

async fn perform(app: &App, visitor: &Visitor, id: DocumentId, form: &Form) -> Result<(), Refusal> {
    let today = clock::day(app.clock.now());
    let lead = owners(form, "lead")?.into_iter().next();
    let days = calendar::of(&mut app.read().await?, visitor.actor.organisation).await?;
    let due = if lead.is_some() { read::coming(form, "due", &days, today)? } else { None };
    let phrases = form.values("phrase").iter().map(String::as_str);
    let typed = std::iter::once(form.value("wording")).filter(|text| !text.is_empty());
    let verb = Direct {
        document: id,
        wording: typed.chain(phrases).collect::<Vec<_>>().join(" "),
        lead,
        due,
        supports: owners(form, "supports")?,
        informs: owners(form, "informs")?,
        inform_all: form.has("inform_all"),
    };
    app.perform(&visitor.actor, verb).await
}
