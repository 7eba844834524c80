//! Kinds, fields and issuers of legal texts (`data/texts.toml`), and the kinds of administrative documents beside them.

use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::fold;
use super::text::Text;
use crate::rules::Words;

/// A kind that can be cited.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Kind {
    /// `decree`
    pub code: String,
    /// `Nghị định`
    pub name: String,
    /// `NĐ`; none without.
    pub short: Option<String>,
    /// Binds everybody: laws, decrees, circulars.
    #[serde(default)]
    pub normative: bool,
    /// Cited by name and day, without number, symbol and issuer (Decree 30/2020, Annex I, Part I, II.6).
    #[serde(default)]
    pub named: bool,
    /// Order among bases, the highest first.
    pub rank: u8,
}

/// A field of work.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// `records`
    pub code: String,
    /// How it is called.
    pub name: Words,
}

/// Who issues texts of a symbol.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Issuer {
    /// The end of the symbol: `CP`, `BGDĐT`.
    pub symbol: String,
    /// As documents cite it.
    pub name: String,
    /// Other ways to write it.
    #[serde(default)]
    pub also: Vec<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct File {
    pub version: u64,
    field: Vec<Field>,
    kind: Vec<Kind>,
    issuer: Vec<Issuer>,
    pub text: Vec<Text>,
}

/// Rank of the administrative kinds that are no legal texts.
const INTERNAL: u8 = 10;

/// The shipped file.
pub(super) fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    // The file is part of the program and read by a test: were it broken, the library would be empty.
    FILE.get_or_init(|| {
        let mut file: File = toml::from_str(include_str!("../../data/texts.toml")).unwrap_or_default();
        for other in crate::kinds::all() {
            if file.kind.iter().all(|kind| kind.code != other.code) {
                file.kind.push(Kind {
                    code: other.code.clone(),
                    name: other.name.split(" (").next().unwrap_or_default().to_owned(),
                    short: other.abbreviation.clone(),
                    normative: false,
                    named: false,
                    rank: INTERNAL,
                });
            }
        }
        file
    })
}

/// All kinds, legal texts first.
#[must_use]
pub fn kinds() -> &'static [Kind] {
    &file().kind
}

/// The kind of a code.
#[must_use]
pub fn kind(code: &str) -> Option<&'static Kind> {
    kinds().iter().find(|kind| kind.code == code)
}

/// All fields.
#[must_use]
pub fn fields() -> &'static [Field] {
    &file().field
}

/// Who issues texts with this number: `Chính phủ` for `30/2020/NĐ-CP`. None for bodies that are not in the table.
#[must_use]
pub fn issuer(number: &str) -> Option<&'static Issuer> {
    let (_, symbol) = number.rsplit_once('/')?;
    let mut parts = symbol.split('-');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    // `NĐ-CP` and `QH15` are named by their last part, a letter `VPCP-NC` by its first.
    let by = |symbol: &str| file().issuer.iter().find(|issuer| issuer.symbol == symbol);
    second.and_then(by).or_else(|| by(first))
}

/// Whether two ways to name an issuer mean the same: by the table, or one begins the other
/// (`Sở Giáo dục và Đào tạo` and `Sở Giáo dục và Đào tạo tỉnh …`).
pub(super) fn same_issuer(one: &str, other: &str) -> bool {
    let (one, other) = (official(one), official(other));
    one.starts_with(&other) || other.starts_with(&one)
}

fn official(name: &str) -> String {
    let folded = fold(name).replace("gd&dt", "gddt").replace("gddt", "giao duc va dao tao").replace('&', "va");
    let is = |written: &String| fold(written) == fold(name) || fold(written) == folded;
    let known = file().issuer.iter().find(|issuer| is(&issuer.name) || issuer.also.iter().any(is));
    known.map_or(folded, |issuer| fold(&issuer.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_both_files_and_issuers_by_symbol() {
        assert_eq!(kind("decree").map(|kind| kind.rank), Some(4));
        assert_eq!(kind("plan").map(|kind| (kind.name.as_str(), kind.normative)), Some(("Kế hoạch", false)));
        assert!(kinds().iter().all(|kind| !kind.name.contains('(')));
        let by = |number| issuer(number).map(|issuer| issuer.name.as_str());
        assert_eq!(by("30/2020/NĐ-CP"), Some("Chính phủ"));
        assert_eq!(by("29/2018/QH14"), Some("Quốc hội"));
        assert_eq!(by("2663/VPCP-NC"), Some("Văn phòng Chính phủ"));
        assert_eq!(by("12/KH-SGDĐT"), None);
        assert_eq!(by("12"), None);
    }

    #[test]
    fn an_issuer_is_known_by_its_other_names() {
        assert!(same_issuer("Bộ Công an", "Bộ trưởng Bộ Công an"));
        assert!(same_issuer("Bộ GD&ĐT", "Bộ trưởng Bộ Giáo dục và Đào tạo"));
        assert!(same_issuer("Sở GDĐT", "Sở Giáo dục và Đào tạo tỉnh Bắc Giang"));
        assert!(!same_issuer("Chính phủ", "Bộ trưởng Bộ Nội vụ"));
        assert!(!same_issuer("Thủ tướng Chính phủ", "Chính phủ"));
    }
}
