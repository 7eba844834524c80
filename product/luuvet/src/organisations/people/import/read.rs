//! Reading a list of people out of a file. Knows no database and changes nothing.

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use vietnamese::fold::fold;

use super::row::{Column, Row, RowError};
use crate::organisations::store::Department;
use crate::refusal::{Problem, Refusal};

/// Largest file, in bytes.
const LARGEST: usize = 10_000_000;
/// Most people in one list: a department's whole staff comes in several.
const ROWS: usize = 10_000;
/// Most columns that are looked at.
const COLUMNS: usize = 100;
/// Longest cell that is looked at, in letters.
const CELL: usize = 500;

/// A list as it was read.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// The rows in their order, also the wrong ones.
    pub rows: Vec<Row>,
    /// What is wrong, by row.
    pub errors: Vec<RowError>,
}

impl Preview {
    /// Notes every row whose department is none of these, the open ones of the organisation.
    pub fn check_departments(&mut self, open: &[Department]) {
        let known: HashSet<String> = open.iter().map(|one| fold(&one.name)).collect();
        let is_unknown = |row: &&Row| !row.department.is_empty() && !known.contains(&fold(&row.department));
        let errors = self.rows.iter().filter(is_unknown).map(|row| RowError {
            row: row.number,
            column: Column::Department,
            problem: Problem::new("import-department").with("name", &row.department),
        });
        self.errors.extend(errors);
        self.errors.sort_by_key(|error| error.row);
    }
}

/// Reads a list of people: an Excel file (`.xlsx`, its first sheet) or CSV (UTF-8; comma, semicolon or tab). The first
/// row that is not empty names the columns.
///
/// # Errors
/// When the file is too large, cannot be read, has no row of names, or too many rows.
pub fn read(bytes: &[u8], name: &str) -> Result<Preview, Refusal> {
    let refuse = |code: &str| Refusal::invalid(Problem::new(code).at("file"));
    if bytes.len() > LARGEST {
        return Err(Refusal::invalid(Problem::new("file-too-large").at("file").with("limit", LARGEST / 1_000_000)));
    }
    let is_excel = bytes.starts_with(b"PK");
    if !is_excel && name.to_lowercase().ends_with(".xls") {
        return Err(refuse("import-old-excel"));
    }
    let cells = if is_excel { excel(bytes) } else { csv(bytes) }.ok_or_else(|| refuse("import-unreadable"))?;
    let mut rows = cells.into_iter().enumerate().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let (_, head) = rows.next().ok_or_else(|| refuse("import-empty"))?;
    let places: HashMap<Column, usize> =
        head.iter().enumerate().rev().filter_map(|(place, head)| Some((Column::of_head(head)?, place))).collect();
    if !places.contains_key(&Column::Name) || !places.contains_key(&Column::Title) {
        return Err(refuse("import-head"));
    }
    let mut preview = Preview::default();
    for (index, cells) in rows {
        if preview.rows.len() >= ROWS {
            return Err(Refusal::invalid(Problem::new("import-long").at("file").with("limit", ROWS)));
        }
        let cell = |column| places.get(&column).and_then(|place| cells.get(*place)).cloned().unwrap_or_default();
        let (row, errors) = Row::of_cells(index + 1, cell);
        preview.rows.push(row);
        preview.errors.extend(errors);
    }
    if preview.rows.is_empty() {
        return Err(refuse("import-empty"));
    }
    Ok(preview)
}

fn excel(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    luuvet_pages::check_package(bytes, &luuvet_pages::Limits::default()).ok()?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).ok()?;
    let sheet = book.worksheet_range_at(0)?.ok()?;
    // Numbers of rows are those that Excel shows, also when the sheet begins with empty ones.
    let before = usize::try_from(sheet.start().map_or(0, |(row, _)| row)).ok()?.min(ROWS);
    let rows = sheet.rows().take(ROWS + 100).map(|row| row.iter().take(COLUMNS).map(text).collect());
    Some(std::iter::repeat_n(Vec::new(), before).chain(rows).collect())
}

fn text(cell: &Data) -> String {
    let text = match cell {
        // A telephone number that Excel took for a number.
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    };
    text.trim().chars().take(CELL).collect()
}

fn csv(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let parted = [b',', b';', b'\t'];
    let sign = parted.into_iter().max_by_key(|sign| first.bytes().filter(|byte| byte == sign).count())?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(sign).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().take(ROWS + 100) {
        let record = record.ok()?;
        // Lines that the reader skips as empty still count for whoever looks for a row.
        let line = record.position().map_or(0, |position| line_of(text, position));
        while rows.len() + 1 < line.min(2 * ROWS) {
            rows.push(Vec::new());
        }
        rows.push(record.iter().take(COLUMNS).map(|cell| cell.trim().chars().take(CELL).collect()).collect());
    }
    Some(rows)
}

/// The line in which a record stands: the reader gives the place behind the record before, empty lines not yet passed.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let passed = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(0) + passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(preview: &Preview) -> Vec<(usize, &'static str, &str)> {
        preview.errors.iter().map(|error| (error.row, error.column.code(), error.problem.code.as_str())).collect()
    }

    #[test]
    fn a_list_with_semicolons_and_what_is_wrong_in_it() {
        let list = "\u{feff}Họ và tên;Chức vụ;Tổ;Vai trò;Email;Điện thoại\n\
                    NGUYỄN VĂN A;Giáo viên;Tổ Toán;;a@b.vn;0912 345 678\n\
                    \n\
                    ;;;thủ kho;a b;12\n";
        let preview = read(list.as_bytes(), "ds.csv").unwrap();
        assert_eq!(preview.rows.len(), 2);
        assert_eq!((preview.rows[0].name.as_str(), preview.rows[0].number), ("Nguyễn Văn A", 2));
        assert_eq!(
            codes(&preview),
            [
                (4, "name", "field-empty"),
                (4, "title", "field-empty"),
                (4, "roles", "import-role"),
                (4, "email", "person-email"),
                (4, "phone", "person-phone"),
            ]
        );
    }

    #[test]
    fn files_that_are_no_lists() {
        let code = |bytes: &[u8], name: &str| read(bytes, name).unwrap_err().problems()[0].code.clone();
        assert_eq!(code(b"", "a.csv"), "import-unreadable");
        assert_eq!(code(b"a,b\n1,2\n", "a.csv"), "import-head");
        assert_eq!(code("Họ tên,Chức vụ\n".as_bytes(), "a.csv"), "import-empty");
        assert_eq!(code(&[0xd0, 0xcf, 0x11, 0xe0], "a.xls"), "import-old-excel");
        assert_eq!(code(b"PK\x03\x04 and no more", "a.xlsx"), "import-unreadable");
        assert_eq!(code(&vec![b'a'; LARGEST + 1], "a.csv"), "file-too-large");
        let long = format!("Họ tên,Chức vụ\n{}", "Nguyễn An,Giáo viên\n".repeat(ROWS + 1));
        assert_eq!(code(long.as_bytes(), "a.csv"), "import-long");
    }
}
