//! A PostgreSQL server for the time of the tests: own data, own port, gone afterwards.

use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Outcome, process};

/// The variable in which tests find the address of a server, where they may create databases.
pub const VARIABLE: &str = "LUUVET_TEST_POSTGRES";

const MISSING: &str = "PostgreSQL is missing: install the package `postgresql` (Debian: apt-get install postgresql), \
                       set LUUVET_TEST_POSTGRES to a server's address, or test with --without-postgres.";
const START: Duration = Duration::from_secs(30);
const STOP: Duration = Duration::from_secs(10);

/// A running server; dropping it stops it and removes its data.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes a cluster in a temporary folder and starts it on a free port of the loopback address.
    ///
    /// # Errors
    /// When PostgreSQL is missing or does not start; the sentence says what to do.
    pub fn start() -> Outcome<Self> {
        let programs = programs().ok_or(MISSING)?;
        let folder = std::env::temp_dir().join(format!("luuvet-test-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let account = Account::of_server(&folder)?;
        let started = create(&programs, &folder, account).and_then(|()| start(&programs, &folder, account));
        match started {
            Ok((server, port)) => Self { server, folder, port }.ready(),
            Err(sentence) => {
                drop(fs::remove_dir_all(&folder));
                Err(sentence)
            }
        }
    }

    /// Where tests connect: a superuser without a password, on this machine only.
    pub fn url(&self) -> String {
        format!("postgres://luuvet@127.0.0.1:{}/postgres", self.port)
    }

    /// Waits until the server answers.
    fn ready(mut self) -> Outcome<Self> {
        let end = Instant::now() + START;
        while Instant::now() < end {
            let exited = self.server.try_wait().ok().flatten();
            if exited.is_some() {
                break;
            }
            if is_ready(&self.folder) && TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(self);
            }
            thread::sleep(Duration::from_millis(20));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(format!("PostgreSQL does not start:\n{log}"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT: end the connections, then stop
        let asked = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        let end = Instant::now() + STOP;
        while asked.as_ref().is_ok_and(|status| status.success())
            && Instant::now() < end
            && self.server.try_wait().is_ok_and(|status| status.is_none())
        {
            thread::sleep(Duration::from_millis(20));
        }
        drop(self.server.kill());
        drop(self.server.wait());
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// The folder of `initdb` and `postgres`: in the path, or where Debian keeps the newest version.
fn programs() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    debian.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    std::env::split_paths(&paths)
        .chain(debian.into_iter().map(|(_, folder)| folder))
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// Who runs the server: PostgreSQL refuses root.
#[derive(Clone, Copy)]
enum Account {
    Ours,
    Other { user: u32, group: u32 },
}

impl Account {
    /// Ours, or for root `postgres` or `nobody`, to whom the folder is then given.
    fn of_server(folder: &Path) -> Outcome<Self> {
        let owner = fs::metadata(folder).map_err(|error| error.to_string())?.uid();
        if owner != 0 {
            return Ok(Self::Ours);
        }
        let known = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let (user, group) = ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| ids(&known, name))
            .ok_or("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`")?;
        chown(folder, Some(user), Some(group)).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self::Other { user, group })
    }

    /// The program under this account, ended by the kernel when this process ends.
    fn command(self, program: &Path) -> Command {
        if !process::exists("setpriv") {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        if let Self::Other { user, group } = self {
            command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
        }
        command.args(["--pdeathsig", "INT"]).arg(program);
        command
    }
}

/// User and group of a name in the text of `/etc/passwd`.
fn ids(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let mut fields = passwd.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?.split(':').skip(1);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

fn create(programs: &Path, folder: &Path, account: Account) -> Outcome<()> {
    let output = account
        .command(&programs.join("initdb"))
        .current_dir(folder)
        .args(["--username=luuvet", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata=data"])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("initdb cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("initdb failed: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Starts the server. Nobody needs these data after a crash, so nothing is synced; what the program itself demands
/// (`synchronous_commit`) stays on.
fn start(programs: &Path, folder: &Path, account: Account) -> Outcome<(Child, u16)> {
    let port = free_port()?;
    let settings = ["fsync=off", "full_page_writes=off", "max_connections=200", "listen_addresses=127.0.0.1"];
    let log = File::create(folder.join("log")).map_err(|error| error.to_string())?;
    let copy = log.try_clone().map_err(|error| error.to_string())?;
    let mut command = account.command(&programs.join("postgres"));
    command.current_dir(folder).arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    command.args(["-p", &port.to_string()]).args(settings.iter().flat_map(|setting| ["-c", setting]));
    let server = command.stdin(Stdio::null()).stdout(log).stderr(copy).spawn();
    Ok((server.map_err(|error| format!("postgres cannot be started: {error}"))?, port))
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    Ok(listener.local_addr().map_err(|error| error.to_string())?.port())
}

/// The server writes its state into the last line of its lock file.
fn is_ready(folder: &Path) -> bool {
    let lock = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    lock.lines().nth(7).is_some_and(|state| state.trim() == "ready")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_accounts() {
        let passwd = "root:x:0:0::/:/bin/sh\npostgres:x:104:108:,,:/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n";
        assert_eq!((ids(passwd, "postgres"), ids(passwd, "post")), (Some((104, 108)), None));
    }

    #[test]
    fn starts_and_stops() {
        if programs().is_none() {
            return; // `cargo x test` itself tells that it is missing
        }
        let cluster = Cluster::start().expect("a server");
        let (folder, port) = (cluster.folder.clone(), cluster.port);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(cluster);
        assert!(!folder.exists() && TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}
