//! The table of type and measures as data (`data/form.toml`).

use crate::check::terms::term;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::check::rules::Words;
use crate::seen::Stands;

/// What a line of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Quốc hiệu.
    Nation,
    /// Tiêu ngữ.
    Motto,
    /// The parent body.
    Parent,
    /// The issuing body.
    Issuer,
    /// Number and symbol.
    Number,
    /// Place and day.
    PlaceDay,
    /// The kind's name.
    Title,
    /// The subject below it.
    Subject,
    /// A letter's subject.
    LetterSubject,
    /// Kính gửi.
    Addressee,
    /// The line of competence.
    Competence,
    /// `QUYẾT ĐỊNH:`
    Decides,
    /// A legal basis.
    Basis,
    /// Phần, Chương with number.
    Part,
    /// Their title.
    PartTitle,
    /// Mục, Tiểu mục with number.
    Section,
    /// Their title.
    SectionTitle,
    /// Điều.
    Article,
    /// Everything else of the text.
    Body,
    /// In a table of the text.
    Table,
    /// Authority and post.
    Authority,
    /// The signer's name.
    Signer,
    /// `Nơi nhận:`
    Recipients,
    /// A recipient.
    Recipient,
    /// `Phụ lục I`
    Annex,
    /// Its title.
    AnnexTitle,
    /// `(Kèm theo …)`
    AnnexReference,
    /// The mark of urgency.
    Urgency,
    /// The mark of circulation.
    Circulation,
    /// The drafter's mark.
    DrafterMark,
    /// The address at the foot.
    Contact,
    /// Something that the table does not know.
    Other,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Form {
    pub page: Page,
    pub body: Body,
    pub tolerance: Tolerance,
    pub rules: Rules,
    cell: Vec<Type>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Page {
    pub size: [f32; 2],
    pub top: [f32; 2],
    pub bottom: [f32; 2],
    pub left: [f32; 2],
    pub right: [f32; 2],
    pub face: String,
    pub metric_faces: Vec<String>,
    pub number_size: [f32; 2],
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Body {
    pub spacing: [f32; 2],
    pub gap: f32,
    pub indents: Vec<f32>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Tolerance {
    pub paper: f32,
    pub margin: f32,
    pub size: f32,
    pub spacing: f32,
    pub gap: f32,
    pub indent: f32,
    pub rule: f32,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Rules {
    pub motto: [f32; 2],
    pub issuer: [f32; 2],
    pub subject: [f32; 2],
}

/// The type of a cell.
#[derive(Debug, Deserialize)]
pub(super) struct Type {
    pub code: Cell,
    #[serde(default)]
    pub cell: String,
    pub name: Words,
    pub size: [f32; 2],
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub capitals: Option<Letters>,
    #[serde(default)]
    pub stands: Vec<Stood>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Letters {
    Upper,
    Lower,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Stood {
    Left,
    Centre,
    Right,
    Justified,
}

impl From<Stands> for Stood {
    fn from(stands: Stands) -> Self {
        match stands {
            Stands::Left => Self::Left,
            Stands::Centre => Self::Centre,
            Stands::Right => Self::Right,
            Stands::Justified => Self::Justified,
        }
    }
}

impl Stood {
    pub fn said(self) -> &'static str {
        match self {
            Self::Left => term("stands-left"),
            Self::Centre => term("stands-centre"),
            Self::Right => term("stands-right"),
            Self::Justified => term("stands-justified"),
        }
    }
}

pub(super) fn form() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    // The file is part of the program and read by a test: were it broken, nothing would be measured.
    FORM.get_or_init(|| toml::from_str(include_str!("../../../data/form.toml")).unwrap_or_default())
}

/// How cells are called, in both languages.
pub(in crate::check) fn names() -> impl Iterator<Item = &'static Words> {
    form().cell.iter().map(|one| &one.name)
}

impl Form {
    /// The type of a cell, if the table has it.
    pub fn of(&self, cell: Cell) -> Option<&Type> {
        self.cell.iter().find(|one| one.code == cell)
    }

    /// How a cell is called.
    pub fn name(&self, cell: Cell) -> &str {
        self.of(cell).map_or("", |one| one.name.vi.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        assert_eq!(form().cell.len(), 30);
        assert_eq!(form().of(Cell::Nation).map(|one| (one.size, one.bold)), Some(([12.0, 13.0], Some(true))));
        assert!(form().page.left == [30.0, 35.0] && form().of(Cell::Other).is_none());
    }
}
