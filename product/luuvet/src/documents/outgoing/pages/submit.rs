//! `/documents/{id}/submit` and `/documents/{id}/steps`: slip, circuit, and what stands in the way.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, StepId};

use super::input;
use super::view::{Choice, Leaf, leaves, mark};
use crate::app::App;
use crate::documents::outgoing::change_steps::ChangeSteps;
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::readiness;
use crate::documents::outgoing::store::choices::{self, Choices, Post};
use crate::documents::outgoing::store::{self, StepRow, drafts};
use crate::documents::outgoing::submit::Submit;
use crate::documents::permitted;
use crate::documents::store::{Document, StoredFile};
use crate::locale::{Locale, sentence, text};
use crate::organisations::calendar;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// What stands in the way, and where it is put right.
struct Obstacle {
    sentence: String,
    href: String,
}

#[derive(Template)]
#[template(path = "documents/outgoing/views/submit.html")]
struct SubmitPage {
    p: Page,
    form: Form,
    id: DocumentId,
    subject: String,
    obstacles: Vec<Obstacle>,
    warnings: Vec<String>,
    leaves: Vec<Leaf>,
    checkers: Vec<Choice>,
    form_checkers: Vec<Choice>,
    leaders: Vec<Choice>,
    everybody: Vec<Choice>,
    signer: String,
    /// The lines of the signature, last the name.
    signature: Vec<String>,
    /// Whether the circuit runs already and only what remains is changed.
    running: bool,
    steps: Vec<(&'static str, StepRow)>,
}

struct Stored {
    document: Document,
    files: Vec<StoredFile>,
    choices: Choices,
    steps: Vec<StepRow>,
    obstacles: Vec<Problem>,
}

async fn stored(app: &App, visitor: &Visitor, id: DocumentId) -> Result<Stored, Refusal> {
    let today = crate::clock::day(app.clock.now());
    let day = today.to_string();
    let mut tx = app.read().await?;
    let (document, files) = permitted::find(&mut tx, &visitor.actor, id).await?;
    if document.direction == "incoming" || !visitor.actor.handles(document.drafter) {
        return Err(Refusal::NotFound);
    }
    let choices = choices::choices(&mut tx, document.organisation, &day).await?;
    let running = document.state == "submitted";
    let (steps, obstacles) = if running {
        (store::steps(&mut tx, document.organisation, id, &day).await?, Vec::new())
    } else {
        let parts = drafts::parts(&mut tx, document.organisation, id, id).await?;
        (Vec::new(), readiness::obstacles(&document, &parts, &files, &choices, today))
    };
    Ok(Stored { document, files, choices, steps, obstacles })
}

async fn page(
    app: &App,
    visitor: Visitor,
    id: DocumentId,
    typed: Option<Form>,
    running: bool,
    status: u16,
) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, typed, running).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(
    app: &App,
    visitor: Visitor,
    id: DocumentId,
    typed: Option<Form>,
    running: bool,
) -> Result<SubmitPage, Refusal> {
    let locale = visitor.locale;
    let Stored { document, files, choices, steps, obstacles } = stored(app, &visitor, id).await?;
    let today = crate::clock::day(app.clock.now());
    let is_draft = matches!(document.state.as_str(), "draft" | "returned" | "withdrawn");
    if (running && document.state != "submitted") || (!running && !is_draft) {
        return Err(Refusal::Meanwhile(Problem::new("document-moved-on")));
    }
    let plan = if running { remaining(&steps, &document) } else { Plan::usual(&document, &choices) };
    let warnings = if running { Vec::new() } else { doubts(&plan, &document, &choices, today, locale) };
    let form = typed.unwrap_or_else(|| input::plan_form(&plan));
    let title = text(locale, if running { "steps-title" } else { "submit-title" });
    let p = Page::load(app, visitor, "nav-submissions", title).await?;
    Ok(SubmitPage {
        id,
        subject: document.subject.clone(),
        obstacles: obstacles.iter().map(|problem| obstacle(problem, id, locale)).collect(),
        warnings,
        leaves: leaves(id, &files),
        checkers: Choice::posts(&choices.who_may(Action::CheckContent)),
        form_checkers: Choice::posts(&choices.who_may(Action::CheckForm)),
        leaders: Choice::posts(&choices.approvers(today)),
        everybody: Choice::posts(&choices.posts.iter().collect::<Vec<_>>()),
        signer: document.signer_id.and_then(|id| choices.post(id)).map(Post::words).unwrap_or_default(),
        signature: document.signer_id.map(|id| choices.signature(id, document.mandate)).unwrap_or_default(),
        steps: steps.into_iter().map(|step| (mark(&step), step)).collect(),
        running,
        p,
        form,
    })
}

/// The steps that have not begun, as a plan.
fn remaining(steps: &[StepRow], document: &Document) -> Plan {
    let of = |kind: &'static str| {
        steps.iter().filter(move |step| step.state == "waiting" && step.kind == kind).map(|step| step.position)
    };
    Plan {
        content: of("content-check").next(),
        form: of("form-check").next(),
        opinions: of("opinion").collect(),
        due: steps.iter().filter(|step| step.state == "waiting").find_map(|step| step.due),
        approvers: of("approve").filter(|one| Some(*one) != document.signer_id).collect(),
    }
}

/// What the circuit lacks without being stopped by it.
fn doubts(plan: &Plan, document: &Document, choices: &Choices, today: Date, locale: Locale) -> Vec<String> {
    let ids: Vec<StepId> =
        (0..plan.len(document.signer_id)).map(|n| StepId(uuid::Uuid::from_u128(n as u128))).collect();
    let steps = plan.steps(document.signer_id, &ids, 1, choices, today).unwrap_or_default();
    readiness::of_steps(&steps).1.iter().map(|problem| sentence(locale, problem)).collect()
}

/// The sentence, with the place in the draft where it is put right.
fn obstacle(problem: &Problem, id: DocumentId, locale: Locale) -> Obstacle {
    let place = problem.field.unwrap_or("subject");
    Obstacle { sentence: sentence(locale, problem), href: format!("/drafts/{id}#{place}") }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, None, false, 200).await
}

pub async fn submit(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let today = crate::clock::day(app.clock.now());
    let done = async {
        let days = calendar::of(&mut app.read().await?, visitor.actor.organisation).await?;
        let plan = input::plan(&form, &days, today)?;
        app.perform(&visitor.actor, Submit { document: id, slip: form.value("slip").to_owned(), plan }).await
    };
    match done.await {
        Ok(()) => answer::go(&format!("/documents/{id}")),
        Err(refusal) => refused(&app, visitor, id, form, &refusal, false).await,
    }
}

pub async fn steps(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, None, true, 200).await
}

pub async fn change(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let today = crate::clock::day(app.clock.now());
    let done = async {
        let days = calendar::of(&mut app.read().await?, visitor.actor.organisation).await?;
        let plan = input::plan(&form, &days, today)?;
        app.perform(&visitor.actor, ChangeSteps { document: id, plan }).await
    };
    match done.await {
        Ok(()) => answer::go(&format!("/documents/{id}")),
        Err(refusal) => refused(&app, visitor, id, form, &refusal, true).await,
    }
}

async fn refused(
    app: &App,
    visitor: Visitor,
    id: DocumentId,
    form: Form,
    refusal: &Refusal,
    running: bool,
) -> Response {
    if !matches!(refusal, Refusal::Invalid(_)) {
        return answer::plain(visitor.locale, refusal);
    }
    let form = form.refused(visitor.locale, refusal);
    page(app, visitor, id, Some(form), running, refusal.status()).await
}
