//! The files that a browser fetches: put together once, named by their content, kept in memory.

use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file for the browser.
#[derive(Debug)]
pub struct Asset {
    /// The name that [`url`] knows: `app.css`, `app.js`, `forms.js`, `passkeys.js`, `push.js`, `service-worker.js`, `offline.html`, `manifest.webmanifest`, `app.svg`.
    pub name: &'static str,
    /// The name in the address, with a hash of the content: `app.3f2a81c0.css`. The service worker's has none, because its address must stay.
    pub path: String,
    /// Where a page links to: `/assets/` and the path; for the service worker `/` and the path, because it may only rule what is below it.
    pub url: String,
    /// For the header `Content-Type`.
    pub content_type: &'static str,
    /// The content. Hashed paths may be cached for ever; the service worker wants `no-cache`.
    pub bytes: Vec<u8>,
}

/// The layers in their order; `reset.css` declares it.
const STYLES: &[&str] = &[
    include_str!("../css/reset.css"),
    include_str!("../css/tokens.css"),
    include_str!("../css/base.css"),
    include_str!("../css/components/shell.css"),
    include_str!("../css/components/rows.css"),
    include_str!("../css/components/buttons.css"),
    include_str!("../css/components/forms.css"),
    include_str!("../css/components/chips.css"),
    include_str!("../css/components/baskets.css"),
    include_str!("../css/components/reader.css"),
    include_str!("../css/components/circuit.css"),
    include_str!("../css/components/table.css"),
    include_str!("../css/components/overlay.css"),
    include_str!("../css/components/notices.css"),
    include_str!("../css/components/upload.css"),
    include_str!("../css/components/login.css"),
    include_str!("../css/components/paper.css"),
    include_str!("../css/pages.css"),
    include_str!("../css/print.css"),
];

/// The module of every page: one scope, so the order matters.
const SCRIPT: &[&str] = &[
    include_str!("../js/app/tools.js"),
    include_str!("../js/app/swap.js"),
    include_str!("../js/app/buttons.js"),
    include_str!("../js/app/keys.js"),
    include_str!("../js/app/live.js"),
    include_str!("../js/app/bulk.js"),
    include_str!("../js/app/start.js"),
];

/// What `app.js` imports where a page has an upload, a draft or a picker.
const FORMS: &[&str] = &[
    include_str!("../js/forms/start.js"),
    include_str!("../js/forms/upload.js"),
    include_str!("../js/forms/autosave.js"),
    include_str!("../js/forms/picker.js"),
];

/// What a page with a form `data-passkey` loads itself: signing in, one's account.
const PASSKEYS: &[&str] = &[include_str!("../js/passkeys.js")];

/// What the page with a box `data-push` loads itself: how one wants to hear of what waits.
const PUSH: &[&str] = &[include_str!("../js/push.js")];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let style = hashed("app.css", "text/css; charset=utf-8", style(STYLES));
    let forms = hashed("forms.js", "text/javascript; charset=utf-8", script(FORMS));
    let app = hashed("app.js", "text/javascript; charset=utf-8", script(SCRIPT).replace("{{forms}}", &forms.url));
    let passkeys = hashed("passkeys.js", "text/javascript; charset=utf-8", script(PASSKEYS));
    let push = hashed("push.js", "text/javascript; charset=utf-8", script(PUSH));
    let icon = hashed("app.svg", "image/svg+xml", include_str!("../icons/app.svg").to_owned());
    let manifest = include_str!("../js/manifest.webmanifest").replace("/assets/app.svg", &icon.url);
    let manifest = hashed("manifest.webmanifest", "application/manifest+json", manifest);
    let offline = include_str!("../js/offline.html").replace("{{style}}", &style.url);
    let offline = hashed("offline.html", "text/html; charset=utf-8", offline);
    let worker = include_str!("../js/service-worker.js")
        .replace("{{version}}", &hash(format!("{}{}{}", style.path, app.path, offline.path).as_bytes()))
        .replace("{{offline}}", &offline.url)
        .replace("{{style}}", &style.url)
        .replace("{{script}}", &app.url);
    let worker = Asset {
        name: "service-worker.js",
        path: "service-worker.js".to_owned(),
        url: "/service-worker.js".to_owned(),
        content_type: "text/javascript; charset=utf-8",
        bytes: worker.into_bytes(),
    };
    vec![style, app, forms, passkeys, push, icon, manifest, offline, worker]
});

/// All files, for a handler of `/assets/{path}` and one of `/service-worker.js`.
pub fn assets() -> &'static [Asset] {
    &ASSETS
}

/// The file with this path (`app.3f2a81c0.css`), nothing for any other.
pub fn asset(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// The address of a file by its name (`app.css`); empty for a name that does not exist.
pub fn url(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.url.as_str())
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)[..8])
}

fn hashed(name: &'static str, content_type: &'static str, text: String) -> Asset {
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let path = format!("{stem}.{}.{extension}", hash(text.as_bytes()));
    Asset { name, url: format!("/assets/{path}"), path, content_type, bytes: text.into_bytes() }
}

/// Joined, without comments and indentation. No string in our style sheets holds a comment sign; a test says so.
fn style(files: &[&str]) -> String {
    let mut out = String::new();
    for file in files {
        let mut rest = *file;
        let mut bare = String::with_capacity(file.len());
        while let Some(start) = rest.find("/*") {
            bare.push_str(&rest[..start]);
            rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
        }
        bare.push_str(rest);
        push_lines(&mut out, &bare);
    }
    out
}

/// Joined, without indentation and lines that are only a comment. No template string of ours spans lines.
fn script(files: &[&str]) -> String {
    let mut out = String::new();
    for file in files {
        let code: Vec<&str> = file.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        push_lines(&mut out, &code.join("\n"));
    }
    out
}

fn push_lines(out: &mut String, text: &str) {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
}
