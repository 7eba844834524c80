//! Deciding beside the page image: pass or approve, give an opinion, return, withdraw, discard, close opinions.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::{DocumentId, StepId};

use super::onward;
use super::view::{Leaf, Listed, leaves, mark};
use crate::app::App;
use crate::documents::outgoing::approve::Approve;
use crate::documents::outgoing::close_opinions::CloseOpinions;
use crate::documents::outgoing::discard_draft::DiscardDraft;
use crate::documents::outgoing::give_opinion::GiveOpinion;
use crate::documents::outgoing::pass_step::PassStep;
use crate::documents::outgoing::return_approved::ReturnApproved;
use crate::documents::outgoing::return_to_drafter::ReturnToDrafter;
use crate::documents::outgoing::send_back::SendBack;
use crate::documents::outgoing::store::{self, StepRow, choices};
use crate::documents::outgoing::withdraw::Withdraw;
use crate::documents::permitted;
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Which decision a page is for; `key` makes its words, `path` its address, `field` is the text that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Act {
    key: &'static str,
    path: &'static str,
    field: &'static str,
}

const APPROVE: Act = Act { key: "act-approve", path: "approve", field: "comment" };
const PASS: Act = Act { key: "act-pass", path: "approve", field: "comment" };
const OPINION: Act = Act { key: "act-opinion", path: "opinion", field: "opinion" };
const RETURN: Act = Act { key: "act-return", path: "return", field: "reason" };
const WITHDRAW: Act = Act { key: "act-withdraw", path: "withdraw", field: "reason" };
const DISCARD: Act = Act { key: "act-discard", path: "discard", field: "reason" };
const CLOSE: Act = Act { key: "act-close", path: "close-opinions", field: "reason" };

#[derive(Template)]
#[template(path = "documents/outgoing/views/act.html")]
struct ActPage {
    p: Page,
    form: Form,
    id: DocumentId,
    act: Act,
    subject: String,
    slip: String,
    self_made: bool,
    leaves: Vec<Leaf>,
    files: Vec<Listed>,
    steps: Vec<(&'static str, StepRow)>,
    /// The open step of this person.
    step: Option<StepId>,
    /// Whether a step comes before it.
    has_before: bool,
    /// The manifest on this page.
    seen: String,
    /// The lines of the signature, when the signer himself decides.
    signature: Vec<String>,
}

impl ActPage {
    /// A text of this decision: `act-approve-note`.
    fn words(&self, what: &str) -> String {
        self.p.t(&format!("{}-{what}", self.act.key))
    }
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, act: Act, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, act, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, act: Act, form: Form) -> Result<ActPage, Refusal> {
    let day = crate::clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let (document, files) = permitted::find(&mut tx, &visitor.actor, id).await?;
    if document.direction == "incoming" {
        return Err(Refusal::NotFound);
    }
    let all = store::submissions(&mut tx, document.organisation, id).await?;
    let rows = store::steps(&mut tx, document.organisation, id, &day).await?;
    let mine = rows.iter().find(|step| step.state == "open" && visitor.actor.handles(step.position));
    let signs = mine.filter(|step| step.kind == "approve" && Some(step.position) == document.signer_id);
    let signature = match signs {
        Some(step) => {
            let choices = choices::choices(&mut tx, document.organisation, &day).await?;
            choices.signature(step.position, document.mandate)
        }
        None => Vec::new(),
    };
    drop(tx);
    let row = all.into_iter().find(|row| row.version == document.version);
    let needs_step = matches!(act, APPROVE | PASS | OPINION);
    if needs_step && mine.is_none() {
        return Err(Refusal::Meanwhile(Problem::new("submission-step-not-open")));
    }
    let act = match mine {
        Some(step) if act == APPROVE && step.kind != "approve" => PASS,
        _ => act,
    };
    let has_before = mine.is_some_and(|step| rows.iter().any(|other| other.group < step.group));
    let step = mine.map(|step| step.id);
    let title = text(visitor.locale, &format!("{}-title", act.key));
    let p = Page::load(app, visitor, "nav-submissions", title).await?;
    Ok(ActPage {
        form,
        id,
        act,
        subject: document.subject.clone(),
        slip: row.as_ref().map(|row| row.slip.clone()).unwrap_or_default(),
        self_made: row.as_ref().is_some_and(|row| row.self_made),
        leaves: leaves(id, &files),
        files: Listed::all(&files),
        signature,
        seen: row.map(|row| hex::encode(row.manifest)).unwrap_or_default(),
        steps: rows.into_iter().map(|step| (mark(&step), step)).collect(),
        step,
        has_before,
        p,
    })
}

/// After a verb: on to what waits next, or the form again with its sentences.
async fn answered(
    app: &App,
    visitor: Visitor,
    id: DocumentId,
    act: Act,
    form: Form,
    done: Result<(), Refusal>,
) -> Response {
    match done {
        Ok(()) => onward(app, &visitor, id).await,
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, id, act, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

fn step_of(form: &Form) -> Result<StepId, Refusal> {
    form.parse("step")?.ok_or_else(|| Refusal::invalid(Problem::new("submission-step-unknown")))
}

pub async fn approve(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, APPROVE, Form::default(), 200).await
}

pub async fn approved(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let done = async {
        let (step, seen, comment) = (step_of(&form)?, form.value("seen").to_owned(), form.value("comment").to_owned());
        if form.value("act") == "pass" {
            app.perform(&visitor.actor, PassStep { document: id, step, seen, comment }).await
        } else {
            app.perform(&visitor.actor, Approve { document: id, step, seen, comment }).await
        }
    };
    let done = done.await;
    answered(&app, visitor, id, APPROVE, form, done).await
}

pub async fn opinion(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, OPINION, Form::default().with("stance", "agree"), 200).await
}

pub async fn given(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let done = async {
        let verb = GiveOpinion {
            document: id,
            step: step_of(&form)?,
            seen: form.value("seen").to_owned(),
            stance: form.value("stance").to_owned(),
            opinion: form.value("opinion").to_owned(),
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    answered(&app, visitor, id, OPINION, form, done).await
}

pub async fn give_back(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, RETURN, Form::default().with("to", "drafter"), 200).await
}

/// From an open step one step back or to the drafter; without a step it is an approved document that is returned.
pub async fn given_back(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let done = async {
        let (document, reason) = (id, form.value("reason").to_owned());
        if !form.has("step") {
            return app.perform(&visitor.actor, ReturnApproved { document, reason }).await;
        }
        let step = step_of(&form)?;
        if form.value("to") == "before" {
            return app.perform(&visitor.actor, SendBack { document, step, reason }).await;
        }
        app.perform(&visitor.actor, ReturnToDrafter { document, step, reason }).await
    };
    let done = done.await;
    answered(&app, visitor, id, RETURN, form, done).await
}

pub async fn withdraw(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, WITHDRAW, Form::default(), 200).await
}

pub async fn withdrawn(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let verb = Withdraw { document: id, reason: form.value("reason").to_owned() };
    let done = app.perform(&visitor.actor, verb).await;
    answered(&app, visitor, id, WITHDRAW, form, done).await
}

pub async fn discard(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, DISCARD, Form::default(), 200).await
}

pub async fn discarded(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let verb = DiscardDraft { document: id, reason: form.value("reason").to_owned() };
    match app.perform(&visitor.actor, verb).await {
        Ok(()) => answer::go("/submissions"),
        done => answered(&app, visitor, id, DISCARD, form, done).await,
    }
}

pub async fn close(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, CLOSE, Form::default(), 200).await
}

pub async fn closed(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let verb = CloseOpinions { document: id, summary: form.value("reason").to_owned() };
    let done = app.perform(&visitor.actor, verb).await;
    answered(&app, visitor, id, CLOSE, form, done).await
}
