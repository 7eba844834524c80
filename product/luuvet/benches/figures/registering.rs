//! Registering incoming documents whose files are stored.

use std::path::Path;
use std::time::{Duration, Instant};

use luuvet::app::App;
use luuvet::documents::incoming::register::Register;
use luuvet_db::{Location, watch};
use luuvet_domain::ids::DocumentId;

use crate::store::replayed;
use crate::support::Story;
use crate::support::crowd::{Hands, arrivals, crowded};

/// Clients that register side by side.
const CLIENTS: usize = 64;
/// Documents that are there before.
const BEFORE: usize = 10_000;
/// Rounds; the median counts.
const ROUNDS: usize = 3;

/// Registers so many documents alone, then by many clients, and prints both against raw statements.
pub async fn run(count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let (app, hands) = crowded(folder.path(), BEFORE).await;
    let waiting = arrivals(&app, hands, BEFORE, count).await;
    let source = folder.path().join("arrived.db");
    app.db.copy_to(source.clone()).await.unwrap();
    let now = app.clock.now();
    let transactions = recorded(&app, hands, &waiting).await;
    let (mut one, mut many, mut raw, mut grouped) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let at = |name: &str| {
            let copy = folder.path().join(format!("{name}-{round}.db"));
            std::fs::copy(&source, &copy).unwrap();
            copy
        };
        raw.push(replayed(&at("raw"), &transactions, true));
        one.push(registered(&at("one"), now, hands, &waiting, 1).await);
        grouped.push(replayed(&at("grouped"), &transactions, false));
        many.push(registered(&at("many"), now, hands, &waiting, CLIENTS).await);
    }
    let rate = |times: &mut Vec<Duration>| {
        times.sort();
        waiting.len() as f64 / times[times.len() / 2].as_secs_f64()
    };
    let (one, many, raw, grouped) = (rate(&mut one), rate(&mut many), rate(&mut raw), rate(&mut grouped));
    println!("registering, {} documents, median of {ROUNDS} rounds", waiting.len());
    println!("  raw rows, one commit and sync each      {raw:>9.0}/s");
    println!("  one client                              {one:>9.0}/s   {:>5.2} of raw (wanted 0.80)", one / raw);
    println!("  raw statements, one commit, no sync     {grouped:>9.0}/s");
    let wanted = (6.0 * one).min(0.7 * grouped);
    println!(
        "  {CLIENTS} clients                              {many:>9.0}/s   {:>5.2} of what is wanted ({wanted:.0}/s)",
        many / wanted
    );
}

/// The copy of a world, at the same instant.
async fn opened(database: &Path, now: i64) -> App {
    let app = Story::app_in(database.parent().unwrap(), &Location::File(database.to_owned())).await;
    app.clock.set(now);
    app
}

fn verb(document: DocumentId) -> Register {
    Register { document, particulars: None, authentic: true, anyway: true, twin_of: None, then_submit: None }
}

async fn registered(database: &Path, now: i64, hands: Hands, waiting: &[DocumentId], clients: usize) -> Duration {
    let app = opened(database, now).await;
    let begun = Instant::now();
    let mut clerks = Vec::new();
    for part in waiting.chunks(waiting.len().div_ceil(clients)) {
        let (app, part) = (app.clone(), part.to_vec());
        clerks.push(tokio::spawn(async move {
            for document in part {
                app.perform(hands.clerk, verb(document)).await.unwrap();
            }
        }));
    }
    for clerk in clerks {
        clerk.await.unwrap();
    }
    begun.elapsed()
}

/// The statements of each registration, in order.
async fn recorded(app: &App, hands: Hands, waiting: &[DocumentId]) -> Vec<Vec<watch::Ran>> {
    let mut all = Vec::new();
    for document in waiting {
        watch::begin();
        app.perform(hands.clerk, verb(*document)).await.unwrap();
        all.push(watch::end());
    }
    all
}
