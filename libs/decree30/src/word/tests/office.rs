//! Files through LibreOffice, where it is installed: it opens what is written, and what it saves reads alike.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::drafts::{all, plain};
use super::words::lost;
use crate::draft::Draft;
use crate::layout;
use crate::word::{Limits, read, write};

/// Set to go without LibreOffice.
const WITHOUT: &str = "LUUVET_WITHOUT_OFFICE";

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("decree30-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Converts all files of a folder at once, with a profile of its own.
fn converted(folder: &Path, to: &str, files: &[PathBuf]) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let done = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--norestore", "--convert-to", to, "--outdir"])
        .arg(folder.join("out"))
        .args(files)
        .output();
    let output = done.unwrap_or_else(|error| {
        panic!("soffice does not start ({error}); install libreoffice-writer-nogui or set {WITHOUT}=1")
    });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn written(folder: &Path, drafts: &[(String, Draft)]) -> Vec<PathBuf> {
    let file = |(name, draft): &(String, Draft)| {
        let path = folder.join(format!("{}.docx", name.replace(' ', "-")));
        std::fs::write(&path, write(draft, layout::current()).unwrap()).unwrap();
        path
    };
    drafts.iter().map(file).collect()
}

#[test]
fn libreoffice_opens_what_is_written_and_what_it_saves_reads_alike() {
    if std::env::var_os(WITHOUT).is_some() {
        return;
    }
    let folder = Folder::new("office");
    let drafts = all();
    let files = written(&folder.0, &drafts);
    converted(&folder.0, "docx:MS Word 2007 XML", &files);
    for ((name, draft), file) in drafts.iter().zip(&files) {
        let bytes = std::fs::read(folder.0.join("out").join(file.file_name().unwrap())).unwrap();
        let mut got = read(&bytes, &Limits::default()).unwrap().draft;
        // LibreOffice writes widths of its own measure: nearly the same relation.
        let mut wanted = draft.clone();
        for draft in [&mut got, &mut wanted] {
            let blocks = draft.blocks.iter_mut().chain(draft.annexes.iter_mut().flat_map(|annex| &mut annex.blocks));
            blocks.filter_map(|block| block.table.as_mut()).for_each(|table| table.widths = Vec::new());
        }
        assert_eq!(plain(got), plain(wanted), "{name}");
        assert_eq!(lost(&bytes), [""; 0], "{name}");
    }
}
