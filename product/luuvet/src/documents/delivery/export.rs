//! The sheet of recipients for a spreadsheet: comma-separated values with a mark of UTF-8, which Excel opens.

use super::sheet::Sheet;
use crate::locale::{Locale, text};

/// The sheet as lines of values, one recipient a line, one column a demand.
#[must_use]
pub fn export(sheet: &Sheet, locale: Locale) -> String {
    let t = |key: &str| text(locale, key);
    let mut head = vec![t("delivery-recipient"), t("delivery-role"), t("delivery-state"), t("delivery-number")];
    head.extend(sheet.demands.iter().map(|demand| demand.wording.clone()));
    head.extend([t("delivery-reminders"), t("delivery-reason")]);
    let rows = sheet.rows.iter().map(|row| {
        let mut cells = vec![
            row.name.clone(),
            t(&format!("delivery-role-{}", row.role)),
            t(&format!("delivery-rung-{}", row.rung)),
            row.number.map(|number| number.to_string()).unwrap_or_default(),
        ];
        for at in 0..sheet.demands.len() {
            let word = row.answers.get(at).map(|owed| t(&format!("delivery-owed-{}", owed.code)) + " " + &owed.symbol);
            cells.push(word.unwrap_or_default().trim().to_owned());
        }
        cells.extend([row.reminders.to_string(), row.reason.clone()]);
        cells
    });
    let lines =
        std::iter::once(head).chain(rows).map(|cells| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>());
    let body: String = lines.map(|cells| cells.join(",") + "\r\n").collect();
    format!("\u{feff}{body}")
}

/// A value in quotes; one that a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(value: &str) -> String {
    let guard = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", value.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_name_is_never_a_formula() {
        assert_eq!(quoted("=cmd()"), "\"'=cmd()\"");
        assert_eq!(quoted("Trường \"A\", số 3"), "\"Trường \"\"A\"\", số 3\"");
    }
}
