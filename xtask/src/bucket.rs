//! An S3 service for tests: `moto` from PyPI, in an environment of its own under the target folder.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::python;

/// Names the service for the tests.
pub const VARIABLE: &str = "LUUVET_TEST_S3";
/// Keys that the service takes, as it takes any.
pub const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")];
const PACKAGE: &str = "moto[server]==5.*";
const START: Duration = Duration::from_secs(30);

/// A running service; dropping it stops it.
pub struct Bucket {
    server: Child,
    port: u16,
}

impl Bucket {
    /// Installs the service once and starts it on a free port of the loopback address; none where that cannot be done,
    /// which is said in a sentence.
    pub fn start(root: &Path) -> Option<Self> {
        let started = started(root);
        if started.is_none() {
            println!(
                "Storing contents in S3 is not tested: it needs `python3` with `venv` and the package `{PACKAGE}`."
            );
        }
        started
    }

    /// Where tests ask.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

fn started(root: &Path) -> Option<Bucket> {
    let program = python::program(&root.join("target/moto"), "bin/moto_server", PACKAGE)?;
    let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
    let mut command = Command::new(program);
    command.args(["-H", "127.0.0.1", "-p", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
    let bucket = Bucket { server: command.spawn().ok()?, port };
    let end = Instant::now() + START;
    while Instant::now() < end {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some(bucket);
        }
        sleep(Duration::from_millis(100));
    }
    None
}
