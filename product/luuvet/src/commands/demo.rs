//! `luuvet demo`: a department and its schools in the spring of 2024, the case step by step, then the pages.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use luuvet::app::{App, Settings};
use luuvet::clock::Clock;
use luuvet::demo::teller::{Line, Teller};
use luuvet::demo::world::{PASSWORD, Scale};
use luuvet::demo::{self, Found};

use super::place::Place;
use super::post::Post;
use super::serve::{Door, LISTEN, listen_at, uploads};
use super::voice::Voice;

/// Makes the demo, plays its case, serves it.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    #[arg(long, default_value = "data-demo")]
    data: PathBuf,
    #[arg(long)]
    database: Option<String>,
    #[arg(long)]
    listen: Option<SocketAddr>,
    #[arg(long)]
    no_serve: bool,
    #[arg(long, value_enum)]
    episode: Option<Further>,
}

/// What is played after the case.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Further {
    /// Two parents, new names, a new year, a merger: it ends in January 2026.
    Later,
}

/// Role accounts that are shown: what they are for, by login.
const ACCOUNTS: [(&str, &str); 9] = [
    ("vanthu.so", "cli-demo-clerk-department"),
    ("pgd.so", "cli-demo-deputy"),
    ("cvp.so", "cli-demo-chief"),
    ("vanthu.hh3", "cli-demo-clerk"),
    ("hieutruong.hh3", "cli-demo-head"),
    ("vanphong.hh3", "cli-demo-office"),
    ("totruong.toan.hh3", "cli-demo-team"),
    ("gv1.toan.hh3", "cli-demo-teacher"),
    ("quantri.hh3", "cli-demo-administrator"),
];

/// The accounts of the later episode.
const LATER: [(&str, &str); 3] = [
    ("hieutruong.doithong", "cli-demo-head"),
    ("quantri.doithong", "cli-demo-administrator"),
    ("quantri.bengom", "cli-demo-administrator"),
];

impl Demo {
    /// Plays and serves; ends well only if every check held.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        let place = Place { data: self.data.clone(), database: self.database.clone(), blobs: None };
        let previews = self.data.join("previews");
        let messages = Post::default().messages(voice)?;
        let settings =
            Settings { demo: true, previews, uploads: uploads(&self.data, voice)?, messages, ..Settings::default() };
        let app = place.open(Clock::standing(0), settings, voice).await?;
        let shift = self.made(&app, voice).await?;
        for (login, key) in ACCOUNTS {
            voice.print(&format!("  {login:<20} {}", voice.text(key, &[])));
        }
        if self.episode.is_some() {
            for (login, key) in LATER {
                voice.print(&format!("  {login:<20} {}", voice.text(key, &[])));
            }
        }
        voice.say("cli-demo-password", &[("password", PASSWORD)]);
        if self.no_serve {
            return Ok(());
        }
        let door = Door { listen: self.listen.unwrap_or(LISTEN), tls: None, trusted: Vec::new().into() };
        listen_at(demo::resume(app, shift), door, voice).await
    }

    /// Makes the demo unless it is there; gives its clock's shift.
    async fn made(&self, app: &App, voice: Voice) -> Result<i64, String> {
        let say = |refusal| voice.refusal(&refusal);
        match demo::found(app).await.map_err(say)? {
            Found::Demo(shift) => {
                voice.say("cli-demo-again", &[]);
                return Ok(shift);
            }
            Found::Other => {
                return Err(voice.text("cli-demo-other", &[("data", &self.data.display().to_string())]));
            }
            Found::Nothing => {}
        }
        let failed = demo::play(app, Scale::DEMO, self.episode.is_some(), &mut Aloud(voice)).await.map_err(say)?;
        if failed > 0 {
            return Err(voice.text("cli-demo-failed", &[("count", &failed.to_string())]));
        }
        match demo::found(app).await.map_err(say)? {
            Found::Demo(shift) => Ok(shift),
            _ => Err(voice.text("cli-demo-failed", &[("count", "1")])),
        }
    }
}

/// Prints what is told.
struct Aloud(Voice);

impl Teller for Aloud {
    fn tell(&mut self, line: Line) {
        let line = match line {
            Line::Stage(title) => format!("\n{title}"),
            Line::Step { at, who, what } => format!("  {at}  {who}: {what}"),
            Line::Check { what, wrong: None } => format!("    ✓ {what}"),
            Line::Check { what, wrong: Some(why) } => format!("    ✗ {what}: {why}"),
        };
        self.0.print(&line);
    }
}
