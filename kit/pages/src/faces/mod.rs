//! The typeface that we typeset with, chosen when the program starts.
//!
//! Font files are not ours to ship: we look for Times New Roman, then Liberation Serif from 2.0 on, then Tinos, which all have the
//! same letter widths. A family counts only with all four styles and all Vietnamese letters (Liberation 1.x lacks them).
//! Without one of them Libertinus Serif, which is built in, serves: letters are right, widths differ.

mod search;

use crate::limits::PageError;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Families in order of preference: the file names start like this (in lower case), the name table must say this.
const FAMILIES: [(&[&str], &str); 3] = [
    (&["times"], "Times New Roman"),
    (&["liberationserif", "liberation serif"], "Liberation Serif"),
    (&["tinos"], "Tinos"),
];
/// Letters that tell whether a face can write Vietnamese: stacked marks in both cases, and signs of letters.
const PROBE: &str =
    "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ–“”…";
const STYLES: usize = 4;

/// Where a face comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaceSource {
    /// A font file of the machine: the regular style.
    File(PathBuf),
    /// Built into the program.
    Embedded,
}

/// Which typeface is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceReport {
    /// Family name.
    pub family: String,
    /// Version as the font states it.
    pub version: String,
    /// Where it comes from.
    pub source: FaceSource,
    /// Letter widths are those of Times New Roman, so that lines and pages break as in other programs.
    pub times_metric: bool,
}

/// The four styles in use, and the built-in ones for single signs that they lack. Cheap to clone; find it once.
#[derive(Clone)]
pub struct Faces(Arc<Inner>);

struct Inner {
    styles: Vec<Face>,
    report: FaceReport,
}

/// One style: what the typesetter needs of a font.
pub(crate) struct Face {
    pub(crate) font: krilla::text::Font,
    /// Per em.
    pub(crate) ascent: f32,
    pub(crate) descent: f32,
    pub(crate) leading: f32,
    /// Character to glyph and advance per em.
    glyphs: HashMap<char, (u32, f32)>,
}

impl Face {
    fn new(bytes: Vec<u8>) -> Option<Self> {
        let reader = FontRef::from_index(&bytes, 0).ok()?;
        let metrics = reader.metrics(Size::new(1.0), LocationRef::default());
        let widths = reader.glyph_metrics(Size::new(1.0), LocationRef::default());
        let glyph = |(code, id): (u32, skrifa::GlyphId)| {
            Some((char::from_u32(code)?, (id.to_u32(), widths.advance_width(id)?)))
        };
        let glyphs = reader.charmap().mappings().filter_map(glyph).collect();
        let (ascent, descent, leading) = (metrics.ascent, -metrics.descent, metrics.leading);
        Some(Self { font: krilla::text::Font::new(bytes.into(), 0)?, ascent, descent, leading, glyphs })
    }

    /// Glyph number and advance per em.
    pub(crate) fn glyph(&self, letter: char) -> Option<(u32, f32)> {
        self.glyphs.get(&letter).copied()
    }

    /// Height of a line per em.
    pub(crate) fn line(&self) -> f32 {
        self.ascent + self.descent + self.leading
    }
}

impl Faces {
    /// Looks in `folder` (configured), then in the font folders of the system.
    ///
    /// # Errors
    /// `System` only if even the built-in face cannot be read.
    pub fn find(folder: Option<&Path>) -> Result<Self, PageError> {
        let files = search::files(folder);
        for (starts, family) in FAMILIES {
            if let Some((mut styles, version, file)) = family_of(&files, starts, family) {
                styles.extend(embedded()?);
                let report =
                    FaceReport { family: family.into(), version, source: FaceSource::File(file), times_metric: true };
                return Ok(Self(Arc::new(Inner { styles, report })));
            }
        }
        Self::built_in()
    }

    /// The built-in face only: the same on every machine.
    ///
    /// # Errors
    /// `System` if the built-in face cannot be read.
    pub fn built_in() -> Result<Self, PageError> {
        let report = FaceReport {
            family: "Libertinus Serif".into(),
            version: String::new(),
            source: FaceSource::Embedded,
            times_metric: false,
        };
        Ok(Self(Arc::new(Inner { styles: embedded()?, report })))
    }

    /// Which face is in use.
    pub fn report(&self) -> &FaceReport {
        &self.0.report
    }

    pub(crate) fn face(&self, index: usize) -> &Face {
        // The index comes from `glyph`; the first style always exists.
        self.0.styles.get(index).unwrap_or(&self.0.styles[0])
    }

    /// Index of a style.
    pub(crate) fn style(bold: bool, italic: bool) -> usize {
        usize::from(bold) + 2 * usize::from(italic)
    }

    /// The style to set a text in: the wished one, or the upright one of the same weight if only that has all its letters (the
    /// built-in bold italic lacks ơ and ư). One style for the whole text, so that no word is torn.
    pub(crate) fn able(&self, style: usize, text: &str) -> usize {
        let writes = |style: usize| {
            text.chars().filter(|letter| letter.is_alphabetic()).all(|letter| self.face(style).glyph(letter).is_some())
        };
        let upright = style & 1;
        if !writes(style) && writes(upright) { upright } else { style }
    }

    /// Style index, glyph and advance for a letter: in the given style, else in the built-in face, else a question mark.
    pub(crate) fn glyph(&self, style: usize, letter: char) -> (usize, u32, f32) {
        let tries = [(style, letter), (style + STYLES, letter), (style, '?'), (style, ' ')];
        let found = |(index, letter): (usize, char)| {
            let (glyph, advance) = self.0.styles.get(index)?.glyph(letter)?;
            Some((index, glyph, advance))
        };
        tries.into_iter().find_map(found).unwrap_or((style, 0, 0.5))
    }
}

fn embedded() -> Result<Vec<Face>, PageError> {
    let mut found: [Option<Face>; STYLES] = [None, None, None, None];
    for bytes in typst_assets::fonts() {
        let Ok(reader) = FontRef::from_index(bytes, 0) else {
            continue;
        };
        if name(&reader, StringId::FAMILY_NAME) == "Libertinus Serif"
            && let Some(style) = style_of(&reader)
        {
            found[style] = Face::new(bytes.to_vec());
        }
    }
    let all: Option<Vec<Face>> = found.into_iter().collect();
    all.ok_or_else(|| PageError::System("built-in face not readable".into()))
}

/// The four styles of a family in the order of [`Faces::style`], its version, and the file of the regular style.
fn family_of(files: &[PathBuf], starts: &[&str], family: &str) -> Option<(Vec<Face>, String, PathBuf)> {
    let mut found: [Option<Face>; STYLES] = [None, None, None, None];
    let mut regular = None;
    let fits = |path: &&PathBuf| {
        let low = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        starts.iter().any(|start| low.starts_with(start))
    };
    for path in files.iter().filter(fits) {
        let Ok(bytes) = std::fs::read(path) else {
            continue;
        };
        let Ok(reader) = FontRef::from_index(&bytes, 0) else {
            continue;
        };
        let Some(style) =
            style_of(&reader).filter(|_| name(&reader, StringId::FAMILY_NAME) == family && complete(&reader))
        else {
            continue;
        };
        if found[style].is_some() {
            continue;
        }
        if style == 0 {
            regular = Some((name(&reader, StringId::VERSION_STRING), path.clone()));
        }
        found[style] = Face::new(bytes);
    }
    let styles: Option<Vec<Face>> = found.into_iter().collect();
    let (version, file) = regular?;
    Some((styles?, version, file))
}

fn name(reader: &FontRef<'_>, id: StringId) -> String {
    reader.localized_strings(id).english_or_first().map(|text| text.chars().collect()).unwrap_or_default()
}

fn style_of(reader: &FontRef<'_>) -> Option<usize> {
    match name(reader, StringId::SUBFAMILY_NAME).to_lowercase().as_str() {
        "regular" | "normal" | "roman" => Some(Faces::style(false, false)),
        "bold" => Some(Faces::style(true, false)),
        "italic" => Some(Faces::style(false, true)),
        "bold italic" => Some(Faces::style(true, true)),
        _ => None,
    }
}

fn complete(reader: &FontRef<'_>) -> bool {
    let map = reader.charmap();
    PROBE.chars().all(|letter| map.map(letter).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_face_writes_vietnamese() {
        let faces = Faces::built_in().unwrap();
        assert_eq!(faces.report().source, FaceSource::Embedded);
        for style in 0..STYLES {
            let missing: String =
                PROBE.chars().filter(|&letter| faces.face(faces.able(style, PROBE)).glyph(letter).is_none()).collect();
            assert_eq!(missing, "", "style {style}");
        }
    }

    #[test]
    fn a_folder_without_fonts_changes_nothing() {
        let empty = std::env::temp_dir();
        assert_eq!(
            Faces::find(Some(&empty.join("no such folder"))).unwrap().report(),
            Faces::find(None).unwrap().report()
        );
    }
}
