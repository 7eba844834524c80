//! HTTP stays in the handlers: no types of it in the domain, in stores, in the kit's lower parts, in libraries.

use super::Finding;
use crate::text::line_of;
use crate::text::manifest;
use crate::text::rust::{Rust, Word};
use crate::tree::{File, Tree};

const CRATES: [&str; 8] = ["axum", "axum-core", "http", "http-body", "http-body-util", "hyper", "tower", "tower-http"];
const FOLDERS: [&str; 6] = ["product/domain", "kit/db", "kit/blobs", "kit/jobs", "kit/pages", "libs"];
const FIX: &str = "only handlers know HTTP: give and take plain values here, translate in the part's handler";

/// Text and manifests of the places that know no HTTP.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let knows_none = |file: &&File| {
        file.name() == "store.rs" || file.path.contains("/store/") || FOLDERS.iter().any(|folder| file.is_in(folder))
    };
    let texts = tree.ending(".rs").filter(knows_none).flat_map(|file| look(&file.path, &file.text));
    let manifests =
        tree.ending("/Cargo.toml").filter(knows_none).flat_map(|file| look_at_manifest(&file.path, &file.text));
    texts.chain(manifests).collect()
}

fn look(path: &str, text: &str) -> Vec<Finding> {
    let rust = Rust::read(text);
    let is_http = |word: &Word<'_>| match word.text {
        "axum" | "hyper" | "tower" | "tower_http" | "axum_core" => true,
        "http" | "http_body" | "http_body_util" => word.after.starts_with("::") && !word.before.ends_with("::"),
        _ => false,
    };
    rust.words()
        .filter(is_http)
        .map(|word| {
            let line = line_of(&rust.code, word.offset);
            Finding::new(path, line, &format!("`{}` where HTTP is not known", word.text), FIX)
        })
        .collect()
}

fn look_at_manifest(path: &str, text: &str) -> Vec<Finding> {
    manifest::dependencies(text)
        .into_iter()
        .filter(|dependency| CRATES.contains(&dependency.name.as_str()))
        .map(|dependency| {
            let what = format!("dependency `{}` where HTTP is not known", dependency.name);
            Finding::new(path, dependency.line, &what, FIX)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_types_but_not_words_in_prose() {
        let text = "//! axum is not used\nuse axum::Router;\nlet url = \"http://x\";\nlet http = 1;\nfn a(s: http::StatusCode) {}";
        let lines: Vec<_> = look("kit/db/src/lib.rs", text).into_iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2, 5]);
    }

    #[test]
    fn looks_where_it_should() {
        let seen = |path: &str| check(&Tree::of(&[(path, "use hyper::Body;")])).len();
        assert_eq!((seen("product/luuvet/src/a/store.rs"), seen("libs/edxml/src/lib.rs")), (1, 1));
        assert_eq!((seen("product/luuvet/src/web/mod.rs"), seen("kit/ui/src/lib.rs")), (0, 0));
        assert_eq!(check(&Tree::of(&[("kit/db/Cargo.toml", "[dependencies]\ntower.workspace = true\n")])).len(), 1);
    }
}
