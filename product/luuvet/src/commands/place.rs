//! Where an installation is: its folder, its database, its contents, and what `init` wrote down.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use luuvet::app::{App, Settings};
use luuvet::clock::Clock;
use luuvet_blobs::Blobs;
use luuvet_db::{Db, Location};
use serde::Deserialize;

use super::voice::Voice;

/// The database's address, where it should not be seen among the machine's processes.
const DATABASE: &str = "LUUVET_DATABASE";
const CONFIG: &str = "luuvet.toml";

/// Arguments that say where an installation is.
#[derive(Clone, Debug, Args)]
pub struct Place {
    #[arg(long, default_value = "data")]
    pub data: PathBuf,
    #[arg(long)]
    pub database: Option<String>,
    #[arg(long)]
    pub blobs: Option<String>,
}

/// What `init` wrote down for `serve`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// The address that people type.
    pub public_url: Option<String>,
    /// Names and addresses in the server's own certificate.
    #[serde(default)]
    pub names: Vec<String>,
}

impl Config {
    /// Reads it; a folder without one has none.
    pub fn read(data: &Path, voice: Voice) -> Result<Self, String> {
        let path = data.join(CONFIG);
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| cannot(voice, "cli-config-unreadable", &path, &error)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(cannot(voice, "cli-config-unreadable", &path, &error)),
        }
    }

    /// Writes it.
    pub fn write(&self, data: &Path, voice: Voice) -> Result<(), String> {
        // Strings of JSON are strings of TOML.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut lines = Vec::new();
        lines.extend(self.listen.map(|listen| format!("listen = \"{listen}\"\n")));
        lines.extend(self.public_url.as_ref().map(|url| format!("public_url = {}\n", quoted(url))));
        lines
            .push(format!("names = [{}]\n", self.names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")));
        let path = data.join(CONFIG);
        std::fs::write(&path, lines.concat()).map_err(|error| cannot(voice, "cli-file-unwritable", &path, &error))
    }
}

impl Place {
    /// The database.
    pub fn location(&self) -> Location {
        match self.database.clone().or_else(|| std::env::var(DATABASE).ok().filter(|url| !url.is_empty())) {
            Some(url) => Location::Url(url),
            None => Location::File(self.data.join("luuvet.db")),
        }
    }

    /// Refuses where nothing was ever made: a wrong path must not begin a new installation.
    pub fn must_exist(&self, voice: Voice) -> Result<(), String> {
        let is_there = match self.location() {
            Location::File(path) => path.is_file(),
            Location::Url(_) => self.data.is_dir(),
        };
        let data = self.data.display().to_string();
        if is_there { Ok(()) } else { Err(voice.text("cli-no-data", &[("data", &data)])) }
    }

    /// The contents.
    pub fn blobs(&self, voice: Voice) -> Result<Blobs, String> {
        let address = self.blobs.as_deref().unwrap_or_default();
        if address.contains("://") {
            let opened = Blobs::bucket(address, self.data.join("fetched"));
            return opened.map_err(|error| voice.text("cli-blobs-address", &[("cause", &error.to_string())]));
        }
        let path = if address.is_empty() { self.data.join("blobs") } else { PathBuf::from(address) };
        Blobs::open(path.clone()).map_err(|error| cannot(voice, "cli-file-unwritable", &path, &error))
    }

    /// The database as it is, without bringing its schema up to date.
    pub async fn db(&self, voice: Voice) -> Result<Db, String> {
        Db::open(&self.location())
            .await
            .map_err(|error| voice.text("cli-database-closed", &[("cause", &error.to_string())]))
    }

    /// The whole installation.
    pub async fn open(&self, clock: Clock, settings: Settings, voice: Voice) -> Result<App, String> {
        create_private(&self.data).map_err(|error| cannot(voice, "cli-file-unwritable", &self.data, &error))?;
        let blobs = self.blobs(voice)?;
        App::open(&self.location(), blobs, clock, settings).await.map_err(|refusal| voice.refusal(&refusal))
    }
}

/// Makes a folder that only its owner enters; one that is there keeps its rights.
fn create_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// A sentence about a file and the cause.
pub fn cannot(voice: Voice, key: &str, path: &Path, error: &dyn std::fmt::Display) -> String {
    voice.text(key, &[("path", &path.display().to_string()), ("cause", &error.to_string())])
}
