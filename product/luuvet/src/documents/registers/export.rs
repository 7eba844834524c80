//! A register as an Excel file and as a PDF: exactly what was asked for.

use std::sync::LazyLock;

use jiff::Zoned;
use luuvet_pages::compose::{Cell, Margins, Moment, Paragraph, Run, Sheet, Table, compose};
use luuvet_pages::{Faces, Limits};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::documents::registers::columns::{Column, Written};
use crate::locale::{Arg, Locale, text, text_with};
use crate::refusal::Refusal;

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| Faces::find(None).or_else(|_| Faces::built_in()).ok());

/// What stands on the cover and first page: organisation, title, year, from which number to which (Annex IV).
#[derive(Clone, Debug)]
pub struct Title {
    /// The organisation's name.
    pub organisation: String,
    /// The register's name.
    pub name: String,
    /// Its year.
    pub year: i16,
}

/// The file of a register for Excel.
///
/// # Errors
/// When the writer refuses; the text is for the log.
pub fn excel(locale: Locale, title: &Title, columns: &[Column], lines: &[Written]) -> Result<Vec<u8>, Refusal> {
    write(locale, title, columns, lines).map_err(|error| Refusal::Broken(error.to_string()))
}

fn write(locale: Locale, title: &Title, columns: &[Column], lines: &[Written]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let void = body.clone().set_font_strikethrough();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(3, 3)?.set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, &title.organisation, &bold)?;
    sheet.write_string_with_format(1, 0, format!("{} {}", title.name, title.year), &bold)?;
    sheet.write_string(2, 0, span(locale, lines))?;
    for (at, (key, _, share)) in (0u16..).zip(columns) {
        sheet.write_string_with_format(3, at, text(locale, key), &head)?;
        sheet.set_column_width(at, *share * 1.3)?;
    }
    for (row, line) in (4u32..).zip(lines) {
        let format = if line.state == "cancelled" { &void } else { &body };
        for (at, cell) in (0u16..).zip(&line.cells) {
            // Text, never a formula: what a person typed is not computed by whoever opens the file.
            sheet.write_string_with_format(row, at, cell, format)?;
        }
    }
    sheet.set_freeze_panes(4, 0)?;
    book.save_to_buffer()
}

/// The register for print: landscape, head repeated on every page, page numbers, the sum at the end.
///
/// # Errors
/// When there are no faces, or more pages than the typesetter takes.
pub fn pdf(
    locale: Locale,
    title: &Title,
    columns: &[Column],
    lines: &[Written],
    now: &Zoned,
) -> Result<Vec<u8>, Refusal> {
    let faces = FACES.as_ref().ok_or_else(|| Refusal::Broken("no faces".to_owned()))?;
    let head = columns.iter().map(|(key, ..)| Paragraph::new(&text(locale, key)).bold().centred().sized(9.0).into());
    let mut rows: Vec<Vec<Cell>> = vec![head.collect()];
    rows.push((1..=columns.len()).map(|at| Paragraph::new(&format!("({at})")).centred().sized(8.0).into()).collect());
    for line in lines {
        let cell =
            |words: &String| Paragraph::of(vec![Run { text: words.clone(), ..Run::default() }]).sized(9.0).into();
        rows.push(line.cells.iter().map(cell).collect());
    }
    rows.push(vec![Cell { span: columns.len(), ..Paragraph::new(&sum(locale, lines)).bold().sized(9.0).into() }]);
    let widths = columns.iter().map(|(_, _, share)| *share).collect();
    let blocks = vec![
        Paragraph::new(&title.organisation).bold().centred().sized(12.0).into(),
        Paragraph::new(&title.name.to_uppercase()).bold().centred().sized(14.0).into(),
        Paragraph::new(&title.year.to_string()).centred().sized(12.0).into(),
        Paragraph { after: 6.0, ..Paragraph::new(&span(locale, lines)).centred().sized(11.0) }.into(),
        luuvet_pages::compose::Block::Table(Table { widths, header_rows: 2, rows, lines: true }),
    ];
    let made = Moment {
        year: u16::try_from(now.year()).unwrap_or(0),
        month: u8::try_from(now.month()).unwrap_or(1),
        day: u8::try_from(now.day()).unwrap_or(1),
        hour: u8::try_from(now.hour()).unwrap_or(0),
        minute: u8::try_from(now.minute()).unwrap_or(0),
    };
    let margins = Margins { top: 15.0, right: 12.0, bottom: 12.0, left: 20.0 };
    let sheet = Sheet { landscape: true, margins, ..Sheet::new(&title.name, made, blocks) };
    compose(&sheet, faces, &Limits::default()).map_err(|error| Refusal::Broken(error.to_string()))
}

/// "Từ số … đến số …".
fn span(locale: Locale, lines: &[Written]) -> String {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => {
            let values = [("first", Arg::Text(&first.number)), ("last", Arg::Text(&last.number))];
            text_with(locale, "register-span", &values)
        }
        _ => text(locale, "register-empty"),
    }
}

fn sum(locale: Locale, lines: &[Written]) -> String {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let cancelled = lines.iter().filter(|line| line.state == "cancelled").count();
    let values = [("count", Arg::Count(count(lines.len()))), ("cancelled", Arg::Count(count(cancelled)))];
    text_with(locale, "register-sum", &values)
}
