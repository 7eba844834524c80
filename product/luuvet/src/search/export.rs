//! What was found as a file for Excel.

use jiff::civil::Date;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::store::Found;
use crate::locale::{Locale, text};
use crate::refusal::Refusal;

/// The media type.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The columns' headings and widths.
const COLUMNS: &[(&str, f64)] = &[
    ("found-direction", 12.0),
    ("found-arrival", 8.0),
    ("found-arrival-day", 12.0),
    ("found-symbol", 20.0),
    ("found-day", 12.0),
    ("found-kind", 16.0),
    ("found-subject", 60.0),
    ("found-issuer", 32.0),
    ("found-signer", 24.0),
    ("found-state", 18.0),
];

/// The file, a line for each document.
///
/// # Errors
/// When the writer refuses; the text is for the log.
pub fn excel(locale: Locale, organisation: &str, found: &[Found]) -> Result<Vec<u8>, Refusal> {
    write(locale, organisation, found).map_err(|error| Refusal::Broken(error.to_string()))
}

fn write(locale: Locale, organisation: &str, found: &[Found]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(1, 1)?.set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, organisation, &Format::new().set_bold())?;
    for (at, (key, width)) in (0u16..).zip(COLUMNS) {
        sheet.write_string_with_format(1, at, text(locale, key), &head)?;
        sheet.set_column_width(at, *width)?;
    }
    for (row, one) in (2u32..).zip(found) {
        for (at, cell) in (0u16..).zip(cells(locale, one)) {
            // Text, never a formula: what a person typed is not computed by whoever opens the file.
            sheet.write_string_with_format(row, at, cell, &body)?;
        }
    }
    sheet.set_freeze_panes(2, 0)?;
    book.save_to_buffer()
}

fn cells(locale: Locale, one: &Found) -> [String; 10] {
    let day = |day: Option<Date>| day.map(vietnamese::dates::short).unwrap_or_default();
    [
        text(locale, &format!("search-direction-{}", one.direction)),
        one.arrival_number.map(|number| number.to_string()).unwrap_or_default(),
        day(one.arrival_day),
        one.symbol.clone().unwrap_or_default(),
        day(one.day),
        text(locale, &format!("kind-{}", one.kind)),
        one.subject.clone(),
        one.issuer.clone(),
        one.signer.clone(),
        text(locale, &format!("state-{}", one.state)),
    ]
}
