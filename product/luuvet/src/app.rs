//! Puts the parts together: database, blobs, clock, texts, and the two ways to use them.
//!
//! [`App::perform`] runs a verb and answers after the commit; [`App::read`] gives a connection for a page. After a
//! commit those who watch the organisation's log hear its new sequence.

use std::path::PathBuf;
use std::sync::Arc;

use luuvet_blobs::Blobs;
use luuvet_db::{Db, Location, Migration, Tx, Urgency};
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::Source;
use sha2::{Digest, Sha256};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::chance;
use crate::clock::Clock;
use crate::notices::sending::Messages;
use crate::once;
use crate::refusal::Refusal;
use crate::states;
use crate::work::{Actor, Done, Draw, Verb, Work};

/// The schema's history; a step that has landed is never changed.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001-organisations", template: include_str!("../migrations/0001-organisations.sql") },
    Migration { name: "0002-sign-in", template: include_str!("../migrations/0002-sign-in.sql") },
    Migration { name: "0003-trace", template: include_str!("../migrations/0003-trace.sql") },
    Migration { name: "0004-documents", template: include_str!("../migrations/0004-documents.sql") },
    Migration { name: "0005-jobs", template: include_str!("../migrations/0005-jobs.sql") },
    Migration { name: "0010-sign-in", template: include_str!("../migrations/0010-sign-in.sql") },
    Migration { name: "0011-drafting", template: include_str!("../migrations/0011-drafting.sql") },
    Migration { name: "0012-registers", template: include_str!("../migrations/0012-registers.sql") },
    Migration { name: "0014-incoming", template: include_str!("../migrations/0014-incoming.sql") },
    Migration { name: "0015-tasks", template: include_str!("../migrations/0015-tasks.sql") },
    Migration { name: "0016-notices", template: include_str!("../migrations/0016-notices.sql") },
    Migration { name: "0017-paper", template: include_str!("../migrations/0017-paper.sql") },
    Migration { name: "0018-secrets", template: include_str!("../migrations/0018-secrets.sql") },
    Migration { name: "0019-periods", template: include_str!("../migrations/0019-periods.sql") },
    Migration {
        name: "0020-restricted-dossiers",
        template: include_str!("../migrations/0020-restricted-dossiers.sql"),
    },
    Migration { name: "0020-unsent-forms", template: include_str!("../migrations/0020-unsent-forms.sql") },
    Migration { name: "0021-calendar", template: include_str!("../migrations/0021-calendar.sql") },
    Migration { name: "0022-joint", template: include_str!("../migrations/0022-joint.sql") },
    Migration { name: "0023-found-by-index", template: include_str!("../migrations/0023-found-by-index.sql") },
];

/// How many news may wait for a slow watcher before it has to look for itself.
const NEWS: usize = 256;

/// What the installation is told at its start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people type, without a slash at the end; fixes origin and passkey id.
    pub public_url: Option<String>,
    /// Whether it shows the demo world: sign-in lists the role accounts.
    pub demo: bool,
    /// The folder of page images, which can be deleted at any time.
    pub previews: PathBuf,
    /// The folder of uploads that are being received, as ciphertext; empty when the program begins.
    pub uploads: PathBuf,
    /// What hands messages over that leave the house.
    pub messages: Messages,
}

impl Default for Settings {
    fn default() -> Self {
        let previews = std::env::temp_dir().join("luuvet-previews");
        let uploads = std::env::temp_dir().join("luuvet-uploads");
        Self { public_url: None, demo: false, previews, uploads, messages: Messages::default() }
    }
}

/// A running installation. Cloning shares it.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The contents of files.
    pub blobs: Blobs,
    /// The time.
    pub clock: Clock,
    /// What it was told.
    pub settings: Arc<Settings>,
    news: broadcast::Sender<News>,
}

/// An organisation's log has grown.
#[derive(Clone, Copy, Debug)]
pub struct News {
    /// Whose.
    pub organisation: OrganisationId,
    /// Its new last sequence.
    pub sequence: i64,
}

impl App {
    /// Opens an installation and brings its schema up to date.
    ///
    /// # Errors
    /// When database or blobs cannot be opened.
    pub async fn open(location: &Location, blobs: Blobs, clock: Clock, settings: Settings) -> Result<Self, Refusal> {
        let db = Db::open(location).await?;
        db.migrate(MIGRATIONS).await?;
        let app = Self { db, blobs, clock, settings: Arc::new(settings), news: broadcast::channel(NEWS).0 };
        app.change(|tx, _| Box::pin(states::fill(tx))).await?;
        Ok(app)
    }

    /// Performs a verb for `actor`; answers after the commit.
    ///
    /// # Errors
    /// The verb's refusal; then nothing of it was kept.
    pub async fn perform<V: Verb>(&self, actor: &Actor, verb: V) -> Result<V::Out, Refusal> {
        self.run(actor, verb, None).await
    }

    /// Performs a verb once for this key: the same request again gets the first answer again.
    ///
    /// # Errors
    /// As [`perform`](Self::perform), and when the key came with another request before.
    pub async fn perform_once<V: Verb>(&self, actor: &Actor, key: &str, verb: V) -> Result<V::Out, Refusal> {
        self.run(actor, verb, Some(key.to_owned())).await
    }

    async fn run<V: Verb>(&self, actor: &Actor, verb: V, key: Option<String>) -> Result<V::Out, Refusal> {
        let draw = self.draw()?;
        let urgency = if actor.source == Source::Job { Urgency::Background } else { Urgency::Interactive };
        let once = key.map(|key| once::Request::new(key, &verb)).transpose()?;
        let organisation = actor.organisation;
        let (actor, verb) = (Arc::new(actor.clone()), Arc::new(verb));
        let (out, sequence) = self
            .db
            .write(urgency, Some(draw.request()), move |tx| {
                let (actor, verb, once) = (actor.clone(), verb.clone(), once.clone());
                Box::pin(async move {
                    if let Some(answer) = once::earlier(tx, &actor, once.as_ref()).await? {
                        return Ok::<_, Refusal>((answer, None));
                    }
                    let mut work = Work::new(tx, &actor, draw);
                    let done: Done<V::Out> = verb.run(&mut work).await?;
                    let sequence = work.last_sequence();
                    let out = done.into_inner();
                    once::remember(tx, &actor, once.as_ref(), &out, draw.now).await?;
                    Ok((out, sequence))
                })
            })
            .await?;
        if let Some(sequence) = sequence {
            self.tell(organisation, sequence);
        }
        Ok(out)
    }

    /// Runs a technical change that is not an organisation's affair (states, sessions, the access log): it leaves no
    /// event.
    ///
    /// # Errors
    /// What the change refuses with.
    pub async fn change<T, F>(&self, change: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: for<'a> Fn(&'a mut Tx, Draw) -> luuvet_db::BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
    {
        self.technical(Urgency::Interactive, change).await
    }

    /// Runs a technical change that nobody waits for: claims and completions of follow-up work.
    ///
    /// # Errors
    /// What the change refuses with.
    pub(crate) async fn change_later<T, F>(&self, change: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: for<'a> Fn(&'a mut Tx, Draw) -> luuvet_db::BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
    {
        self.technical(Urgency::Background, change).await
    }

    async fn technical<T, F>(&self, urgency: Urgency, change: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: for<'a> Fn(&'a mut Tx, Draw) -> luuvet_db::BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
    {
        let draw = self.draw()?;
        self.db.write(urgency, Some(draw.request()), move |tx| change(tx, draw)).await
    }

    /// The same installation with another clock.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// A connection for questions.
    ///
    /// # Errors
    /// When none can be had.
    pub async fn read(&self) -> Result<Tx, Refusal> {
        Ok(self.db.read().await?)
    }

    /// Time and randomness for one request.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn draw(&self) -> Result<Draw, Refusal> {
        let seed = chance::seed().map_err(|error| Refusal::Broken(error.to_string()))?;
        Ok(Draw { now: self.clock.now(), seed })
    }

    /// Secret bits for tokens, apart from those of ids.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn secret(&self) -> Result<[u8; 32], Refusal> {
        chance::seed().map_err(|error| Refusal::Broken(error.to_string()))
    }

    /// News of growing logs, from now on.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    pub(crate) fn tell(&self, organisation: OrganisationId, sequence: i64) {
        // Nobody watching is no error.
        let _ = self.news.send(News { organisation, sequence });
    }
}

/// The name under which a token is stored.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// A token of 256 bits in letters that survive a URL.
#[must_use]
pub fn token_text(bits: [u8; 32]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bits)
}

/// The nil id, for "nobody".
pub const NOBODY: Uuid = Uuid::nil();
