//! Prints number and date on the approved rendition.
//!
//! Into the blanks that are sure; else at the standard places of Decree 30/2020, Annex I, Part IV: the number in cell 3
//! (under the body's name, the left of the two columns), the date in cell 4 (under the motto, the right one).

use jiff::civil::Date;
use luuvet_pages::compose::{Align, Colour};
use luuvet_pages::{Blank, Limits, Mark, PageError, find_blanks, page_size, stamp};

use super::faces::faces;

/// Size of number and date where no blank tells it, in points (Decree 30/2020, Annex I, Part V: 13 and 13 to 14).
const SIZE: f32 = 13.0;
/// Left margin of 30 mm, right margin of 15 mm, in points.
const MARGINS: (f32, f32) = (85.0, 42.5);
/// The motto begins at about two fifths of the width of the text.
const LEFT_SHARE: f32 = 0.4;
/// Baseline of cells 3 and 4: below the two heading lines and their rule, in points from the upper edge.
const BASELINE: f32 = 110.0;

/// What is printed.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Number and symbol: "135/TB-SGDĐT".
    pub symbol: String,
    /// The document's date.
    pub day: Date,
    /// The place of the date line: "Bắc Giang".
    pub place: String,
}

/// A new PDF with number and date on page 1; the pages' own content is kept. Call it from a blocking thread.
///
/// # Errors
/// As the file is found: damaged, too large, no page.
pub fn print(approved: &[u8], printed: &Printed) -> Result<Vec<u8>, PageError> {
    let limits = Limits::default();
    let marks = marks(approved, printed, &limits)?;
    stamp(approved, &marks, None, &faces()?, &limits)
}

fn marks(approved: &[u8], printed: &Printed, limits: &Limits) -> Result<Vec<Mark>, PageError> {
    let blanks = find_blanks(approved, limits)?;
    let width = page_size(approved, 1, limits)?.width;
    let mut marks = Vec::new();
    let number = blanks.iter().find(|blank| matches!(blank, Blank::Number { .. }));
    let date = blanks.iter().find(|blank| matches!(blank, Blank::Date { .. }));
    match number {
        Some(Blank::Number { y, size, at }) => marks.push(words(middle(*at), *y, *size, digits(&printed.symbol))),
        _ => marks.push(words(cell_three(width), BASELINE, SIZE, &format!("Số: {}", printed.symbol))),
    }
    match date {
        Some(Blank::Date { y, size, day, month, year }) => {
            marks.push(slanted(middle(*day), *y, *size, &format!("{:02}", printed.day.day())));
            marks.push(slanted(middle(*month), *y, *size, &month_digits(printed.day)));
            if let Some(year) = year {
                marks.push(slanted(middle(*year), *y, *size, &printed.day.year().to_string()));
            }
        }
        _ => {
            let line = format!("{}, {}", printed.place, vietnamese::dates::official(printed.day));
            marks.push(slanted(cell_four(width), BASELINE, SIZE, &line));
        }
    }
    Ok(marks)
}

/// The number without the symbol, which stands behind the blank: "135" of "135/TB-SGDĐT".
fn digits(symbol: &str) -> &str {
    symbol.split('/').next().unwrap_or(symbol)
}

/// A zero before January and February only (Decree 30/2020, Annex I, II.4).
fn month_digits(day: Date) -> String {
    if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() }
}

fn middle((from, to): (f32, f32)) -> f32 {
    (from + to) / 2.0
}

fn cell_three(width: f32) -> f32 {
    MARGINS.0 + (width - MARGINS.0 - MARGINS.1) * LEFT_SHARE / 2.0
}

fn cell_four(width: f32) -> f32 {
    MARGINS.0 + (width - MARGINS.0 - MARGINS.1) * (1.0 + LEFT_SHARE) / 2.0
}

fn words(x: f32, y: f32, size: f32, text: &str) -> Mark {
    let (align, colour) = (Align::Centre, Colour(0, 0, 0));
    Mark::Words { page: 1, x, y, text: text.to_owned(), size, bold: false, italic: false, align, colour }
}

fn slanted(x: f32, y: f32, size: f32, text: &str) -> Mark {
    let (align, colour) = (Align::Centre, Colour(0, 0, 0));
    Mark::Words { page: 1, x, y, text: text.to_owned(), size, bold: false, italic: true, align, colour }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use luuvet_pages::compose::{Block, Moment, Paragraph, Sheet};
    use luuvet_pages::{compose, text};

    fn page(lines: &[&str]) -> Vec<u8> {
        let made = Moment { year: 2024, month: 4, day: 3, hour: 8, minute: 0 };
        let blocks = lines.iter().map(|line| Block::from(Paragraph::new(line))).collect();
        compose(&Sheet::new("Thông báo", made, blocks), &faces().unwrap(), &Limits::default()).unwrap()
    }

    fn printed() -> Printed {
        Printed { symbol: "135/TB-SGDĐT".into(), day: date(2024, 4, 3), place: "Bắc Giang".into() }
    }

    fn words_of(pdf: &[u8]) -> String {
        text(pdf, &Limits::default()).unwrap().join(" ")
    }

    #[test]
    fn blanks_are_filled_and_nothing_is_left() {
        let pdf = page(&["Số: ……/TB-SGDĐT", "Bắc Giang, ngày …… tháng …… năm 2024"]);
        assert_eq!(find_blanks(&pdf, &Limits::default()).unwrap().len(), 2);
        let marks = marks(&pdf, &printed(), &Limits::default()).unwrap();
        let texts: Vec<&str> = marks.iter().filter_map(said).collect();
        assert_eq!(texts, ["135", "03", "4"]);
        assert!(find_blanks(&print(&pdf, &printed()).unwrap(), &Limits::default()).unwrap().is_empty());
    }

    #[test]
    fn without_blanks_the_standard_places_are_used() {
        let pdf = page(&["THÔNG BÁO", "Kết quả kiểm tra"]);
        let marks = marks(&pdf, &printed(), &Limits::default()).unwrap();
        let texts: Vec<&str> = marks.iter().filter_map(said).collect();
        assert_eq!(texts, ["Số: 135/TB-SGDĐT", "Bắc Giang, ngày 03 tháng 4 năm 2024"]);
        let made = print(&pdf, &printed()).unwrap();
        assert!(words_of(&made).contains("THÔNG BÁO"));
        assert_eq!(made, print(&pdf, &printed()).unwrap(), "the same every time");
    }

    fn said(mark: &Mark) -> Option<&str> {
        match mark {
            Mark::Words { text, .. } => Some(text),
            Mark::Frame { .. } => None,
        }
    }
}
