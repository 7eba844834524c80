//! Every statement of the program is understood by both engines, with the schema as it is.

use std::collections::BTreeSet;
use std::path::Path;

use luuvet_blobs::Blobs;
use luuvet_db::{Location, STATEMENTS};

use crate::app::{App, MIGRATIONS, Settings};
use crate::clock::Clock;

async fn prepares_everything(location: Location, folder: &Path) {
    let blobs = Blobs::open(folder.join("blobs")).expect("blobs");
    let app = App::open(&location, blobs, Clock::standing(0), Settings::default()).await.expect("an installation");
    let mut refused = Vec::new();
    for statement in STATEMENTS {
        // A connection each: a refusal ends the transaction.
        let mut tx = app.read().await.expect("a connection");
        if let Err(error) = tx.prepare(statement).await {
            refused.push(format!("{}:{}: {error}", statement.place.0, statement.place.1));
        }
    }
    assert!(refused.is_empty(), "{} of {}:\n{}", refused.len(), STATEMENTS.len(), refused.join("\n"));
    assert!(app.db.outdated(MIGRATIONS).await.expect("the ledger").is_empty());
}

#[tokio::test]
async fn every_statement_prepares_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    prepares_everything(Location::File(folder.path().join("luuvet.db")), folder.path()).await;
}

#[tokio::test]
async fn every_statement_prepares_on_postgres() {
    let Some(server) = std::env::var("LUUVET_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) else {
        return; // `cargo x test` itself tells that it is missing
    };
    let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("a server");
    tokio::spawn(connection);
    let name = format!("statements_{}", std::process::id());
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("a database");
    let (base, _) = server.rsplit_once('/').expect("a database in the address");
    let folder = tempfile::tempdir().expect("a folder");
    prepares_everything(Location::Url(format!("{base}/{name}")), folder.path()).await;
}

#[test]
fn every_file_with_statements_is_in_the_list() {
    let listed: BTreeSet<&str> = STATEMENTS.iter().map(|statement| statement.place.0).collect();
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kit/jobs/src"), &mut files);
    assert!(files.len() > 20);
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let end: std::path::PathBuf = file.components().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
        let holds = text.contains(concat!("sql", "!("));
        assert!(!holds || listed.iter().any(|place| Path::new(place).ends_with(&end)), "{}", file.display());
    }
}

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}
