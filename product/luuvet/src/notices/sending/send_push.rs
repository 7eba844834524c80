//! A push: a count and a link.

use luuvet_messages::Failure;
use luuvet_messages::push::{Message, Seal, Subscription, Urgency};
use serde_json::json;

use super::{Said, words};
use crate::app::App;
use crate::clock::Clock;
use crate::locale::Locale;
use crate::notices::keys;
use crate::notices::store::deliveries::Delivery;
use crate::notices::store::devices::{self, Device};
use crate::refusal::Refusal;

/// How long a push service keeps it for a device that is off, in seconds.
const KEEP: u32 = 24 * 3600;

pub(super) async fn send(app: &App, delivery: &Delivery, said: &Said) -> Result<Result<(), Failure>, Refusal> {
    let Some(device) = devices::find(&mut app.read().await?, delivery.person, delivery.target).await? else {
        return Ok(Err(Failure::Gone));
    };
    let (Some(pusher), Some(key)) = (&app.settings.messages.pusher, keys::key(app).await?) else {
        return Ok(Err(Failure::Refused("push is not set up".to_owned())));
    };
    let to = match Subscription::read(&device.endpoint, &device.key, &device.auth) {
        Ok(to) => to,
        Err(why) => return Ok(Err(Failure::Refused(why.to_owned()))),
    };
    let (title, link) = words::push(locale(&device), said);
    let body = json!({ "title": title, "link": link }).to_string();
    let urgency = if delivery.pressing > 0 { Urgency::High } else { Urgency::Normal };
    // One topic: what a device gets when it is switched on is the last of several, with the whole count.
    let message = Message { body: body.as_bytes(), topic: Some(&delivery.what), urgency, keep: KEEP };
    let mut salt = [0; 16];
    salt.copy_from_slice(&app.secret()?[..16]);
    let seal = Seal { secret: app.secret()?, salt };
    // The service compares with its own clock, so the demo's does not do.
    let now = Clock::System.now() / 1_000_000;
    let sent = pusher.send(&to, &message, (&key, &contact(app)), &seal, now).await;
    if sent == Err(Failure::Gone) {
        let (person, id) = (delivery.person, delivery.target);
        app.change_later(move |tx, _| Box::pin(async move { Ok(devices::remove(tx, person, id).await?) })).await?;
    }
    Ok(sent)
}

fn locale(device: &Device) -> Locale {
    Locale::from_code(&device.language).unwrap_or(Locale::Vi)
}

/// Where a push service finds us when something is wrong with what we send.
fn contact(app: &App) -> String {
    let url = app.settings.public_url.as_ref().filter(|url| url.starts_with("https:"));
    url.cloned().unwrap_or_else(|| "mailto:quantri@localhost".to_owned())
}
