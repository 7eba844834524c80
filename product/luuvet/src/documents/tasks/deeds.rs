//! What a reader can do with the tasks of the document that is open.

use luuvet_domain::access::Action;

use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::{Document, Task};
use crate::documents::tasks::owned;
use crate::locale::{Locale, sentence};
use crate::refusal::Problem;
use crate::work::Actor;

/// The deeds: own work first, then work that was given, then the document itself.
#[must_use]
pub fn deeds(document: &Document, tasks: &[Task], actor: &Actor, locale: Locale) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for task in tasks.iter().filter(|task| owned::owns(actor, task)) {
        own(&mut deeds, task, tasks, actor, locale);
    }
    given(&mut deeds, document, tasks, actor);
    whole(&mut deeds, document, tasks, actor, locale);
    deeds.dedup_by(|one, other| one.key == other.key && one.href == other.href);
    deeds
}

fn own(deeds: &mut Vec<Deed>, task: &Task, tasks: &[Task], actor: &Actor, locale: Locale) {
    let at = |what: &str| format!("/tasks/{}/{what}", task.id);
    match (task.kind.as_str(), task.state.as_str()) {
        ("inform", "open") => {
            deeds.push(Deed::press("deed-acknowledge", at("acknowledge"), Weight::Primary).on("e"));
        }
        ("inform", "finished") if task.acknowledged_at.is_none() => {
            deeds.push(Deed::press("deed-acknowledge", at("acknowledge"), Weight::Plain).on("e"));
        }
        ("support", "open") => {
            deeds.push(Deed::press("deed-no-opinion", at("no-opinion"), Weight::Primary).on("e"));
            deeds.push(Deed::page("deed-support", at("support"), Weight::Plain).on("r"));
        }
        ("lead", "open") => {
            let parts = tasks.iter().filter(|part| part.parent == Some(task.id));
            let busy: Vec<&str> =
                parts.filter(|p| p.kind == "lead" && p.state == "open").map(|p| p.owner.as_str()).collect();
            let why = (!busy.is_empty())
                .then(|| sentence(locale, &Problem::new("task-part-open").with("owner", busy.join(", "))));
            deeds.push(Deed::page("deed-finish-task", at("finish"), Weight::Primary).on("e").unless(why));
            if actor.may(Action::Assign) && actor.department.is_some() {
                deeds.push(Deed::page("deed-assign-down", at("assign"), Weight::Plain).on("a"));
            }
            if task.giver.is_some() {
                deeds.push(Deed::page("deed-return-task", at("return"), Weight::Quiet));
            }
        }
        _ => {}
    }
}

fn given(deeds: &mut Vec<Deed>, document: &Document, tasks: &[Task], actor: &Actor) {
    let open = || tasks.iter().filter(|task| task.state == "open" && !owned::owns(actor, task));
    let overseen = |task: &&Task| owned::oversees(actor, task) && owned::kind(task).is_ok();
    if actor.may(Action::Remind) && open().any(|task| overseen(&task) && task.opened_at.is_none()) {
        let href = format!("/documents/{}/remind-readers", document.id);
        deeds.push(Deed::press("deed-remind-readers", href, Weight::Plain));
    }
    let leads = open().filter(|task| overseen(task) && task.kind == "lead" && actor.may(Action::Assign));
    for task in leads.take(3) {
        let at = |what: &str| format!("/tasks/{}/{what}", task.id);
        deeds.push(Deed::press("deed-remind-task", at("remind"), Weight::Plain));
        deeds.push(Deed::page("deed-extend", at("extend"), Weight::Quiet));
        deeds.push(Deed::page("deed-reassign", at("reassign"), Weight::Quiet));
    }
}

fn whole(deeds: &mut Vec<Deed>, document: &Document, tasks: &[Task], actor: &Actor, locale: Locale) {
    let at = |what: &str| format!("/documents/{}/{what}", document.id);
    if document.direction == "incoming" && actor.may(Action::Direct) {
        if matches!(document.state.as_str(), "directed" | "in-progress" | "reopened") {
            let busy: Vec<&str> = tasks
                .iter()
                .filter(|task| task.kind == "lead" && task.state == "open")
                .map(|task| task.owner.as_str())
                .collect();
            let why = (!busy.is_empty())
                .then(|| sentence(locale, &Problem::new("document-lead-open").with("owner", busy.join(", "))));
            deeds.push(Deed::page("deed-finish-document", at("finish"), Weight::Quiet).unless(why));
        }
        if document.state == "finished" {
            deeds.push(Deed::page("deed-reopen", at("reopen"), Weight::Quiet));
        }
    }
    if actor.may(Action::File) {
        deeds.push(Deed::page("deed-file", at("file"), Weight::Quiet));
    }
}
