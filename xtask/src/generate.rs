//! `cargo x gen`: writes what the program can print about itself.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::check::workflows;

/// Writes `docs/workflows/*.md`; pages that the program no longer prints are removed.
///
/// # Errors
/// When the program does not print them, or they cannot be written.
pub fn run(root: &Path) -> Outcome<()> {
    let pages = workflows::print(root)?;
    let folder = root.join(workflows::FOLDER);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && !pages.contains_key(&name) {
            fs::remove_file(entry.path()).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    for (name, text) in &pages {
        fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    println!("{} pages in {}", pages.len(), workflows::FOLDER);
    Ok(())
}
