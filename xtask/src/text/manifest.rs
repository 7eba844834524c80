//! Cargo manifests: which crate depends on which. The part of TOML that our manifests use.

/// One dependency in a manifest.
#[derive(Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Line, from 1.
    pub line: usize,
    /// The name of the dependency's table, for example `dev-dependencies`.
    pub section: String,
    /// The name of the crate: what `package` says, else the key.
    pub name: String,
    /// The key, which names it in the workspace's table.
    pub key: String,
    /// The path, where the manifest gives one.
    pub path: Option<String>,
}

/// The dependencies in a manifest, also those of `[workspace.dependencies]` and of one target.
pub fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut section = String::new();
    for (line, content) in text.lines().enumerate().map(|(index, content)| (index + 1, content.trim())) {
        if let Some(header) = content.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            section = header.trim().to_owned();
            if let Some((table, key)) = table_of_one(&section) {
                found.push(Dependency { line, section: table, name: key.clone(), key, path: None });
            }
        } else if let Some((key, value)) = content.split_once('=').filter(|_| !content.starts_with('#')) {
            let key = key.trim().trim_matches('"');
            if section.ends_with("dependencies") {
                found.push(inline(line, &section, key, value));
            } else if table_of_one(&section).is_some()
                && let Some(last) = found.last_mut()
            {
                match key {
                    "path" => last.path = quoted(value),
                    "package" => last.name = quoted(value).unwrap_or_default(),
                    _ => {}
                }
            }
        }
    }
    found
}

/// `[dependencies.x]` is the table of the one dependency `x`.
fn table_of_one(section: &str) -> Option<(String, String)> {
    let (table, key) = section.rsplit_once('.')?;
    table.ends_with("dependencies").then(|| (table.to_owned(), key.trim_matches('"').to_owned()))
}

/// `x.workspace = true`, `x = "1"`, `x = { path = "…", package = "…" }`.
fn inline(line: usize, section: &str, key: &str, value: &str) -> Dependency {
    let key = key.split('.').next().unwrap_or(key).to_owned();
    let field = |name: &str| {
        let (_, rest) = value.split_once(name)?;
        quoted(rest.trim_start().strip_prefix('=')?)
    };
    Dependency {
        line,
        section: section.to_owned(),
        name: field("package").unwrap_or_else(|| key.clone()),
        key,
        path: field("path"),
    }
}

fn quoted(value: &str) -> Option<String> {
    value.split('"').nth(1).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_to_name_a_dependency() {
        let text = "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\nc = \"1\"\n\
                    d = { path = \"../d\", package = \"dd\" }\n[dev-dependencies.e]\npath = \"../e\"\n\
                    [target.'cfg(unix)'.dependencies]\nf = \"1\"\n[profile.dev.package.g]\nopt-level = 3\n";
        let seen: Vec<_> =
            dependencies(text).into_iter().map(|d| (d.line, d.section.contains("dev"), d.name, d.path)).collect();
        let row = |line, dev, name: &str, path: Option<&str>| (line, dev, name.to_owned(), path.map(str::to_owned));
        assert_eq!(
            seen,
            [
                row(4, false, "b", None),
                row(5, false, "c", None),
                row(6, false, "dd", Some("../d")),
                row(7, true, "e", Some("../e")),
                row(10, false, "f", None),
            ]
        );
    }
}
