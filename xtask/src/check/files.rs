//! What must not lie in the repository: paths of one machine, hosts of registries, others' assets, endless files.

use super::Finding;
use crate::ledger::Ledger;
use crate::tree::{File, Tree};

/// Lines of Rust in one file.
const LONGEST: usize = 600;
const LONG_FILES: &str = "long-files.txt";
/// Ends of names of fonts and of packed scripts and styles.
const ASSETS: [&str; 7] = [".woff", ".woff2", ".ttf", ".otf", ".eot", ".min.js", ".min.css"];

/// Written apart, or this file would break its own rule.
const FOLDERS_OF_A_MACHINE: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
const REGISTRIES: [&str; 9] = [
    concat!("crates", ".io"),
    concat!("npmjs", ".org"),
    concat!("npmjs", ".com"),
    concat!("yarnpkg", ".com"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
    concat!("security.debian", ".org"),
    concat!("proxy.golang", ".org"),
];

/// All files of the repository.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let long = Ledger::read(tree, LONG_FILES);
    let mut findings = Vec::new();
    for file in &tree.files {
        findings.extend(foreign_asset(file));
        findings.extend(look(&file.path, &file.text));
        let lines = file.text.lines().count();
        if file.path.ends_with(".rs") && lines > LONGEST && !long.excuses(&file.path, None) {
            let what = format!("{lines} lines; a file of Rust has at most {LONGEST}");
            findings.push(Finding::new(
                &file.path,
                0,
                &what,
                "find the second thing in it and give that a file of its own",
            ));
        }
    }
    findings.extend(long.complaints());
    findings
}

fn foreign_asset(file: &File) -> Option<Finding> {
    let name = file.name().to_ascii_lowercase();
    let is_asset =
        ASSETS.iter().any(|end| name.ends_with(end)) || file.path.split('/').any(|part| part == "node_modules");
    is_asset.then(|| {
        let fix = "remove it: pages use system fonts and our own scripts; packages are installed, not stored";
        Finding::new(&file.path, 0, "an asset of somebody else", fix)
    })
}

fn look(path: &str, text: &str) -> Vec<Finding> {
    let is_lock = path == "Cargo.lock";
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        for folder in FOLDERS_OF_A_MACHINE.into_iter().filter(|folder| begins_a_path(line, folder)) {
            let what = format!("`{folder}` is a path of one machine");
            findings.push(Finding::new(
                path,
                number,
                &what,
                "use a path relative to the repository, or take it from the environment",
            ));
        }
        // cargo itself writes the name of its registry into its lock file
        for host in REGISTRIES.into_iter().filter(|host| !is_lock && line.contains(host)) {
            let what = format!("`{host}` is the host of a package registry");
            findings.push(Finding::new(
                path,
                number,
                &what,
                "name the package only: where packages come from is the machine's affair",
            ));
        }
    }
    findings
}

/// Whether the folder stands there as the beginning of a path, not as the middle of a longer one.
fn begins_a_path(line: &str, folder: &str) -> bool {
    let middle = |c: char| c.is_alphanumeric() || "._-/*})]>~$".contains(c);
    line.match_indices(folder).any(|(at, _)| !line.get(..at).unwrap_or_default().ends_with(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn finds_paths_of_a_machine() {
        let [folder, ..] = FOLDERS_OF_A_MACHINE;
        assert_eq!(count("a.md", &format!("see `{folder}x`")), 1);
        assert_eq!(count("a.md", &format!("see product/luuvet/src{folder}x and ${{HOME}}{folder}")), 0);
    }

    #[test]
    fn finds_registries_but_not_in_cargos_lock() {
        let text = format!("https://{}/x", REGISTRIES[0]);
        assert_eq!((count("README.md", &text), count("Cargo.lock", &text)), (1, 0));
    }

    #[test]
    fn finds_assets_and_long_files() {
        assert_eq!(count("kit/ui/font.WOFF2", ""), 1);
        assert_eq!(count("e2e/node_modules/a/b.js", ""), 1);
        assert_eq!((count("a.rs", &"\n".repeat(600)), count("a.rs", &"\n".repeat(601))), (0, 1));
    }
}
