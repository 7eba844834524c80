//! No more pushes to a device.

use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::notices::store::devices;
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// A device of the person is told nothing more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnsubscribeDevice {
    /// Which.
    pub device: Uuid,
}

impl Verb for UnsubscribeDevice {
    type Out = ();
    const NAME: &'static str = "unsubscribe-device";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let device = devices::find(work.tx, person, self.device).await?.ok_or(Refusal::NotFound)?;
        devices::remove(work.tx, person, self.device).await?;
        let event = Event::new(EventKind::DeviceUnsubscribed, Subject::Person(person.0)).id("device", self.device);
        work.finish(event.private("name", &device.agent), ()).await
    }
}
