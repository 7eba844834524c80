//! What a browser says of itself, as people call it: "Chrome" and "Android".

/// The marks of browsers in what they say of themselves; those that also bear another's mark first.
const BROWSERS: &[(&str, &str)] = &[
    ("Zalo", "Zalo"),
    ("coc_coc_browser/", "Cốc Cốc"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// The marks of systems, likewise.
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows NT", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system; none when one of them is not known.
#[must_use]
pub fn device(agent: &str) -> Option<(&'static str, &'static str)> {
    let of = |marks: &'static [(&'static str, &'static str)]| {
        marks.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    Some((of(BROWSERS)?, of(SYSTEMS)?))
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn the_usual_browsers_are_known_by_name() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let ios = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
        for (agent, found) in [
            (
                format!("Mozilla/5.0 (Linux; Android 14; SM-A155F) {webkit} Chrome/131.0 Mobile Safari/537.36"),
                "Chrome Android",
            ),
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/131.0 Safari/537.36"),
                "Chrome Windows",
            ),
            (format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/131.0 Safari/537.36 Edg/131.0"), "Edge Windows"),
            (
                format!("Mozilla/5.0 (Windows NT 10.0) {webkit} coc_coc_browser/130.0 Chrome/124.0 Safari/537.36"),
                "Cốc Cốc Windows",
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 13) {webkit} SamsungBrowser/25.0 Chrome/121.0 Mobile"),
                "Samsung Internet Android",
            ),
            (
                format!(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {ios} Version/17.5 Mobile/15E148 Safari/604.1"
                ),
                "Safari iPhone",
            ),
            (
                format!("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {ios} CriOS/131.0 Mobile Safari/604.1"),
                "Chrome iPhone",
            ),
            (format!("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) {ios} Version/17.5 Safari/604.1"), "Safari iPad"),
            (
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {ios} Version/17.5 Safari/605.1.15"),
                "Safari macOS",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0".to_owned(), "Firefox Linux"),
            (
                format!("Mozilla/5.0 (Linux; Android 12) {webkit} Chrome/120.0 Mobile Safari/537.36 Zalo android/24"),
                "Zalo Android",
            ),
        ] {
            let (browser, system) = device(&agent).unwrap();
            assert_eq!(format!("{browser} {system}"), found, "{agent}");
        }
        for unknown in ["", "curl/8.5.0", "Chrome/1", "Windows NT"] {
            assert_eq!(device(unknown), None);
        }
    }
}
