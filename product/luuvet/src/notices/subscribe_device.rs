//! Push on this device.

use luuvet_domain::trace::{Event, EventKind, Subject};
use luuvet_messages::push::Subscription;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::notices::store::devices::{self, Device};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A browser takes pushes for its person from now on, until its session is ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SubscribeDevice {
    /// Where its push service takes messages. The handler has checked that it is one of the world's.
    pub endpoint: String,
    /// Its public key, in base64url.
    pub key: String,
    /// The secret that it shares with us, in base64url.
    pub auth: String,
    /// The browser, as it names itself.
    pub agent: String,
    /// The language of its messages.
    pub language: String,
}

impl Verb for SubscribeDevice {
    type Out = Uuid;
    const NAME: &'static str = "subscribe-device";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Uuid>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let session = work.actor.session.ok_or(Refusal::NotFound)?;
        Subscription::read(&self.endpoint, &self.key, &self.auth)
            .map_err(|_| Refusal::invalid(Problem::new("push-unreadable")))?;
        let id: Uuid = work.id();
        let device = Device {
            id,
            endpoint: self.endpoint.clone(),
            key: self.key.clone(),
            auth: self.auth.clone(),
            agent: self.agent.clone(),
            language: self.language.clone(),
            session,
            created_at: work.now(),
        };
        devices::put(work.tx, person, &device).await?;
        let event = Event::new(EventKind::DeviceSubscribed, Subject::Person(person.0)).id("device", id);
        work.finish(event.private("name", &self.agent), id).await
    }
}
