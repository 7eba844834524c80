//! The lead body takes its request back.

use luuvet_domain::assignments::State as TaskState;
use luuvet_domain::documents::outgoing::{State, Verb as Life, step};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::{Deserialize, Serialize};

use super::Withdrawal;
use crate::app::App;
use crate::documents::joint::settle::meanwhile;
use crate::documents::joint::store::{self, Ending};
use crate::documents::store::{documents, tasks};
use crate::refusal::Refusal;
use crate::work::{Actor, Done, Verb, Work};

/// Takes a withdrawal: again, or of a request that never came or was refused, it changes nothing.
///
/// # Errors
/// The database's.
pub async fn take(app: &App, withdrawal: Withdrawal) -> Result<(), Refusal> {
    let known = store::known(&mut app.read().await?, withdrawal.to, &withdrawal.name).await?;
    if !known.is_some_and(|(_, state)| matches!(state.as_str(), "asked" | "approved")) {
        return Ok(());
    }
    let actor = Actor::system(withdrawal.to, Source::Exchange);
    app.perform(&actor, TakeWithdrawal { withdrawal }).await
}

/// The request is void here: it stays, marked, and waits for nobody. Through [`take`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeWithdrawal {
    /// What is taken back.
    pub withdrawal: Withdrawal,
}

impl Verb for TakeWithdrawal {
    type Out = ();
    const NAME: &'static str = "take-joint-withdrawal";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, now, reason) = (work.organisation(), work.now(), &self.withdrawal.reason);
        let known = store::known(work.tx, organisation, &self.withdrawal.name).await?;
        let (id, state) = known.ok_or(Refusal::NotFound)?;
        let document = documents::find(work.tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
        let joint = store::joint(work.tx, organisation, id, document.version).await?;
        let asked = joint.request.ok_or(Refusal::NotFound)?;
        // Who had approved stays named.
        let (signer, title) = (asked.signer.as_str(), asked.title.as_str());
        let how = Ending { state: "withdrawn", signer, title, day: None, reason, at: now };
        if !store::settle(work.tx, organisation, id, &state, how).await? {
            return Err(meanwhile());
        }
        if state == "asked" {
            let withdrawn = step(State::Submitted, Life::Withdraw).map_err(|_| meanwhile())?;
            let end = step(withdrawn, Life::Cancel).map_err(|_| meanwhile())?;
            let from = State::Submitted.code();
            if !documents::set_state(work.tx, organisation, id, from, end.code(), now).await? {
                return Err(meanwhile());
            }
            let away = TaskState::TakenAway.code();
            tasks::close_kind(work.tx, organisation, id, "step", away, None, now).await?;
        }
        let event = Event::new(EventKind::JointWithdrawn, Subject::Document(id.0))
            .private("issuer", &asked.lead_name)
            .private("reason", reason);
        work.finish(event, ()).await
    }
}
