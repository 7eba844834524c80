//! The bodies that a draft names, and whether that may be.

use luuvet_domain::documents::Direction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::outgoing::store::choices::Choices;
use crate::documents::outgoing::store::drafts::Recipient;
use crate::refusal::Problem;

/// Most bodies beside the lead body.
pub const MOST: usize = 20;
/// Longest name of a body, signer or post, in letters.
const NAME: usize = 300;

/// A body that issues the document together with the lead body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The organisation; none outside.
    pub target: Option<Uuid>,
    /// As it stands on the page.
    pub name: String,
    /// Who signs for a body outside; one here names its own signer when it approves.
    pub signer: String,
    /// In which post.
    pub title: String,
}

/// What is wrong with the bodies of a draft.
#[must_use]
pub fn problems(all: &[Body], direction: &str, choices: &Choices) -> Vec<Problem> {
    let mut found = Vec::new();
    if !all.is_empty() && direction != Direction::Outgoing.code() {
        found.push(Problem::new("joint-outgoing-only").at("bodies"));
    }
    if all.len() > MOST {
        found.push(Problem::new("joint-too-many").at("bodies").with("limit", MOST));
    }
    for (place, one) in all.iter().enumerate().take(MOST) {
        let known = one.target.is_none_or(|id| choices.organisations.iter().any(|choice| choice.id == id));
        if !known {
            found.push(Problem::new("draft-choice-gone").at("bodies"));
        }
        let is_same = |other: &Body| is_of(one, other.target, &other.name);
        if all.iter().take(place).any(is_same) {
            found.push(Problem::new("joint-twice").at("bodies").with("name", &one.name));
        }
        let fits = |text: &str| text.chars().count() <= NAME;
        if one.name.trim().is_empty() || ![&one.name, &one.signer, &one.title].into_iter().all(|text| fits(text)) {
            found.push(Problem::new("joint-name").at("bodies").with("limit", NAME));
        }
    }
    found
}

/// Bodies outside whose signer is not said yet: an obstacle of submitting, not of writing.
#[must_use]
pub fn unsigned(all: &[Body]) -> Vec<Problem> {
    let lacks = |one: &&Body| one.target.is_none() && (one.signer.trim().is_empty() || one.title.trim().is_empty());
    let problem = |one: &Body| Problem::new("joint-signer-missing").at("bodies").with("name", &one.name);
    all.iter().filter(lacks).map(problem).collect()
}

/// The bodies that are not recipients already, as recipients who are to know.
#[must_use]
pub fn recipients(all: &[Body], named: &[Recipient]) -> Vec<Recipient> {
    let is_named = |one: &Body| named.iter().any(|recipient| is_of(one, recipient.target, &recipient.name));
    let recipient = |one: &Body| Recipient {
        kind: if one.target.is_some() { "organisation" } else { "outside" }.to_owned(),
        target: one.target,
        name: one.name.clone(),
        role: "inform".to_owned(),
        due: None,
    };
    all.iter().filter(|one| !is_named(one)).map(recipient).collect()
}

/// Whether a body is the one with this id; outside, with this name.
fn is_of(one: &Body, target: Option<Uuid>, name: &str) -> bool {
    one.target == target && (target.is_some() || one.name == name)
}
