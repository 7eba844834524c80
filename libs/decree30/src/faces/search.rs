//! Font files of the machine.

use std::path::{Path, PathBuf};

const MOST_FILES: usize = 20_000;
const MOST_DEPTH: usize = 6;
const MOST_BYTES: u64 = 32 << 20;

/// Font files under the configured folder and those of the system, sorted within each, so that the choice is always the same.
pub(super) fn files(folder: Option<&Path>) -> Vec<PathBuf> {
    let system =
        ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:\\Windows\\Fonts"];
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/fonts"));
    let mut files = Vec::new();
    let folders = folder.map(Path::to_path_buf).into_iter().chain(system.iter().map(PathBuf::from)).chain(home);
    folders.for_each(|folder| collect(&folder, &mut files, MOST_DEPTH));
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, left: usize) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let Ok(meta) = std::fs::metadata(&path) else {
            continue;
        };
        let font =
            path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ttf") || end.eq_ignore_ascii_case("otf"));
        if meta.is_dir() && left > 0 {
            collect(&path, files, left - 1);
        } else if meta.is_file() && font && meta.len() <= MOST_BYTES && files.len() < MOST_FILES {
            files.push(path);
        }
    }
}
