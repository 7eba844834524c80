//! What can be done with an incoming document, for the reader.

use luuvet_domain::access::{Action, who_can};

use crate::documents::incoming::store::Arrival;
use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::{Document, Task};
use crate::locale::{Arg, Locale, text, text_with};
use crate::work::Actor;

/// The deeds of an incoming document for `actor`, the next step first. What the role does not allow at all is left out,
/// except the next step: there it says who does it.
#[must_use]
pub fn deeds(document: &Document, arrival: &Arrival, tasks: &[Task], actor: &Actor, locale: Locale) -> Vec<Deed> {
    let at = format!("/documents/{}", document.id);
    let mut deeds = Vec::new();
    match document.state.as_str() {
        "arrived" => arrived(&mut deeds, &at, actor, locale),
        "registered" => registered(&mut deeds, &at, actor, locale),
        "submitted" => submitted(&mut deeds, &at, tasks, actor, locale),
        "directed" | "in-progress" | "reopened" => directed(&mut deeds, document, &at, tasks, actor),
        _ => {}
    }
    let has_paper = arrival.medium != "electronic" && document.state != "refused";
    let holds = arrival.original_holder.is_some_and(|holder| actor.handles(holder));
    if has_paper && (holds || actor.may(Action::Register)) {
        deeds.push(Deed::page("deed-hand-over", format!("{at}/hand-over"), Weight::Quiet));
    }
    deeds
}

fn arrived(deeds: &mut Vec<Deed>, at: &str, actor: &Actor, locale: Locale) {
    let why = refused(actor, Action::Register, locale);
    let mine = why.is_none();
    deeds.push(Deed::page("deed-register", format!("{at}/register"), Weight::Primary).on("e").unless(why));
    if mine {
        deeds.push(Deed::press("deed-register-and-submit", format!("{at}/register-and-submit"), Weight::Plain));
        deeds.push(Deed::page("deed-refuse", format!("{at}/refuse"), Weight::Danger));
    }
}

fn registered(deeds: &mut Vec<Deed>, at: &str, actor: &Actor, locale: Locale) {
    let why = refused(actor, Action::SubmitIncoming, locale);
    let weight = if actor.may(Action::Direct) { Weight::Plain } else { Weight::Primary };
    let direct = Deed::page("deed-direct", format!("{at}/direct"), Weight::Primary).on("a");
    if actor.may(Action::Direct) {
        deeds.push(direct);
    }
    deeds.push(Deed::page("deed-submit-incoming", format!("{at}/submit-incoming"), weight).on("e").unless(why));
}

fn submitted(deeds: &mut Vec<Deed>, at: &str, tasks: &[Task], actor: &Actor, locale: Locale) {
    let waiting = tasks.iter().find(|task| task.kind == "direct" && task.state == "open");
    let mine = waiting.and_then(|task| task.owner_position).is_some_and(|owner| actor.handles(owner));
    let why = match waiting {
        _ if mine || actor.may(Action::Direct) => None,
        Some(task) => Some(text_with(locale, "why-direct-waits", &[("who", Arg::Text(&task.owner))])),
        None => refused(actor, Action::Direct, locale),
    };
    deeds.push(Deed::page("deed-direct", format!("{at}/direct"), Weight::Primary).on("a").unless(why));
}

fn directed(deeds: &mut Vec<Deed>, document: &Document, at: &str, tasks: &[Task], actor: &Actor) {
    let mine = |task: &&Task| {
        task.state == "open"
            && (task.owner_position.is_some_and(|owner| actor.handles(owner))
                || task.owner_department.is_some_and(|department| actor.department == Some(department)))
    };
    if tasks.iter().filter(mine).any(|task| task.kind == "lead") {
        deeds.push(Deed::page("deed-answer", format!("/drafts/new?answers={}", document.id), Weight::Plain));
    }
    if actor.may(Action::Direct) {
        deeds.push(Deed::page("deed-redirect", format!("{at}/direct"), Weight::Plain).on("a"));
    }
}

/// Why the role does not allow it, with who can; none when it does.
fn refused(actor: &Actor, action: Action, locale: Locale) -> Option<String> {
    if actor.may(action) {
        return None;
    }
    let roles: Vec<String> =
        who_can(action).iter().map(|role| text(locale, &format!("role-{}", role.code()))).collect();
    let action = text(locale, &format!("action-{}", action.code()));
    let facts = [("action", Arg::Text(&action)), ("roles", Arg::Text(&roles.join(", ")))];
    Some(text_with(locale, "problem-not-allowed", &facts))
}
