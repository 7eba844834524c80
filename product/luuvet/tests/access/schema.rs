//! What the tables themselves hold to.

use crate::store::{attempt, rows, tables};
use crate::story;
use crate::support::Story;
use crate::support::world::World;

story!(the_trace_is_append_only);

/// Tables with an organisation in another place of the key, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("invitation", "found by its token, before anybody is known"),
    ("session", "found by its token, and may change its organisation"),
    ("access_log", "log-ins of unknown names belong to none"),
    ("api_token", "found by the token"),
    ("job", "taken in the order of time, whosever it is"),
];

#[test]
fn what_an_organisation_owns_is_keyed_by_it() {
    for table in tables().iter().filter(|table| table.is_owned()) {
        let is_single = table.body.lines().any(|line| {
            let line = line.trim_start();
            line.starts_with("organisation_id ") && line.contains("PRIMARY KEY")
        });
        let is_first = table.body.contains("PRIMARY KEY (organisation_id,");
        let known = OTHERWISE.iter().any(|(name, _)| *name == table.name);
        assert!(
            is_single || is_first != known,
            "{}: its key starts with organisation_id, or it says why not",
            table.name
        );
    }
}

async fn the_trace_is_append_only(story: Story) {
    World::make(&story).await;
    let before = rows(&story, None).await["event"];
    assert!(before > 10);
    let on_sqlite = story.app.db.engine() == luuvet_db::Engine::Sqlite;
    let other = if on_sqlite { "REPLACE INTO event SELECT * FROM event" } else { "TRUNCATE event CASCADE" };
    for change in ["UPDATE event SET at = at + 1", "UPDATE event SET hash = leaf", "DELETE FROM event", other] {
        let refused = attempt(&story, change).await.expect_err(change);
        let told = format!("{refused:?} {refused}");
        assert!(told.contains("append-only") || told.contains("onstraint"), "{change}: {told}");
    }
    assert_eq!(rows(&story, None).await["event"], before);
    let values = rows(&story, None).await["event_private"];
    for change in ["UPDATE event_private SET value = 'x'", "DELETE FROM event_private"] {
        let refused = attempt(&story, change).await.expect_err(change);
        assert!(format!("{refused:?} {refused}").contains("append-only"), "{change}: {refused:?}");
    }
    assert_eq!(rows(&story, None).await["event_private"], values);
}

/// What a removal of state secrets does not touch, and why it may stay.
const STAYS: &[(&str, &str)] = &[
    ("document_grant", "who may see it"),
    ("demand_answer", "days and the symbol of the answer"),
    ("issue_copies", "a number"),
    ("original_handover", "who held the paper, and when"),
    ("dossier_document", "in which dossier it lies"),
    ("purge", "the removal itself"),
];

#[test]
fn a_removal_of_secrets_knows_every_table_of_a_document() {
    let clearing = include_str!("../../src/documents/secrets/store/clearing.rs");
    for table in tables().iter().filter(|table| table.body.contains("document_id {id}")) {
        let stays = STAYS.iter().any(|(name, _)| *name == table.name);
        let is_cleared =
            ["UPDATE ", "DELETE FROM "].iter().any(|verb| clearing.contains(&format!("{verb}{} ", table.name)));
        assert!(
            stays != is_cleared,
            "{} refers to a document: clear its words in documents/secrets/store/clearing.rs, or say here why they stay",
            table.name
        );
    }
}
