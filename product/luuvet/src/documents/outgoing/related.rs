//! What a draft is to earlier documents: which they are, and whether that may be.

use luuvet_domain::documents::outgoing::State;
use luuvet_domain::documents::{Kind, Relation};
use luuvet_domain::ids::DocumentId;

use crate::documents::outgoing::store::drafts::{Other, Related};
use crate::documents::permitted::permitted;
use crate::documents::store::{Document, relations};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// The same with a name for each; a document that is newly named must be one that the drafter may see.
///
/// # Errors
/// When one is not to be found, or a document names itself.
pub async fn known(work: &mut Work<'_>, document: DocumentId, all: &[Related]) -> Result<Vec<Related>, Refusal> {
    let (organisation, mut named) = (work.organisation(), Vec::new());
    let before = relations::others(work.tx, organisation, document).await?;
    for one in all {
        let mut one = one.clone();
        one.wording = vietnamese::fold::nfc(one.wording.trim());
        if let Some(other) = one.other {
            if other == document {
                return Err(Refusal::invalid(Problem::new("relation-itself").at("relations")));
            }
            let kept = before.iter().any(|(_, id)| *id == other) && !one.wording.is_empty();
            if !kept {
                let found = permitted(work, other).await;
                let gone = |_| Refusal::invalid(Problem::new("relation-gone").at("relations"));
                let (found, _) = found.map_err(gone)?;
                if one.wording.is_empty() {
                    one.wording = name(&found);
                }
            }
        }
        named.push(one);
    }
    Ok(named)
}

/// How a document is named in another one: "135/TB-SGDĐT ngày 03/04/2024"; without a number by its subject.
#[must_use]
pub fn name(document: &Document) -> String {
    match (&document.symbol, document.day) {
        (Some(symbol), Some(day)) => format!("{symbol} ngày {}", vietnamese::dates::short(day)),
        (Some(symbol), None) => symbol.clone(),
        _ => document.subject.clone(),
    }
}

/// Why a document of this kind cannot be that to a document here (Decree 30/2020, Articles 18 and 25): only one's own
/// issued documents are changed or ended, and in the form that the decree asks for.
#[must_use]
pub fn unfit(kind: Kind, other: &Other) -> Option<Problem> {
    let relation = Relation::from_code(&other.relation).ok()?;
    let changes = matches!(relation, Relation::Replaces | Relation::Amends | Relation::Corrects | Relation::Revokes);
    if changes && other.direction == "incoming" {
        return Some(Problem::new("relation-not-own").at("relations"));
    }
    let has_left = matches!(
        State::from_code(&other.state),
        Ok(State::Issued | State::Recalled | State::Replaced | State::Revoked)
    );
    if changes && !has_left {
        return Some(Problem::new("relation-not-issued").at("relations"));
    }
    let fits = Kind::from_code(&other.kind).is_ok_and(|old| relation.fits(kind, old));
    let problem = Problem::new("relation-form").at("relations").with("kind", &other.kind);
    (!fits).then(|| problem.with("relation", other.relation.as_str()))
}
