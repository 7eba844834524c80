//! Every transition table as a page of the documentation; a check compares them with `docs/workflows`.

use crate::{access, assignments, delivery, documents, dossiers, registers, submissions};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// File name in `docs/workflows`.
    pub file: String,
    /// Markdown.
    pub text: String,
}

/// All pages, in the order of a document's life.
#[must_use]
pub fn pages() -> Vec<Page> {
    let page = |name: &str, text: String| Page { file: format!("{name}.md"), text };
    macro_rules! tables {
        ($($table:expr),+ $(,)?) => { vec![$(page($table.name, $table.markdown())),+] };
    }
    let mut pages = tables![
        documents::incoming::TABLE,
        documents::outgoing::TABLE,
        submissions::TABLE,
        submissions::STEPS,
        registers::TABLE,
        assignments::LEAD_TABLE,
        assignments::SUPPORT_TABLE,
        assignments::INFORM_TABLE,
        delivery::TABLE,
        dossiers::TABLE,
    ];
    pages.push(page("access", access::markdown()));
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_own_file_and_a_line_for_every_transition() {
        let pages = pages();
        let mut files: Vec<_> = pages.iter().map(|page| page.file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        assert_eq!(files.len(), pages.len());
        for page in &pages {
            assert!(page.text.starts_with("# ") && page.text.ends_with('\n'));
        }
        let outgoing = pages.iter().find(|page| page.file == "outgoing-document.md").unwrap();
        assert_eq!(outgoing.text.matches("\n| `").count(), documents::outgoing::TABLE.rows.len());
        assert!(outgoing.text.contains("| `approved` | number | `numbered` |"));
    }
}
