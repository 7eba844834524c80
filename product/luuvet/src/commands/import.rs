//! `luuvet import people`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use luuvet::app::{App, Settings};
use luuvet::clock::{self, Clock};
use luuvet::organisations::people::import::{ImportPeople, read};
use luuvet::organisations::store::{self, Department};
use luuvet::refusal::Refusal;
use luuvet_domain::ids::OrganisationId;

use super::acting::acting;
use super::place::{Place, cannot};
use super::voice::Voice;

/// Takes in a list.
#[derive(Clone, Debug, Args)]
pub struct Import {
    what: What,
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    login: String,
    #[arg(long)]
    position: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    People,
}

impl Import {
    /// Every row or none; a wrong row is told by its number and column.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        let What::People = self.what;
        self.place.must_exist(voice)?;
        let unreadable = |error: std::io::Error| cannot(voice, "cli-file-unreadable", &self.file, &error);
        let bytes = std::fs::read(&self.file).map_err(unreadable)?;
        let file = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut preview = read(&bytes, &file).map_err(|refusal| voice.refusal(&refusal))?;
        let app = self.place.open(Clock::System, Settings::default(), voice).await?;
        let unknown = |_| voice.text("cli-login-unknown", &[("login", &self.login)]);
        let actor = acting(&app, &self.login, self.position.as_deref()).await.map_err(unknown)?;
        let open = departments(&app, actor.organisation).await.map_err(|refusal| voice.refusal(&refusal))?;
        preview.check_departments(&open);
        for error in &preview.errors {
            let sentence = voice.refusal(&Refusal::invalid(error.problem.clone()));
            let column = voice.text(&format!("import-column-{}", error.column.code()), &[]);
            let facts = [("row", error.row.to_string()), ("column", column), ("sentence", sentence)];
            voice.complain(
                &voice.text("cli-import-row", &facts.each_ref().map(|(name, value)| (*name, value.as_str()))),
            );
        }
        let (rows, wrong) = (preview.rows.len().to_string(), preview.errors.len().to_string());
        if !preview.errors.is_empty() {
            return Err(voice.text("cli-import-wrong", &[("rows", &rows), ("wrong", &wrong)]));
        }
        if self.dry_run {
            voice.say("cli-import-sound", &[("rows", &rows)]);
            return Ok(());
        }
        let done = app.perform(&actor, ImportPeople { rows: preview.rows, file }).await;
        let count = done.map_err(|refusal| voice.refusal(&refusal))?.to_string();
        voice.say("cli-imported", &[("count", &count)]);
        Ok(())
    }
}

async fn departments(app: &App, organisation: OrganisationId) -> Result<Vec<Department>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    Ok(store::departments(&mut app.read().await?, organisation, &day).await?)
}
