//! The face that a page is set in: which font files serve.
//!
//! No font file belongs to the library: Times New Roman is looked for on the machine, then Liberation Serif from 2.0 on, then
//! Tinos, whose letters are as wide. A family counts with its four styles and all Vietnamese letters (Liberation 1.x lacks
//! them). Without one, Libertinus Serif, which is built in, serves: its letters are right, their widths are others.

mod search;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

/// Families in order of preference: their files begin so (in small letters), their name table says this.
const FAMILIES: [(&[&str], &str); 3] = [
    (&["times"], "Times New Roman"),
    (&["liberationserif", "liberation serif"], "Liberation Serif"),
    (&["tinos"], "Tinos"),
];
/// The built-in family.
pub const EMBEDDED: &str = "Libertinus Serif";
/// Stacked marks in both cases and signs: they tell whether a face writes Vietnamese.
pub const PROBE: &str =
    "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ–“”…";
/// Styles of a family: regular, bold, italic, bold italic.
pub const STYLES: usize = 4;

/// Where a face comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaceSource {
    /// A file of the machine: the regular style.
    File(PathBuf),
    /// Built into the program.
    Embedded,
}

/// Which face is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceReport {
    /// Its family.
    pub family: String,
    /// Its version, as the font states it; empty for the built-in one.
    pub version: String,
    /// Where it comes from.
    pub source: FaceSource,
    /// Letters are as wide as those of Times New Roman, so that lines and pages break as elsewhere.
    pub times_metric: bool,
}

/// A family that serves.
pub struct Family {
    /// Which.
    pub report: FaceReport,
    /// Its files' contents: regular, bold, italic, bold italic.
    pub styles: [Cow<'static, [u8]>; STYLES],
}

/// The first family that serves, in the folder `extra`, then in the font folders of the machine; none when there is none.
#[must_use]
pub fn find(extra: Option<&Path>) -> Option<Family> {
    let files = search::files(extra);
    FAMILIES.into_iter().find_map(|(starts, family)| family_of(&files, starts, family))
}

/// The built-in family: the same on every machine. Its bold italic lacks ơ and ư. None only if it cannot be read.
#[must_use]
pub fn built_in() -> Option<Family> {
    let mut found: [Option<Cow<'static, [u8]>>; STYLES] = [const { None }; STYLES];
    for bytes in typst_assets::fonts() {
        let Ok(reader) = FontRef::from_index(bytes, 0) else { continue };
        if let Some(index) = style_of(&reader, EMBEDDED) {
            found[index].get_or_insert(Cow::Borrowed(bytes));
        }
    }
    let family = EMBEDDED.to_owned();
    let report = FaceReport { family, version: String::new(), source: FaceSource::Embedded, times_metric: false };
    Some(Family { report, styles: all(found)? })
}

fn family_of(files: &[PathBuf], starts: &[&str], family: &str) -> Option<Family> {
    let mut found: [Option<Cow<'static, [u8]>>; STYLES] = [const { None }; STYLES];
    let mut regular = None;
    let fits = |path: &&PathBuf| {
        let low = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        starts.iter().any(|start| low.starts_with(start))
    };
    for path in files.iter().filter(fits) {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let Ok(reader) = FontRef::from_index(&bytes, 0) else { continue };
        let Some(index) = style_of(&reader, family).filter(|index| found[*index].is_none() && complete(&reader)) else {
            continue;
        };
        if index == 0 {
            regular = Some((name(&reader, StringId::VERSION_STRING), path.clone()));
        }
        found[index] = Some(Cow::Owned(bytes));
    }
    let (version, file) = regular?;
    let report = FaceReport { family: family.to_owned(), version, source: FaceSource::File(file), times_metric: true };
    Some(Family { report, styles: all(found)? })
}

/// Which style of the family a font is; none for another family.
fn style_of(reader: &FontRef<'_>, family: &str) -> Option<usize> {
    if name(reader, StringId::FAMILY_NAME) != family {
        return None;
    }
    match name(reader, StringId::SUBFAMILY_NAME).to_lowercase().as_str() {
        "regular" | "normal" | "roman" => Some(0),
        "bold" => Some(1),
        "italic" => Some(2),
        "bold italic" => Some(3),
        _ => None,
    }
}

fn name(reader: &FontRef<'_>, id: StringId) -> String {
    reader.localized_strings(id).english_or_first().map(|text| text.chars().collect()).unwrap_or_default()
}

fn complete(reader: &FontRef<'_>) -> bool {
    let map = reader.charmap();
    PROBE.chars().all(|letter| map.map(letter).is_some())
}

fn all<T>(found: [Option<T>; STYLES]) -> Option<[T; STYLES]> {
    let all: Vec<T> = found.into_iter().collect::<Option<_>>()?;
    all.try_into().ok()
}
