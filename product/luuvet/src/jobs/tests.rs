//! Jobs of kind `test`, whose body says what their handler does.

use luuvet_blobs::Blobs;
use luuvet_db::Location;
use luuvet_jobs::Job;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{keep_running, run_due, run_until_idle};
use crate::app::{App, Settings};
use crate::clock::Clock;
use crate::refusal::{Problem, Refusal};

/// The second at which the tests' clock stands, in microseconds.
const START: i64 = 1_700_000_000_000_000;

pub(super) async fn handle(app: &App, job: &Job) -> Result<(), Refusal> {
    match job.body.as_str() {
        "well" => Ok(()),
        "refuses" => Err(Refusal::invalid(Problem::new("some-code"))),
        "panics" => panic!("on purpose"),
        "begets" => enqueue(app, "test", "well", app.clock.now()).await,
        "begets-later" => enqueue(app, "test", "well", app.clock.now() + 1_000_000).await,
        "begets-itself" => enqueue(app, "test", "begets-itself", app.clock.now()).await,
        other => Err(Refusal::Broken(other.to_owned())),
    }
}

async fn enqueue(app: &App, kind: &'static str, body: &str, run_at: i64) -> Result<(), Refusal> {
    let body = body.to_owned();
    app.change(move |tx, draw| {
        let job = Job {
            id: draw.request(),
            organisation_id: Uuid::nil(),
            kind: kind.to_owned(),
            body: body.clone(),
            run_at,
            attempts: 0,
        };
        Box::pin(async move { Ok(luuvet_jobs::enqueue(tx, &job).await?) })
    })
    .await
}

async fn app(folder: &tempfile::TempDir) -> App {
    let blobs = Blobs::open(folder.path().join("blobs")).expect("blobs");
    let file = Location::File(folder.path().join("luuvet.db"));
    App::open(&file, blobs, Clock::standing(START), Settings::default()).await.expect("an installation")
}

async fn waiting(app: &App) -> (i64, i64) {
    luuvet_jobs::waiting(&mut app.read().await.expect("a reader")).await.expect("counts")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_or_panic_is_of_that_job_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(&folder).await;
    for body in ["well", "refuses", "panics", "well"] {
        enqueue(&app, "test", body, START).await.expect("a job");
    }
    enqueue(&app, "no-such-kind", "", START).await.expect("a job");
    assert_eq!(run_due(&app).await.expect("a round"), 5);
    assert_eq!(waiting(&app).await, (3, 3));
    let failing = luuvet_jobs::failing(&mut app.read().await.expect("a reader"), 1).await.expect("rows");
    assert_eq!(
        failing.iter().map(|f| (f.kind.as_str(), f.count)).collect::<Vec<_>>(),
        [("no-such-kind", 1), ("test", 2)]
    );
    assert!(failing[0].problem.contains("no job of kind \"no-such-kind\""), "{}", failing[0].problem);
    assert!(failing[1].problem.contains("panicked") || failing[1].problem.contains("some-code"));

    // They wait a second, then two.
    assert_eq!(run_due(&app).await.expect("a round"), 0);
    app.clock.set(START + 1_000_000);
    assert_eq!(run_due(&app).await.expect("a round"), 3);
    app.clock.set(START + 2_000_000);
    assert_eq!(run_due(&app).await.expect("a round"), 0);
    app.clock.set(START + 3_000_000);
    assert_eq!(run_due(&app).await.expect("a round"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_until_idle_and_tells_of_failures() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(&folder).await;
    for _ in 0..20 {
        enqueue(&app, "test", "begets", START).await.expect("a job");
    }
    enqueue(&app, "test", "begets-later", START).await.expect("a job");
    assert_eq!(run_until_idle(&app).await.expect("idle"), 41);
    assert_eq!(waiting(&app).await, (1, 0));
    app.clock.set(START + 1_000_000);
    assert_eq!(run_until_idle(&app).await.expect("idle"), 1);

    enqueue(&app, "test", "refuses", START).await.expect("a job");
    enqueue(&app, "test", "well", START).await.expect("a job");
    let told = run_until_idle(&app).await.expect_err("a failure");
    assert!(matches!(&told, Refusal::Broken(text) if text.contains("some-code")), "{told:?}");
    assert_eq!(waiting(&app).await, (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stopped_process_claimed_runs_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(&folder).await;
    enqueue(&app, "test", "well", START).await.expect("a job");
    let claim = |app: App| async move {
        app.change_later(|tx, draw| Box::pin(async move { Ok(luuvet_jobs::claim(tx, draw.now, 9).await?) })).await
    };
    assert_eq!(claim(app.clone()).await.expect("a claim").len(), 1);
    assert_eq!(run_due(&app).await.expect("a round"), 0);
    let next = luuvet_jobs::next(&mut app.read().await.expect("a reader")).await.expect("a time");
    assert_eq!(next, Some(START + luuvet_jobs::CLAIM + 1));
    app.clock.set(START + luuvet_jobs::CLAIM + 1);
    assert_eq!(run_due(&app).await.expect("a round"), 1);

    enqueue(&app, "test", "well", START).await.expect("a job");
    assert_eq!(claim(app.clone()).await.expect("a claim").len(), 1);
    app.change(|tx, _| Box::pin(async move { Ok(luuvet_jobs::release(tx).await?) })).await.expect("released");
    assert_eq!(run_due(&app).await.expect("a round"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_running_until_told_to_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(&folder).await;
    enqueue(&app, "test", "begets", START).await.expect("a job");
    let (stop, stopped) = oneshot::channel::<()>();
    let runner = tokio::spawn(keep_running(app.clone(), async move {
        let _ = stopped.await;
    }));
    until(&app, (0, 0)).await;
    // News wake it; the timer alone would look only seconds later.
    enqueue(&app, "test", "well", START).await.expect("a job");
    app.tell(luuvet_domain::ids::OrganisationId(Uuid::nil()), 1);
    until(&app, (0, 0)).await;
    stop.send(()).expect("a runner");
    runner.await.expect("an end");
}

async fn until(app: &App, wanted: (i64, i64)) {
    let met = async {
        while waiting(app).await != wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), met).await.expect("the condition is met");
}
