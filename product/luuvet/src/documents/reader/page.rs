//! `/documents/{id}`.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;
use serde::Deserialize;

use crate::app::App;
use crate::documents::delivery::store::Recipient;
use crate::documents::file::is_large;
use crate::documents::joint::store::Approval;
use crate::documents::list::{self, Rows, Shelf, stamp};
use crate::documents::outgoing::store::StepRow;
use crate::documents::permitted;
use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::reader::sections::{self, Sections};
use crate::documents::store::{Document, StoredFile, Task};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::trace::read::{Line, Of, lines};
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Pages shown at once; the rest are one click away.
const PAGES: i64 = 30;

#[derive(Template)]
#[template(path = "documents/views/reader.html")]
struct ReaderPage {
    p: Page,
    d: Document,
    shelf: Shelf,
    list: Rows,
    files: Vec<StoredFile>,
    leaves: Vec<Leaf>,
    deeds: Vec<Deed>,
    s: Sections,
    lines: Vec<Line>,
    stamp: Option<&'static str>,
}

/// A page image.
struct Leaf {
    file: String,
    page: i64,
    of: i64,
    name: String,
}

#[derive(Deserialize)]
pub(super) struct Ask {
    /// The list that it was opened from.
    #[serde(default)]
    from: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    Query(ask): Query<Ask>,
) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, id, &ask.from).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, from: &str) -> Result<ReaderPage, Refusal> {
    let p = Page::load(app, visitor, "", "").await?;
    let actor = &p.visitor.actor;
    let mut tx = app.read().await?;
    let (d, files) = permitted::find(&mut tx, actor, id).await?;
    let shelf = Shelf::of(&d.direction);
    let list = match p.visitor.part.is_none() && from.is_empty() {
        true => list::load(&mut tx, actor, shelf, None, Some(id), (p.locale, p.now)).await?,
        false => Rows::default(),
    };
    let s = sections::load(&mut tx, &d, actor, p.today()).await?;
    let lines = lines(&mut tx, d.organisation, Of::Subject(id.0), None, p.locale, p.now).await?;
    let deeds = sorted(sections::deeds(&d, &files, &s, actor, p.locale));
    let p = p.at(shelf.entry()).named(d.symbol.clone().unwrap_or_else(|| d.subject.clone()));
    let (leaves, stamp) = (leaves(&files), stamp(&d.urgency));
    Ok(ReaderPage { p, d, shelf, list, files, leaves, deeds, s, lines, stamp })
}

/// The next step first; what can be done before what cannot.
fn sorted(mut deeds: Vec<Deed>) -> Vec<Deed> {
    let rank = |weight| match weight {
        Weight::Primary => 0,
        Weight::Plain => 1,
        Weight::Quiet => 2,
        Weight::Danger => 3,
    };
    deeds.sort_by_key(|deed| (deed.weight == Weight::Danger, deed.why.is_some(), rank(deed.weight)));
    deeds
}

/// The pages to show: those of the issued or frozen rendition, else of the scan or draft, then of attachments.
fn leaves(files: &[StoredFile]) -> Vec<Leaf> {
    let of_role = |role: &str| files.iter().rev().find(|file| file.role == role && shows(file));
    let main = ["issued", "rendition", "scan", "draft"].into_iter().find_map(of_role);
    let rest = files.iter().filter(|file| file.role == "attachment" && shows(file));
    main.into_iter()
        .chain(rest)
        .flat_map(|file| {
            (1..=file.pages).map(|page| Leaf {
                file: file.id.to_string(),
                page,
                of: file.pages,
                name: file.name.clone(),
            })
        })
        .take(usize::try_from(PAGES).unwrap_or(0))
        .collect()
}

fn shows(file: &StoredFile) -> bool {
    file.pages > 0
        && !is_large(file)
        && matches!(file.media_type.as_str(), "application/pdf" | "image/png" | "image/jpeg")
}

impl ReaderPage {
    /// Whether there are pages that cannot be shown for their size.
    fn has_large(&self) -> bool {
        self.files.iter().any(is_large)
    }

    fn state(&self) -> String {
        if let Some(asked) = &self.s.joint.request {
            return self.p.t(&format!("joint-request-{}", asked.state));
        }
        self.p.t(&format!("state-{}", self.d.state))
    }

    fn kind(&self) -> String {
        self.p.t(&format!("kind-{}", self.d.kind))
    }

    fn size(&self, file: &StoredFile) -> String {
        if file.size < 102_400 {
            return format!("{} kB", (file.size + 1023) / 1024);
        }
        let tenths = (file.size + 51_200) / 102_400;
        format!("{},{} MB", tenths / 10, tenths % 10)
    }

    fn assignments(&self) -> impl Iterator<Item = &Task> {
        self.s.tasks.iter().filter(|task| matches!(task.kind.as_str(), "inform" | "support" | "lead"))
    }

    fn step_class(&self, step: &StepRow) -> &'static str {
        match step.state.as_str() {
            "passed" | "answered" | "lapsed" => "step-done",
            "open" => "step-now",
            "returned" => "step-refused",
            _ => "step-next",
        }
    }

    fn body_class(&self, one: &Approval) -> &'static str {
        match one.state.as_str() {
            "approved" => "done",
            "refused" => "refused",
            "asked" => "now",
            _ => "wait",
        }
    }

    fn body_icon(&self, one: &Approval) -> &'static str {
        match self.body_class(one) {
            "done" => "check",
            "refused" => "x",
            "now" => "inbox",
            _ => "clock",
        }
    }

    fn rung_class(&self, recipient: &Recipient) -> &'static str {
        match recipient.state.as_str() {
            "answered" | "registered" | "in-progress" => "done",
            "refused" | "late" | "recalled" => "refused",
            "opened" | "delivered" => "now",
            _ => "wait",
        }
    }

    fn rung_icon(&self, recipient: &Recipient) -> &'static str {
        match self.rung_class(recipient) {
            "done" => "check",
            "refused" => "x",
            "now" => "inbox",
            _ => "clock",
        }
    }

    /// How many recipients have opened it, or gone further.
    fn opened(&self) -> usize {
        self.s.recipients.iter().filter(|recipient| recipient.opened_at.is_some()).count()
    }

    /// Who shall have read it, and how many have.
    fn readers(&self) -> Option<(usize, usize)> {
        let readers: Vec<&Task> = self.assignments().collect();
        let read = readers.iter().filter(|task| task.opened_at.is_some()).count();
        (!readers.is_empty()).then_some((read, readers.len()))
    }
}

#[derive(Template)]
#[template(path = "documents/views/trace.html")]
struct TracePage {
    p: Page,
    d: Document,
    lines: Vec<Line>,
    older: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<i64>,
}

/// `/documents/{id}/trace`: the whole trace of a document, for reading and for print.
pub(super) async fn trace(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    Query(query): Query<Before>,
) -> Response {
    let locale = visitor.locale;
    let built = async {
        let p = Page::load(&app, visitor, "", "").await?;
        let mut tx = app.read().await?;
        let (d, _) = permitted::find(&mut tx, &p.visitor.actor, id).await?;
        let lines = lines(&mut tx, d.organisation, Of::Subject(id.0), query.before, p.locale, p.now).await?;
        let full = i64::try_from(lines.len()).is_ok_and(|n| n == crate::trace::read::PAGE);
        let older = lines.last().filter(|_| full).map(|line| line.sequence);
        let p = p.at(Shelf::of(&d.direction).entry()).named(text(locale, "nav-trace"));
        Ok::<_, Refusal>(TracePage { p, d, lines, older })
    };
    match built.await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}
