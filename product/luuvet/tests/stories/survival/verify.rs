//! What must hold after the program was killed.

use std::collections::BTreeSet;

use luuvet::app::App;
use luuvet::doctor::{self, Level};
use luuvet::documents::incoming::store::{arrival, earlier};
use luuvet::documents::store::documents;
use luuvet::jobs;
use luuvet::locale::Locale;
use luuvet::trace::store::of_subject;
use luuvet_domain::ids::{DocumentId, OrganisationId};
use uuid::Uuid;

/// Longer than a dead program's claim on a job, in microseconds.
const LAPSED: i64 = 10 * 60 * 1_000_000;

/// Finishes the follow-up work, asks the doctor, and looks for everything that was heard.
pub async fn compare(app: &App, heard: &[String], what: &str) {
    app.clock.set(app.clock.now() + LAPSED);
    jobs::run_until_idle(app).await.unwrap();
    let wrong: Vec<String> = doctor::records(&app.db, &app.blobs, &app.clock, true)
        .await
        .unwrap()
        .into_iter()
        // A server for tests does not sync; it is not the one that was killed.
        .filter(|check| check.level == Level::Wrong && check.key != "doctor-database-unsafe")
        .map(|check| check.sentence(Locale::En))
        .collect();
    assert!(wrong.is_empty(), "killed {what}: {wrong:?}");
    let mut numbers = BTreeSet::new();
    let mut schools = Vec::new();
    for line in heard {
        let words: Vec<&str> = line.split(' ').collect();
        if words[0] == "world" {
            schools = words[2..].iter().map(|id| OrganisationId(id.parse().unwrap())).collect();
            continue;
        }
        let (organisation, document) = (OrganisationId(id(words[1])), DocumentId(id(words[2])));
        let events = kinds(app, organisation, document).await;
        assert!(events.contains(&format!("document.{}", words[0])), "killed {what}: {line} left no event: {events:?}");
        match words[0] {
            "numbered" | "registered" => {
                assert!(
                    numbers.insert((words[0], organisation.0, words[3])),
                    "killed {what}: {line} for the second time"
                );
                assert_eq!(number(app, organisation, document, words[0]).await, words[3], "killed {what}");
            }
            "issued" => delivered(app, organisation, document, &schools, what).await,
            _ => {}
        }
    }
}

fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

async fn kinds(app: &App, organisation: OrganisationId, document: DocumentId) -> Vec<String> {
    let mut tx = app.read().await.unwrap();
    let events = of_subject(&mut tx, organisation, document.0, i64::MAX, 100).await.unwrap();
    events.into_iter().map(|event| event.kind.code().to_owned()).collect()
}

/// The number that a document bears in its register.
async fn number(app: &App, organisation: OrganisationId, document: DocumentId, how: &str) -> String {
    let mut tx = app.read().await.unwrap();
    if how == "registered" {
        let found = arrival(&mut tx, organisation, document).await.unwrap().unwrap();
        return found.number.unwrap().to_string();
    }
    let found = documents::find(&mut tx, organisation, document).await.unwrap().unwrap();
    found.symbol.unwrap().split('/').next().unwrap().to_owned()
}

/// What is issued lies at every school, once: a second arrival of the same document breaks a constraint.
async fn delivered(app: &App, sender: OrganisationId, document: DocumentId, schools: &[OrganisationId], what: &str) {
    for school in schools {
        let copy = earlier(&mut app.read().await.unwrap(), *school, sender, document).await.unwrap();
        let copy = copy.unwrap_or_else(|| panic!("killed {what}: {document} did not reach {school}"));
        assert!(kinds(app, *school, copy).await.contains(&"document.arrived".to_owned()), "killed {what}: no event");
    }
}
