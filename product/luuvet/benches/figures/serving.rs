//! The program as a process of its own: how soon it answers, what it needs, what goes over the wire, and registering over
//! HTTP with session and permission check.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use luuvet_domain::ids::DocumentId;
use reqwest::{Client, RequestBuilder, Response, StatusCode, header, redirect};

use crate::support::crowd::{arrivals, crowded};
use crate::support::scan::Scan;
use crate::support::world::PASSWORD;

/// Connections that register side by side.
const CONNECTIONS: usize = 64;
/// Documents that are there before.
const BEFORE: usize = 10_000;
/// Starts of which the median counts.
const STARTS: usize = 5;
/// How long an idle program is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);
/// Pages whose transfer is measured on the demo world.
const PAGES: [&str; 6] = ["/", "/incoming", "/work", "/registers", "/drafts/new", "/account"];

/// Starts the program several times on the demo world, looks at its memory and pages, then registers over HTTP.
pub async fn run(registrations: usize) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    demo_world(&folder.path().join("demo")).await;
    register(folder.path(), registrations).await;
}

async fn demo_world(data: &Path) {
    let begun = Instant::now();
    let made = program(&["demo", "--no-serve"], data).stdout(Stdio::piped()).output().unwrap();
    assert!(made.status.success(), "the demo's case failed");
    println!("the demo's case, all checks included, took {:.1} s (wanted 20)", begun.elapsed().as_secs_f64());
    let told = String::from_utf8_lossy(&made.stdout).into_owned();
    let password = told.lines().find_map(|line| line.split_once("Mật khẩu")).map(|(_, rest)| rest);
    let password = password.and_then(|rest| rest.rsplit(char::is_whitespace).next()).unwrap().to_owned();
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(Served::start(data).await.1);
    }
    starts.sort();
    println!("start to first page      {:>8.0} ms (wanted 100)", ms(starts[STARTS / 2]));
    let (served, _) = Served::start(data).await;
    tokio::time::sleep(IDLE).await;
    println!("memory, idle             {:>8.1} MB (wanted 60)", served.memory("VmRSS"));
    let session = served.sign_in("vanthu.hh3", &password).await;
    for path in PAGES {
        let (page, whole) = served.transferred(&session, path).await;
        println!(
            "over the wire {path:<14} {:>5.1} KB, with styles and script {:>5.1} KB (wanted 60)",
            kb(page),
            kb(whole)
        );
    }
}

async fn register(folder: &Path, count: usize) {
    let data = folder.join("crowd");
    std::fs::create_dir_all(&data).unwrap();
    let making = tempfile::tempdir().unwrap();
    let (app, hands) = crowded(making.path(), BEFORE).await;
    let waiting = arrivals(&app, hands, BEFORE, count).await;
    app.db.copy_to(data.join("luuvet.db")).await.unwrap();
    let (served, _) = Served::start(&data).await;
    let session = served.sign_in("clerk.a", PASSWORD).await;
    let begun = Instant::now();
    let mut clerks = Vec::new();
    for part in waiting.chunks(waiting.len().div_ceil(CONNECTIONS)) {
        let (served, session, part) = (served.address.clone(), session.clone(), part.to_vec());
        clerks.push(tokio::spawn(async move { register_all(&served, &session, &part).await }));
    }
    for clerk in clerks {
        clerk.await.unwrap();
    }
    let rate = waiting.len() as f64 / begun.elapsed().as_secs_f64();
    println!("registering over HTTP, {CONNECTIONS} connections, {count} documents {rate:>8.0}/s (aim 2,000)");
    println!("memory at its highest    {:>8.1} MB", served.memory("VmHWM"));
    drop(served);
    upload(&data, scan_size(count)).await;
}

/// Megabytes of the scan: a gigabyte, and less in a short run.
fn scan_size(count: usize) -> usize {
    if count < 1_000 { 128 } else { 1_024 }
}

async fn upload(data: &Path, megabytes: usize) {
    let (served, _) = Served::start(data).await;
    let session = served.sign_in("clerk.a", PASSWORD).await;
    let scan = Scan::new(megabytes * 1_000_000);
    let (before, begun) = (served.memory("VmHWM"), Instant::now());
    let answer = scan.send(served.address.trim_start_matches("http://"), &session).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let (more, seconds) = (served.memory("VmHWM") - before, begun.elapsed().as_secs_f64());
    println!("upload of {megabytes} MB: memory +{more:.1} MB (wanted 32), {seconds:.1} s");
}

async fn register_all(address: &str, session: &str, documents: &[DocumentId]) {
    let client = client();
    for document in documents {
        // As in life no two arrivals have the same number: else each would be compared with all before it.
        let symbol = format!("{}/CV", document.0.simple());
        let url = format!("{address}/documents/{document}/register");
        let sent = client.post(url).header(header::COOKIE, session).header("sec-fetch-site", "same-origin");
        let fields = [
            ("kind", "official-letter"),
            ("symbol", symbol.as_str()),
            ("day", "1/5/2025"),
            ("subject", "Về việc rà soát hồ sơ viên chức"),
            ("issuer", "Trung tâm Y tế"),
            ("urgency", "normal"),
            ("authentic", "yes"),
            ("twin_of", "anyway"),
        ];
        let answer = posted(sent, &fields).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
    }
}

/// The program, serving.
struct Served {
    process: Child,
    address: String,
}

impl Served {
    /// Starts it, and how long it took until a page was there.
    async fn start(data: &Path) -> (Self, Duration) {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let client = client();
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        let listen = format!("127.0.0.1:{port}");
        let process = program(&["serve", "--tls", "none", "--listen", &listen], data).stdout(Stdio::null()).spawn();
        let served = Self { process: process.unwrap(), address };
        loop {
            let asked = client.get(format!("{}/sign-in", served.address)).send().await;
            if let Ok(answer) = asked {
                assert_eq!(answer.status(), StatusCode::OK);
                answer.bytes().await.unwrap();
                return (served, begun.elapsed());
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "the program does not answer");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn sign_in(&self, login: &str, password: &str) -> String {
        let sent = client().post(format!("{}/sign-in", self.address)).header("sec-fetch-site", "same-origin");
        let answer = posted(sent, &[("login", login), ("password", password)]).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        cookies.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
    }

    /// Compressed bytes of a page alone, and with what it links to.
    async fn transferred(&self, session: &str, path: &str) -> (usize, usize) {
        let client = client();
        let get = |path: &str| {
            let url = format!("{}{path}", self.address);
            client.get(url).header(header::COOKIE, session)
        };
        let page = whole(get(path).header(header::ACCEPT_ENCODING, "gzip").send().await.unwrap()).await;
        let text = String::from_utf8(whole(get(path).send().await.unwrap()).await).unwrap();
        let mut linked: Vec<&str> = text.split('"').filter(|word| word.starts_with("/assets/")).collect();
        linked.sort_unstable();
        linked.dedup();
        let mut sum = page.len();
        for asset in linked.into_iter().filter(|asset| asset.ends_with(".css") || asset.ends_with(".js")) {
            sum += whole(get(asset).header(header::ACCEPT_ENCODING, "gzip").send().await.unwrap()).await.len();
        }
        (page.len(), sum)
    }

    /// A line of the kernel's account of the process, in MB.
    fn memory(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let found = status.lines().find_map(|text| text.strip_prefix(line)).unwrap();
        let kilobytes: f64 = found.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
        kilobytes / 1024.0
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

async fn whole(answer: Response) -> Vec<u8> {
    assert_eq!(answer.status(), StatusCode::OK);
    answer.bytes().await.unwrap().into()
}

fn program(words: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luuvet"));
    command.args(words).arg("--data").arg(data).stdin(Stdio::null()).env("LANG", "vi_VN.UTF-8");
    command
}

fn posted(sent: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let body = serde_urlencoded::to_string(fields).unwrap();
    sent.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body)
}

fn client() -> Client {
    Client::builder().redirect(redirect::Policy::none()).build().unwrap()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}
