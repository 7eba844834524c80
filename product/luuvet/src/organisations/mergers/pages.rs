//! `/organisation/merge`: agreeing to take another organisation in, and merging into one that has agreed.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::Action;
use luuvet_domain::ids::OrganisationId;
use serde::Deserialize;

use super::store::{self, Held, OpenWork, Party};
use super::{AgreeToMerger, Go, MergeOrganisation, Moved};
use crate::app::App;
use crate::documents::tasks::store::{Holder, holders};
use crate::locale::text;
use crate::organisations::fields::short;
use crate::organisations::people::store::{self as people, Position};
use crate::organisations::store as organisations;
use crate::organisations::tree::store::{self as tree, Child};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

pub(in crate::organisations) fn routes() -> Router<App> {
    Router::new().route("/organisation/merge", get(show).post(merge)).route("/organisation/merge/agree", post(agree))
}

/// What can be chosen for everybody, beside a vacant position.
const WAYS: &[&str] = &["open", "both", "keep", "leave"];

#[derive(Template)]
#[template(path = "organisations/mergers/views/merge.html")]
struct MergePage {
    p: Page,
    form: Form,
    /// The name of the organisation in which this one goes on, and since when.
    merged: Option<(String, String)>,
    /// Who would take this one in.
    takers: Vec<Party>,
    /// Whom this one has agreed to take.
    agreed: Vec<Party>,
    /// Whom it could agree to take.
    others: Vec<Child>,
    /// Into which, once it is clear.
    into: Option<Party>,
    people: Vec<Held>,
    vacant: Vec<Position>,
    receivers: Vec<Holder>,
    moving: usize,
    unfinished: Vec<OpenWork>,
}

impl MergePage {
    fn ways(&self) -> &'static [&'static str] {
        WAYS
    }

    /// What is chosen for a position; a new position in the successor unless it was said.
    fn is_chosen(&self, held: &Held, way: &str) -> bool {
        let typed = self.form.value(&format!("go-{}", held.position));
        if typed.is_empty() { way == "open" } else { typed == way }
    }
}

#[derive(Deserialize)]
struct Asked {
    into: Option<OrganisationId>,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    page(&app, visitor, asked.into, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, into: Option<OrganisationId>, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, into, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, into: Option<OrganisationId>, form: Form) -> Result<MergePage, Refusal> {
    if !visitor.actor.may(Action::ManageOrganisation) {
        return Err(Refusal::NotFound);
    }
    let (organisation, title) = (visitor.actor.organisation, text(visitor.locale, "merge-title"));
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    let day = p.today().to_string();
    let mut tx = app.read().await?;
    let mut page = MergePage {
        p,
        form,
        merged: None,
        takers: store::parties(&mut tx, organisation, true, &day).await?,
        agreed: store::parties(&mut tx, organisation, false, &day).await?,
        others: tree::all(&mut tx, organisation, &day).await?,
        into: None,
        people: Vec::new(),
        vacant: Vec::new(),
        receivers: Vec::new(),
        moving: 0,
        unfinished: Vec::new(),
    };
    if let Some((into, since)) = store::merger(&mut tx, organisation).await? {
        let name = organisations::name_on(&mut tx, into, &day).await?.unwrap_or_default().name;
        page.merged = Some((name, short(&since)));
        return Ok(page);
    }
    let only = || (page.takers.len() == 1).then(|| page.takers.first().cloned()).flatten();
    page.into = match into {
        Some(into) => page.takers.iter().find(|taker| taker.id == into).cloned(),
        None => only(),
    };
    let Some(into) = page.into.as_ref().map(|taker| taker.id) else { return Ok(page) };
    page.people = store::held(&mut tx, organisation, &day).await?;
    page.vacant = people::vacancies(&mut tx, into, &day).await?;
    page.receivers = holders(&mut tx, into, uuid::Uuid::nil(), &day).await?;
    let open = store::open_work(&mut tx, organisation).await?;
    let (moving, others): (Vec<_>, Vec<_>) = open.into_iter().partition(|one| one.is_incoming);
    let unfinished = others.into_iter().filter(OpenWork::must_be_finished).collect();
    (page.moving, page.unfinished) = (moving.len(), unfinished);
    Ok(page)
}

async fn merge(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = async {
        let into = form.parse("into")?.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("into")))?;
        let day = crate::clock::day(app.clock.now()).to_string();
        let held = store::held(&mut app.read().await?, visitor.actor.organisation, &day).await?;
        let people = held.into_iter().map(|one| moved(&form, &one)).collect::<Result<_, _>>()?;
        app.perform(&visitor.actor, MergeOrganisation { into, people, rest: form.parse("rest")? }).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

fn moved(form: &Form, held: &Held) -> Result<Moved, Refusal> {
    let go = match form.value(&format!("go-{}", held.position)) {
        "open" => Go::Open,
        "both" => Go::Both,
        "" | "keep" => Go::Keep,
        "leave" => Go::Leave,
        id => Go::Take(id.parse().map_err(|_| Refusal::invalid(Problem::new("field-choose").at("people")))?),
    };
    Ok(Moved { position: held.position, go })
}

async fn agree(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = async {
        let from = form.parse("from")?.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("from")))?;
        app.perform(&visitor.actor, AgreeToMerger { from }).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

async fn then(app: &App, visitor: Visitor, form: Form, done: Result<(), Refusal>) -> Response {
    match done {
        Ok(()) => answer::go("/organisation/merge"),
        Err(refusal @ Refusal::Invalid(_)) if visitor.actor.may(Action::ManageOrganisation) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            let into = form.value("into").parse().ok();
            page(app, visitor, into, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
