//! The typeface that we typeset with, chosen when the program starts: which files serve says `decree30::faces`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use decree30::faces::{self, Family, STYLES};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::limits::PageError;

pub use decree30::faces::{FaceReport, FaceSource};

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
        let found = faces::find(folder).and_then(|Family { report, styles }| Some((report, read(styles)?)));
        let Some((report, mut styles)) = found else { return Self::built_in() };
        styles.extend(embedded()?.1);
        Ok(Self(Arc::new(Inner { styles, report })))
    }

    /// The built-in face only: the same on every machine.
    ///
    /// # Errors
    /// `System` if the built-in face cannot be read.
    pub fn built_in() -> Result<Self, PageError> {
        let (report, styles) = embedded()?;
        Ok(Self(Arc::new(Inner { styles, report })))
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

fn embedded() -> Result<(FaceReport, Vec<Face>), PageError> {
    let found = faces::built_in().and_then(|Family { report, styles }| Some((report, read(styles)?)));
    found.ok_or_else(|| PageError::System("built-in face not readable".into()))
}

fn read(styles: [Cow<'static, [u8]>; STYLES]) -> Option<Vec<Face>> {
    styles.into_iter().map(|bytes| Face::new(bytes.into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use decree30::faces::PROBE;

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
