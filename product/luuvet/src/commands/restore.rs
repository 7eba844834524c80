//! `luuvet restore`.

use std::path::PathBuf;

use clap::Args;
use luuvet::app::Settings;
use luuvet::backup;
use luuvet::clock::{self, Clock};
use luuvet::doctor::Level;

use super::doctor;
use super::place::Place;
use super::voice::Voice;

/// Brings a backup back into an empty folder.
#[derive(Clone, Debug, Args)]
pub struct Restore {
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Restore {
    /// Restores, verifies every byte, and then looks at everything as the doctor does.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        let url = match self.place.location() {
            luuvet_db::Location::Url(url) => Some(url),
            luuvet_db::Location::File(_) => None,
        };
        let restored = backup::restore(self.file, self.place.data.clone(), url).await;
        let restored =
            restored.map_err(|error| voice.text("cli-restore-failed", &[("cause", &voice.backup_error(&error))]))?;
        let made_at = clock::local(restored.made_at).strftime("%d/%m/%Y %H:%M").to_string();
        let count = restored.contents.to_string();
        voice.say("cli-restore-done", &[("time", &made_at), ("count", &count)]);
        // A backup of an earlier version is brought up to date, as `serve` would.
        drop(self.place.open(Clock::System, Settings::default(), voice).await?);
        let checks = doctor::examine(&self.place, true, voice).await;
        doctor::print(&checks, voice);
        let is_wrong = checks.iter().any(|check| check.level == Level::Wrong);
        if is_wrong { Err(voice.text("cli-restore-wrong", &[])) } else { Ok(()) }
    }
}
