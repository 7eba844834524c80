//! Points at which the program dies.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use luuvet::app::App;
use luuvet::refusal::Refusal;
use luuvet::work::{Actor, Done, Verb, Work};
use serde::Serialize;

/// `<verb>.before-commit`: everything is written, nothing committed. `<verb>.before-answer`: committed, nobody told.
/// `content.before-row`: a file is stored, nothing refers to it. `receive.before-report`: the recipient has the document,
/// the sender's job is not done.
pub const POINTS: [&str; 12] = [
    "content.before-row",
    "number.before-commit",
    "number.before-answer",
    "issue.before-commit",
    "issue.before-answer",
    "receive.before-report",
    "register.before-commit",
    "register.before-answer",
    "finish-document.before-commit",
    "finish-document.before-answer",
    "arrive.before-commit",
    "arrive.before-answer",
];

/// How often a point is passed before it kills.
const SPARED: u32 = 3;

/// Performs verbs, and dies at its point.
pub struct Deadly {
    point: Option<String>,
    passed: AtomicU32,
}

impl Deadly {
    pub fn new(point: Option<String>) -> Self {
        Self { point, passed: AtomicU32::new(0) }
    }

    /// Performs a verb; its answer comes only if this is not where the program dies.
    pub async fn perform<V: Verb>(&self, app: &App, actor: &Actor, verb: V) -> Result<V::Out, Refusal> {
        let (before, after) = (self.is(V::NAME, "before-commit"), self.is(V::NAME, "before-answer"));
        let dies = before && self.passed.fetch_add(1, Ordering::SeqCst) >= SPARED;
        let out = app.perform(actor, Fatal { verb, dies }).await?;
        if after {
            self.pass();
        }
        Ok(out)
    }

    /// Passes a point that is no verb.
    pub fn at(&self, point: &str) {
        if self.point.as_deref() == Some(point) {
            self.pass();
        }
    }

    fn is(&self, verb: &str, moment: &str) -> bool {
        self.point.as_deref() == Some(&format!("{verb}.{moment}"))
    }

    fn pass(&self) {
        if self.passed.fetch_add(1, Ordering::SeqCst) >= SPARED {
            die();
        }
    }
}

/// A verb after whose last statement the program dies.
#[derive(Serialize)]
struct Fatal<V> {
    verb: V,
    dies: bool,
}

impl<V: Verb> Verb for Fatal<V> {
    type Out = V::Out;
    const NAME: &'static str = V::NAME;

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<V::Out>, Refusal> {
        let done = self.verb.run(work).await?;
        if self.dies {
            die();
        }
        Ok(done)
    }
}

/// As a power cut: no destructor, no flush.
fn die() -> ! {
    let pid = std::process::id().to_string();
    std::process::Command::new("kill").args(["-9", &pid]).status().unwrap();
    loop {
        std::thread::sleep(Duration::from_secs(1));
    }
}
