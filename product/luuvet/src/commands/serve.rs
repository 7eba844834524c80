//! `luuvet serve`.

mod peers;

use std::fs::File;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use luuvet::app::{App, Settings};
use luuvet::clock::Clock;
use luuvet::documents::tasks::escalate;
use luuvet::notices::sending::{self, Channel};
use luuvet::notices::{digest, keys};
use luuvet::{jobs, web};
use luuvet_db::{Engine, Location};
use tokio::sync::watch;

use super::place::{Config, Place, cannot};
use super::post::Post;
use super::tls::gate::{Gate, Peer, Tls};
use super::tls::{self, Files};
use super::voice::Voice;

/// How long requests that have begun may go on after the program was told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Where the program listens unless told otherwise: on this machine only.
pub const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// Serves the pages of an installation.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    listen: Option<SocketAddr>,
    #[arg(long)]
    public_url: Option<String>,
    #[arg(long, value_enum, default_value = "local")]
    tls: Mode,
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    #[arg(long)]
    trusted_proxy: Vec<IpAddr>,
    #[command(flatten)]
    post: Post,
}

/// Whether the program speaks TLS itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    // With given files, or those in the data folder.
    Local,
    // Not at all.
    None,
}

/// How pages are served.
pub struct Door {
    /// Where.
    pub listen: SocketAddr,
    /// With what.
    pub tls: Option<Tls>,
    /// Who may say for whom it asks.
    pub trusted: Arc<[IpAddr]>,
}

impl Serve {
    /// Serves until the process is told to stop.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        self.place.must_exist(voice)?;
        let config = Config::read(&self.place.data, voice)?;
        let listen = self.listen.or(config.listen).unwrap_or(LISTEN);
        let public_url = self.public_url.clone().or(config.public_url.clone());
        let tls = self.tls(&config, listen, public_url.as_deref(), voice)?;
        if tls.is_none() {
            self.may_be_plain(listen, public_url.as_deref(), voice)?;
        }
        let public_url = public_url.or_else(|| tls.as_ref().map(|tls| tls.public_url.clone()));
        // Held until the end: two programs on one folder would take each other's unfinished work for left over.
        let _lock = self.lock(voice)?;
        let previews = self.place.data.join("previews");
        let messages = self.post.messages(voice)?;
        let uploads = uploads(&self.place.data, voice)?;
        let settings = Settings { public_url, previews, uploads, messages, ..Settings::default() };
        let app = self.place.open(Clock::System, settings, voice).await?;
        take_up(&app).await.map_err(|refusal| voice.refusal(&refusal))?;
        let trusted = self.trusted_proxy.clone().into();
        listen_at(app, Door { listen, tls, trusted }, voice).await
    }

    fn tls(
        &self,
        config: &Config,
        listen: SocketAddr,
        public_url: Option<&str>,
        voice: Voice,
    ) -> Result<Option<Tls>, String> {
        let files = match (&self.tls_cert, &self.tls_key, self.tls) {
            (Some(certificate), Some(key), _) => Files { certificate: certificate.clone(), key: key.clone() },
            (_, _, Mode::None) => return Ok(None),
            _ => Files::local(&self.place.data),
        };
        if self.tls_cert.is_none() {
            if !files.certificate.is_file() {
                return Ok(None);
            }
            let renewed = tls::authority::renew(&self.place.data, &config.names, Clock::System.now());
            if renewed.map_err(|error| cannot(voice, "cli-certificate-unreadable", &files.certificate, &error))? {
                voice.say("cli-certificate-renewed", &[]);
            }
        }
        let config =
            files.config().map_err(|error| cannot(voice, "cli-certificate-unreadable", &files.certificate, &error))?;
        let public_url = public_url.map_or_else(|| format!("https://localhost:{}", listen.port()), str::to_owned);
        Ok(Some(Tls { config: Arc::new(config), public_url }))
    }

    /// Without TLS only this machine, or a proxy that is named, may connect.
    fn may_be_plain(&self, listen: SocketAddr, public_url: Option<&str>, voice: Voice) -> Result<(), String> {
        let is_behind = !self.trusted_proxy.is_empty();
        if !is_behind && !listen.ip().is_loopback() {
            return Err(voice.text("cli-plain-refused", &[("listen", &listen.to_string())]));
        }
        // The address decides over cookies and passkeys; a proxy's word alone is not enough for that.
        if is_behind && public_url.is_none() {
            return Err(voice.text("cli-proxy-needs-url", &[]));
        }
        Ok(())
    }

    fn lock(&self, voice: Voice) -> Result<Option<File>, String> {
        if matches!(self.place.location(), Location::Url(_)) {
            return Ok(None);
        }
        let path = self.place.data.join("luuvet.lock");
        let file = File::create(&path).map_err(|error| cannot(voice, "cli-file-unwritable", &path, &error))?;
        let data = self.place.data.display().to_string();
        file.try_lock().map_err(|_| voice.text("cli-already-served", &[("data", &data)]))?;
        Ok(Some(file))
    }
}

/// The folder of uploads, empty: what a program that ended left there nobody can read.
pub fn uploads(data: &Path, voice: Voice) -> Result<PathBuf, String> {
    let folder = data.join("uploads");
    web::upload::clear(&folder).map_err(|error| cannot(voice, "cli-file-unwritable", &folder, &error))?;
    Ok(folder)
}

/// Takes up what a program that ended left: nobody else works on a SQLite installation.
async fn take_up(app: &App) -> Result<(), luuvet::refusal::Refusal> {
    if app.db.engine() == Engine::Sqlite {
        app.blobs.clear_unfinished().await?;
        app.change(|tx, _| Box::pin(async move { Ok(luuvet_jobs::release(tx).await?) })).await?;
    }
    Ok(())
}

/// Serves pages and follow-up work until the process is told to stop.
pub async fn listen_at(app: App, door: Door, voice: Voice) -> Result<(), String> {
    let (listen, scheme) = (door.listen, if door.tls.is_some() { "https" } else { "http" });
    let (stop, stopped) = watch::channel(false);
    // Before the door opens: whoever can connect is answered.
    let pages = peers::believing(web::router(app.clone()), door.trusted, stopped.clone());
    let gate = Gate::open(listen, door.tls).await.map_err(|error| {
        voice.text("cli-port-taken", &[("listen", &listen.to_string()), ("cause", &error.to_string())])
    })?;
    let address = gate.address();
    let known = app.settings.public_url.clone().unwrap_or_else(|| format!("{scheme}://{address}"));
    voice.say("cli-serving", &[("address", &known)]);
    escalate::schedule(&app).await.map_err(|refusal| voice.refusal(&refusal))?;
    let ready = async {
        keys::make(&app).await?;
        digest::schedule(&app).await
    };
    ready.await.map_err(|refusal| voice.refusal(&refusal))?;
    let senders = [Channel::Push, Channel::Mail]
        .map(|channel| tokio::spawn(sending::keep_sending(app.clone(), channel, told(stopped.clone()))));
    let runner = tokio::spawn(jobs::keep_running(app.clone(), told(stopped.clone())));
    let service = pages.into_make_service_with_connect_info::<Peer>();
    let serving = axum::serve(gate, service).with_graceful_shutdown(told(stopped));
    let end = async {
        signalled().await;
        voice.say("cli-stopping", &[]);
        let _ = stop.send(true);
        tokio::time::sleep(GRACE).await;
    };
    let served = tokio::select! {
        served = serving => served.map_err(|error| error.to_string()),
        () = end => Ok(()),
    };
    // Jobs that run are finished; the sender's drop would say the same.
    let _ = stop.send(true);
    runner.await.map_err(|error| error.to_string())?;
    for sender in senders {
        // What a slow server has not taken by then goes again at the next start.
        let _ = tokio::time::timeout(GRACE, sender).await;
    }
    served
}

/// Ready when the program is to stop.
async fn told(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which says the same.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn signalled() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            let _ = interrupted.await;
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
