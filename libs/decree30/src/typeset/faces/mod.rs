//! The face that a page is set in.
//!
//! No font file belongs to the library: Times New Roman is looked for on the machine, then Liberation Serif from 2.0 on, then
//! Tinos, whose letters are as wide. A family counts with its four styles and all Vietnamese letters (Liberation 1.x lacks
//! them). Without one, Libertinus Serif, which is built in, serves: its letters are right, their widths are others.

mod search;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::{Remark, TypesetError};

/// Families in order of preference: their files begin so (in small letters), their name table says this.
const FAMILIES: [(&[&str], &str); 3] = [
    (&["times"], "Times New Roman"),
    (&["liberationserif", "liberation serif"], "Liberation Serif"),
    (&["tinos"], "Tinos"),
];
const EMBEDDED: &str = "Libertinus Serif";
/// What a Debian machine installs to have a face of these measures.
const PACKAGE: &str = "fonts-liberation2";
/// Stacked marks in both cases and signs: they tell whether a face writes Vietnamese.
const PROBE: &str =
    "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ–“”…";
const STYLES: usize = 4;

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

/// The faces in use. Cheap to clone; found once, when a program starts.
#[derive(Clone)]
pub struct Faces(Arc<Inner>);

struct Inner {
    report: FaceReport,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    /// Letters that every style can write, sorted.
    letters: Vec<u32>,
    /// The bold italic style writes Vietnamese too (that of the built-in face does not).
    bold_italic: bool,
}

/// A style as it was read.
struct Style {
    font: Font,
    letters: Vec<u32>,
}

impl Faces {
    /// Looks in the folder `extra`, then in the font folders of the machine.
    ///
    /// # Errors
    /// Only when even the built-in face cannot be read.
    pub fn find(extra: Option<&Path>) -> Result<Self, TypesetError> {
        let files = search::files(extra);
        let found = FAMILIES.into_iter().find_map(|(starts, family)| family_of(&files, starts, family));
        let Some((styles, version, file)) = found else { return Self::built_in() };
        let family = styles.first().map(|style| style.font.info().family.clone()).unwrap_or_default();
        let report = FaceReport { family, version, source: FaceSource::File(file), times_metric: true };
        Ok(Self::new(report, styles, embedded()?))
    }

    /// The built-in face only: the same on every machine.
    ///
    /// # Errors
    /// Only when it cannot be read.
    pub fn built_in() -> Result<Self, TypesetError> {
        let family = EMBEDDED.to_owned();
        let report = FaceReport { family, version: String::new(), source: FaceSource::Embedded, times_metric: false };
        Ok(Self::new(report, Vec::new(), embedded()?))
    }

    fn new(report: FaceReport, styles: Vec<Style>, embedded: Vec<Style>) -> Self {
        let has = |style: Option<&Style>, letter: u32| {
            style.is_some_and(|style| style.letters.binary_search(&letter).is_ok())
        };
        let mut letters: Vec<u32> = styles.iter().chain(&embedded).flat_map(|style| style.letters.clone()).collect();
        letters.sort_unstable();
        letters.dedup();
        let writes = |index: usize, letter: u32| has(styles.get(index), letter) || has(embedded.get(index), letter);
        let bold_italic = PROBE.chars().all(|letter| writes(STYLES - 1, letter.into()));
        // What cannot be written in bold italic is not set in it.
        let needed = if bold_italic { STYLES } else { STYLES - 1 };
        letters.retain(|letter| (0..needed).all(|index| writes(index, *letter)));
        let fonts: Vec<Font> = styles.into_iter().chain(embedded).map(|style| style.font).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self(Arc::new(Inner { report, fonts, book, letters, bold_italic }))
    }

    /// Which face is in use.
    #[must_use]
    pub fn report(&self) -> &FaceReport {
        &self.0.report
    }

    /// What people should know about the face; none when its measures are right.
    #[must_use]
    pub fn remark(&self) -> Option<Remark> {
        let report = self.report();
        (!report.times_metric).then(|| Remark::new("face-embedded", &report.family, PACKAGE))
    }

    pub(super) fn families(&self) -> Vec<&str> {
        let first = self.0.report.family.as_str();
        if first == EMBEDDED { vec![EMBEDDED] } else { vec![first, EMBEDDED] }
    }

    pub(super) fn writes(&self, letter: char) -> bool {
        self.0.letters.binary_search(&letter.into()).is_ok()
    }

    pub(super) fn bold_italic(&self) -> bool {
        self.0.bold_italic
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.0.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.0.fonts.get(index).cloned()
    }
}

/// The built-in styles, regular, bold, italic, bold italic.
fn embedded() -> Result<Vec<Style>, TypesetError> {
    let mut found: [Option<Style>; STYLES] = [None, None, None, None];
    for bytes in typst_assets::fonts() {
        if let Some((index, style, _)) = style(Bytes::new(bytes), EMBEDDED) {
            found[index].get_or_insert(style);
        }
    }
    let all: Option<Vec<Style>> = found.into_iter().collect();
    all.ok_or_else(|| TypesetError::NotTypeset("the built-in face cannot be read".to_owned()))
}

/// The four styles of a family, its version, and the file of the regular style.
fn family_of(files: &[PathBuf], starts: &[&str], family: &str) -> Option<(Vec<Style>, String, PathBuf)> {
    let mut found: [Option<Style>; STYLES] = [None, None, None, None];
    let mut regular = None;
    let fits = |path: &&PathBuf| {
        let low = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        starts.iter().any(|start| low.starts_with(start))
    };
    for path in files.iter().filter(fits) {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let Some((index, style, version)) = style(Bytes::new(bytes), family) else { continue };
        if found[index].is_some() || index + 1 < STYLES && !complete(&style) {
            continue;
        }
        if index == 0 {
            regular = Some((version, path.clone()));
        }
        found[index] = Some(style);
    }
    let styles: Option<Vec<Style>> = found.into_iter().collect();
    let (version, file) = regular?;
    Some((styles?, version, file))
}

/// Which style of the family a font is, the style and its version; none for another family.
fn style(bytes: Bytes, family: &str) -> Option<(usize, Style, String)> {
    let reader = FontRef::from_index(&bytes, 0).ok()?;
    if name(&reader, StringId::FAMILY_NAME) != family {
        return None;
    }
    let index = match name(&reader, StringId::SUBFAMILY_NAME).to_lowercase().as_str() {
        "regular" | "normal" | "roman" => 0,
        "bold" => 1,
        "italic" => 2,
        "bold italic" => 3,
        _ => return None,
    };
    let mut letters: Vec<u32> = reader.charmap().mappings().map(|(letter, _)| letter).collect();
    letters.sort_unstable();
    let version = name(&reader, StringId::VERSION_STRING);
    Some((index, Style { font: Font::new(bytes.clone(), 0)?, letters }, version))
}

fn name(reader: &FontRef<'_>, id: StringId) -> String {
    reader.localized_strings(id).english_or_first().map(|text| text.chars().collect()).unwrap_or_default()
}

fn complete(style: &Style) -> bool {
    PROBE.chars().all(|letter| style.letters.binary_search(&letter.into()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_face_writes_vietnamese_and_says_what_to_install() {
        let faces = Faces::built_in().unwrap();
        assert!(PROBE.chars().all(|letter| faces.writes(letter)));
        assert!(!faces.writes('\u{645}'));
        assert!(faces.remark().unwrap().say("vi").contains(PACKAGE));
    }

    #[test]
    fn a_folder_of_its_own_comes_first_and_broken_files_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("times.ttf"), b"no font").unwrap();
        let (with, without) = (Faces::find(Some(folder.path())).unwrap(), Faces::find(None).unwrap());
        assert_eq!(with.report(), without.report());
        let FaceSource::File(file) = without.report().source.clone() else { return };
        let near = file.parent().unwrap();
        for entry in std::fs::read_dir(near).unwrap().flatten() {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        let own = Faces::find(Some(folder.path())).unwrap();
        assert_eq!(own.report().source, FaceSource::File(folder.path().join(file.file_name().unwrap())));
    }
}
