//! The words and signs that a typesetter would have put: Quốc hiệu, number, day, V/v, `;` and `.` of lists, `./.`

use super::place;
use super::read::Read;
use super::rows::Row;
use super::table::Cell;
use crate::check::form;
use crate::check::form::marks::URGENCY;
use crate::check::language::dates::{day_of, exists, month_of};
use crate::check::report::Report;
use crate::check::terms::term;
use crate::check::tokens::{all_capitals, folded};
use crate::kinds::Shape;

/// Decree 30/2020, Annex I, part II.1.
const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

pub(super) fn check(read: &Read<'_>, report: &mut Report) {
    let add = |report: &mut Report, code: &str, row: &Row<'_>, found: &str, wanted: &str| {
        report.add(code, found, wanted, place(row.line), None);
    };
    for row in read.of(Cell::Nation).filter(|row| row.text.to_uppercase().replace("HOÀ", "HÒA") != NATION) {
        add(report, "form.nation-words", row, &row.text, NATION);
    }
    let shouted = |text: &str| all_capitals(text) && text.to_lowercase() == MOTTO.to_lowercase();
    for row in read.of(Cell::Motto).filter(|row| row.text != MOTTO && !shouted(&row.text)) {
        add(report, "form.motto-words", row, &row.text, MOTTO);
    }
    for row in read.of(Cell::Number) {
        number(row, report);
    }
    for row in read.of(Cell::PlaceDay) {
        day(row, report);
    }
    if let Some(row) = read.of(Cell::LetterSubject).next()
        && !row.text.starts_with("V/v ")
    {
        let bare = row.text.trim_start_matches(['V', 'v', '/', '.', ':', ' ']);
        let bare = if row.folded.starts_with('v') { bare } else { &row.text };
        add(report, "form.subject-vv", row, &row.text, &format!("V/v {bare}"));
    }
    for row in read.of(Cell::Urgency).filter(|row| !URGENCY.contains(&row.text.as_str())) {
        let meant =
            URGENCY.into_iter().find(|word| folded(word) == row.folded).unwrap_or("HỎA TỐC / THƯỢNG KHẨN / KHẨN");
        add(report, "form.urgency-word", row, &row.text, meant);
    }
    lists(read, report);
    closing(read, report);
}

/// `Số: 05/QĐ-THPT`.
fn number(row: &Row<'_>, report: &mut Report) {
    let Some((before, symbol)) = row.text.split_once('/') else { return };
    let said = before.trim_start_matches(|letter: char| letter.is_alphabetic());
    let number = said.trim_start_matches([':', ' ']);
    let blank = number.chars().all(|letter| letter.is_whitespace() || matches!(letter, '.' | '…' | '_'));
    let digits = number.trim().bytes().all(|byte| byte.is_ascii_digit());
    let mut add = |code: &str, wanted: String| report.add(code, row.text.as_str(), wanted, place(row.line), None);
    if !blank && !digits {
        add("form.number-digits", term("arabic-number").to_owned());
        return;
    }
    if !blank && number.trim().len() == 1 {
        add("form.number-zero", format!("Số: 0{}/{symbol}", number.trim()));
    }
    // A blank behind the colon belongs to it, one before the slash does not; blanks left for a number may be any.
    let colon = before.starts_with("Số:");
    if !colon || (!blank && number.ends_with(' ')) {
        add("form.symbol-sign", format!("Số: {}/{symbol}", number.trim()));
    }
}

/// `Xuân Mẫu, ngày 04 tháng 3 năm 2026`.
fn day(row: &Row<'_>, report: &mut Report) {
    let Some(at) = row.text.find("ngày") else { return };
    let (name, rest) = row.text.split_at_checked(at).unwrap_or_default();
    let mut add = |code: &str, wanted: String| report.add(code, row.text.as_str(), wanted, place(row.line), None);
    if !name.trim().is_empty() && !name.trim_end().ends_with(',') {
        add("form.day-comma", format!("{}, {rest}", name.trim()));
    }
    let numbers: Vec<(u16, &str)> = rest
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .filter_map(|digits| Some((digits.parse().ok()?, digits)))
        .collect();
    let [(day, day_text), (month, month_text), (year, _), ..] = numbers.as_slice() else { return };
    let right = format!("{name}ngày {} tháng {} năm {year}", day_of(*day), month_of(*month));
    if !exists(*day, *month, Some(*year)) {
        add("form.day-impossible", term("real-day").to_owned());
    } else if !(rest.contains("tháng") && rest.contains("năm")) {
        add("form.day-words", right);
    } else if *day_text != day_of(*day) || *month_text != month_of(*month) {
        add("form.day-zero", right);
    }
}

/// `;` behind every line of bases, addressees and recipients, `.` behind the last.
fn lists(read: &Read<'_>, report: &mut Report) {
    let printed = read.rows.iter().any(|row| row.line.page.is_some());
    let bases: Vec<&Row<'_>> = read.of(Cell::Basis).collect();
    let recipients: Vec<&Row<'_>> = read.of(Cell::Recipient).collect();
    let addressees: Vec<&Row<'_>> = read.of(Cell::Addressee).filter(|row| row.text.starts_with(['-', '–'])).collect();
    let begins = |cell: Cell, row: &Row<'_>| match cell {
        Cell::Basis => row.folded.starts_with("can cu") || row.folded.contains("de nghi"),
        _ => row.text.starts_with(['-', '–', '•']),
    };
    let lists = [
        ("structure.base-sign", Cell::Basis, bases),
        ("form.recipient-sign", Cell::Recipient, recipients),
        ("form.recipient-sign", Cell::Addressee, addressees),
    ];
    for (code, cell, rows) in lists {
        for (at, row) in rows.iter().enumerate() {
            let next = rows.get(at + 1);
            // In print a line may be the middle of its entry.
            if printed && next.is_some_and(|next| !begins(cell, next)) {
                continue;
            }
            let wanted = if next.is_some() { ';' } else { '.' };
            let dash = cell == Cell::Basis || printed || row.text.starts_with('-');
            if !row.text.ends_with(wanted) || !dash {
                let bare = form::recipients::bare(&row.text);
                let right = if cell == Cell::Basis { format!("{bare}{wanted}") } else { format!("- {bare}{wanted}") };
                let cell = if cell == Cell::Addressee { "9a" } else { "" };
                report.add_in(cell, code, row.text.as_str(), right, place(row.line), None);
            }
        }
    }
}

/// The last words of the text.
fn closing(read: &Read<'_>, report: &mut Report) {
    if !form::has_shape(&read.draft, &[Shape::Decision, Shape::Named, Shape::Letter]) {
        return;
    }
    let end = read
        .cells
        .iter()
        .position(|cell| matches!(cell, Some(Cell::Recipients | Cell::Authority | Cell::Annex | Cell::Recipient)));
    let rows = read.rows.iter().zip(&read.cells).take(end.unwrap_or(read.cells.len()));
    let mut text = rows.filter(|(_, cell)| matches!(cell, Some(Cell::Body | Cell::Article | Cell::Table)));
    // A text may end with a table, which carries no sign.
    let last = text.next_back().filter(|(_, cell)| **cell != Some(Cell::Table));
    if let Some((row, _)) = last.filter(|(row, _)| !row.text.ends_with("./.")) {
        let skip = row.text.chars().count().saturating_sub(40);
        let words: String = row.text.chars().skip(skip).collect();
        report.add("structure.closing", words, term("closing-ends"), place(row.line), None);
    }
}
