//! A structured draft: what is written, without its look.
//!
//! The text is a flat list of [`Block`]s in reading order, as an editor's lines are: a level is said by the block's
//! [`Level`], its number is derived ([`crate::numbering`]) unless the block states one itself (as read from a Word file).
//! Every text is NFC. Serialised as JSON this is also what an editor keeps and sends.

use serde::{Deserialize, Serialize};

/// Longest text of one block, in letters.
pub const LONGEST_BLOCK: usize = 20_000;
/// Most blocks of a draft with its annexes.
pub const MOST_BLOCKS: usize = 20_000;
/// Most rows of one table, and most columns.
pub const MOST_ROWS: usize = 5_000;
/// Most columns of one table.
pub const MOST_COLUMNS: usize = 30;

/// What is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Code of the kind (`data/kinds.toml`), `plan` for instance.
    pub kind: String,
    /// Cell 2: who issues it.
    pub issuer: Issuer,
    /// Further bodies that issue it together with the first, in their order.
    pub joint: Vec<Issuer>,
    /// Cell 3: number and symbol.
    pub symbol: Symbol,
    /// Cell 4: place name.
    pub place: String,
    /// Cell 4: the day, `2024-04-03`; none leaves a blank.
    pub day: Option<jiff::civil::Date>,
    /// Cell 5: what it is about, without "V/v".
    pub subject: String,
    /// The line of competence below the title of resolutions and decisions (`HIỆU TRƯỞNG TRƯỜNG …`); empty for others.
    pub competence: String,
    /// Cell 9a: to whom, for letters, proposals and reports to a superior.
    pub addressees: Vec<String>,
    /// Căn cứ, in order, without the closing sign.
    pub bases: Vec<Basis>,
    /// Cell 6: the text.
    pub blocks: Vec<Block>,
    /// Values of a kind with a fixed layout (leave permit, introduction, telegram): field code and value.
    pub fields: Vec<Field>,
    /// Cell 7: who signs, in order.
    pub signers: Vec<Signer>,
    /// Cell 9b: lines of "Nơi nhận" without dash and sign; the line "Lưu" is [`Draft::archive`].
    pub recipients: Vec<String>,
    /// Cell 9b, last line: what stands behind "Lưu:", `VT, GDTrH` for instance.
    pub archive: String,
    /// Cell 10b.
    pub urgency: Urgency,
    /// Cell 11: `XEM XONG TRẢ LẠI`, `LƯU HÀNH NỘI BỘ`; empty for none.
    pub circulation: String,
    /// Cell 12: mark of the drafter and copies, `PL.(300)`; empty for none.
    pub drafter_mark: String,
    /// Cell 13: address line at the foot of page 1; empty for none.
    pub contact: String,
    /// Annexes in order; numbered when there are two or more.
    pub annexes: Vec<Annex>,
}

/// A body that issues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Issuer {
    /// The body directly above it, as it stands on its documents; empty for none.
    pub parent: String,
    /// Its full official name.
    pub name: String,
    /// How it is called inside a text ("Trường THPT Hiệp Hòa số 3"); empty: as `name`.
    pub called: String,
}

/// Number and symbol.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Symbol {
    /// The number; none leaves a blank.
    pub number: Option<u32>,
    /// What stands behind the slash, `KH-THPTHH3`.
    pub text: String,
}

/// A legal basis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basis {
    /// The line from "Căn cứ" on, without the closing sign.
    pub text: String,
    /// Code of the legal text in the library, when it was chosen from there.
    pub reference: Option<String>,
}

/// A line or a table of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    /// Stays the same while the block is edited; unique in the draft; letters, digits and hyphens, at most 40.
    pub id: String,
    /// What it is.
    pub level: Level,
    /// The number it states itself, without punctuation (`III`, `2`, `đ`); none: derived.
    pub stated: Option<String>,
    /// What it says; for chapters, articles and headings their title.
    pub text: Vec<Span>,
    /// The table, for [`Level::Table`].
    pub table: Option<Table>,
    /// What a foreign file said here and was not understood, in words for the drafter; empty for none.
    pub unknown: String,
}

/// What a block is. The order is that of their depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Phần I.
    Part,
    /// Chương I.
    Chapter,
    /// Mục 1.
    Section,
    /// Tiểu mục 1.
    Subsection,
    /// Điều 1.
    Article,
    /// `I. MỤC ĐÍCH, YÊU CẦU` of plans, reports and notices.
    Heading,
    /// Khoản, or a numbered paragraph: `1.`
    Clause,
    /// Điểm: `a)`
    Point,
    /// A dash: `-`
    Dash,
    /// Below a dash: `+`
    Plus,
    /// A paragraph without a number.
    #[default]
    Paragraph,
    /// A centred line in bold without a number (`QUYẾT ĐỊNH:`).
    Centred,
    /// A table.
    Table,
    /// What follows begins on a new page.
    PageBreak,
}

/// A stretch of text with one emphasis. Serialised short: `{"t":"…","b":true}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// The words. A line feed breaks the line.
    #[serde(rename = "t")]
    pub text: String,
    /// Bold.
    #[serde(rename = "b", skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Italic.
    #[serde(rename = "i", skip_serializing_if = "is_false")]
    pub italic: bool,
}

/// A table. Rows may be shorter than the widest; what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// Relative widths of the columns; empty: by content.
    pub widths: Vec<u16>,
    /// How many of the first rows are head, repeated on every page.
    pub head: usize,
    /// The rows.
    pub rows: Vec<Vec<TableCell>>,
    /// On pages of its own in landscape.
    pub landscape: bool,
    /// Without rules (for lists in columns).
    pub plain: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableCell {
    /// What it says.
    pub text: Vec<Span>,
    /// How it stands.
    #[serde(skip_serializing_if = "is_default")]
    pub align: Align,
    /// Columns it takes beyond its own.
    #[serde(skip_serializing_if = "is_default")]
    pub columns: u16,
    /// Rows it takes beyond its own.
    #[serde(skip_serializing_if = "is_default")]
    pub rows: u16,
}

/// How a cell's text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// A value of a fixed layout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Field {
    /// Its code in `data/forms.toml`.
    pub code: String,
    /// What it says.
    pub value: String,
}

/// Who signs, and by what authority.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signer {
    /// Cell 7a, line by line: `KT. HIỆU TRƯỞNG`, `PHÓ HIỆU TRƯỞNG` ([`Authority::lines`] makes them).
    pub lines: Vec<String>,
    /// Cell 7b: the full name; empty leaves room.
    pub name: String,
    /// The body he signs for, when several issue together: index into issuer and joint.
    pub body: usize,
}

/// By what right somebody signs (Decree 30/2020, Article 13; Annex I, part II.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// The head himself.
    #[default]
    Head,
    /// `TM.` for a collective, by its head.
    OnBehalf,
    /// `TM.` and `KT.`: for a collective, by a deputy.
    OnBehalfByDeputy,
    /// `Q.` acting head.
    Acting,
    /// `KT.` a deputy in his field.
    ForHead,
    /// `TL.` by order.
    ByOrder,
    /// `TL.` and `KT.`: by order, the unit's deputy for its head.
    ByOrderForHead,
    /// `TUQ.` by written delegation.
    Delegated,
}

impl Authority {
    /// Cell 7a in capitals: `collective` for TM., the post of the `head`, the post of the `unit`'s head (TL. with KT.),
    /// and the signer's own `post`.
    #[must_use]
    pub fn lines(self, collective: &str, head: &str, unit: &str, post: &str) -> Vec<String> {
        let line = |prefix: &str, words: &str| {
            let words = words.trim().to_uppercase();
            if prefix.is_empty() { words } else { format!("{prefix} {words}") }
        };
        match self {
            Self::Head => vec![line("", post)],
            Self::OnBehalf => vec![line("TM.", collective), line("", post)],
            Self::OnBehalfByDeputy => vec![line("TM.", collective), line("KT.", head), line("", post)],
            Self::Acting => vec![line("Q.", head)],
            Self::ForHead => vec![line("KT.", head), line("", post)],
            Self::ByOrder => vec![line("TL.", head), line("", post)],
            Self::ByOrderForHead => vec![line("TL.", head), line("KT.", unit), line("", post)],
            Self::Delegated => vec![line("TUQ.", head), line("", post)],
        }
    }
}

/// Cell 10b (Decree 30/2020, Annex I, part III.2b).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// No mark.
    #[default]
    Normal,
    /// `KHẨN`
    Urgent,
    /// `THƯỢNG KHẨN`
    VeryUrgent,
    /// `HỎA TỐC`
    Express,
}

/// An annex.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Annex {
    /// Its title, in small letters or capitals; typeset in capitals.
    pub title: String,
    /// Whole annex in landscape.
    pub landscape: bool,
    /// A regulation, rule or plan that the document issues (`Ban hành kèm theo Quyết định …`) and not an appendix.
    pub issued: bool,
    /// Its text.
    pub blocks: Vec<Block>,
}

impl Draft {
    /// Every block of the text and of the annexes.
    pub fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().chain(self.annexes.iter().flat_map(|annex| &annex.blocks))
    }
}

impl Block {
    /// A block of plain text.
    #[must_use]
    pub fn new(level: Level, text: &str) -> Self {
        Self { level, text: vec![Span::plain(text)], ..Self::default() }
    }

    /// Its words without emphasis.
    #[must_use]
    pub fn words(&self) -> String {
        words(&self.text)
    }
}

impl Span {
    /// Without emphasis.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// The words of spans.
#[must_use]
pub fn words(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
