//! Many who take numbers at once: every acknowledged number is there once, and no integer is missing (invariant 1).

use std::collections::BTreeMap;
use std::time::Duration;

use luuvet::app::App;
use luuvet::documents::registers;
use luuvet::documents::registers::cancel::CancelNumber;
use luuvet::documents::registers::insert::InsertNumber;
use luuvet::documents::registers::number::GiveNumber;
use luuvet::documents::registers::number_series::NumberSeries;
use luuvet::documents::registers::reserve::ReserveNumber;
use luuvet::refusal::Refusal;
use luuvet::work::{Actor, Done, Verb, Work};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::Serialize;

use super::papers::{Approved, clerk, register, sound};
use crate::story;
use crate::support::Story;
use crate::support::world::World;

story!(eight_clerks_number_two_hundred_documents_at_once);
story!(lost_requests_lose_no_acknowledged_number);
story!(rivals_reserve_insert_cancel_and_number_series);
story!(arrivals_have_one_series);

const CLERKS: usize = 8;
const EACH: usize = 25;

fn give(document: DocumentId) -> GiveNumber {
    GiveNumber { document, register: None, unit: String::new() }
}

/// Performs until it is not told that too many act at once, as a person who presses again would.
async fn insist<V: Verb + Clone>(app: &App, actor: &Actor, verb: V) -> Result<V::Out, Refusal> {
    for _ in 0..50 {
        match app.perform(actor, verb.clone()).await {
            Err(Refusal::Meanwhile(problem)) if problem.code == "busy" => {}
            other => return other,
        }
    }
    panic!("still busy after fifty tries");
}

async fn papers(story: &Story, world: &World, count: usize) -> Vec<DocumentId> {
    let mut all = Vec::new();
    for n in 0..count {
        all.push(Approved::notice(&world.a, &format!("Thông báo {n}")).make(&story.app, &world.a).await);
    }
    all
}

async fn eight_clerks_number_two_hundred_documents_at_once(story: Story) {
    let world = World::make(&story).await;
    let all = papers(&story, &world, CLERKS * EACH).await;
    let mut running = tokio::task::JoinSet::new();
    for share in all.chunks(EACH) {
        let (app, actor, share) = (story.app.clone(), clerk(&world.a), share.to_vec());
        running.spawn(async move {
            let mut told = Vec::new();
            for document in share {
                told.push((document, insist(&app, &actor, give(document)).await.unwrap().symbol));
            }
            told
        });
    }
    let mut told = BTreeMap::new();
    while let Some(one) = running.join_next().await {
        told.extend(one.unwrap().into_iter().map(|(document, symbol)| (symbol, document)));
    }
    let rows = sound(&story.app, world.a.id, "outgoing", 2024).await;
    assert_eq!(rows.len(), CLERKS * EACH);
    for (number, document) in rows {
        assert_eq!(told.remove(&format!("{number}/TB-THPTHH3")), Some(document), "{number} is whose it was said to be");
    }
    assert!(told.is_empty(), "told but not there: {told:?}");
}

async fn lost_requests_lose_no_acknowledged_number(story: Story) {
    let world = World::make(&story).await;
    let all = papers(&story, &world, 120).await;
    let mut running = tokio::task::JoinSet::new();
    for (n, document) in all.iter().copied().enumerate() {
        let (app, actor) = (story.app.clone(), clerk(&world.a));
        running.spawn(async move {
            // From at once to after a few milliseconds: at every stage of a request.
            let patience = Duration::from_micros(u64::try_from(n).unwrap() * 150);
            match tokio::time::timeout(patience, app.perform(&actor, give(document))).await {
                Ok(Ok(numbered)) => Some((numbered.symbol, document)),
                _ => None,
            }
        });
    }
    let mut told = Vec::new();
    while let Some(one) = running.join_next().await {
        told.extend(one.unwrap());
    }
    // Whoever was not answered asks again: the document has its number already, or gets one now.
    for document in all {
        match insist(&story.app, &clerk(&world.a), give(document)).await {
            Ok(_) => {}
            Err(refusal) => assert!(refusal.problems()[0].code.starts_with("number-"), "{refusal:?}"),
        }
    }
    let rows: BTreeMap<String, DocumentId> =
        sound(&story.app, world.a.id, "outgoing", 2024).await.into_iter().collect();
    assert_eq!(rows.len(), 120);
    for (symbol, document) in told {
        let number = symbol.split('/').next().unwrap();
        assert_eq!(rows.get(number), Some(&document), "{symbol} was acknowledged");
    }
}

async fn rivals_reserve_insert_cancel_and_number_series(story: Story) {
    let world = World::make(&story).await;
    let all = papers(&story, &world, 61).await;
    insist(&story.app, &clerk(&world.a), give(all[0])).await.unwrap();
    let book = register(&story.app, world.a.id, "outgoing", 2024).await;
    let mut running = tokio::task::JoinSet::new();
    for (n, share) in all[1..].chunks(5).map(<[DocumentId]>::to_vec).enumerate() {
        let (app, actor) = (story.app.clone(), clerk(&world.a));
        running.spawn(async move {
            let series = NumberSeries { documents: share[..3].to_vec(), register: None, unit: String::new() };
            let items = insist(&app, &actor, series).await.unwrap();
            let first: Vec<u32> = items
                .iter()
                .map(|item| item.numbered.as_ref().unwrap().symbol.split('/').next().unwrap().parse().unwrap())
                .collect();
            assert!(first.windows(2).all(|pair| pair[1] == pair[0] + 1), "consecutive: {first:?}");
            let kept = ReserveNumber { register: book, reason: format!("lần {n}") };
            let number = insist(&app, &actor, kept).await.unwrap();
            let cancel = CancelNumber { register: book, number, reason: "không dùng".into() };
            insist(&app, &actor, cancel).await.unwrap();
            let insert = InsertNumber {
                register: book,
                behind: "01".to_owned().try_into().unwrap(),
                document: share[3],
                reason: "bỏ sót".into(),
                unit: String::new(),
            };
            insist(&app, &actor, insert).await.unwrap();
            insist(&app, &actor, give(share[4])).await.unwrap();
        });
    }
    while let Some(one) = running.join_next().await {
        one.unwrap();
    }
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2024).await.len(), 61);
}

#[derive(Clone, Serialize)]
struct Arrive(DocumentId);

impl Verb for Arrive {
    type Out = i64;
    const NAME: &'static str = "arrive-for-a-story";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<i64>, Refusal> {
        let (_, number, day) = registers::arrival(work, self.0).await?;
        assert_eq!(day, work.today());
        work.finish(Event::new(EventKind::DocumentRegistered, Subject::Document(self.0.0)), number).await
    }
}

async fn arrivals_have_one_series(story: Story) {
    let world = World::make(&story).await;
    let all = papers(&story, &world, 40).await;
    let mut running = tokio::task::JoinSet::new();
    for share in all.chunks(10).map(<[DocumentId]>::to_vec) {
        let (app, actor) = (story.app.clone(), clerk(&world.a));
        running.spawn(async move {
            for document in share {
                insist(&app, &actor, Arrive(document)).await.unwrap();
            }
        });
    }
    while let Some(one) = running.join_next().await {
        one.unwrap();
    }
    assert_eq!(sound(&story.app, world.a.id, "incoming", 2024).await.len(), 40);
}
