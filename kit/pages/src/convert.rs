//! DOCX to PDF through LibreOffice, where the machine has it.
//!
//! Each conversion is a process of its own with a fresh profile in a private folder, without macros, with bounds on time,
//! memory and output. Whether a machine without it may go on is for the caller to decide.

use crate::limits::{PageError, What};
use crate::sniff::{Kind, sniff};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// Bounds of one conversion.
#[derive(Debug, Clone)]
pub struct ConvertLimits {
    /// Time.
    pub time: Duration,
    /// Address space of the process in bytes (Unix only).
    pub memory: u64,
    /// Bytes of the PDF.
    pub output: u64,
    /// Bounds for reading the DOCX and the PDF.
    pub read: crate::Limits,
}

impl Default for ConvertLimits {
    fn default() -> Self {
        Self { time: Duration::from_secs(60), memory: 4 << 30, output: 200 << 20, read: crate::Limits::default() }
    }
}

/// LibreOffice on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeConverter {
    program: PathBuf,
}

const NAMES: [&str; 3] = ["soffice", "libreoffice", "soffice.exe"];
const PLACES: [&str; 4] = [
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:\\Program Files\\LibreOffice\\program",
];
/// How often a running conversion is looked at.
const BEAT: Duration = Duration::from_millis(20);
/// PDF/A-2b.
const FILTER: &str = r#"pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}"#;
/// Settings of the fresh profile: no macros, no update of links.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// Finds LibreOffice: the configured program, else on the search path, else where it is usually installed.
pub fn office_converter(configured: Option<&Path>) -> Option<OfficeConverter> {
    if let Some(program) = configured {
        return program.is_file().then(|| OfficeConverter { program: program.to_path_buf() });
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(PLACES.iter().map(PathBuf::from));
    let program = folders.flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|program| program.is_file())?;
    Some(OfficeConverter { program })
}

impl OfficeConverter {
    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Converts one DOCX.
    ///
    /// # Errors
    /// `NotRecognised` if it is no DOCX; `Unsupported` with macros inside; `TooLarge` over a bound; `Damaged` if the program
    /// makes no PDF of it; `System` if it cannot be run.
    pub fn to_pdf(&self, docx: &[u8], limits: &ConvertLimits) -> Result<Vec<u8>, PageError> {
        if sniff(docx) != Kind::Docx {
            return Err(PageError::NotRecognised);
        }
        if crate::inspect(docx, &limits.read)?.scripts {
            return Err(PageError::Unsupported("macros"));
        }
        let folder = Folder::new()?;
        let profile = folder.0.join("profile");
        let input = folder.0.join("in.docx");
        std::fs::create_dir_all(profile.join("user")).map_err(system)?;
        std::fs::write(profile.join("user/registrymodifications.xcu"), PROFILE).map_err(system)?;
        std::fs::write(&input, docx).map_err(system)?;
        self.run(&folder.0, &profile, &input, limits)?;
        let output = folder.0.join("in.pdf");
        let size = std::fs::metadata(&output).map_err(|_| PageError::Damaged("no PDF came out".into()))?.len();
        if size > limits.output {
            return Err(PageError::TooLarge { what: What::Bytes, limit: limits.output });
        }
        let pdf = std::fs::read(&output).map_err(system)?;
        if sniff(&pdf) == Kind::Pdf { Ok(pdf) } else { Err(PageError::Damaged("no PDF came out".into())) }
    }

    fn run(&self, folder: &Path, profile: &Path, input: &Path, limits: &ConvertLimits) -> Result<(), PageError> {
        let mut command = bounded(&self.program, limits);
        command.arg(format!("-env:UserInstallation={}", address(profile)));
        command.args([
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--convert-to",
            FILTER,
            "--outdir",
        ]);
        command.arg(folder).arg(input).current_dir(folder);
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("HOME", folder).env("TMPDIR", folder).env("LANG", "C.UTF-8");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(system)?;
        let beats = limits.time.as_millis() / BEAT.as_millis();
        for _ in 0..=beats {
            match child.try_wait().map_err(system)? {
                Some(status) if status.success() => return Ok(()),
                Some(_) => return Err(PageError::Damaged("the converter refused".into())),
                None => thread::sleep(BEAT),
            }
        }
        end(&mut child);
        Err(PageError::TooLarge { what: What::Time, limit: limits.time.as_millis() as u64 })
    }
}

fn system(error: std::io::Error) -> PageError {
    PageError::System(error.to_string())
}

/// The file address of a folder, with what an address may not hold written as %XX.
fn address(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte);
    let text = path.to_string_lossy().replace('\\', "/");
    let coded =
        text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("file://{}{}", if text.starts_with('/') { "" } else { "/" }, coded.collect::<String>())
}

/// The program behind a shell that sets bounds on memory and file size; a process group of its own, so that helpers end with it.
#[cfg(unix)]
fn bounded(program: &Path, limits: &ConvertLimits) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new("/bin/sh");
    // 512-byte blocks for files, KiB for memory: the units of the POSIX shell.
    let bounds =
        format!("ulimit -v {}; ulimit -f {}; exec \"$0\" \"$@\"", limits.memory >> 10, (limits.output >> 9).max(2048));
    command.args(["-c", &bounds]).arg(program).process_group(0);
    command
}

#[cfg(not(unix))]
fn bounded(program: &Path, _: &ConvertLimits) -> Command {
    Command::new(program)
}

fn end(child: &mut Child) {
    #[cfg(unix)]
    // The group: soffice is a script that starts the real program. It may have ended just now; then there is nothing to end.
    let _ = Command::new("/bin/sh")
        .args(["-c", "kill -9 -- \"-$0\"", &child.id().to_string()])
        .stderr(Stdio::null())
        .status();
    let _ = child.kill();
    let _ = child.wait();
}

/// A private temporary folder that goes when dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Result<Self, PageError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let base = std::env::temp_dir();
        for _ in 0..1000 {
            let name = format!("luuvet-convert-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
            let path = base.join(name);
            match private(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(system(error)),
            }
        }
        Err(PageError::System("no free temporary folder".into()))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own cleaning.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir(path)
}
