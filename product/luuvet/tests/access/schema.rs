//! What the tables themselves hold to.

use crate::store::{attempt, rows, tables, told};
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

/// Changes of the trace that nobody may make; the last ones on one engine only.
const FORBIDDEN: &[(&str, &str)] = &[
    ("event", "UPDATE event SET at = at + 1"),
    ("event", "UPDATE event SET hash = leaf"),
    ("event", "DELETE FROM event"),
    ("event", "INSERT INTO event SELECT * FROM event WHERE true ON CONFLICT (id) DO UPDATE SET at = 1"),
    ("event_private", "UPDATE event_private SET value = 'khác'"),
    ("event_private", "DELETE FROM event_private"),
    ("event_private", "UPDATE event_private SET salt = salt"),
    (
        "event_private",
        "INSERT INTO event_private SELECT * FROM event_private WHERE true
         ON CONFLICT (organisation_id, sequence, field) DO UPDATE SET value = 'khác'",
    ),
];
const ON_SQLITE: &[(&str, &str)] = &[
    ("event", "REPLACE INTO event SELECT * FROM event"),
    ("event_private", "REPLACE INTO event_private SELECT * FROM event_private"),
    ("event_private", "UPDATE OR REPLACE event_private SET field = 'address'"),
];
const ON_POSTGRES: &[(&str, &str)] =
    &[("event", "TRUNCATE event CASCADE"), ("event_private", "TRUNCATE event_private")];

async fn the_trace_is_append_only(story: Story) {
    World::make(&story).await;
    let before = rows(&story, None).await;
    assert!(before["event"] > 10 && before["event_private"] > 10);
    let values = told(&story).await;
    let on_sqlite = story.app.db.engine() == luuvet_db::Engine::Sqlite;
    let own = if on_sqlite { ON_SQLITE } else { ON_POSTGRES };
    for (table, change) in FORBIDDEN.iter().chain(own) {
        let refused = attempt(&story, change).await.expect_err(change);
        let why = format!("{refused:?} {refused}");
        assert!(["append-only", "onstraint"].iter().any(|word| why.contains(word)), "{change}: {why}");
        assert_eq!(rows(&story, None).await[table], before[table], "{change}");
    }
    assert_eq!(told(&story).await, values, "an opening has changed");
}

/// What a removal of state secrets does not touch, and why it may stay.
const STAYS: &[(&str, &str)] = &[
    ("document_grant", "who may see it"),
    ("demand_answer", "days and the symbol of the answer"),
    ("issue_copies", "a number"),
    ("original_handover", "who held the paper, and when"),
    ("dossier_document", "in which dossier it lies"),
    ("purge", "the removal itself"),
    ("notice", "who was told of it, and when"),
    ("joint_body", "which bodies issue it"),
    ("paper_handover", "who got the paper, and when"),
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
