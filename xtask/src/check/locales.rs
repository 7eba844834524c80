//! Every sentence exists in both languages with the same variables, is used somewhere, and what is used exists.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use crate::ledger::Ledger;
use crate::text::fluent::{self, Entry};
use crate::text::html;
use crate::text::line_of;
use crate::text::rust::Rust;
use crate::tree::{File, Tree};

/// Prefixes of keys that the program puts together, for example `event-*`.
const FAMILIES: &str = "locale-families.txt";
const LANGUAGES: [&str; 2] = ["vi", "en"];

/// All files `…/locales/{vi,en}/*.ftl`, and the string literals of the product and the kit.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let families = Ledger::read(tree, FAMILIES);
    let (locales, mut findings) = read_locales(tree);
    let [Some(vi), Some(en)] = LANGUAGES.map(|language| locales.get(language)) else {
        findings.extend(families.complaints());
        return findings;
    };
    findings.extend(compare(vi, en, "English").into_iter().chain(compare(en, vi, "Vietnamese")));
    findings.extend([vi, en].into_iter().flat_map(dangling));

    let uses = Uses::read(tree);
    findings.extend(vi.values().filter(|said| !is_used(said, vi, &uses, &families)).map(|said| {
        let what = format!("nobody uses `{}`", said.entry.key);
        said.finding(&what, &format!("delete it in both languages, or name its family in ledgers/{FAMILIES} when the program puts the key together"))
    }));
    findings.extend(uses.asked.iter().filter(|asked| !vi.contains_key(&asked.key)).map(|asked| {
        let what = format!("there is no sentence `{}`", asked.key);
        Finding::new(&asked.path, asked.line, &what, "add the key to the files of both languages")
    }));
    findings.extend(families.complaints());
    findings
}

/// An entry and the file where it stands.
struct Said {
    path: String,
    entry: Entry,
}

impl Said {
    fn finding(&self, what: &str, fix: &str) -> Finding {
        Finding::new(&self.path, self.entry.line, what, fix)
    }
}

type Locale = BTreeMap<String, Said>;

fn language_of(file: &File) -> Option<&'static str> {
    let (folder, _) = file.path.rsplit_once('/')?;
    LANGUAGES.into_iter().find(|language| folder.ends_with(&format!("locales/{language}")))
}

/// The sentences by language, and those that are said twice.
fn read_locales(tree: &Tree) -> (BTreeMap<&'static str, Locale>, Vec<Finding>) {
    let mut locales: BTreeMap<&str, Locale> = BTreeMap::new();
    let mut twice = Vec::new();
    for file in tree.ending(".ftl") {
        let Some(language) = language_of(file) else {
            continue;
        };
        let locale = locales.entry(language).or_default();
        for entry in fluent::entries(&file.text) {
            let said = Said { path: file.path.clone(), entry };
            if let Some(first) = locale.get(&said.entry.key) {
                let what = format!("`{}` is said twice, first in {}:{}", said.entry.key, first.path, first.entry.line);
                twice.push(said.finding(&what, "keep one of them"));
            } else {
                locale.insert(said.entry.key.clone(), said);
            }
        }
    }
    (locales, twice)
}

fn compare(locale: &Locale, other: &Locale, name: &str) -> Vec<Finding> {
    let look = |said: &Said| match other.get(&said.entry.key) {
        None => Some(said.finding(&format!("`{}` is missing in {name}", said.entry.key), "say it there too")),
        Some(there) => {
            let gone: Vec<_> =
                said.entry.variables.difference(&there.entry.variables).map(|v| format!("${v}")).collect();
            let what = format!("`{}` uses {} here, but not in {name}", said.entry.key, gone.join(", "));
            (!gone.is_empty()).then(|| said.finding(&what, "use the same variables in both languages"))
        }
    };
    locale.values().filter_map(look).collect()
}

/// References to sentences that do not exist.
fn dangling(locale: &Locale) -> Vec<Finding> {
    let look = |said: &Said| {
        let missing = said.entry.references.iter().find(|key| !locale.contains_key(*key))?;
        Some(said.finding(&format!("there is no sentence `{missing}` to put in"), "correct the name in `{ … }`"))
    };
    locale.values().filter_map(look).collect()
}

/// What the product's text says about keys.
struct Uses {
    /// Every whole string literal.
    literals: BTreeSet<String>,
    /// Literals given to `t(…)` and `t_with(…)`.
    asked: Vec<Asked>,
}

struct Asked {
    path: String,
    line: usize,
    key: String,
}

impl Uses {
    fn read(tree: &Tree) -> Self {
        let mut uses = Self { literals: BTreeSet::new(), asked: Vec::new() };
        let speaks = |file: &&File| !file.is_test() && (file.is_in("product") || file.is_in("kit"));
        for file in tree.ending(".rs").filter(speaks) {
            uses.read_rust(file, 0, &file.text);
        }
        for file in tree.ending(".html").filter(speaks) {
            for (offset, expression) in html::expressions(&file.text) {
                uses.read_rust(file, offset, expression);
            }
        }
        uses
    }

    /// A piece of Rust that begins at `offset` of the file.
    fn read_rust(&mut self, file: &File, offset: usize, text: &str) {
        let rust = Rust::read(text);
        for literal in rust.literals.iter().filter(|literal| !rust.in_test(literal.offset)) {
            self.literals.insert(literal.text.clone());
            if is_argument_of_t(rust.code.get(..literal.offset).unwrap_or_default()) {
                let line = line_of(&file.text, offset + literal.offset);
                self.asked.push(Asked { path: file.path.clone(), line, key: literal.text.clone() });
            }
        }
    }
}

/// Whether the code before a literal ends in `t(` or `t_with(`.
fn is_argument_of_t(before: &str) -> bool {
    let Some(before) = before.trim_end().strip_suffix('(') else {
        return false;
    };
    ["t", "t_with"].into_iter().any(|name| {
        before.strip_suffix(name).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

fn is_used(said: &Said, locale: &Locale, uses: &Uses, families: &Ledger) -> bool {
    let key = said.entry.key.split('.').next().unwrap_or_default();
    let in_family = |line: &&crate::ledger::Line| {
        line.name.strip_suffix('*').is_some_and(|prefix| !prefix.is_empty() && key.starts_with(prefix))
    };
    families.lines().iter().filter(in_family).inspect(|line| line.mark_used()).count() > 0
        || uses.literals.contains(key)
        || uses.literals.contains(&said.entry.key)
        || locale.values().any(|other| other.entry.references.contains(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VI: &str = "product/luuvet/locales/vi/a.ftl";
    const EN: &str = "product/luuvet/locales/en/a.ftl";

    fn whats(vi: &str, en: &str, more: &[(&str, &str)]) -> Vec<String> {
        let mut files = vec![(VI, vi), (EN, en)];
        files.extend_from_slice(more);
        check(&Tree::of(&files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn both_languages_say_the_same() {
        let html = ("product/luuvet/src/a.html", "{{ t(\"a\") }} <p class=\"c\"> {{ x.t_with(\"b\", y) }}");
        assert!(whats("a = { $n }\nb = x\n", "a = { $n }\nb = x\n", &[html]).is_empty());
        assert_eq!(whats("a = x\nb = x\n", "a = { $n }\n", &[html]).len(), 2);
        assert_eq!(
            whats("a = x\nb = x\nb = y\n", "a = x\nb = x\n", &[html]),
            [format!("`b` is said twice, first in {VI}:2")]
        );
        assert_eq!(whats("a = { z }\nb = x\n", "a = x\nb = x\n", &[html]), ["there is no sentence `z` to put in"]);
    }

    #[test]
    fn used_exists_and_what_exists_is_used() {
        let html = ("product/luuvet/src/a.html", "{{ t(\"a\") }}\n{{ t(\"gone\") }}<p class=\"c\">");
        let rs =
            ("product/luuvet/src/b.rs", "const KEY: &str = \"b\";\n#[cfg(test)] mod tests { const C: &str = \"c\"; }");
        assert_eq!(
            whats("a = x\nb = x\nc = x\n", "a = x\nb = x\nc = x\n", &[html, rs]),
            ["nobody uses `c`", "there is no sentence `gone`"]
        );
    }

    #[test]
    fn families_are_used() {
        let ledger = ("ledgers/locale-families.txt", "event-* # by the name of the event\n");
        assert!(whats("event-sign = x\n", "event-sign = x\n", &[ledger]).is_empty());
        assert_eq!(whats("other = x\n", "other = x\n", &[ledger]).len(), 2);
    }
}
