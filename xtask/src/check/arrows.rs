//! Arrows point downwards only: product → kit → libs. The domain depends on an allow-list and does no I/O.

use std::collections::BTreeMap;

use super::Finding;
use crate::ledger::Ledger;
use crate::text::rust::Rust;
use crate::text::{line_of, manifest};
use crate::tree::{File, Tree};

const DOMAIN: &str = "product/domain";
const ALLOWED: &str = "domain-dependencies.txt";
/// Paths of the standard library, and crates, that do I/O or know of time passing.
const NOT_IN_DOMAIN: [&str; 5] = ["tokio::", "std::fs", "std::net", "std::process", "std::env::"];

/// Manifests of all crates, and the text of the domain.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let ours = crates_of_ours(tree);
    let mut findings = Vec::new();
    for manifest in tree.ending("/Cargo.toml") {
        findings.extend(look_at_manifest(&manifest.path, &manifest.text, &ours));
    }
    if let Some(manifest) = tree.file(&format!("{DOMAIN}/Cargo.toml")) {
        let allowed = Ledger::read(tree, ALLOWED);
        findings.extend(look_at_domain_manifest(&manifest.path, &manifest.text, &allowed));
        findings.extend(allowed.complaints());
    }
    findings.extend(tree.ending(".rs").filter(|file| file.is_in(DOMAIN)).flat_map(look_at_domain_text));
    findings
}

/// Our crates: the key in the workspace's table and the folder.
fn crates_of_ours(tree: &Tree) -> BTreeMap<String, String> {
    let root = tree.file("Cargo.toml").map_or("", |file| file.text.as_str());
    manifest::dependencies(root).into_iter().filter_map(|d| Some((d.key, d.path?))).collect()
}

fn look_at_manifest(path: &str, text: &str, ours: &BTreeMap<String, String>) -> Vec<Finding> {
    let Some(folder) = path.strip_suffix("/Cargo.toml") else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for dependency in manifest::dependencies(text) {
        let target = match dependency.path {
            Some(path) => Some(join(folder, &path)),
            None => ours.get(&dependency.key).cloned(),
        };
        let Some(target) = target else { continue };
        let name = dependency.name;
        // What fuzzes a library stands in its folder and depends on nothing else of ours.
        let fuzzes = folder.strip_suffix("/fuzz") == Some(&target);
        if folder.starts_with("libs/") && !fuzzes {
            let what = format!("the library `{folder}` depends on our crate `{name}` ({target})");
            findings.push(Finding::new(
                path,
                dependency.line,
                &what,
                "a library stands alone: pass values in, or move the code up to `kit`",
            ));
        } else if folder.starts_with("kit/") && target.starts_with("product/") {
            let what = format!("`{folder}` depends on the business crate `{name}` ({target})");
            findings.push(Finding::new(
                path,
                dependency.line,
                &what,
                "kit knows no business: turn the arrow round, let `product` call and pass what kit needs",
            ));
        }
    }
    findings
}

/// `kit/db` and `../../libs/x` give `libs/x`.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn look_at_domain_manifest(path: &str, text: &str, allowed: &Ledger) -> Vec<Finding> {
    manifest::dependencies(text)
        .into_iter()
        // what only its tests use is not part of the domain
        .filter(|dependency| !dependency.section.ends_with("dev-dependencies"))
        .filter(|dependency| !allowed.excuses(&dependency.name, None))
        .map(|dependency| {
            let what = format!("the domain depends on `{}`, which is not in ledgers/{ALLOWED}", dependency.name);
            Finding::new(
                path,
                dependency.line,
                &what,
                "the domain is rules only: do this outside and pass the value in",
            )
        })
        .collect()
}

fn look_at_domain_text(file: &File) -> Vec<Finding> {
    if file.is_test() {
        return Vec::new();
    }
    let rust = Rust::read(&file.text);
    let fix = "the domain does no I/O: read outside and pass the value in";
    let mut findings = Vec::new();
    for path in NOT_IN_DOMAIN {
        for (offset, _) in rust.code.match_indices(path).filter(|(offset, _)| !rust.in_test(*offset)) {
            let what = format!("`{}` in the domain", path.trim_end_matches(':'));
            findings.push(Finding::new(&file.path, line_of(&rust.code, offset), &what, fix));
        }
    }
    for (offset, opening) in rust.code.match_indices("use std::{") {
        let list = rust.code.get(offset + opening.len()..).and_then(|rest| rest.split(';').next()).unwrap_or_default();
        let names = list.split([',', '{', '}']).map(|name| name.split("::").next().unwrap_or_default().trim());
        for name in names.filter(|name| ["fs", "net", "process"].contains(name)) {
            let what = format!("`std::{name}` in the domain");
            findings.push(Finding::new(&file.path, line_of(&rust.code, offset), &what, fix));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: (&str, &str) = (
        "Cargo.toml",
        "[workspace.dependencies]\nluuvet-domain = { path = \"product/domain\" }\nvn = { path = \"libs/vn\" }\nserde = \"1\"\n",
    );

    fn whats(files: &[(&str, &str)]) -> Vec<String> {
        let mut all = vec![ROOT];
        all.extend_from_slice(files);
        check(&Tree::of(&all))
            .into_iter()
            .map(|finding| format!("{}:{} {}", finding.path, finding.line, finding.what))
            .collect()
    }

    #[test]
    fn libraries_stand_alone() {
        let seen = whats(&[(
            "libs/a/Cargo.toml",
            "[dependencies]\nserde = \"1\"\nvn.workspace = true\nx = { path = \"../x\" }\n",
        )]);
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen.iter().any(|line| line.contains("libs/a/Cargo.toml:4") && line.contains("(libs/x)")), "{seen:?}");
    }

    #[test]
    fn what_fuzzes_a_library_depends_on_it_alone() {
        let seen =
            whats(&[("libs/a/fuzz/Cargo.toml", "[dependencies]\na = { path = \"..\" }\nb = { path = \"../../b\" }\n")]);
        assert_eq!(seen, ["libs/a/fuzz/Cargo.toml:3 the library `libs/a/fuzz` depends on our crate `b` (libs/b)"]);
    }

    #[test]
    fn kit_knows_no_business() {
        let seen = whats(&[(
            "kit/db/Cargo.toml",
            "[dependencies]\nvn.workspace = true\n[dev-dependencies]\nluuvet-domain.workspace = true\n",
        )]);
        assert_eq!(
            seen,
            ["kit/db/Cargo.toml:4 `kit/db` depends on the business crate `luuvet-domain` (product/domain)"]
        );
    }

    #[test]
    fn the_domain_depends_on_what_is_listed() {
        let ledger = ("ledgers/domain-dependencies.txt", "serde # values\n");
        let seen = whats(&[ledger, ("product/domain/Cargo.toml", "[dependencies]\nserde = \"1\"\ntokio = \"1\"\n")]);
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert!(whats(&[ledger, ("product/domain/Cargo.toml", "[dependencies]\nserde = \"1\"\n")]).is_empty());
    }

    #[test]
    fn tests_of_the_domain_may_use_more() {
        let manifest = ("product/domain/Cargo.toml", "[dev-dependencies]\nproptest = \"1\"\n");
        assert!(whats(&[manifest]).is_empty());
    }

    #[test]
    fn the_domain_does_no_io() {
        let path = "product/domain/src/a.rs";
        assert_eq!(whats(&[(path, "use std::{fmt, fs};\nfn a() { std::process::exit(1) }")]).len(), 2);
        assert!(
            whats(&[(path, "// std::fs\nuse std::{fmt, str};\n#[cfg(test)]\nmod tests { use std::fs; }")]).is_empty()
        );
    }
}
