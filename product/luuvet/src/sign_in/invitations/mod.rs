//! Invitations: an administrator hands a person a link or its picture, and the person chooses name and password.
//!
//! A link works once and for seven days; a new one ends the earlier ones. Its token is stored hashed. Who also works in
//! another organisation keeps his login: no organisation may take it over.

mod accept_invitation;
mod invite_person;
mod pages;
mod reset_login;
pub mod store;

pub use accept_invitation::AcceptInvitation;
pub use invite_person::InvitePerson;
pub(super) use pages::routes;
pub use reset_login::ResetLogin;

use luuvet_domain::ids::PersonId;

use crate::organisations::people::store as people;
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// How long an invitation is good, in microseconds.
const LIFE: i64 = 7 * 24 * 3600 * 1_000_000;

/// The name of a person whose login this organisation may open.
async fn own_person(work: &mut Work<'_>, person: PersonId) -> Result<String, Refusal> {
    let (organisation, today) = (work.organisation(), work.today().to_string());
    let known = people::known(work.tx, organisation, person, &today).await?.ok_or(Refusal::NotFound)?;
    if known.holds_elsewhere {
        return Err(Refusal::invalid(Problem::new("person-elsewhere").with("name", &known.name)));
    }
    if !known.holds_here {
        return Err(Refusal::invalid(Problem::new("person-without-position").with("name", &known.name)));
    }
    Ok(known.name)
}
