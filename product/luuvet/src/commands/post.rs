//! What takes messages out of the house: the mail server that is named, and push services.

use clap::Args;
use luuvet::doctor::{Check, Level};
use luuvet::notices::sending::Messages;
use luuvet_messages::mail::Mailer;
use luuvet_messages::push;

use super::voice::Voice;

/// The mail server's password: never in an address, which the machine's processes show.
const PASSWORD: &str = "LUUVET_MAIL_PASSWORD";

/// Which mail server.
#[derive(Clone, Debug, Default, Args)]
pub struct Post {
    #[arg(long)]
    mail: Option<String>,
}

impl Post {
    /// What hands messages over.
    pub fn messages(&self, voice: Voice) -> Result<Messages, String> {
        let mailer = self.mailer().map_err(|cause| voice.text("cli-mail-address", &[("cause", cause)]))?;
        let pusher = push::Sender::new(false);
        let pusher = pusher.inspect_err(|cause| tracing::warn!(cause, "no push: certificates cannot be read")).ok();
        Ok(Messages { pusher, mailer })
    }

    fn mailer(&self) -> Result<Option<Mailer>, &'static str> {
        let Some(address) = &self.mail else { return Ok(None) };
        let password = std::env::var(PASSWORD).ok().filter(|password| !password.is_empty());
        Mailer::new(address, password).map(Some)
    }

    /// The doctor's look at the mail server.
    pub async fn examine(&self) -> Check {
        let mailer = match self.mailer() {
            Ok(None) => return Check::new(Level::Mind, "doctor-mail-none"),
            Ok(Some(mailer)) => mailer,
            Err(cause) => return Check::new(Level::Wrong, "doctor-mail-address").with("cause", cause),
        };
        match mailer.test().await {
            Ok(()) => Check::new(Level::Well, "doctor-mail"),
            Err(cause) => Check::new(Level::Wrong, "doctor-mail-closed").with("cause", cause),
        }
    }
}
