//! `luuvet token create`.

use clap::{Args, ValueEnum};
use luuvet::api::tokens::create;
use luuvet::app::Settings;
use luuvet::clock::Clock;

use super::acting::acting;
use super::place::Place;
use super::voice::Voice;

/// Makes a token for a program.
#[derive(Clone, Debug, Args)]
pub struct Token {
    what: What,
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    login: String,
    #[arg(long)]
    position: Option<String>,
    #[arg(long, value_delimiter = ',', required = true)]
    scopes: Vec<String>,
    #[arg(long, default_value = "90")]
    days: i64,
    #[arg(long)]
    name: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Create,
}

impl Token {
    /// Prints the token alone on the output, so that a script can take it.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        let What::Create = self.what;
        self.place.must_exist(voice)?;
        let app = self.place.open(Clock::System, Settings::default(), voice).await?;
        let unknown = |_| voice.text("cli-login-unknown", &[("login", &self.login)]);
        let actor = acting(&app, &self.login, self.position.as_deref()).await.map_err(unknown)?;
        let made = create::create(&app, &actor, &self.name, self.scopes, self.days).await;
        let token = made.map_err(|refusal| voice.refusal(&refusal))?;
        voice.print(&token);
        Ok(())
    }
}
