//! The compiler's world: the template, the draft as values, the faces, and nothing else of the machine.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::view::View;
use super::{Faces, Options, Place, TypesetError, locate};

/// The template. Names are fixed: the compiler keeps every name that it has ever seen.
const FILES: [(&str, &str); 6] = [
    ("/main.typ", include_str!("template/main.typ")),
    ("/base.typ", include_str!("template/base.typ")),
    ("/head.typ", include_str!("template/head.typ")),
    ("/text.typ", include_str!("template/text.typ")),
    ("/table.typ", include_str!("template/table.typ")),
    ("/closing.typ", include_str!("template/closing.typ")),
];
/// What the compiler remembers of a file is forgotten after so many more, that of a long one at once.
const REMEMBERED: usize = 10;
/// A file of more pages is long.
const LONG: usize = 20;

/// A file as it comes out.
pub(super) struct Set {
    pub(super) pdf: Vec<u8>,
    pub(super) pages: usize,
    pub(super) places: Vec<Place>,
}

/// Sets the pages and writes the PDF.
pub(super) fn compile(view: &View, options: &Options, faces: &Faces) -> Result<Set, TypesetError> {
    let set = set(view, options, faces);
    let short = set.as_ref().is_ok_and(|set| set.pages <= LONG);
    comemo::evict(if short { REMEMBERED } else { 0 });
    set
}

fn set(view: &View, options: &Options, faces: &Faces) -> Result<Set, TypesetError> {
    let draft = serde_json::to_string(view).map_err(|error| TypesetError::NotTypeset(error.to_string()))?;
    let world = Desk::new(&draft, faces)?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|error| TypesetError::NotTypeset(error.message().to_string()))?;
    let pdf = PdfOptions {
        // The same draft at the same time is the same file.
        ident: Smart::Custom(format!("{draft}{}", options.at)),
        creator: Smart::Custom(Some(options.typesetter.as_str().into())),
        timestamp: stamp(options.at),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &pdf).map_err(|errors| refused(&errors))?;
    Ok(Set { pdf: bytes, pages: document.pages().len(), places: locate::places(&document) })
}

fn refused(errors: &[SourceDiagnostic]) -> TypesetError {
    let first = errors.first().map(|error| error.message.to_string());
    TypesetError::NotTypeset(first.unwrap_or_default())
}

fn stamp(at: jiff::Timestamp) -> Option<Timestamp> {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    let byte = |number: i8| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        at.year().into(),
        byte(at.month())?,
        byte(at.day())?,
        byte(at.hour())?,
        byte(at.minute())?,
        byte(at.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}

struct Desk<'a> {
    library: LazyHash<Library>,
    faces: &'a Faces,
    sources: &'static [Source],
    main: FileId,
}

impl<'a> Desk<'a> {
    fn new(draft: &str, faces: &'a Faces) -> Result<Self, TypesetError> {
        let mut inputs = Dict::new();
        inputs.insert("draft".into(), draft.into_value());
        inputs.insert("layout".into(), layout().into_value());
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        let sources = sources();
        let main = sources.first().map(Source::id);
        let main = main.ok_or_else(|| TypesetError::NotTypeset("the template cannot be read".to_owned()))?;
        Ok(Self { library, faces, sources, main })
    }
}

fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let source = |(path, text): &(&str, &str)| {
            let path = VirtualPath::new(path).ok()?;
            Some(Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), (*text).to_owned()))
        };
        FILES.iter().filter_map(source).collect()
    })
}

/// The layout in force, as the template reads it.
fn layout() -> &'static str {
    static LAYOUT: OnceLock<String> = OnceLock::new();
    LAYOUT.get_or_init(|| serde_json::to_string(crate::layout::current()).unwrap_or_default())
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
