//! SQL text only in files named `store.rs` or in a folder `store`, in `migrations/`, in `kit/db` and `kit/jobs`.

use super::Finding;
use crate::ledger::Ledger;
use crate::text::rust::Rust;
use crate::tree::{File, Tree};

/// Test files that need a statement of their own, for example to prove that a table refuses it.
const EXCUSED_TESTS: &str = "sql-in-tests.txt";

/// A statement begins with the first word; the second one stands somewhere after it.
const STATEMENTS: [(&str, &[&str]); 12] = [
    ("SELECT", &[]),
    ("INSERT", &["INTO"]),
    ("REPLACE", &["INTO"]),
    ("UPDATE", &["SET"]),
    ("DELETE", &["FROM"]),
    ("WITH", &["AS"]),
    ("CREATE", &["TABLE", "INDEX", "TRIGGER", "VIEW", "SCHEMA", "DATABASE", "FUNCTION", "SEQUENCE"]),
    ("ALTER", &["TABLE", "INDEX", "DATABASE"]),
    ("DROP", &["TABLE", "INDEX", "TRIGGER", "VIEW", "SCHEMA", "DATABASE"]),
    ("TRUNCATE", &[]),
    ("PRAGMA", &[]),
    ("SAVEPOINT", &[]),
];

/// String literals of all Rust files outside the places for SQL.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let excused = Ledger::read(tree, EXCUSED_TESTS);
    let mut findings: Vec<Finding> = tree
        .ending(".rs")
        .filter(|file| !may_hold_sql(file))
        .flat_map(|file| look(&file.path, &file.text))
        .filter(|finding| !excused.excuses(&finding.path, None))
        .collect();
    for line in excused.lines() {
        if !tree.file(&line.name).is_none_or(File::is_test) {
            let fix = "only files of tests are excused: move the statement into a `store.rs`";
            findings.push(Finding::new(&format!("ledgers/{EXCUSED_TESTS}"), line.number, "no file of tests", fix));
        }
    }
    findings.extend(excused.complaints());
    findings
}

fn may_hold_sql(file: &File) -> bool {
    let places = ["kit/db", "kit/jobs", "xtask"];
    file.name() == "store.rs"
        || file.path.contains("/store/")
        || file.path.contains("/migrations/")
        || places.iter().any(|place| file.is_in(place))
}

fn look(path: &str, text: &str) -> Vec<Finding> {
    let literals = Rust::read(text).literals.into_iter();
    let statements = literals.filter_map(|literal| Some((literal.line, statement(&literal.text)?)));
    statements
        .map(|(line, word)| {
            let what = format!("SQL text (`{word} …`) outside a store");
            Finding::new(path, line, &what, "move the statement into the part's `store.rs` and call it from here")
        })
        .collect()
}

/// The first word, when the text is a statement. A lower-case one needs its second word right behind it.
fn statement(text: &str) -> Option<&'static str> {
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let first = words.next().filter(|word| text.trim_start().starts_with(*word))?;
    let rest: Vec<&str> = words.collect();
    STATEMENTS.iter().find_map(|(verb, seconds)| {
        let follows = |word: &&str| seconds.iter().any(|second| word.eq_ignore_ascii_case(second));
        let shouted = first == *verb && !rest.is_empty() && (seconds.is_empty() || rest.iter().any(follows));
        let quiet = first.eq_ignore_ascii_case(verb)
            && (rest.first().is_some_and(follows)
                || *verb == "SELECT" && rest.iter().any(|word| word.eq_ignore_ascii_case("FROM")) && first == "select");
        (shouted || quiet).then_some(*verb)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_statements_from_sentences() {
        for sql in [
            "SELECT 1",
            "  \n insert into a values (1)",
            "UPDATE a\n SET b = 1",
            "delete from a",
            "WITH a AS (SELECT 1)",
            "CREATE UNIQUE INDEX a",
            "select id from document",
            "ALTER TABLE a ADD b",
        ] {
            assert!(statement(sql).is_some(), "{sql}");
        }
        for prose in [
            "SELECT",
            "Update your password",
            "With regards",
            "select a file",
            "DELETE",
            "Create a table",
            "",
            "UPDATE /x",
        ] {
            assert!(statement(prose).is_none(), "{prose}");
        }
    }

    #[test]
    fn stores_may_others_may_not() {
        let text = "fn a() { q(\"SELECT a FROM b\") }";
        let tree = |path: &str| check(&Tree::of(&[(path, text)])).len();
        assert_eq!(tree("product/luuvet/src/documents/store.rs"), 0);
        assert_eq!(tree("kit/db/src/writer.rs"), 0);
        assert_eq!(tree("product/luuvet/src/documents/read.rs"), 1);
        assert_eq!(tree("product/luuvet/tests/stories.rs"), 1);
    }

    #[test]
    fn listed_test_files_are_excused() {
        let test = ("product/luuvet/tests/trace.rs", "x(\"DELETE FROM event\")");
        let ledger = ("ledgers/sql-in-tests.txt", "product/luuvet/tests/trace.rs # proves that the trace refuses\n");
        assert!(check(&Tree::of(&[test, ledger])).is_empty());
        let other = ("ledgers/sql-in-tests.txt", "product/luuvet/src/a.rs # no\n");
        assert_eq!(check(&Tree::of(&[("product/luuvet/src/a.rs", test.1), other])).len(), 1);
    }
}
