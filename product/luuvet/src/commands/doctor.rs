//! `luuvet doctor`.

use clap::Args;
use luuvet::clock::Clock;
use luuvet::doctor::{self, Check, Level, machine};
use serde_json::json;

use super::place::Place;
use super::post::Post;
use super::tls;
use super::voice::Voice;

/// Says what is wrong and what to do.
#[derive(Clone, Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    all: bool,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    post: Post,
}

impl Doctor {
    /// Prints a line for each finding; fails when something is wrong.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        self.place.must_exist(voice)?;
        let mut checks = examine(&self.place, self.all, voice).await;
        checks.push(self.post.examine().await);
        if self.json {
            voice.print(&as_json(&checks, voice));
        } else {
            print(&checks, voice);
        }
        if checks.iter().any(|check| check.level == Level::Wrong) { Err(String::new()) } else { Ok(()) }
    }
}

/// Every check of the installation.
pub async fn examine(place: &Place, all: bool, voice: Voice) -> Vec<Check> {
    let clock = Clock::System;
    let mut checks = machine::folder(&place.data);
    checks.extend(tls::examine(&place.data, clock.now()));
    let records = match (place.db(voice).await, place.blobs(voice)) {
        (Ok(db), Ok(blobs)) => {
            doctor::records(&db, &blobs, &clock, all).await.map_err(|refusal| voice.refusal(&refusal))
        }
        (Err(cause), _) | (_, Err(cause)) => Err(cause),
    };
    match records {
        Ok(records) => checks.extend(records),
        Err(cause) => checks.push(Check::new(Level::Wrong, "doctor-records-unreadable").with("cause", cause)),
    }
    checks.push(machine::face(None));
    checks.push(machine::office());
    checks
}

/// One line each.
pub fn print(checks: &[Check], voice: Voice) {
    for check in checks {
        let mark = match check.level {
            Level::Well => '✓',
            Level::Mind => '!',
            Level::Wrong => '✗',
        };
        voice.print(&format!("{mark} {}", check.sentence(voice.0)));
    }
}

fn as_json(checks: &[Check], voice: Voice) -> String {
    let checks: Vec<_> = checks
        .iter()
        .map(|check| {
            let facts: serde_json::Map<_, _> =
                check.facts.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            let level = match check.level {
                Level::Well => "well",
                Level::Mind => "mind",
                Level::Wrong => "wrong",
            };
            json!({ "check": check.key, "level": level, "facts": facts, "sentence": check.sentence(voice.0) })
        })
        .collect();
    serde_json::Value::from(checks).to_string()
}
