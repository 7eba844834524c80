//! `luuvet init`: a new installation with its first organisation and administrator.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use luuvet::app::{App, Settings};
use luuvet::clock::{self, Clock};
use luuvet::doctor::store;
use luuvet::organisations::open_organisation::{FirstAdministrator, OpenOrganisation};
use luuvet::organisations::store::OrganisationName;
use luuvet::sign_in::password;
use luuvet::sign_in::strong::SetStrongSessions;
use luuvet::work::Actor;
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::Source;

use super::place::{Config, Place, cannot};
use super::serve::Mode;
use super::terminal::ask;
use super::tls::authority;
use super::voice::Voice;

/// Letters of a password that the program makes: none that looks like another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Groups of five of them: 100 bits.
const GROUPS: usize = 4;
/// Longest file that is read for a password, in bytes.
const LONGEST: u64 = 4_096;

/// Makes an installation.
#[derive(Clone, Debug, Args)]
pub struct Init {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    listen: Option<SocketAddr>,
    #[arg(long)]
    public_url: Option<String>,
    #[arg(long, value_enum, default_value = "local")]
    tls: Mode,
    #[arg(long)]
    tls_name: Vec<String>,
    #[arg(long)]
    name: Option<String>,
    #[arg(long)]
    symbol: Option<String>,
    #[arg(long = "place")]
    town: Option<String>,
    #[arg(long)]
    head_title: Option<String>,
    #[arg(long)]
    admin: Option<String>,
    #[arg(long)]
    login: Option<String>,
    #[arg(long)]
    password_file: Option<PathBuf>,
}

/// What was asked.
struct Answers {
    organisation: OrganisationName,
    admin: String,
    login: String,
}

impl Init {
    /// Makes folder, database, certificate and the first organisation.
    pub async fn run(self, voice: Voice) -> Result<(), String> {
        let config = self.config(voice)?;
        let app = self.place.open(Clock::System, Settings::default(), voice).await?;
        self.must_be_new(&app, voice).await?;
        let answers = self.answers(voice, &clock::day(app.clock.now()).to_string())?;
        let (secret, is_made) = self.password(&app, voice)?;
        if self.tls == Mode::Local {
            let made = authority::make(&self.place.data, &config.names, app.clock.now());
            made.map_err(|error| cannot(voice, "cli-file-unwritable", &self.place.data.join("tls"), &error))?;
        }
        config.write(&self.place.data, voice)?;
        let login = answers.login.to_lowercase();
        open(&app, answers, secret.clone()).await.map_err(|refusal| voice.refusal(&refusal))?;
        self.tell(&config, &login, is_made.then_some(secret.as_str()), voice);
        Ok(())
    }

    fn config(&self, voice: Voice) -> Result<Config, String> {
        let listen = self.listen.unwrap_or(super::serve::LISTEN);
        if self.tls == Mode::None && !listen.ip().is_loopback() {
            return Err(voice.text("cli-plain-refused", &[("listen", &listen.to_string())]));
        }
        let mut names: Vec<String> = self.public_url.as_deref().and_then(host).into_iter().collect();
        names.extend(self.tls_name.iter().cloned());
        if !listen.ip().is_unspecified() {
            names.push(listen.ip().to_string());
        }
        let machine = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
        names.extend(["localhost", "127.0.0.1", machine.trim()].map(str::to_owned));
        names.retain(|name| !name.is_empty());
        let mut seen = Vec::new();
        names.retain(|name| {
            !seen.contains(name) && {
                seen.push(name.clone());
                true
            }
        });
        let scheme = if self.tls == Mode::Local { "https" } else { "http" };
        let first = names.first().cloned().unwrap_or_default();
        let public_url = self.public_url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
        let public_url = public_url.unwrap_or_else(|| format!("{scheme}://{first}:{}", listen.port()));
        Ok(Config { listen: Some(listen), public_url: Some(public_url), names })
    }

    async fn must_be_new(&self, app: &App, voice: Voice) -> Result<(), String> {
        let heads = async { Ok::<_, luuvet::refusal::Refusal>(store::heads(&mut app.read().await?).await?) };
        let heads = heads.await.map_err(|refusal| voice.refusal(&refusal))?;
        let data = self.place.data.display().to_string();
        if heads.is_empty() { Ok(()) } else { Err(voice.text("cli-not-new", &[("data", &data)])) }
    }

    fn answers(&self, voice: Voice, today: &str) -> Result<Answers, String> {
        let name = ask(voice, self.name.clone(), "cli-ask-name", None)?;
        let symbol = ask(voice, self.symbol.clone(), "cli-ask-symbol", None)?;
        let place = ask(voice, self.town.clone(), "cli-ask-place", None)?;
        let head_title = ask(voice, self.head_title.clone(), "cli-ask-head-title", Some("Hiệu trưởng"))?;
        let admin = ask(voice, self.admin.clone(), "cli-ask-admin", None)?;
        let login = ask(voice, self.login.clone(), "cli-ask-login", Some("quantri"))?;
        let organisation = OrganisationName {
            from_day: today.to_owned(),
            short_name: name.clone(),
            name,
            symbol,
            place,
            head_title,
            ..OrganisationName::default()
        };
        Ok(Answers { organisation, admin, login })
    }

    /// The administrator's password, and whether it was made here.
    fn password(&self, app: &App, voice: Voice) -> Result<(String, bool), String> {
        let Some(path) = &self.password_file else {
            return Ok((made_up(app.secret().map_err(|refusal| voice.refusal(&refusal))?), true));
        };
        let mut text = String::new();
        std::fs::File::open(path)
            .and_then(|file| std::io::Read::read_to_string(&mut std::io::Read::take(file, LONGEST), &mut text))
            .map_err(|error| cannot(voice, "cli-file-unreadable", path, &error))?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        password::check_new(&text).map_err(|refusal| voice.refusal(&refusal))?;
        Ok((text, false))
    }

    fn tell(&self, config: &Config, login: &str, secret: Option<&str>, voice: Voice) {
        let data = self.place.data.display().to_string();
        voice.say("cli-init-done", &[("data", &data), ("login", login)]);
        if let Some(secret) = secret {
            voice.say("cli-init-password", &[("password", secret)]);
        }
        voice.say("cli-init-strong", &[]);
        if self.tls == Mode::Local {
            let file = authority::certificate(&self.place.data).display().to_string();
            let page = authority::page(&self.place.data).display().to_string();
            voice.say("cli-init-authority", &[("file", &file), ("page", &page)]);
        }
        let address = config.public_url.clone().unwrap_or_default();
        voice.say("cli-init-next", &[("data", &data), ("address", &address)]);
    }
}

async fn open(app: &App, answers: Answers, secret: String) -> Result<(), luuvet::refusal::Refusal> {
    let draw = app.draw()?;
    let mut salt = [0; 16];
    salt.copy_from_slice(&app.secret()?[..16]);
    let verb = OpenOrganisation {
        name: answers.organisation,
        parents: Vec::new(),
        administrator: FirstAdministrator {
            full_name: answers.admin,
            title: "Quản trị hệ thống".to_owned(),
            login: answers.login,
            password_hash: password::hash(secret, salt).await?,
        },
    };
    let system = Actor::system(OrganisationId(draw.request()), Source::Cli);
    app.perform(&system, verb).await?;
    app.perform(&system, SetStrongSessions { asked: true }).await
}

/// The host of an address: between `://` and the port or path.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = match host.strip_prefix('[') {
        Some(six) => six.split(']').next()?,
        None => host.split(':').next()?,
    };
    (!host.is_empty()).then(|| host.to_owned())
}

fn made_up(bits: [u8; 32]) -> String {
    let letters = bits.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let letters: Vec<char> = letters.take(GROUPS * 5).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{host, made_up};

    #[test]
    fn the_host_of_an_address() {
        assert_eq!(host("https://vanban.truong.edu.vn/x").as_deref(), Some("vanban.truong.edu.vn"));
        assert_eq!(host("https://[::1]:8443").as_deref(), Some("::1"));
        assert_eq!((host("vanban"), host("https://:1")), (None, None));
    }

    #[test]
    fn a_password_is_long_and_of_the_bits() {
        let (one, other) = (made_up([1; 32]), made_up([2; 32]));
        assert!(one.len() == 23 && one != other && one.matches('-').count() == 3);
    }
}
