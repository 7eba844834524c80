//! Reading an old register from an Excel file: which column is what, what is wrong in which row.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::{Date, date};
use luuvet_domain::secrecy::{self, Piece, Place};

use crate::documents::registers::import_history::MOST;
use crate::documents::registers::store::OldLine;

/// Largest file, in bytes.
pub const LARGEST: usize = 4_000_000;
/// Longest cell that is kept, in letters.
const CELL: usize = 2_000;
/// Rows above the heads that are looked at.
const ABOVE: usize = 20;
/// Most errors that are said.
const ERRORS: usize = 50;

/// What was read.
#[derive(Debug, Default)]
pub struct OldBook {
    /// The lines, in their order.
    pub lines: Vec<OldLine>,
    /// The file's row and the key of what is wrong there: `history-error-…`.
    pub errors: Vec<(usize, &'static str)>,
    /// Whether a mark of secrecy was found; then nothing is kept.
    pub marked: bool,
}

/// Where each column stands: number, symbol, day, subject, party, signer, note.
type Places = [Option<usize>; 7];

const HEADS: [&[&str]; 7] = [
    &["so den", "so thu tu", "so"],
    &["so, ky hieu", "so ky hieu", "ky hieu"],
    &["ngay, thang", "ngay thang", "ngay van ban", "ngay"],
    &["ten loai va trich yeu", "trich yeu"],
    &["noi nhan", "tac gia", "co quan ban hanh", "noi gui"],
    &["nguoi ky"],
    &["ghi chu"],
];

/// Reads the first sheet of a file for a register of a year. Blocking.
#[must_use]
pub fn read(bytes: Vec<u8>, year: i16) -> OldBook {
    let wrong = |key| OldBook { errors: vec![(0, key)], ..OldBook::default() };
    if bytes.len() > LARGEST {
        return wrong("history-error-large");
    }
    let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else { return wrong("history-error-file") };
    let Some(Ok(range)) = book.worksheet_range_at(0) else { return wrong("history-error-file") };
    let top = usize::try_from(range.start().map_or(0, |(row, _)| row)).unwrap_or(0);
    let rows: Vec<&[Data]> = range.rows().take(MOST + ABOVE + 1).collect();
    let heads = rows.iter().take(ABOVE).enumerate().find_map(|(at, row)| Some((at, places(row)?)));
    let Some((head, places)) = heads else { return wrong("history-error-heads") };
    let mut read = OldBook::default();
    for (at, row) in rows.iter().enumerate().skip(head + 1) {
        if row.iter().all(|cell| words(cell).is_empty()) {
            continue;
        }
        match line(row, &places, year) {
            Ok(line) => read.lines.push(line),
            Err(key) if read.errors.len() < ERRORS => read.errors.push((top + at + 1, key)),
            Err(_) => {}
        }
    }
    if read.lines.len() > MOST || (read.lines.is_empty() && read.errors.is_empty()) {
        read.errors.push((0, "history-error-size"));
    }
    let pieces: Vec<Piece> = read
        .lines
        .iter()
        .flat_map(|line| [&line.subject, &line.note, &line.symbol])
        .map(|text| Piece { place: Place::Page(1), text })
        .collect();
    if !secrecy::marks(&pieces).is_empty() {
        return OldBook { marked: true, ..OldBook::default() };
    }
    read
}

/// The places of the columns if this row holds the heads: number or symbol, day and subject at least.
fn places(row: &[Data]) -> Option<Places> {
    let heads: Vec<String> = row.iter().map(|cell| vietnamese::fold::fold(&words(cell))).collect();
    let mut places: Places = [None; 7];
    // Symbol before number: "số, ký hiệu" begins like "số".
    for column in [1, 0, 2, 3, 4, 5, 6] {
        let is_free = |at: usize| !places.contains(&Some(at));
        let found = HEADS[column]
            .iter()
            .find_map(|name| heads.iter().enumerate().position(|(at, head)| is_free(at) && head.starts_with(name)));
        places[column] = found;
    }
    let is_head = (places[0].is_some() || places[1].is_some()) && places[2].is_some() && places[3].is_some();
    is_head.then_some(places)
}

fn line(row: &[Data], places: &Places, year: i16) -> Result<OldLine, &'static str> {
    let cell = |column: usize| places[column].and_then(|at| row.get(at));
    let text = |column: usize| cell(column).map(words).unwrap_or_default();
    let day = cell(2).and_then(|cell| day(cell, year)).ok_or("history-error-day")?;
    let (number, symbol) = (text(0), text(1));
    let number = if number.is_empty() { symbol.split('/').next().unwrap_or_default().to_owned() } else { number };
    let line = OldLine {
        number,
        symbol,
        day: day.to_string(),
        subject: text(3),
        party: text(4),
        signer: text(5),
        note: text(6),
    };
    if line.number.is_empty() {
        return Err("history-error-number");
    }
    if line.subject.is_empty() {
        return Err("history-error-subject");
    }
    if [&line.number, &line.symbol, &line.subject, &line.party, &line.signer, &line.note]
        .iter()
        .any(|text| text.chars().count() > CELL)
    {
        return Err("history-error-long");
    }
    Ok(line)
}

fn words(cell: &Data) -> String {
    let text = match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    };
    vietnamese::fold::nfc(text.trim())
}

/// A day as Excel or a person wrote it. Arrivals of January may bear a day of the year before.
fn day(cell: &Data, year: i16) -> Option<Date> {
    let day = match cell {
        Data::DateTime(moment) => {
            let (y, m, d, ..) = moment.to_ymd_hms_milli();
            Date::new(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?
        }
        other => vietnamese::dates::parse_day(&words(other), date(year, 12, 31)).ok()?,
    };
    ((year - 5)..=year).contains(&day.year()).then_some(day)
}
