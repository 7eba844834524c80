//! Signing: mandates, who may sign what on which day, and the signature block (Decree 30/2020, Article 13; Annex I, II.7).

mod block;

pub use block::signature_block;

use jiff::civil::Date;

use crate::codes::codes;
use crate::documents::Kind;
use crate::ids::{MandateId, PositionId};
use crate::obstacles::{Found, Obstacle, Problem};
use crate::periods::Period;

codes! {
/// Under which one signs. The head signs without a mandate.
MandateKind {
    /// Ký thay: a deputy in his field.
    Kt = "kt",
    /// Thừa lệnh: the head of a unit, by regulation.
    Tl = "tl",
    /// Thừa lệnh, passed down to the deputy of the unit, who signs KT. for its head.
    TlKt = "tl-kt",
    /// Thừa ủy quyền: in writing, limited in time and content, not passed on.
    Tuq = "tuq",
    /// Quyền: acting head.
    Q = "q",
    /// Thay mặt: the head for a collective.
    Tm = "tm",
    /// A deputy for the head of a collective.
    TmKt = "tm-kt",
}
}

/// A mandate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Its id.
    pub id: MandateId,
    /// Under which one signs.
    pub kind: MandateKind,
    /// The position that holds it.
    pub holder: PositionId,
    /// The document that it stands on, in words: assignment of fields, working regulation, written authorisation,
    /// decision. It may be older than this system.
    pub basis: Option<String>,
    /// When it holds.
    pub period: Period,
    /// Kinds of documents that it covers; empty for all.
    pub kinds: Vec<Kind>,
    /// Fields of work that it covers, by the organisation's codes; empty for all.
    pub fields: Vec<String>,
    /// The mandate out of which it was given; none when the head gave it.
    pub given_out_of: Option<MandateKind>,
    /// Post of the unit's head, for [`MandateKind::TlKt`].
    pub through: Option<String>,
}

/// What is known when somebody is to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignFacts<'a> {
    /// The day of signing.
    pub day: Date,
    /// The position in which he signs.
    pub position: PositionId,
    /// When he holds it.
    pub held: Period,
    /// Whether it is the post of the head.
    pub is_head: bool,
    /// Whether he acts for somebody else's inbox.
    pub is_substitute: bool,
    /// Under which mandate.
    pub mandate: Option<&'a Mandate>,
    /// Kind of the document.
    pub kind: Kind,
    /// Field of the document, by the organisation's codes.
    pub field: Option<&'a str>,
}

/// Everything that stands in the way of signing on that day.
#[must_use]
pub fn obstacles(facts: &SignFacts<'_>) -> Vec<Obstacle> {
    let mut found = Found::default();
    found
        .when(!facts.held.contains(facts.day), Problem::SignPositionNotHeld)
        .when(facts.is_substitute, Problem::SignSubstitute)
        .when(facts.mandate.is_none() && !facts.is_head, Problem::SignMandateMissing);
    if let Some(mandate) = facts.mandate {
        of_mandate(&mut found, mandate, facts);
    }
    found.0
}

fn of_mandate(found: &mut Found, mandate: &Mandate, facts: &SignFacts<'_>) {
    let covers_kind = mandate.kinds.is_empty() || mandate.kinds.contains(&facts.kind);
    let is_its_field = |field: &str| mandate.fields.iter().any(|one| one == field);
    let covers_field = mandate.fields.is_empty() || facts.field.is_some_and(is_its_field);
    let is_tuq = mandate.kind == MandateKind::Tuq;
    let is_limited = mandate.period.until.is_some() && !(mandate.kinds.is_empty() && mandate.fields.is_empty());
    found
        .when(mandate.holder != facts.position, Problem::SignMandateOfAnother)
        .when(facts.day < mandate.period.from, Problem::SignMandateNotYet)
        .when(mandate.period.has_ended(facts.day), Problem::SignMandateEnded)
        .when(mandate.basis.is_none(), Problem::SignBasisMissing)
        .when(!covers_kind, Problem::SignKindOutside)
        .when(!covers_field, Problem::SignFieldOutside)
        .when(is_tuq && !is_limited, Problem::SignUnlimited)
        .when(mandate.given_out_of == Some(MandateKind::Tuq), Problem::SignPassedOn)
        .when(mandate.kind == MandateKind::TlKt && mandate.through.is_none(), Problem::SignThroughMissing);
}

#[cfg(test)]
mod tests;
