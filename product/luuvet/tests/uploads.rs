//! Large files on their way in: what the program needs for them, what lies on the disk meanwhile, and what stays.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod support;

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use luuvet_pages::compose::{Block, Moment, Paragraph, Sheet};
use luuvet_pages::{Faces, Limits, compose};
use support::Story;
use support::scan::Scan;
use support::world::{PASSWORD, World};

story!(a_large_file_with_a_mark_is_refused_and_leaves_nothing);
story!(a_large_scan_is_taken_and_can_only_be_downloaded);

/// Megabytes that are sent unless `LUUVET_UPLOAD_MB` says otherwise.
const MEGABYTES: usize = 256;
/// Megabytes of memory that it may take.
const MEMORY: f64 = 32.0;

fn files_in(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.map(|entry| entry.unwrap().path()).map(|path| if path.is_dir() { files_in(&path) } else { 1 }).sum()
}

const FORM: [(&str, &str); 2] = [("form", "00000000-0000-7000-8000-000000000007"), ("declared", "yes")];

/// A PDF of ten megabytes whose first line says this.
fn letter(line: &str) -> Vec<u8> {
    let moment = Moment { year: 2024, month: 4, day: 3, hour: 7, minute: 30 };
    let blocks = vec![Block::Paragraph(Paragraph::new(line)), Block::Paragraph(Paragraph::new("Kế hoạch kiểm tra"))];
    let made =
        compose(&Sheet::new("Kế hoạch", moment, blocks), &Faces::built_in().unwrap(), &Limits::default()).unwrap();
    let at = made.windows(9).rposition(|piece| piece == b"startxref").unwrap();
    let padding = "% nothing but a line of a comment, to make the file large\n".repeat(170_000);
    [&made[..at], padding.as_bytes(), &made[at..]].concat()
}

async fn a_large_file_with_a_mark_is_refused_and_leaves_nothing(story: Story) {
    let _world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let before = files_in(&story.folder().join("blobs"));
    let marked = letter("TỐI MẬT");
    let answer = clerk.upload("/incoming/files", &FORM, &[("file", "a.pdf", "application/pdf", &marked)]).await;
    answer.is(422).shows("tệp mang dấu chỉ độ mật");
    assert_eq!(files_in(&story.folder().join("blobs")), before);
    assert_eq!(files_in(&story.folder().join("uploads")), 0);
    let plain = letter("Không đóng dấu");
    clerk.upload("/incoming/files", &FORM, &[("file", "b.pdf", "application/pdf", &plain)]).await.is(303);
    assert_eq!(files_in(&story.folder().join("blobs")), before + 1);
    assert_eq!(files_in(&story.folder().join("uploads")), 0);
    // What is no PDF has to be read whole, and is refused while it comes.
    let other = [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; 64_500_000]].concat();
    let answer = clerk.upload("/incoming/files", &FORM, &[("file", "c.png", "image/png", &other)]).await;
    assert!(answer.text().contains("lớn hơn 64 MB"), "{}", answer.text());
    assert_eq!(files_in(&story.folder().join("uploads")), 0);
}

async fn a_large_scan_is_taken_and_can_only_be_downloaded(story: Story) {
    let _world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let scan = Scan::new(66_000_000);
    let bytes = scan.whole();
    clerk.upload("/incoming/files", &FORM, &[("file", "ho-so.pdf", "application/pdf", &bytes)]).await.is(303);
    let fields = [
        ("form", FORM[0].1),
        ("kind", "official-letter"),
        ("urgency", "normal"),
        ("issuer", "Sở Giáo dục và Đào tạo"),
        ("symbol", "12/SGDĐT-VP"),
        ("day", "02/04/2024"),
        ("subject", "Hồ sơ kiểm tra"),
    ];
    let place = clerk.post("/incoming/new", &fields).await.is(303).place.clone().unwrap();
    let page = clerk.get(&place).await;
    page.is(200).shows("Tệp quá lớn để hiện từng trang");
    let text = page.text();
    let download = text.split('"').find(|word| word.ends_with("/download")).unwrap().to_owned();
    let picture = download.replace("/download", "/pages/1?w=1000");
    let answer = clerk.get(&picture).await;
    assert_eq!(answer.status, 422);
    let down = clerk.get(&download).await;
    assert!(down.is(200).body == bytes, "the same bytes");
}

/// The program, serving a school.
struct Served {
    process: Child,
    host: String,
}

impl Served {
    async fn start(data: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let host = format!("127.0.0.1:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_luuvet"));
        command.args(["serve", "--tls", "none", "--listen", &host, "--data"]).arg(data);
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let served = Self { process, host };
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(&served.host).await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the program does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        served
    }

    async fn sign_in(&self) -> String {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let sent = client.post(format!("http://{}/sign-in", self.host)).header("sec-fetch-site", "same-origin");
        let form = serde_urlencoded::to_string([("login", "clerk.a"), ("password", PASSWORD)]).unwrap();
        let answer = sent.header("content-type", "application/x-www-form-urlencoded").body(form).send().await.unwrap();
        assert_eq!(answer.status(), 303);
        let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
        cookies.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
    }

    /// The most memory that the process has had, in MB.
    fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let found = status.lines().find_map(|text| text.strip_prefix("VmHWM")).unwrap();
        found.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_scan_of_a_gigabyte_needs_little_memory() {
    let megabytes = std::env::var("LUUVET_UPLOAD_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(MEGABYTES);
    let story = Story::on_sqlite().await;
    let _world = World::make(&story).await;
    let data = story.folder().join("served");
    std::fs::create_dir_all(data.join("uploads")).unwrap();
    std::fs::write(data.join("uploads/left-over"), "x").unwrap();
    story.app.db.copy_to(data.join("luuvet.db")).await.unwrap();
    let served = Served::start(&data).await;
    assert_eq!(files_in(&data.join("uploads")), 0, "what a program that ended has left is gone");
    let session = served.sign_in().await;
    let scan = Scan::new(megabytes * 1_000_000);
    let before = served.memory();
    let begun = Instant::now();
    let answer = scan.send(&served.host, &session).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let more = served.memory() - before;
    println!("upload of {megabytes} MB: memory +{more:.1} MB over {before:.1}, {:.1} s", begun.elapsed().as_secs_f64());
    let name = hex::encode(scan.hash());
    let stored = data.join("blobs").join(&name[..2]).join(&name[2..]);
    assert_eq!(std::fs::metadata(stored).unwrap().len(), scan.size() as u64);
    assert_eq!(files_in(&data.join("uploads")), 0);
    assert!(more <= MEMORY, "upload of {megabytes} MB: memory +{more:.1} MB");
    let kept = files_in(&data.join("blobs"));
    Scan::new(40_000_000).send_half(&served.host, &session).await;
    assert_eq!((files_in(&data.join("uploads")), files_in(&data.join("blobs"))), (0, kept), "a dropped request");
}
