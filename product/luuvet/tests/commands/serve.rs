//! Serving: TLS, the refusal to do without, one program to a folder, the end.

use std::io::Read;
use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::{Made, program, run, said};

const LONG: Duration = Duration::from_secs(60);

struct Running(Child, u16);

impl Running {
    /// Serves on a free port; the address is known when the port answers.
    async fn start(made: &Made, more: &[&str]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (data, listen) = (made.data(), format!("127.0.0.1:{port}"));
        let arguments = [&["serve", "--data", data.to_str().unwrap(), "--listen", &listen], more].concat();
        let child = program(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut running = Self(child, port);
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(start.elapsed() < LONG && running.0.try_wait().unwrap().is_none(), "{}", running.told());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        running
    }

    fn told(&mut self) -> String {
        let mut text = String::new();
        let _ = self.0.kill();
        self.0.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        self.0.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// Asks it to stop, and gives its exit code and how long it took.
    fn stop(&mut self) -> (Option<i32>, Duration) {
        let start = Instant::now();
        let asked = std::process::Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        assert!(asked.success());
        (self.0.wait().unwrap().code(), start.elapsed())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A client that trusts the authority of the data folder and nobody else.
fn client(made: &Made) -> TlsConnector {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(made.data().join("tls/authority.pem")).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

async fn ask(mut line: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin, more: &str) -> String {
    let request = format!("GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n");
    line.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = line.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn speaks_tls_with_its_own_authority() {
    let made = Made::new(&["--tls-name", "vanban.example"]);
    let mut running = Running::start(&made, &[]).await;
    // A silent client holds up nobody.
    let _silent = TcpStream::connect(("127.0.0.1", running.1)).await.unwrap();
    for name in ["localhost", "127.0.0.1", "vanban.example"] {
        let line = TcpStream::connect(("127.0.0.1", running.1)).await.unwrap();
        let line = client(&made).connect(ServerName::try_from(name).unwrap(), line).await.unwrap();
        let answer = ask(line, "").await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Đăng nhập"), "{name}: {answer}");
    }
    let line = TcpStream::connect(("127.0.0.1", running.1)).await.unwrap();
    let other = client(&made).connect(ServerName::try_from("other.example").unwrap(), line).await;
    assert!(other.is_err(), "another name is not ours");
    let plain = ask(TcpStream::connect(("127.0.0.1", running.1)).await.unwrap(), "").await;
    assert!(plain.starts_with("HTTP/1.1 308") && plain.contains("Location: https://"), "{plain}");

    let data = made.data();
    let second = run(&["serve", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert!(second.status.code() == Some(1) && said(&second).contains("đang được một chương trình khác mở"));
    let (code, took) = running.stop();
    assert!(code == Some(0) && took < Duration::from_secs(15), "{code:?} after {took:?}: {}", running.told());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_proxy_only_the_proxy_is_answered() {
    let made = Made::new(&["--tls", "none"]);
    let url = ["--tls", "none", "--public-url", "https://vanban.example"];
    let trusted = Running::start(&made, &[&url[..], &["--trusted-proxy", "127.0.0.1"]].concat()).await;
    let line = TcpStream::connect(("127.0.0.1", trusted.1)).await.unwrap();
    assert!(ask(line, "X-Forwarded-For: 203.0.113.9\r\n").await.starts_with("HTTP/1.1 200"));
    drop(trusted);
    let stranger = Running::start(&made, &[&url[..], &["--trusted-proxy", "10.9.9.9"]].concat()).await;
    let line = TcpStream::connect(("127.0.0.1", stranger.1)).await.unwrap();
    assert!(ask(line, "X-Forwarded-For: 203.0.113.9\r\n").await.starts_with("HTTP/1.1 403"));
}

/// The program as somebody who may read the folder and not write to it: rights do not bind root, so root becomes nobody.
fn serve_as_reader(made: &Made, language: &str) -> std::process::Output {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let data = made.data();
    let address = ["serve", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0", "--tls", "none"];
    let mut command = program(&address);
    if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        // Nobody may not enter where the program was built.
        let copy = made.path("luuvet");
        std::fs::copy(env!("CARGO_BIN_EXE_luuvet"), &copy).unwrap();
        let mut other = std::process::Command::new(copy);
        other.args(address).env_remove("LUUVET_DATABASE").env("RUST_LOG", "warn").stdin(Stdio::null());
        other.uid(65_534).gid(65_534);
        command = other;
    }
    command.env("LUUVET_LANG", language).output().unwrap()
}

fn allow(path: &std::path::Path, folder: u32, file: u32) {
    use std::os::unix::fs::PermissionsExt;
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            allow(&entry.unwrap().path(), folder, file);
        }
    }
    let mode = if path.is_dir() { folder } else { file };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_read_only_folder_is_said_at_the_start() {
    let made = Made::new(&["--tls", "none"]);
    let before = std::fs::read(made.data().join("luuvet.db")).unwrap();
    allow(made.path("").as_path(), 0o755, 0o644);
    allow(&made.data(), 0o555, 0o444);
    let (vi, en) = (serve_as_reader(&made, "vi"), serve_as_reader(&made, "en"));
    allow(&made.data(), 0o755, 0o644);
    let data = made.data();
    for (output, sentence) in [(vi, "Không ghi được"), (en, "cannot be written")] {
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains(sentence), "{sentence}: {}", said(&output));
        assert!(said(&output).contains(data.to_str().unwrap()), "the folder is named: {}", said(&output));
    }
    assert_eq!(std::fs::read(data.join("luuvet.db")).unwrap(), before, "nothing was touched");
}

#[test]
fn without_tls_nobody_else_may_connect() {
    let made = Made::new(&["--tls", "none"]);
    let data = made.data();
    let serve = |more: &[&str]| run(&[&["serve", "--data", data.to_str().unwrap(), "--tls", "none"], more].concat());
    let open = serve(&["--listen", "0.0.0.0:0"]);
    assert!(open.status.code() == Some(1) && said(&open).contains("--tls-cert"), "{}", said(&open));
    // Without `--public-url` in the arguments or the folder a proxy's word is not enough.
    std::fs::remove_file(data.join("luuvet.toml")).unwrap();
    let proxy = serve(&["--listen", "0.0.0.0:0", "--trusted-proxy", "10.0.0.1"]);
    assert!(proxy.status.code() == Some(1) && said(&proxy).contains("--public-url"), "{}", said(&proxy));
    let wrong = run(&["serve", "--data", data.join("nowhere").to_str().unwrap()]);
    assert!(wrong.status.code() == Some(1) && said(&wrong).contains("luuvet init"), "{}", said(&wrong));
    assert!(!data.join("nowhere").exists());
    let cert = data.join("none.pem");
    let cert = cert.to_str().unwrap();
    let broken = serve(&["--tls-cert", cert, "--tls-key", cert]);
    assert!(broken.status.code() == Some(1) && said(&broken).contains("none.pem"), "{}", said(&broken));
}
