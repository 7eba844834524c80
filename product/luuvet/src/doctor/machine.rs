//! The machine: the folder, its space, the typeface, the office program.

use std::io::Write;
use std::path::Path;

use luuvet_pages::{FaceSource, Faces};

use super::{Check, Level};

/// Bytes below which the space is too little to work for long, and below which work will stop soon.
const LITTLE: u64 = 5_000_000_000;
const TOO_LITTLE: u64 = 500_000_000;

/// Whether the folder is there and can be written, and how much room it has.
#[must_use]
pub fn folder(data: &Path) -> Vec<Check> {
    let folder = data.display().to_string();
    if let Err(error) = try_to_write(data) {
        return vec![Check::new(Level::Wrong, "doctor-folder-closed").with("folder", folder).with("cause", error)];
    }
    let mut checks = vec![Check::new(Level::Well, "doctor-folder").with("folder", folder)];
    checks.extend(space(data));
    checks
}

fn try_to_write(data: &Path) -> std::io::Result<()> {
    let path = data.join(format!(".doctor-{}", std::process::id()));
    let written = std::fs::File::create_new(&path).and_then(|mut file| {
        file.write_all(&[0; 4096])?;
        file.sync_all()
    });
    let removed = std::fs::remove_file(&path);
    written.and(removed)
}

#[cfg(unix)]
fn space(data: &Path) -> Option<Check> {
    let facts = rustix::fs::statvfs(data).ok()?;
    let free = facts.f_bavail.saturating_mul(facts.f_frsize);
    let level = match free {
        ..TOO_LITTLE => Level::Wrong,
        TOO_LITTLE..LITTLE => Level::Mind,
        _ => Level::Well,
    };
    let key = if level == Level::Well { "doctor-space" } else { "doctor-space-little" };
    Some(Check::new(level, key).with("free", format!("{:.1}", free as f64 / 1e9)))
}

#[cfg(not(unix))]
fn space(_: &Path) -> Option<Check> {
    None
}

/// Which typeface prints.
#[must_use]
pub fn face(folder: Option<&Path>) -> Check {
    let Ok(faces) = Faces::find(folder) else {
        return Check::new(Level::Wrong, "doctor-face-none");
    };
    let report = faces.report();
    match &report.source {
        FaceSource::File(path) => {
            Check::new(Level::Well, "doctor-face").with("family", &report.family).with("file", path.display())
        }
        FaceSource::Embedded => Check::new(Level::Mind, "doctor-face-embedded").with("family", &report.family),
    }
}

/// Whether Word files can be converted.
#[must_use]
pub fn office() -> Check {
    match luuvet_pages::convert::office_converter(None) {
        Some(converter) => Check::new(Level::Well, "doctor-office").with("file", converter.program().display()),
        None => Check::new(Level::Mind, "doctor-office-none"),
    }
}
