//! Recognises which row is which cell, by words, place in the order, and type where words do not tell.

use super::labels::label;
use super::rows::Row;
use super::table::Cell;
use crate::check::form::authority;
use crate::check::form::marks::{CIRCULATION, URGENCY, is_mark};
use crate::check::form::recipients::is_archive;
use crate::check::lexicon::lexicon;
use crate::check::tokens::{all_capitals, capitalised, folded};
use crate::draft::Level;
use crate::kinds;
use crate::seen::Stands;

/// What one reads at the moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    Head,
    Subject,
    Address,
    Text,
    Sign,
    Annex,
}

struct Reader {
    zone: Zone,
    /// Number, or place and day, were read.
    numbered: bool,
    subjects: usize,
    /// Rows read of the head.
    heads: usize,
    /// Kind whose title was read.
    decides: bool,
    last: Option<Cell>,
    annexed: bool,
}

/// The cell of every row; none for blank ones.
pub(super) fn cells(rows: &[Row<'_>]) -> Vec<Option<Cell>> {
    let mut reader =
        Reader { zone: Zone::Head, numbered: false, subjects: 0, heads: 0, decides: false, last: None, annexed: false };
    let mut cells: Vec<Option<Cell>> = rows
        .iter()
        .map(|row| {
            let cell = (!row.text.is_empty()).then(|| reader.cell(row));
            reader.last = cell.or(reader.last);
            cell
        })
        .collect();
    bodies(rows, &mut cells);
    cells
}

/// The words of a row, folded, without signs around.
fn plain<'a>(row: &'a Row<'_>) -> &'a str {
    row.folded.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// How a kind is written as a title, folded.
pub(super) fn kind_of(words: &str) -> Option<&'static kinds::Kind> {
    let title = |kind: &kinds::Kind| folded(kind.name.split(" (").next().unwrap_or(&kind.name));
    kinds::all()
        .iter()
        .find(|kind| !matches!(kind.code.as_str(), "official-letter" | "personal-letter") && title(kind) == words)
}

/// Posts that begin cell 7a, folded.
const POSTS: [&str; 15] = [
    "hieu truong",
    "pho hieu truong",
    "giam doc",
    "pho giam doc",
    "chu tich",
    "pho chu tich",
    "truong ",
    "pho truong",
    "chanh ",
    "pho chanh",
    "bi thu",
    "to truong",
    "ke toan",
    "thu ky",
    "chu tri",
];

impl Reader {
    fn cell(&mut self, row: &Row<'_>) -> Cell {
        match self.zone {
            Zone::Head => self.head(row),
            Zone::Subject => self.subject(row),
            Zone::Address => self.address(row),
            Zone::Text => self.text(row),
            Zone::Sign => self.sign(row),
            Zone::Annex => self.annex(row),
        }
    }

    fn go(&mut self, zone: Zone, cell: Cell) -> Cell {
        self.zone = zone;
        cell
    }

    fn head(&mut self, row: &Row<'_>) -> Cell {
        /// A head has no more rows; what goes on without number and title is a text without a head.
        const MOST: usize = 30;
        self.heads += 1;
        if self.heads > MOST {
            self.zone = Zone::Text;
            return self.text(row);
        }
        let words = row.folded.as_str();
        let is_stamp = |stamps: &[&str]| stamps.iter().any(|stamp| folded(stamp) == plain(row));
        // Broken over two lines its end is still the name of the state.
        let broken = matches!(words, "nam" | "viet nam");
        if broken || words.contains("cong hoa xa hoi") || words.contains("chxhcn") {
            Cell::Nation
        } else if words.contains("doc lap") && words.contains("hanh phuc") {
            Cell::Motto
        } else if is_number(words) {
            self.numbered = true;
            Cell::Number
        } else if is_day(words) {
            self.numbered = true;
            Cell::PlaceDay
        } else if is_stamp(&URGENCY) || matches!(plain(row), "rat khan" | "khan cap" | "hoa toc hen gio") {
            Cell::Urgency
        } else if is_stamp(&CIRCULATION) || words.starts_with("xem xong") || words.starts_with("luu hanh") {
            Cell::Circulation
        } else if words.starts_with("kinh gui") {
            self.go(Zone::Address, Cell::Addressee)
        } else if let Some(kind) = kind_of(plain(row)).filter(|_| self.numbered || self.last == Some(Cell::Motto)) {
            self.decides = kind.shape == kinds::Shape::Decision;
            self.go(Zone::Subject, Cell::Title)
        } else if self.numbered && (is_basis(row) && self.is_listed_basis(row) || label(&row.text).is_some()) {
            self.zone = Zone::Text;
            self.text(row)
        } else if self.numbered && all_capitals(&row.text) {
            self.go(Zone::Subject, Cell::Title)
        } else if self.numbered {
            Cell::LetterSubject
        } else {
            Cell::Issuer
        }
    }

    fn subject(&mut self, row: &Row<'_>) -> Cell {
        /// A subject has no more rows.
        const MOST: usize = 6;
        if row.folded.starts_with("kinh gui") {
            return self.go(Zone::Address, Cell::Addressee);
        }
        // Number and day below the title stand in the wrong room, but are what they are.
        if is_number(&row.folded) {
            return Cell::Number;
        }
        if is_day(&row.folded) && !is_basis(row) && self.subjects == 0 {
            return Cell::PlaceDay;
        }
        let centred = row.line.stands == Some(Stands::Centre) || row.look.bold || self.subjects == 0;
        let capitals = all_capitals(&row.text) && row.text.chars().count() > 3;
        if is_basis(row) || label(&row.text).is_some() || is_deciding(row) {
            self.zone = Zone::Text;
            return self.text(row);
        }
        let post = POSTS.iter().any(|post| row.folded.starts_with(post));
        if self.decides && self.subjects > 0 && (capitals || post) {
            return Cell::Competence;
        }
        if centred && self.subjects < MOST && self.last != Some(Cell::Competence) {
            self.subjects += 1;
            return Cell::Subject;
        }
        self.zone = Zone::Text;
        self.text(row)
    }

    fn address(&mut self, row: &Row<'_>) -> Cell {
        let listed = row.text.starts_with(['-', '–']);
        if row.folded.starts_with("kinh gui") || (listed && self.last == Some(Cell::Addressee)) {
            return Cell::Addressee;
        }
        self.zone = Zone::Text;
        self.text(row)
    }

    fn text(&mut self, row: &Row<'_>) -> Cell {
        if let Some(cell) = self.ending(row) {
            return cell;
        }
        if is_deciding(row) {
            return Cell::Decides;
        }
        let titled = all_capitals(&row.text) || row.line.stands == Some(Stands::Centre);
        match (self.last, label(&row.text)) {
            (Some(Cell::Part), None) if titled => Cell::PartTitle,
            (Some(Cell::Section), None) if titled => Cell::SectionTitle,
            (_, Some((Level::Part | Level::Chapter, ..))) => Cell::Part,
            (_, Some((Level::Section | Level::Subsection, ..))) => Cell::Section,
            (_, Some((Level::Article, ..))) => Cell::Article,
            _ if row.line.cell.is_some() => Cell::Table,
            (
                Some(
                    Cell::Basis
                    | Cell::Subject
                    | Cell::Competence
                    | Cell::Title
                    | Cell::LetterSubject
                    | Cell::Addressee,
                ),
                None,
            ) if is_basis(row) && self.is_listed_basis(row) => Cell::Basis,
            _ => Cell::Body,
        }
    }

    /// A text may begin with "Căn cứ" or "Thực hiện": that is a sentence, when it does not end or look as a basis does.
    fn is_listed_basis(&self, row: &Row<'_>) -> bool {
        let ends = row.text.ends_with(';') || row.look.italic;
        let sure = self.decides || self.last == Some(Cell::Basis);
        !row.text.ends_with(':') && (ends || (sure && !row.folded.starts_with("thuc hien")))
    }

    /// What ends the text: recipients, authority, an annex.
    fn ending(&mut self, row: &Row<'_>) -> Option<Cell> {
        let words = row.folded.as_str();
        if is_annex(words) {
            self.annexed = true;
            return Some(self.go(Zone::Annex, Cell::Annex));
        }
        if self.annexed {
            return None;
        }
        if words.starts_with("noi nhan") {
            return Some(self.go(Zone::Sign, Cell::Recipients));
        }
        let capitals = all_capitals(&row.text);
        let short = row.text.chars().count() < 80;
        let signs = authority::prefix(&row.text).is_some() || POSTS.iter().any(|post| words.starts_with(post));
        let body = matches!(self.last, Some(Cell::Body | Cell::Article | Cell::Table));
        (capitals && short && signs && body).then(|| self.go(Zone::Sign, Cell::Authority))
    }

    fn sign(&mut self, row: &Row<'_>) -> Cell {
        let words = row.folded.as_str();
        let upper = row.text.to_uppercase();
        let post = authority::prefix(&upper).is_some() || POSTS.iter().any(|post| words.starts_with(post.trim_end()));
        if is_annex(words) {
            self.annexed = true;
            self.go(Zone::Annex, Cell::Annex)
        } else if words.starts_with("noi nhan") {
            Cell::Recipients
        } else if row.text.starts_with(['-', '–', '•']) || is_archive(&row.text) {
            Cell::Recipient
        } else if is_mark(&row.text) {
            Cell::DrafterMark
        } else if is_contact(words) {
            Cell::Contact
        } else if is_person(&row.text) {
            Cell::Signer
        } else if post || (all_capitals(&row.text) && self.last == Some(Cell::Authority)) {
            Cell::Authority
        } else if row.text.split(' ').count() <= 7 && !row.text.starts_with('(') && !row.text.ends_with([';', '.']) {
            Cell::Signer
        } else if row.text.ends_with([';', '.']) {
            Cell::Recipient
        } else {
            Cell::Other
        }
    }

    fn annex(&mut self, row: &Row<'_>) -> Cell {
        let words = row.folded.as_str();
        if is_annex(words) {
            return Cell::Annex;
        }
        if words.starts_with("(kem theo") || words.starts_with("(ban hanh kem theo") {
            return self.go(Zone::Text, Cell::AnnexReference);
        }
        if matches!(self.last, Some(Cell::Annex | Cell::AnnexTitle))
            && label(&row.text).is_none()
            && (all_capitals(&row.text) || self.last == Some(Cell::Annex))
        {
            return Cell::AnnexTitle;
        }
        self.zone = Zone::Text;
        self.text(row)
    }
}

/// Whether it is the name of a person, in capitals too.
fn is_person(text: &str) -> bool {
    let mut words = text.split(' ');
    let first = words.next().map(|word| capitalised(&word.to_lowercase())).unwrap_or_default();
    let plain = text.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    plain && lexicon().surname(&first) && (1..5).contains(&words.count())
}

fn is_number(words: &str) -> bool {
    let rest = words.strip_prefix("so").map(str::trim_start).unwrap_or("x");
    let begins =
        rest.starts_with([':', '/', '.', '…', '_']) || rest.starts_with(|letter: char| letter.is_ascii_digit());
    begins && words.contains('/') && words.chars().count() < 60
}

fn is_day(words: &str) -> bool {
    let Some((before, rest)) = words.split_once("ngay") else { return false };
    let worded = rest.contains("thang") && rest.contains("nam");
    let digits = rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit()) && rest.contains('/');
    before.chars().count() < 40 && words.chars().count() < 80 && (worded || digits)
}

fn is_basis(row: &Row<'_>) -> bool {
    lexicon().basis_words.iter().any(|begin| row.folded.starts_with(&folded(begin)))
}

fn is_deciding(row: &Row<'_>) -> bool {
    matches!(plain(row), "quyet dinh" | "quyet nghi")
}

fn is_annex(words: &str) -> bool {
    words.strip_prefix("phu luc").is_some_and(|rest| {
        let rest = rest.trim();
        rest.is_empty()
            || (rest.len() <= 5 && rest.chars().all(|letter| letter.is_ascii_digit() || "ivx".contains(letter)))
    })
}

fn is_contact(words: &str) -> bool {
    let signs = ["dia chi", "dien thoai", "email", "website", "fax"];
    words.starts_with("dia chi") || signs.iter().filter(|sign| words.contains(*sign)).count() > 1
}

/// Parts the rows above the number into parent and issuing body.
fn bodies(rows: &[Row<'_>], cells: &mut [Option<Cell>]) {
    let at: Vec<usize> =
        cells.iter().enumerate().filter(|(_, cell)| **cell == Some(Cell::Issuer)).map(|(index, _)| index).collect();
    let bold = |index: &usize| rows.get(*index).is_some_and(|row| row.look.bold);
    let begins = |index: &usize| {
        const KINDS: [&str; 12] = [
            "truong ",
            "so ",
            "phong ",
            "uy ban",
            "ubnd",
            "trung tam",
            "ban ",
            "cuc ",
            "chi cuc",
            "hoi ",
            "van phong",
            "bo ",
        ];
        rows.get(*index).is_some_and(|row| KINDS.iter().any(|kind| row.folded.starts_with(kind)))
    };
    let first_bold = at.iter().position(bold).filter(|first| at.iter().skip(*first).all(bold));
    // Where the type does not tell, the last row that begins like a name of a body begins the issuing one.
    let split = match first_bold {
        Some(first) if first > 0 => first,
        _ => at.iter().rposition(begins).unwrap_or(at.len().saturating_sub(1)),
    };
    for index in at.iter().take(split) {
        if let Some(cell) = cells.get_mut(*index) {
            *cell = Some(Cell::Parent);
        }
    }
}
