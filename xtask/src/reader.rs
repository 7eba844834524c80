//! A reader of PDF files for tests: `pdfplumber` from PyPI, in an environment of its own under the target folder.

use std::path::{Path, PathBuf};

use crate::python;

/// Names the Python that has it, for the tests.
pub const VARIABLE: &str = "LUUVET_PDF_READER";
/// Tells the tests to go without.
pub const WITHOUT: &str = "LUUVET_WITHOUT_PDF_READER";
const PACKAGE: &str = "pdfplumber==0.11.*";

/// The Python, installed once; none where that cannot be done, which is said in a sentence.
pub fn find(root: &Path) -> Option<PathBuf> {
    let home = root.join("target/pdf-reader");
    let found = python::program(&home, "bin/pdfplumber", PACKAGE).map(|_| home.join("bin/python"));
    if found.is_none() {
        println!("Typeset pages are not read back: that needs `python3` with `venv` and the package `{PACKAGE}`.");
    }
    found
}
