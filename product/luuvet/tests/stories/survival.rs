//! The program is killed with SIGKILL where it hurts, and at any moment: nothing acknowledged is lost, nothing is half
//! there, nothing is there twice.
//!
//! A round is a database of its own. This test program runs itself again as a child that carries documents through
//! their life and prints every answer it got ([`life`]); the child dies at a named point ([`deadly`]), or is killed after
//! some of its answers. Then the installation is opened again and compared with what the child had heard ([`verify`]).
//! `LUUVET_KILL_ROUNDS` gives the rounds at random per engine.

#[path = "survival/deadly.rs"]
mod deadly;
#[path = "survival/files.rs"]
mod files;
#[path = "survival/forms.rs"]
mod forms;
#[path = "survival/life.rs"]
mod life;
#[path = "survival/lists.rs"]
mod lists;
#[path = "survival/packages.rs"]
mod packages;
#[path = "survival/storage.rs"]
mod storage;
#[path = "survival/verify.rs"]
mod verify;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use luuvet_db::Location;

use crate::support::{Story, database};
use deadly::POINTS;

/// Rounds at random when nobody asks for more.
const ROUNDS: u32 = 4;
/// A child that has not died by then hangs.
const LONGEST: Duration = Duration::from_secs(240);
/// Answers after which a child is killed at the latest.
const ANSWERS: u32 = 16;
/// Microseconds after the last answer within which it is killed.
const SOON: u32 = 40_000;

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_named_points_on_sqlite() {
    for point in POINTS {
        round(None, Some(point)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_named_points_on_postgres() {
    for point in POINTS {
        let Some(url) = database("killed").await else { return };
        round(Some(url), Some(point)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_random_on_sqlite() {
    for _ in 0..rounds() {
        round(None, None).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_random_on_postgres() {
    for _ in 0..rounds() {
        let Some(url) = database("killed").await else { return };
        round(Some(url), None).await;
    }
}

/// Not a test of its own: what a child runs.
#[tokio::test(flavor = "multi_thread")]
async fn child() {
    let Ok(folder) = std::env::var("LUUVET_KILL_DATA") else { return };
    let location = match std::env::var("LUUVET_KILL_DATABASE") {
        Ok(url) => Location::Url(url),
        Err(_) => Location::File(std::path::Path::new(&folder).join("luuvet.db")),
    };
    let app = Story::app_in(std::path::Path::new(&folder), &location).await;
    life::live(&app, std::env::var("LUUVET_KILL_POINT").ok()).await;
}

fn rounds() -> u32 {
    std::env::var("LUUVET_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS)
}

async fn round(url: Option<String>, point: Option<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["survival::child", "--exact", "--nocapture", "--test-threads=1"]);
    command.env("LUUVET_KILL_DATA", folder.path()).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Some(url) = &url {
        command.env("LUUVET_KILL_DATABASE", url);
    }
    if let Some(point) = point {
        command.env("LUUVET_KILL_POINT", point);
    }
    let child = command.spawn().unwrap();
    let limit = point.is_none().then(|| (1 + chance() % ANSWERS, Duration::from_micros((chance() % SOON).into())));
    let heard = tokio::task::spawn_blocking(move || listen(child, limit)).await.unwrap();
    let what = point.map_or_else(|| format!("at random after {} answers", heard.len()), str::to_owned);
    assert!(heard.len() > 1, "killed {what} before it had answered anything");
    let location = url.map_or_else(|| Location::File(folder.path().join("luuvet.db")), Location::Url);
    verify::compare(&Story::app_in(folder.path(), &location).await, &heard, &what).await;
}

/// Reads a child's answers until it is dead; kills it after so many answers and so much time.
fn listen(mut child: Child, limit: Option<(u32, Duration)>) -> Vec<String> {
    let (mut heard, mut answers, begun) = (Vec::new(), 0, Instant::now());
    let mut left = limit;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Ok(line) = line else { break };
        assert!(begun.elapsed() < LONGEST, "the child hangs");
        let Some(answer) = line.strip_prefix(life::HEARD) else { continue };
        heard.push(answer.to_owned());
        answers += u32::from(!answer.starts_with("world"));
        if let Some((_, wait)) = left.take_if(|(count, _)| answers >= *count) {
            std::thread::sleep(wait);
            child.kill().unwrap();
        }
    }
    let status = child.wait().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9), "{status} after {heard:?}");
    heard
}

fn chance() -> u32 {
    u32::from_le_bytes(luuvet::chance::seed().unwrap()[..4].try_into().unwrap())
}
