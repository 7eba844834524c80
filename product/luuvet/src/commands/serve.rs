//! `luuvet serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use luuvet::app::{App, Settings};
use luuvet::clock::Clock;
use luuvet::documents::tasks::escalate;
use luuvet::jobs;
use luuvet::locale::{Locale, sentence};
use luuvet::refusal::Refusal;
use luuvet::web;
use luuvet_blobs::Blobs;
use luuvet_db::Location;
use tokio::sync::oneshot;

/// Where an installation is and how it is reached.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Thư mục dữ liệu.
    #[arg(long, default_value = "data")]
    pub data: PathBuf,
    /// Địa chỉ và cổng để mở.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// PostgreSQL thay cho tệp trong thư mục dữ liệu: postgres://…
    #[arg(long)]
    pub database: Option<String>,
    /// Địa chỉ mà mọi người gõ, ví dụ https://vanban.truong.edu.vn
    #[arg(long)]
    pub public_url: Option<String>,
}

impl Serve {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// A sentence.
    pub async fn run(self) -> Result<(), String> {
        let settings = Settings { public_url: self.public_url.clone(), demo: false };
        let app = self.open(Clock::System, settings).await?;
        listen(app, self.listen).await
    }

    /// Opens the installation.
    ///
    /// # Errors
    /// A sentence.
    pub async fn open(&self, clock: Clock, settings: Settings) -> Result<App, String> {
        std::fs::create_dir_all(&self.data)
            .map_err(|error| format!("Không tạo được thư mục {}: {error}", self.data.display()))?;
        let location = match &self.database {
            Some(url) => Location::Url(url.clone()),
            None => Location::File(self.data.join("luuvet.db")),
        };
        let blobs = Blobs::open(self.data.join("blobs")).map_err(|error| error.to_string())?;
        App::open(&location, blobs, clock, settings).await.map_err(|refusal| say(&refusal))
    }
}

/// A refusal for a person at the command line.
#[must_use]
pub fn say(refusal: &Refusal) -> String {
    let mut sentences: Vec<String> = refusal.problems().iter().map(|problem| sentence(Locale::Vi, problem)).collect();
    if let Refusal::Broken(cause) = refusal {
        sentences.push(cause.clone());
    }
    sentences.join("\n")
}

/// Serves pages until the process is told to stop.
///
/// # Errors
/// A sentence.
#[allow(clippy::print_stdout, reason = "the command line speaks to a person")]
pub async fn listen(app: App, address: SocketAddr) -> Result<(), String> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("Không mở được {address}: {error}. Chọn cổng khác bằng --listen."))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("Địa chỉ: http://{address}");
    escalate::schedule(&app).await.map_err(|refusal| say(&refusal))?;
    let (end, ended) = oneshot::channel::<()>();
    let runner = tokio::spawn(jobs::keep_running(app.clone(), async move {
        let _ = ended.await;
    }));
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stop()).await;
    // Jobs that run are finished; the sender's drop says the same.
    let _ = end.send(());
    runner.await.map_err(|error| error.to_string())?;
    served.map_err(|error| error.to_string())
}

async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}
