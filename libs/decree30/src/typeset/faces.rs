//! The faces that the typesetter reads.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use skrifa::{FontRef, MetadataProvider};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::{Remark, TypesetError};
use crate::faces::{self, EMBEDDED, FaceReport, Family, PROBE, STYLES};

/// What a Debian machine installs to have a face of these measures.
const PACKAGE: &str = "fonts-liberation2";

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
        let found = faces::find(extra).and_then(|Family { report, styles }| Some((report, read(styles)?)));
        let Some((report, styles)) = found else { return Self::built_in() };
        Ok(Self::new(report, styles, embedded()?.1))
    }

    /// The built-in face only: the same on every machine.
    ///
    /// # Errors
    /// Only when it cannot be read.
    pub fn built_in() -> Result<Self, TypesetError> {
        let (report, styles) = embedded()?;
        Ok(Self::new(report, Vec::new(), styles))
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

fn embedded() -> Result<(FaceReport, Vec<Style>), TypesetError> {
    let found = faces::built_in().and_then(|Family { report, styles }| Some((report, read(styles)?)));
    found.ok_or_else(|| TypesetError::NotTypeset("the built-in face cannot be read".to_owned()))
}

fn read(styles: [Cow<'static, [u8]>; STYLES]) -> Option<Vec<Style>> {
    styles.into_iter().map(style).collect()
}

fn style(bytes: Cow<'static, [u8]>) -> Option<Style> {
    let map = FontRef::from_index(&bytes, 0).ok()?.charmap();
    let mut letters: Vec<u32> = map.mappings().map(|(letter, _)| letter).collect();
    letters.sort_unstable();
    Some(Style { letters, font: Font::new(Bytes::new(bytes), 0)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faces::FaceSource;

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
