//! A mail: a count, or the counts of a digest, and a link.

use luuvet_messages::Failure;
use luuvet_messages::mail::Mail;

use super::{Said, words};
use crate::app::App;
use crate::locale::Locale;
use crate::notices::settings::Settings;
use crate::notices::store::deliveries::Delivery;
use crate::refusal::Refusal;

pub(super) async fn send(
    app: &App,
    delivery: &Delivery,
    said: &Said,
    wishes: &Settings,
) -> Result<Result<(), Failure>, Refusal> {
    let Some(mailer) = &app.settings.messages.mailer else {
        return Ok(Err(Failure::Refused("mail is not set up".to_owned())));
    };
    if wishes.mail.is_empty() {
        return Ok(Err(Failure::Gone));
    }
    let locale = Locale::from_code(&wishes.language).unwrap_or(Locale::Vi);
    let base = app.settings.public_url.as_deref().unwrap_or("http://localhost:8080");
    let (subject, text) = words::mail(locale, said, base);
    // The same for every try: a server that has it already sees that.
    let id = format!("{}-{}", delivery.target.simple(), delivery.created_at);
    let at = u64::try_from(delivery.created_at / 1_000_000).unwrap_or_default();
    let mail = Mail { to: &wishes.mail, subject: &subject, text: &text, id: &id, at };
    Ok(mailer.send(&mail).await)
}
