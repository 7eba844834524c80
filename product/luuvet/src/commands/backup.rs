//! `luuvet backup`.

use std::path::PathBuf;

use clap::Args;
use luuvet::backup;
use luuvet::clock::Clock;

use super::place::Place;
use super::voice::Voice;

/// Writes everything into one file, while work may go on.
#[derive(Clone, Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    to: PathBuf,
}

impl Backup {
    /// Writes the file and says what is in it.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        self.place.must_exist(voice)?;
        let db = self.place.db(voice).await?;
        let blobs = self.place.blobs(voice)?;
        let now = Clock::System.now();
        let written = backup::write(&db, &self.place.location(), &blobs, &self.place.data, now, &self.to).await;
        let written =
            written.map_err(|error| voice.text("cli-backup-failed", &[("cause", &voice.backup_error(&error))]))?;
        let (contents, size) = (written.contents.to_string(), format!("{:.1}", written.size as f64 / 1e6));
        let file = self.to.display().to_string();
        voice.say("cli-backup-done", &[("file", &file), ("count", &contents), ("size", &size)]);
        Ok(())
    }
}
