//! Who may sign for whom, who handles whose inbox, who keeps the seal.
//!
//! A mandate lets a position sign in another's place (KT., TL., TUQ., Q., TM.), on a basis and for a period. A
//! substitute handles another's inbox for a period and never signs for him. The seal is used only by a clerk on site, by a
//! stand-in only after a written hand-over (Decree 30/2020, Articles 13 and 32).

mod end_mandate;
mod end_substitute;
mod give_mandate;
mod hand_over_seal;
mod name_substitute;
mod pages;
mod return_seal;
pub mod store;

pub use end_mandate::EndMandate;
pub use end_substitute::EndSubstitute;
pub use give_mandate::GiveMandate;
pub use hand_over_seal::HandOverSeal;
pub use name_substitute::NameSubstitute;
pub(super) use pages::routes;
pub use return_seal::ReturnSeal;

use luuvet_domain::ids::PositionId;

use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// Longest basis, field or name of minutes, in letters.
const WORDS: usize = 300;

/// The title of a position of this organisation that is open on a day.
async fn title(
    work: &mut Work<'_>,
    position: PositionId,
    day: jiff::civil::Date,
    field: &'static str,
) -> Result<String, Refusal> {
    let organisation = work.organisation();
    let title = organisations::position_title(work.tx, organisation, position, &day.to_string()).await?;
    title.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at(field)))
}

/// The text as it is stored; refuses one that is empty or too long.
fn words(text: &str, field: &'static str) -> Result<String, Problem> {
    let text = vietnamese::fold::nfc(text.trim());
    if text.is_empty() {
        return Err(Problem::new("field-empty").at(field));
    }
    if text.chars().count() > WORDS {
        return Err(Problem::new("field-too-long").at(field).with("limit", WORDS));
    }
    Ok(text)
}
