//! What can be done about the bodies of a document.

use luuvet_domain::access::{Action, who_can};

use crate::documents::joint::record_body::may_record;
use crate::documents::joint::store::Joint;
use crate::documents::joint::waiting;
use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::Document;
use crate::locale::{Locale, sentence};
use crate::refusal::Problem;
use crate::work::Actor;

/// Adds what can be done: at the body that is asked, to decide; at the lead body, to record who signed outside. What
/// has to wait for a body says so.
pub fn deeds(deeds: &mut Vec<Deed>, document: &Document, joint: &Joint, on_paper: bool, actor: &Actor, locale: Locale) {
    if let Some(asked) = &joint.request {
        if asked.state == "asked" {
            let href = format!("/documents/{}/co-sign", document.id);
            let why = (!actor.may(Action::Approve)).then(|| only_leaders(locale));
            deeds.push(Deed::page("deed-co-sign", href, Weight::Primary).on("a").unless(why));
        }
        return;
    }
    if document.state != "approved" {
        return;
    }
    let Some(problem) = waiting::obstacle(&joint.bodies) else { return };
    let why = sentence(locale, &problem);
    for deed in deeds.iter_mut().filter(|deed| deed.key == "deed-number") {
        deed.why = deed.why.take().or_else(|| Some(why.clone()));
    }
    deeds.retain(|deed| deed.key != "deed-number-choose");
    if actor.may(Action::Number) && joint.bodies.iter().any(|one| may_record(one, on_paper)) {
        let href = format!("/documents/{}/joint", document.id);
        deeds.push(Deed::page("deed-record-body", href, Weight::Primary));
    }
}

fn only_leaders(locale: Locale) -> String {
    let roles: Vec<&str> = who_can(Action::Approve).iter().map(|role| role.code()).collect();
    let problem = Problem::new("not-allowed").with("action", Action::Approve.code()).with("roles", roles.join(","));
    sentence(locale, &problem)
}
