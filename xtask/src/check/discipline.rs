//! No panic, no print, no clock and no randomness outside tests and the files that provide them.

use super::Finding;
use crate::ledger::Ledger;
use crate::text::line_of;
use crate::text::rust::{Rust, Word};
use crate::tree::{File, Tree};

/// Lines are `path kind… # reason`; the kinds are the names below.
const PROVIDERS: &str = "providers.txt";

/// What a word does, and what to do instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Panic,
    Print,
    Now,
    Random,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Panic => "panic",
            Self::Print => "print",
            Self::Now => "now",
            Self::Random => "random",
        }
    }

    const fn fix(self) -> &'static str {
        match self {
            Self::Panic => "return an error that says why (`?`, `ok_or`, `let … else`)",
            Self::Print => "use `tracing`, or return the text to the command that prints",
            Self::Now => "take the time from the request's clock, so that a retry and a test see the same one",
            Self::Random => {
                "take ids and randomness from the one place that draws them, so that a retry draws the same"
            }
        }
    }
}

/// All Rust text but tests, build scripts and this crate.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let providers = Ledger::read(tree, PROVIDERS);
    let bound = |file: &&File| !file.is_test() && !file.is_in("xtask") && file.name() != "build.rs";
    let mut findings: Vec<Finding> = tree
        .ending(".rs")
        .filter(bound)
        .flat_map(|file| look(&file.path, &file.text))
        .filter(|(finding, kind)| !providers.excuses(&finding.path, Some(kind.name())))
        .map(|(finding, _)| finding)
        .collect();
    findings.extend(providers.complaints());
    findings
}

fn look(path: &str, text: &str) -> Vec<(Finding, Kind)> {
    let rust = Rust::read(text);
    rust.words()
        .filter_map(|word| Some((kind(&word)?, word)))
        .filter(|(_, word)| !rust.in_test(word.offset))
        .map(|(kind, word)| {
            let what = format!("`{}` outside tests ({})", word.text, kind.name());
            let fix = format!("{}; a file whose task this is stands in ledgers/{PROVIDERS}", kind.fix());
            (Finding::new(path, line_of(&rust.code, word.offset), &what, &fix), kind)
        })
        .collect()
}

fn kind(word: &Word<'_>) -> Option<Kind> {
    let is_macro = word.after.starts_with('!') && !word.after.starts_with("!=");
    let is_call = word.after.starts_with('(') || word.after.starts_with("::<");
    let of_a_path = word.before.ends_with("::");
    match word.text {
        "unwrap" | "expect" | "unwrap_err" | "expect_err" if is_call && (of_a_path || word.before.ends_with('.')) => {
            Some(Kind::Panic)
        }
        "unwrap" | "expect" if of_a_path => Some(Kind::Panic),
        "panic" | "todo" | "unimplemented" if is_macro => Some(Kind::Panic),
        "print" | "println" | "eprint" | "eprintln" | "dbg" if is_macro => Some(Kind::Print),
        "now" | "now_utc" | "now_local" if of_a_path => Some(Kind::Now),
        "now_v1" | "now_v6" | "now_v7" | "new_v4" if of_a_path => Some(Kind::Random),
        "getrandom" | "rand" | "fastrand" | "rand_core" if word.after.starts_with("::") => Some(Kind::Random),
        "OsRng" | "thread_rng" => Some(Kind::Random),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<&'static str> {
        look("a.rs", text).into_iter().map(|(_, kind)| kind.name()).collect()
    }

    #[test]
    fn finds_each_kind() {
        assert_eq!(kinds("x.unwrap()"), ["panic"]);
        assert_eq!(kinds("x\n  .expect(\"y\")"), ["panic"]);
        assert_eq!(kinds("x.map(Option::unwrap)"), ["panic"]);
        assert_eq!(kinds("todo!()"), ["panic"]);
        assert_eq!(kinds("eprintln!(\"a\")"), ["print"]);
        assert_eq!(kinds("SystemTime::now()"), ["now"]);
        assert_eq!(kinds("Uuid::now_v7()"), ["random"]);
        assert_eq!(kinds("getrandom::fill(&mut b)"), ["random"]);
    }

    #[test]
    fn leaves_the_rest_alone() {
        for fine in [
            "x.unwrap_or(1)",
            "#[expect(dead_code)]",
            "clock.now()",
            "// x.unwrap()",
            "\"panic!\"",
            "fn now() {}",
            "std::panic::catch_unwind(f)",
            "x.expected()",
            "print != 1",
            "#[cfg(test)] mod tests { fn a() { x.unwrap(); } }",
        ] {
            assert!(kinds(fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn providers_are_excused_for_their_kind_only() {
        let clock = ("product/luuvet/src/clock.rs", "fn a() { SystemTime::now(); b.unwrap() }");
        let ledger = ("ledgers/providers.txt", "product/luuvet/src/clock.rs now # the clock\n");
        let whats: Vec<_> = check(&Tree::of(&[clock, ledger])).into_iter().map(|finding| finding.what).collect();
        assert_eq!(whats, ["`unwrap` outside tests (panic)"]);
    }
}
