//! Backup while others write, and the way back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use luuvet::app::App;
use luuvet::backup::made::between;
use luuvet::doctor::store;
use luuvet::organisations::open_department::OpenDepartment;
use luuvet::work::Actor;
use luuvet_domain::access::Role;
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::Source;

use crate::{Made, open, put_content, run, said};

async fn organisation(app: &App) -> (OrganisationId, i64) {
    store::heads(&mut app.read().await.unwrap()).await.unwrap()[0]
}

/// Opens departments, each with a content, until told to stop.
async fn write(app: App, acknowledged: Arc<AtomicUsize>, stop: Arc<AtomicBool>) {
    let mut admin = Actor::system(organisation(&app).await.0, Source::Cli);
    admin.roles = vec![Role::Administrator];
    while !stop.load(Ordering::SeqCst) {
        let number = acknowledged.load(Ordering::SeqCst) + 1;
        put_content(&app, format!("nội dung {number}").into_bytes().repeat(500)).await;
        let verb = OpenDepartment { name: format!("Tổ {number}"), symbol: String::new(), kind: "team".into() };
        app.perform(&admin, verb).await.unwrap();
        acknowledged.store(number, Ordering::SeqCst);
    }
}

async fn until(acknowledged: &AtomicUsize, number: usize) {
    while acknowledged.load(Ordering::SeqCst) < number {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_acknowledged_before_comes_back() {
    let made = Made::new(&["--tls", "none"]);
    let app = made.app().await;
    let (acknowledged, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let writer = tokio::spawn(write(app.clone(), acknowledged.clone(), stop.clone()));
    until(&acknowledged, 20).await;

    let file = made.path("saved.tar");
    let before = acknowledged.load(Ordering::SeqCst);
    let (data, to) = (made.data(), file.clone());
    let saved = tokio::task::spawn_blocking(move || {
        run(&["backup", "--data", data.to_str().unwrap(), "--to", to.to_str().unwrap()])
    });
    let saved = saved.await.unwrap();
    assert!(saved.status.success(), "{}", said(&saved));
    let listed = between(&mut app.read().await.unwrap(), 0, i64::MAX).await.unwrap();
    assert_eq!((listed[0].file.as_str(), listed[0].size.is_some()), ("saved.tar", true));
    // Writing went on meanwhile, and goes on.
    until(&acknowledged, before + 1).await;
    stop.store(true, Ordering::SeqCst);
    writer.await.unwrap();

    let back = made.path("back");
    let restored = run(&["restore", file.to_str().unwrap(), "--data", back.to_str().unwrap()]);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&restored).contains("✓ Vết liền mạch"), "{}", said(&restored));
    let restored = open(&back).await;
    let (id, head) = organisation(&restored).await;
    // The organisation's own event, then one for each department.
    assert!(head > i64::try_from(before).unwrap(), "{head} events, {before} acknowledged before");
    let day = luuvet::clock::day(restored.clock.now()).to_string();
    let mut tx = restored.read().await.unwrap();
    let there = luuvet::organisations::store::departments(&mut tx, id, &day).await.unwrap();
    for number in 1..=before {
        assert!(there.iter().any(|department| department.name == format!("Tổ {number}")), "Tổ {number}");
    }
    assert!(store::blobs(&mut tx, &[]).await.unwrap().len() >= before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_whole_is_refused_and_leaves_nothing() {
    let made = Made::new(&["--tls", "none"]);
    put_content(&made.app().await, vec![42; 100_000]).await;
    let (data, file) = (made.data(), made.path("saved.tar"));
    let arguments = ["backup", "--data", data.to_str().unwrap(), "--to", file.to_str().unwrap()];
    assert!(run(&arguments).status.success());
    let again = run(&arguments);
    assert_eq!(again.status.code(), Some(1), "{}", said(&again));

    let filled = run(&["restore", file.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert!(filled.status.code() == Some(1) && said(&filled).contains("không trống"), "{}", said(&filled));

    let whole = std::fs::read(&file).unwrap();
    let back = made.path("back");
    let content = whole.windows(100).rposition(|piece| piece == [42; 100]).unwrap();
    let database = whole.windows(15).position(|piece| piece == b"SQLite format 3").unwrap() + 5_000;
    for (name, damage) in [("content", content), ("database", database)] {
        let mut bytes = whole.clone();
        bytes[damage] ^= 1;
        std::fs::write(made.path("damaged.tar"), &bytes).unwrap();
        let refused = run(&["restore", made.path("damaged.tar").to_str().unwrap(), "--data", back.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(1), "{name}: {}", said(&refused));
        assert!(said(&refused).contains("không khớp mã băm"), "{name}: {}", said(&refused));
        assert_eq!(std::fs::read_dir(&back).unwrap().count(), 0, "{name}");
    }
    for length in [0, 100, 600, whole.len() / 2, whole.len() - 60_000] {
        std::fs::write(made.path("damaged.tar"), &whole[..length]).unwrap();
        let refused = run(&["restore", made.path("damaged.tar").to_str().unwrap(), "--data", back.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(1), "{length}: {}", said(&refused));
        assert_eq!(std::fs::read_dir(&back).unwrap().count(), 0, "{length}");
    }
}
