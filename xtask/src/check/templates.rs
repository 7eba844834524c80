//! Templates: nothing inline, a text for every image, no other host.

use super::Finding;
use crate::text::html::{self, Element, STATEMENT};
use crate::tree::Tree;

/// Attributes whose value is an address.
const ADDRESSES: [&str; 7] = ["href", "src", "action", "formaction", "poster", "data", "xlink:href"];

/// All HTML of the product and the kit.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.ending(".html")
        .filter(|file| file.is_in("product") || file.is_in("kit"))
        .flat_map(|file| look(&file.path, &file.text))
        .collect()
}

fn look(path: &str, text: &str) -> Vec<Finding> {
    html::elements(text).iter().flat_map(|element| look_at(path, element)).collect()
}

fn look_at(path: &str, element: &Element) -> Vec<Finding> {
    let finding = |what: &str, fix: &str| Finding::new(path, element.line, what, fix);
    let mut findings = Vec::new();
    if element.name == "script" && (element.attribute("src").is_none() || !element.text.trim().is_empty()) {
        findings.push(finding(
            "inline `<script>`",
            "the content security policy refuses it: put the code into the module of kit/ui",
        ));
    }
    if element.name == "style" {
        findings.push(finding(
            "inline `<style>`",
            "the content security policy refuses it: put the rules into the style sheet of kit/ui",
        ));
    }
    if element.name == "img" && element.attribute("alt").is_none() {
        findings.push(finding("`<img>` without `alt`", "say what it shows, or `alt=\"\"` when it only decorates"));
    }
    for (name, value) in &element.attributes {
        if name == "style" {
            findings.push(finding("`style=` attribute", "the content security policy refuses it: use a class"));
        } else if name.len() > 2 && name.starts_with("on") && name.chars().all(|c| c.is_ascii_alphabetic()) {
            let fix = "the content security policy refuses it: use a `data-` attribute and the module of kit/ui";
            findings.push(finding(&format!("`{name}=` attribute"), fix));
        } else if ADDRESSES.contains(&name.as_str()) && !stays_here(value) {
            let fix = "link to our own pages and files only; write an address of another host as text";
            findings.push(finding(&format!("`{name}=\"{value}\"` leads to another host or a script"), fix));
        }
    }
    findings
}

/// A path, a fragment, a query, an expression, an e-mail address or a telephone number.
fn stays_here(value: &str) -> bool {
    let value = value.replace(STATEMENT, "");
    let value = value.trim();
    if value.starts_with("//") || value.starts_with("/\\") {
        return false;
    }
    let scheme = value.split(['/', '?', '#', html::EXPRESSION]).next().unwrap_or_default();
    match scheme.split_once(':') {
        Some((scheme, _)) => ["mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str()),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        look("a.html", text).len()
    }

    #[test]
    fn refuses_what_the_policy_refuses() {
        for bad in [
            "<script>a()</script>",
            "<script src=\"/a.js\">b()</script>",
            "<style>a{}</style>",
            "<p style=\"x\">",
            "<p onclick='x'>",
            "<img src=\"/a.png\">",
            "<a href=\"https://example.org\">",
            "<a href=\"//example.org\">",
            "<a href=\"javascript:x\">",
            "<form action=\"http://example.org\">",
        ] {
            assert_eq!(count(bad), 1, "{bad}");
        }
    }

    #[test]
    fn takes_the_rest() {
        for good in [
            "<script type=\"module\" src=\"/static/app.js\"></script>",
            "<img alt=\"\" src=\"{{ page.image }}\">",
            "<a href=\"{% if x %}/a{% else %}/b{% endif %}\">",
            "<a href=\"#top\"> <a href=\"?page={{ n }}\"> <a href=\"mailto:a@b\"> <a href=\"/a:b\"> <a href=\"doc/{{ id }}\">",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
            "<p {% if on %}hidden{% endif %} data-on=\"x\">",
        ] {
            assert_eq!(count(good), 0, "{good}");
        }
    }
}
