//! The head confirms a register that goes on behind an old book.

use luuvet_domain::access::Action;
use luuvet_domain::ids::RegisterId;
use luuvet_domain::registers::open::{Outside, open_behind};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::registers::obstacles::refused;
use crate::documents::registers::store::{series, shelf};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The head has compared first number, last number and scan; from now on the register gives numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmRegister {
    /// The register.
    pub register: RegisterId,
}

impl Verb for ConfirmRegister {
    type Out = ();
    const NAME: &'static str = "confirm-register";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ConfirmRegister)?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.position()?);
        let found = series::lock(work.tx, organisation, self.register).await?.ok_or(Refusal::NotFound)?;
        let scan = shelf::scan(work.tx, organisation, self.register).await?;
        let outside = Outside {
            first_number: found.numbers.first,
            last_number: found.outside_last.parse().unwrap_or(0),
            last_day: found.numbers.last_day.unwrap_or_else(|| work.today()),
            scan: scan.map(|(id, ..)| id),
            confirmed_by: Some(by),
        };
        open_behind(found.numbers.year, &outside).map_err(refused)?;
        if !series::confirm(work.tx, organisation, self.register, by, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("register-confirmed")));
        }
        let event = Event::new(EventKind::RegisterConfirmed, Subject::Register(self.register.0));
        work.finish(event.private("name", &found.name), ()).await
    }
}
