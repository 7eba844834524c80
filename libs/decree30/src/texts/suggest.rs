//! What an editor proposes while a basis is typed.

use jiff::civil::Date;

use super::cite::full;
use super::fold::fold;
use super::kinds::kind;
use super::library::{Library, State};
use super::text::Text;

/// Most texts that are proposed.
pub const MOST_SUGGESTED: usize = 20;

/// Texts in force on the day of which every typed word begins a word (number, name, day, issuer, subject, what it is
/// about); marks and case do not count. First those that a document of this kind and field should have, then those of
/// the field, then by rank and the newest first. An empty query gives what the field has.
#[must_use]
pub fn suggest<'a>(library: &'a Library, query: &str, of_kind: &str, field: Option<&str>, day: Date) -> Vec<&'a Text> {
    let query = fold(query);
    let typed: Vec<&str> = query.split(' ').filter(|word| !word.is_empty()).take(20).collect();
    let wanted: Vec<&str> = library
        .required()
        .iter()
        .filter(|required| required.is_for(of_kind, field))
        .flat_map(|required| required.any.iter().map(String::as_str))
        .collect();
    let covers = |text: &Text| field.is_some_and(|field| text.fields.iter().any(|one| one == field));
    let is_wanted = |text: &Text| wanted.contains(&text.code.as_str());
    let mut found: Vec<&Text> = library
        .all()
        .filter(|text| if typed.is_empty() { covers(text) || is_wanted(text) } else { has(text, &typed) })
        .filter(|text| library.state(text, day) == State::InForce)
        .collect();
    let rank = |text: &Text| kind(&text.kind).map_or(u8::MAX, |kind| kind.rank);
    let newest = |text: &Text| std::cmp::Reverse((text.day.map_or(text.year(), |day| Some(day.year())), text.day));
    found.sort_by_key(|text| (!is_wanted(text), !covers(text), rank(text), newest(text)));
    found.truncate(MOST_SUGGESTED);
    found
}

fn has(text: &Text, typed: &[&str]) -> bool {
    let words = fold(&format!("{} {} {}", full(text, ""), text.number, text.about));
    typed.iter().all(|typed| {
        words.split([' ', '/', '-', ',']).any(|word| word.starts_with(typed))
            || words.contains(typed) && typed.contains('/')
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn codes(query: &str, field: Option<&str>, day: Date) -> Vec<String> {
        suggest(&Library::shipped(), query, "plan", field, day).iter().map(|text| text.code.clone()).collect()
    }

    #[test]
    fn found_by_number_and_by_words_without_marks() {
        let today = date(2026, 11, 22);
        assert_eq!(codes("30/2020", None, today), ["nd-30-2020"]);
        assert_eq!(codes("van thu nghi", None, today)[0], "nd-30-2020");
        assert_eq!(codes("luật lưu tr", None, today)[0], "luat-luu-tru-2024");
        assert!(codes("khong co gi nhu the", None, today).is_empty());
    }

    #[test]
    fn the_field_gives_what_is_wanted_and_in_force_on_the_day() {
        let now = codes("", Some("state-secrets"), date(2026, 11, 22));
        assert_eq!(now[..2], ["luat-bi-mat-2025", "nd-63-2026"]);
        assert!(!now.iter().any(|code| code == "nd-26-2020"));
        let then = codes("", Some("state-secrets"), date(2024, 4, 3));
        assert_eq!(then[..2], ["luat-bi-mat-2018", "nd-26-2020"]);
    }
}
