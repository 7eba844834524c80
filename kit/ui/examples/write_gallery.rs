//! Writes both gallery pages and all assets into a folder, for a look at them with any file server.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use luuvet_ui::{Locale, assets, gallery};
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "gallery-out".to_owned()));
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in assets() {
        std::fs::write(folder.join(asset.url.trim_start_matches('/')), &asset.bytes)?;
    }
    for locale in Locale::ALL {
        std::fs::write(folder.join(format!("gallery.{}.html", locale.code())), gallery(locale))?;
    }
    Ok(())
}
