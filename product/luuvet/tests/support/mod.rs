//! What stories are told with: the whole program in process, a browser, and a small world.
//!
//! A story is an `async fn(Story)`; [`story!`] makes a test of it on each database. PostgreSQL is used when
//! `LUUVET_TEST_POSTGRES` names a server (`cargo x test` starts one); each story has a database of its own.

#![allow(dead_code, reason = "not every story uses everything")]

pub mod browser;
pub mod crowd;
pub mod pages;
pub mod post;
pub mod scan;
pub mod store;
pub mod work;
pub mod world;

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use luuvet::app::{App, Settings};
use luuvet::clock::{self, Clock};
use luuvet_blobs::Blobs;
use luuvet_db::Location;

pub use browser::Browser;

/// Makes the tests of a story.
#[macro_export]
macro_rules! story {
    ($name:ident) => {
        mod $name {
            #[tokio::test]
            async fn on_sqlite() {
                super::$name($crate::support::Story::on_sqlite().await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(story) = $crate::support::Story::on_postgres(stringify!($name)).await {
                    super::$name(story).await;
                }
            }
        }
    };
}

/// A new database on the server for tests, when there is one: its URL.
pub async fn database(name: &str) -> Option<String> {
    let server = std::env::var("LUUVET_TEST_POSTGRES").ok()?;
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let name: String = name.chars().take(30).collect();
    let database = format!("story_{name}_{}_{number}", std::process::id());
    let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(&format!("CREATE DATABASE {database}")).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    Some(format!("{base}/{database}"))
}

/// A program of its own with an empty world, on the morning of 3 April 2024.
pub struct Story {
    pub app: App,
    folder: tempfile::TempDir,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Story {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("luuvet.db"));
        Self::open(folder, location).await
    }

    pub async fn on_postgres(name: &str) -> Option<Self> {
        let url = database(name).await?;
        Some(Self::open(tempfile::tempdir().unwrap(), Location::Url(url)).await)
    }

    async fn open(folder: tempfile::TempDir, location: Location) -> Self {
        Self { app: Self::app_in(folder.path(), &location).await, folder }
    }

    /// The program with its files in a folder.
    pub async fn app_in(folder: &Path, location: &Location) -> App {
        let clock = Clock::standing(clock::instant(jiff::civil::date(2024, 4, 3), 7, 30));
        let blobs = Blobs::open(folder.join("blobs")).unwrap();
        let settings =
            Settings { previews: folder.join("previews"), uploads: folder.join("uploads"), ..Settings::default() };
        App::open(location, blobs, clock, settings).await.unwrap()
    }

    /// The same installation, opened again by another program; SQLite only.
    pub async fn again(self) -> Self {
        let location = Location::File(self.folder.path().join("luuvet.db"));
        let app = Self::app_in(self.folder.path(), &location).await;
        app.clock.set(self.app.clock.now());
        Self { app, folder: self.folder }
    }

    /// Where its files lie.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Moves the clock on.
    pub fn later(&self, minutes: i64) {
        self.app.clock.set(self.app.clock.now() + minutes * 60 * 1_000_000);
    }

    /// Moves the clock to a local day and hour.
    pub fn on(&self, day: &str, hour: i8, minute: i8) {
        self.app.clock.set(clock::instant(day.parse().unwrap(), hour, minute));
    }

    /// Somebody's browser.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.app)
    }

    /// A browser in which somebody has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.post("/sign-in", &[("login", login), ("password", world::PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{login} signs in: {}", answer.text());
        browser
    }
}
