//! The files of the repository as git sees them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// A file with its path from the root of the repository (`/` between the parts) and its text.
pub struct File {
    /// For example `kit/db/src/lib.rs`.
    pub path: String,
    /// The whole text; empty when `binary`.
    pub text: String,
    /// Not UTF-8, or larger than [`LARGEST_TEXT`].
    pub binary: bool,
}

/// All files that the rules look at.
pub struct Tree {
    /// In the order of their paths.
    pub files: Vec<File>,
}

/// Bytes; a larger file is data, not text that somebody wrote.
const LARGEST_TEXT: u64 = 4 << 20;

/// The root of the repository: the folder above this crate.
pub fn root() -> PathBuf {
    let here =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

impl Tree {
    /// Reads the repository at `root`.
    ///
    /// # Errors
    /// When git cannot list the files.
    pub fn read(root: &Path) -> Outcome<Self> {
        let listed = Command::new("git")
            .current_dir(root)
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .output()
            .map_err(|error| format!("git cannot be started: {error}"))?;
        if !listed.status.success() {
            return Err(format!("git ls-files: {}", String::from_utf8_lossy(&listed.stderr)));
        }
        let names = String::from_utf8_lossy(&listed.stdout);
        let mut paths: Vec<&str> = names.split('\0').filter(|name| !name.is_empty()).collect();
        paths.sort_unstable();
        paths.dedup();
        Ok(Self { files: paths.into_iter().filter_map(|path| File::read(root, path)).collect() })
    }

    /// The file at this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Text files whose name ends so, for example `.rs`.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| !file.binary && file.path.ends_with(end))
    }
}

impl File {
    /// `None` when the file is gone: deleted, and the deletion not committed yet.
    fn read(root: &Path, path: &str) -> Option<Self> {
        let full = root.join(path);
        let facts = std::fs::symlink_metadata(&full).ok()?;
        if !facts.is_file() {
            return None;
        }
        let text = (facts.len() <= LARGEST_TEXT).then(|| std::fs::read_to_string(&full).ok()).flatten();
        Some(Self { path: path.to_owned(), binary: text.is_none(), text: text.unwrap_or_default() })
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether the file is about tests only: `tests.rs`, `…_tests.rs`, a folder of tests or benches, or the kit for tests.
    pub fn is_test(&self) -> bool {
        let name = self.name();
        name == "tests.rs"
            || name.ends_with("_tests.rs")
            || self.path.split('/').any(|part| matches!(part, "tests" | "benches" | "testkit"))
    }

    /// Whether the file lies in this folder, given without a slash at the end.
    pub fn is_in(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

#[cfg(test)]
impl Tree {
    /// A tree out of paths and texts.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |&(path, text): &(&str, &str)| File { path: path.to_owned(), text: text.to_owned(), binary: false };
        Self { files: files.iter().map(file).collect() }
    }
}
