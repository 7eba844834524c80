//! The pages that people open every day, by who opens them.

use super::Browser;

/// Login, then paths. `{document}` is the newest document of that person's list of incoming ones, `{register}` the first
/// register.
pub const PAGES: &[(&str, &[&str])] = &[
    (
        "staff.a",
        &[
            "/",
            "/work",
            "/incoming",
            "/notices",
            "/documents/{document}",
            "/documents/{document}/trace",
            "/search?q=hoi+khoe",
        ],
    ),
    (
        "head.a",
        &[
            "/",
            "/work",
            "/incoming",
            "/outgoing",
            "/submissions",
            "/trace",
            "/documents/{document}",
            "/search?q=123%2FCV",
            "/search?person=van+thu&from=01%2F01%2F2024&until=30%2F4&direction=incoming&kind=notice",
        ],
    ),
    (
        "clerk.a",
        &[
            "/",
            "/incoming",
            "/outgoing",
            "/documents/{document}",
            "/registers",
            "/registers/{register}",
            "/registers/report",
        ],
    ),
];

/// The path with its places filled in by what the person's own pages link to.
pub async fn resolve(browser: &mut Browser, path: &str) -> String {
    let mut path = path.to_owned();
    for (place, list, link) in [("{document}", "/incoming", "/documents/"), ("{register}", "/registers", "/registers/")]
    {
        if path.contains(place) {
            let page = browser.get(list).await.text();
            path = path.replace(place, id_after(&page, link));
        }
    }
    path
}

/// The first id that follows `link` on a page.
fn id_after<'a>(page: &'a str, link: &str) -> &'a str {
    let looks = |id: &&str| id.len() == 36 && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let mut found = page.split(link).skip(1).filter_map(|rest| rest.get(..36)).filter(looks);
    found.next().unwrap_or_else(|| panic!("no link to {link} on the page"))
}
