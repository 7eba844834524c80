//! What the reader offers of numbers.

use luuvet_domain::access::{Action, who_can};

use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::Document;
use crate::locale::{Locale, sentence};
use crate::refusal::Problem;
use crate::work::Actor;

/// What can be done about the document's number: take it now, choose register or reserved number, cancel it; the
/// directive sheet of an incoming one.
#[must_use]
pub fn deeds(document: &Document, actor: &Actor, locale: Locale) -> Vec<Deed> {
    let at = |what: &str| format!("/documents/{}/{what}", document.id);
    if document.direction == "incoming" {
        return vec![Deed::page("deed-directive-sheet", at("directive-sheet"), Weight::Quiet)];
    }
    let may = actor.may(Action::Number);
    match document.state.as_str() {
        "approved" => {
            let why = (!may).then(|| only_clerks(locale));
            let mut deeds = vec![Deed::press("deed-number", at("number"), Weight::Primary).on("n").unless(why)];
            if may {
                deeds.push(Deed::page("deed-number-choose", at("number"), Weight::Plain));
            }
            deeds
        }
        "numbered" if may => vec![Deed::page("deed-number-cancel", at("cancel-number"), Weight::Danger)],
        _ => Vec::new(),
    }
}

fn only_clerks(locale: Locale) -> String {
    let roles: Vec<&str> = who_can(Action::Number).iter().map(|role| role.code()).collect();
    let problem = Problem::new("not-allowed").with("action", Action::Number.code()).with("roles", roles.join(","));
    sentence(locale, &problem)
}
