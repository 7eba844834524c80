//! The look: style sheets, script, icons, texts by language, and the gallery that shows them.
//!
//! Knows no business. What a page may write stands in `COMPONENTS.md` beside this crate.

mod assets;
mod gallery;
mod icons;
pub mod locale;

pub use assets::{Asset, asset, assets, url};
pub use gallery::gallery;
pub use icons::{ICONS, icon};
pub use locale::{Arg, Locale, LocaleError, Texts};
