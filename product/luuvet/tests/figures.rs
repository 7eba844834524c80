//! What pages cost the database, on a school with ten thousand documents: the number of statements, and that none of
//! them reads a big table from end to end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod support;

use luuvet::app::App;
use luuvet_db::watch::{self, Ran};
use support::Browser;
use support::crowd::{crowded, one_more};
use support::world::PASSWORD;

/// Documents in the school.
const DOCUMENTS: usize = 10_000;
/// Statements that a page may need, the session's included.
const STATEMENTS: usize = 8;
/// Tables that grow with the documents.
const BIG: [&str; 17] = [
    "access_log",
    "arrival",
    "arrival_demand",
    "arriving_file",
    "directive",
    "document",
    "document_file",
    "document_grant",
    "dossier_document",
    "event",
    "event_private",
    "notice",
    "original_handover",
    "recipient",
    "register_number",
    "task",
    "task_reminder",
];

#[tokio::test]
async fn a_page_costs_few_statements_and_no_scan() {
    let folder = tempfile::tempdir().unwrap();
    let (app, hands) = crowded(folder.path(), DOCUMENTS).await;
    let mut faults = Vec::new();
    for (login, paths) in support::pages::PAGES {
        let mut browser = Browser::new(&app);
        browser.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await.is(303);
        for path in *paths {
            let path = support::pages::resolve(&mut browser, path).await;
            watch::begin();
            let status = browser.get(&path).await.status;
            let ran = watch::end();
            if status != 200 {
                faults.push(format!("{login} {path}: {status}"));
            }
            if ran.len() > STATEMENTS {
                let places: Vec<String> =
                    ran.iter().map(|ran| format!("{}:{}", ran.sql.place.0, ran.sql.place.1)).collect();
                faults.push(format!("{login} {path}: {} statements\n  {}", ran.len(), places.join("\n  ")));
            }
            faults.extend(scanning(&app, &ran).await.into_iter().map(|line| format!("{login} {path}: {line}")));
        }
    }
    watch::begin();
    one_more(&app, hands, DOCUMENTS).await;
    let ran = watch::end();
    faults.extend(scanning(&app, &ran).await.into_iter().map(|line| format!("a document's life: {line}")));
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Lines of SQLite's plans that read a big table, or all that an organisation has of it.
async fn scanning(app: &App, ran: &[Ran]) -> Vec<String> {
    let (mut tx, mut found) = (app.read().await.unwrap(), Vec::new());
    for ran in ran {
        let plan = tx.prepare(ran.sql).await.unwrap();
        let lines = plan.lines().filter(|line| scans(line));
        found.extend(lines.map(|line| format!("{line} ({}:{})", ran.sql.place.0, ran.sql.place.1)));
    }
    found
}

fn scans(line: &str) -> bool {
    let (whole, rest) = match (line.strip_prefix("SCAN "), line.strip_prefix("SEARCH ")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (rest.ends_with("(organisation_id=?)"), rest),
        _ => return false,
    };
    whole && BIG.contains(&rest.split(' ').next().unwrap_or_default())
}
