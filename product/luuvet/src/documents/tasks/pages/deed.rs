//! `/tasks/{id}/{deed}`: everything that is done with one task, but finishing it.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use luuvet_domain::ids::{OrganisationId, PositionId, TaskId};

use crate::app::App;
use crate::clock;
use crate::documents::store::Task;
use crate::documents::tasks::acknowledge::Acknowledge;
use crate::documents::tasks::extend_due::ExtendDue;
use crate::documents::tasks::hand_on::{AssignDown, Reassign, ReturnTask};
use crate::documents::tasks::pages::{after, forms};
use crate::documents::tasks::remind::RemindTask;
use crate::documents::tasks::support::GiveSupport;
use crate::documents::tasks::undo::Undo;
use crate::organisations::calendar;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::visitor::Visitor;

/// Deeds that have a form of their own.
const FORMS: [&str; 5] = ["support", "return", "reassign", "assign", "extend"];

fn has_form(deed: &str) -> Option<&'static str> {
    FORMS.into_iter().find(|form| *form == deed)
}

/// The form of a deed.
pub async fn show(State(app): State<App>, visitor: Visitor, Path((id, deed)): Path<(TaskId, String)>) -> Response {
    let locale = visitor.locale;
    let Some(deed) = has_form(&deed) else { return answer::plain(locale, &Refusal::NotFound) };
    match forms::seen(&app, &visitor, id).await {
        Ok(task) => {
            let form = first(&task, deed);
            forms::of_task(&app, visitor, task, deed, form, 200).await
        }
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// The form as it is shown first: what was asked for, and until when.
fn first(task: &Task, deed: &str) -> Form {
    match (deed, task.due) {
        ("assign", Some(due)) => {
            Form::default().with("instruction", &*task.instruction).with("due", vietnamese::dates::short(due))
        }
        _ => Form::default(),
    }
}

/// Does it, and goes on.
pub async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, deed)): Path<(TaskId, String)>,
    form: Form,
) -> Response {
    let locale = visitor.locale;
    let done = match forms::seen(&app, &visitor, id).await {
        Ok(task) => perform(&app, &visitor, &task, &deed, &form).await.map_err(|refusal| (refusal, Some(task))),
        Err(refusal) => Err((refusal, None)),
    };
    match done {
        Ok(response) => response,
        Err((refusal @ Refusal::Invalid(_), Some(task))) if has_form(&deed).is_some() => {
            let (form, status) = (form.refused(locale, &refusal), refusal.status());
            forms::of_task(&app, visitor, task, has_form(&deed).unwrap_or("support"), form, status).await
        }
        Err((refusal, _)) => answer::plain(locale, &refusal),
    }
}

async fn perform(app: &App, visitor: &Visitor, task: &Task, deed: &str, form: &Form) -> Result<Response, Refusal> {
    let (actor, id, stood) = (&visitor.actor, task.id, form.value("basket"));
    let reason = || form.value("reason").to_owned();
    match deed {
        "acknowledge" => {
            app.perform(actor, Acknowledge { task: id }).await?;
            Ok(after::next(app, visitor, task, stood, "acknowledge", true).await)
        }
        "no-opinion" | "support" => {
            let opinion = (deed == "support").then(|| form.value("opinion").to_owned());
            app.perform(actor, GiveSupport { task: id, opinion }).await?;
            Ok(after::next(app, visitor, task, stood, "support", true).await)
        }
        "return" => {
            app.perform(actor, ReturnTask { task: id, reason: reason() }).await?;
            Ok(after::next(app, visitor, task, stood, "return", false).await)
        }
        "assign" => {
            app.perform(actor, assign_down(app, actor.organisation, id, form).await?).await?;
            Ok(after::stay(task, "assign", true))
        }
        "reassign" => {
            let to = form.parse::<PositionId>("to")?;
            let to = to.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("to")))?;
            app.perform(actor, Reassign { task: id, to, reason: reason() }).await?;
            Ok(after::stay(task, "reassign", false))
        }
        "extend" => {
            let day = day(app, actor.organisation, form, "day").await?;
            app.perform(actor, ExtendDue { task: id, day, reason: reason() }).await?;
            Ok(after::stay(task, "extend", false))
        }
        "remind" => {
            app.perform(actor, RemindTask { task: id }).await?;
            Ok(after::stay(task, "remind", false))
        }
        "undo" => {
            app.perform(actor, Undo { task: id, what: form.value("what").to_owned() }).await?;
            Ok(after::stay(task, "undo", false))
        }
        _ => Err(Refusal::NotFound),
    }
}

async fn assign_down(
    app: &App,
    organisation: OrganisationId,
    task: TaskId,
    form: &Form,
) -> Result<AssignDown, Refusal> {
    let lead = form.parse::<PositionId>("lead")?;
    let lead = lead.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("lead")))?;
    let supports: Vec<PositionId> =
        form.values("support").iter().filter_map(|id| id.parse().ok()).filter(|id| *id != lead).collect();
    let due = day(app, organisation, form, "due").await?;
    Ok(AssignDown { task, lead, supports, instruction: form.value("instruction").to_owned(), due })
}

/// A day as people write it: "30/4", "thứ 6", "+5n".
async fn day(app: &App, organisation: OrganisationId, form: &Form, field: &'static str) -> Result<Date, Refusal> {
    let typed = form.value(field);
    if typed.is_empty() {
        return Err(Refusal::invalid(Problem::new("field-empty").at(field)));
    }
    let today = clock::day(app.clock.now());
    let days = calendar::of(&mut app.read().await?, organisation).await?;
    days.parse_day(typed, today)
        .map_err(|_| Refusal::invalid(Problem::new("field-unreadable").at(field).with("value", typed)))
}
