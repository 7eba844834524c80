//! What is wrong with an installation, and what to do about it.
//!
//! [`machine`] looks at the folder and at what the machine brings; [`records`] at database, trace, registers and
//! contents. Nothing is changed. Each [`Check`] is one sentence.

mod contents;
pub mod machine;
mod numbers;
pub mod store;
mod traces;

use luuvet_blobs::Blobs;
use luuvet_db::{Db, Engine};

use crate::app::MIGRATIONS;
use crate::clock::{self, Clock};
use crate::locale::{Arg, Locale, text_with};
use crate::notices::store::deliveries;
use crate::refusal::Refusal;

/// Jobs that failed this often are told of.
const ATTEMPTS: i64 = 3;
/// A clock that is behind the last event by less is only inexact; microseconds.
const INEXACT: i64 = 120 * 1_000_000;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Well,
    /// Works, but something is missing or will be soon.
    Mind,
    /// Wrong: somebody must act.
    Wrong,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How bad it is.
    pub level: Level,
    /// The key of its sentence, which also says what to do.
    pub key: &'static str,
    /// What the sentence fills in.
    pub facts: Vec<(&'static str, String)>,
}

impl Check {
    /// A finding without details.
    #[must_use]
    pub fn new(level: Level, key: &'static str) -> Self {
        Self { level, key, facts: Vec::new() }
    }

    /// With a value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    /// What a person is told.
    #[must_use]
    pub fn sentence(&self, locale: Locale) -> String {
        let facts: Vec<(&str, Arg)> = self.facts.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
        text_with(locale, self.key, &facts)
    }
}

/// Looks at what is recorded. `all` reads every content, otherwise a sample of them.
///
/// # Errors
/// When the database cannot be read at all.
pub async fn records(db: &Db, blobs: &Blobs, clock: &Clock, all: bool) -> Result<Vec<Check>, Refusal> {
    let mut checks = vec![engine(db).await?];
    let outdated = db.outdated(MIGRATIONS).await?;
    if !outdated.is_empty() {
        checks.push(Check::new(Level::Wrong, "doctor-schema-old").with("names", outdated.join(", ")));
        // The questions below need the tables of this version.
        return Ok(checks);
    }
    checks.push(Check::new(Level::Well, "doctor-schema"));
    checks.extend(traces::look(db).await?);
    checks.extend(numbers::look(db).await?);
    checks.extend(contents::look(db, blobs, all).await?);
    checks.push(time(db, clock).await?);
    checks.extend(jobs(db).await?);
    Ok(checks)
}

async fn engine(db: &Db) -> Result<Check, Refusal> {
    let findings = db.examine().await?;
    let text = findings.join("; ");
    Ok(match (findings.is_empty(), db.engine()) {
        (true, _) => Check::new(Level::Well, "doctor-database"),
        (false, Engine::Sqlite) => Check::new(Level::Wrong, "doctor-database-damaged").with("findings", text),
        (false, Engine::Postgres) => Check::new(Level::Wrong, "doctor-database-unsafe").with("findings", text),
    })
}

async fn time(db: &Db, clock: &Clock) -> Result<Check, Refusal> {
    let (last, now) = (store::last_event(&mut db.read().await?).await?, clock.now());
    if last <= now + INEXACT {
        return Ok(Check::new(Level::Well, "doctor-clock"));
    }
    let (last, now) = (clock::local(last), clock::local(now));
    let show = |time: jiff::Zoned| time.strftime("%d/%m/%Y %H:%M").to_string();
    Ok(Check::new(Level::Wrong, "doctor-clock-behind").with("now", show(now)).with("last", show(last)))
}

async fn jobs(db: &Db) -> Result<Vec<Check>, Refusal> {
    let mut tx = db.read().await?;
    let failing = luuvet_jobs::failing(&mut tx, ATTEMPTS).await?;
    let (unsent, problem) = deliveries::failing(&mut tx, ATTEMPTS).await?;
    let unsent =
        (unsent > 0).then(|| Check::new(Level::Mind, "doctor-unsent").with("count", unsent).with("problem", problem));
    if failing.is_empty() && unsent.is_none() {
        return Ok(vec![Check::new(Level::Well, "doctor-jobs")]);
    }
    let check = |kind: luuvet_jobs::Failing| {
        let check = Check::new(Level::Mind, "doctor-jobs-failing").with("kind", kind.kind).with("count", kind.count);
        check.with("problem", kind.problem)
    };
    Ok(failing.into_iter().map(check).chain(unsent).collect())
}
