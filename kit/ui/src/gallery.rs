//! The gallery: every component in every state, in both languages, from one template.
//!
//! In `gallery/*.html`, `[[vi||en]]` holds both languages, `{{icon x}}` an icon, `{{url x}}` an address,
//! `{{repeat n}}…{{end}}` a block that stands n times with `{{i}}` counting.

use crate::{Locale, icon, url};
use std::sync::LazyLock;

const TEMPLATE: &str = concat!(
    include_str!("../gallery/head.html"),
    include_str!("../gallery/words.html"),
    include_str!("../gallery/lists.html"),
    include_str!("../gallery/forms.html"),
    include_str!("../gallery/floats.html"),
    include_str!("../gallery/foot.html"),
);

static VI: LazyLock<String> = LazyLock::new(|| render(TEMPLATE, Locale::Vi));
static EN: LazyLock<String> = LazyLock::new(|| render(TEMPLATE, Locale::En));

/// The whole page in a language.
pub fn gallery(locale: Locale) -> &'static str {
    match locale {
        Locale::Vi => &VI,
        Locale::En => &EN,
    }
}

fn render(template: &str, locale: Locale) -> String {
    let repeated = fill(template, "{{repeat ", "{{end}}", |block| {
        let (count, body) = block.split_once("}}").unwrap_or(("0", ""));
        (1..=count.parse::<usize>().unwrap_or(0)).map(|i| body.replace("{{i}}", &i.to_string())).collect()
    });
    let spoken = fill(&repeated, "[[", "]]", |pair| {
        let (vi, en) = pair.split_once("||").unwrap_or((pair, pair));
        if locale == Locale::Vi { vi.to_owned() } else { en.to_owned() }
    });
    let drawn = fill(&spoken, "{{icon ", "}}", |name| icon(name).to_owned());
    let linked = fill(&drawn, "{{url ", "}}", |name| url(name).to_owned());
    let all_icons = crate::ICONS.iter().map(|(name, svg)| format!("<span>{svg}{name}</span>")).collect::<String>();
    linked.replace("{{icons}}", &all_icons)
}

/// Replaces what stands between two marks; an open mark without its end stays as it is.
fn fill(text: &str, open: &str, close: &str, make: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let after = &rest[start + open.len()..];
        let Some(end) = after.find(close) else { break };
        out.push_str(&rest[..start]);
        out.push_str(&make(&after[..end]));
        rest = &after[end + close.len()..];
    }
    out.push_str(rest);
    out
}
