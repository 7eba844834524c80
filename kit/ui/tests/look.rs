//! What the look promises: contrast, one set of dark values, no inline code, a budget.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use flate2::{Compression, write::GzEncoder};
use luuvet_ui::{ICONS, Locale, asset, assets, gallery, icon, url};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

const TOKENS: &str = include_str!("../css/tokens.css");

/// The tokens declared after a mark; none if the mark is gone, so that a test misses them.
fn block(mark: &str) -> BTreeMap<String, String> {
    let after = TOKENS.split_once(mark).map_or("", |(_, after)| after);
    let body = after.split_once('}').map_or("", |(body, _)| body);
    let pairs = body.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'));
    pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}

/// Relative luminance, WCAG 2.2.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value =
            hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).map_or(f64::NAN, f64::from) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_declared_pair_has_its_contrast_in_both_modes() {
    let modes = [("light", block("  :root {")), ("dark", block("  :root[data-mode=\"dark\"] {"))];
    let mut pairs = 0;
    for line in TOKENS.lines().filter_map(|line| line.strip_prefix("/* contrast ")) {
        let (least, names) = line.trim_end_matches(" */").split_once(": ").expect("contrast N: a on b");
        let least: f64 = least.parse().expect("a number");
        let (inks, grounds) = names.split_once(" on ").expect("a on b");
        for (mode, colours) in &modes {
            for ink in inks.split(' ') {
                for ground in grounds.split(' ') {
                    let (a, b) = (luminance(&colours[ink]), luminance(&colours[ground]));
                    let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                    assert!(ratio >= least, "{mode}: {ink} on {ground} is {ratio:.2}, wants {least}");
                    pairs += 1;
                }
            }
        }
    }
    assert!(pairs >= 80, "only {pairs} pairs were read");
}

#[test]
fn both_dark_blocks_are_the_same() {
    let dark = block("  :root[data-mode=\"dark\"] {");
    assert!(dark.len() > 20);
    assert_eq!(block(":root:not([data-mode=\"light\"]) {"), dark);
}

#[test]
fn every_token_used_is_declared() {
    let css = String::from_utf8(asset_named("app.css").to_vec()).expect("text");
    let used: BTreeSet<&str> = css.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next()).collect();
    let missing: Vec<_> = used.iter().filter(|name| !css.contains(&format!("--{name}:"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn style_and_script_stay_within_the_budget() {
    let sizes: Vec<(&str, usize, usize)> = assets().iter().map(|a| (a.name, a.bytes.len(), gzip(&a.bytes))).collect();
    let of = |name: &str| sizes.iter().find(|(known, ..)| *known == name).copied().expect(name);
    assert!(of("app.js").1 < 20 * 1024, "{sizes:?}");
    assert!(of("app.css").2 + of("app.js").2 + of("forms.js").2 < 30 * 1024, "{sizes:?}");
}

#[test]
fn style_sheets_balance_and_keep_their_layers() {
    let css = String::from_utf8(asset_named("app.css").to_vec()).expect("text");
    assert_eq!(css.matches('{').count(), css.matches('}').count());
    assert!(css.starts_with("@layer reset, tokens, base, components, pages, print;"));
    assert!(
        !css.contains("/*") && !css.contains("*/") && !css.contains("url("),
        "comments stripped, nothing foreign fetched"
    );
}

#[test]
fn addresses_name_the_content_and_are_found_again() {
    for known in assets() {
        assert_eq!(asset(&known.path).map(|a| a.name), Some(known.name));
        assert_eq!(url(known.name), known.url);
        let text = String::from_utf8(known.bytes.clone()).expect("text");
        assert!(!text.contains("{{"), "{} has a place left open", known.name);
    }
    assert_ne!(asset_named("app.css"), b"");
    assert_eq!(url("service-worker.js"), "/service-worker.js");
    assert_eq!((url("nothing.css"), asset("app.css").is_none()), ("", true));
}

#[test]
fn the_worker_knows_the_shell_and_nothing_else() {
    let worker = String::from_utf8(asset_named("service-worker.js").to_vec()).expect("text");
    for name in ["app.css", "app.js", "offline.html"] {
        assert!(worker.contains(url(name)), "{name}");
    }
}

#[test]
fn the_gallery_shows_every_icon_in_both_languages_without_inline_code() {
    for locale in Locale::ALL {
        let page = gallery(locale);
        for mark in ["{{", "}}", "[[", "]]", "||", " style=", " onclick=", "<style", "href=\"\"", "src=\"\""] {
            assert!(!page.contains(mark), "{mark} in the gallery ({})", locale.code());
        }
        assert!(ICONS.iter().all(|(name, _)| page.contains(icon(name))));
    }
    assert_ne!(gallery(Locale::Vi), gallery(Locale::En));
}

#[test]
fn templates_name_only_icons_that_exist() {
    let templates = [
        include_str!("../gallery/head.html"),
        include_str!("../gallery/words.html"),
        include_str!("../gallery/lists.html"),
        include_str!("../gallery/forms.html"),
        include_str!("../gallery/floats.html"),
        include_str!("../gallery/foot.html"),
    ];
    for text in templates {
        for name in text.split("{{icon ").skip(1).filter_map(|rest| rest.split("}}").next()) {
            assert_ne!(icon(name), "", "no icon {name}");
        }
    }
    for name in include_str!("../COMPONENTS.md").split("{icon:").skip(1).filter_map(|rest| rest.split('}').next()) {
        assert!(name == "x" || !icon(name).is_empty(), "no icon {name}");
    }
    assert_eq!(icon("nothing"), "");
}

#[test]
fn icons_are_sorted_and_drawn_alike() {
    assert!(ICONS.is_sorted_by(|a, b| a.0 < b.0));
    for (name, svg) in ICONS {
        assert_eq!(icon(name), svg.trim_end());
        let drawn =
            ["viewBox=\"0 0 24 24\"", "stroke=\"currentColor\"", "stroke-width=\"1.75\"", "aria-hidden=\"true\""];
        assert!(drawn.iter().all(|mark| svg.contains(mark)) && !svg.contains("style="), "{name}");
    }
}

/// A class in the gallery or the handbook without a rule is a slip of the pen.
#[test]
fn every_class_shown_has_a_rule() {
    let css = String::from_utf8(asset_named("app.css").to_vec()).expect("text");
    let bare = ["rows", "icon", "panes", "pane-reader", "step-next", "actions", "main", "trace"];
    let mut wrong = BTreeSet::new();
    for classes in gallery(Locale::Vi).split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        for class in classes.split(' ').filter(|class| !bare.contains(class)) {
            let ruled = css.match_indices(&format!(".{class}")).any(|(at, found)| {
                !css[at + found.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
            });
            if !ruled {
                wrong.insert(class.to_owned());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn asset_named(name: &str) -> &'static [u8] {
    assets().iter().find(|known| known.name == name).map_or(b"", |known| &known.bytes)
}

fn gzip(bytes: &[u8]) -> usize {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    let whole = out.write_all(bytes).and_then(|()| out.finish());
    whole.map_or(usize::MAX, |packed| packed.len())
}
