//! Head, title, addressees and bases.

use super::Maker;
use super::piece::{Addressed, Date, Head, Issuer, Line, Para, Piece, Run, Symbol, Title};
use super::runs::{end_in, is_empty};
use crate::draft::{Level, Urgency};
use crate::kinds::Shape;

impl Maker<'_> {
    /// Cells 1 to 4 and what stands below them.
    pub(super) fn head(&self) -> Head {
        let letter = self.kind.shape == Shape::Letter && !self.draft.subject.trim().is_empty();
        let subject = if letter { self.name(&self.letter_subject()) } else { Vec::new() };
        Head {
            issuers: self.issuers(),
            symbol: self.symbol(),
            date: self.date(),
            subject,
            urgency: match self.draft.urgency {
                Urgency::Normal => None,
                Urgency::Urgent => Some("urgent"),
                Urgency::VeryUrgent => Some("very-urgent"),
                Urgency::Express => Some("express"),
            },
            circulation: self.plain(&self.draft.circulation),
            form: String::new(),
        }
    }

    /// The bodies; a parent that stands above the body before is not said again.
    pub(super) fn issuers(&self) -> Vec<Issuer> {
        let all: Vec<_> = std::iter::once(&self.draft.issuer).chain(&self.draft.joint).collect();
        let parent = |index: usize| {
            let before = index.checked_sub(1).and_then(|before| all.get(before));
            all.get(index).filter(|one| before.is_none_or(|before| before.parent != one.parent))
        };
        let one = |(index, issuer): (usize, &&crate::draft::Issuer)| Issuer {
            parent: parent(index).map(|one| self.lines(&one.parent)).unwrap_or_default(),
            name: self.name(&issuer.name),
        };
        all.iter().enumerate().map(one).collect()
    }

    fn lines(&self, text: &str) -> Vec<Vec<Run>> {
        text.lines().map(|line| self.name(line)).filter(|line| !is_empty(line)).collect()
    }

    /// A title says what a letter says with "V/v".
    fn letter_subject(&self) -> String {
        let (subject, sign) = (self.draft.subject.trim(), self.layout.word("letter_subject"));
        if subject.starts_with(sign) { subject.to_owned() } else { format!("{sign} {subject}") }
    }

    /// Number and symbol; none for a kind that goes without.
    fn symbol(&self) -> Option<Symbol> {
        let symbol = &self.draft.symbol;
        let without = self.layout.head.without_number.contains(&self.kind.code);
        if without && symbol.text.is_empty() && symbol.number.is_none() {
            return None;
        }
        let number = symbol.number.map(|number| format!("{number:02}")).unwrap_or_default();
        let text = symbol.text.trim().trim_start_matches('/');
        Some(Symbol { number, text: self.plain(&format!("/{text}")) })
    }

    /// Place and day; a kind that tells them in its text has none without a place.
    fn date(&self) -> Option<Date> {
        let draft = self.draft;
        if draft.place.trim().is_empty() && self.kind.shape == Shape::Minutes {
            return None;
        }
        let [day, month, year] = draft.day.map(written).unwrap_or_default();
        Some(Date { place: self.plain(&draft.place), day, month, year })
    }

    /// Cell 5a.
    pub(super) fn title(&self) -> Piece {
        let mut lines = vec![Line { cell: "kind", runs: self.plain(self.kind_name()) }];
        let subject = self.draft.subject.trim();
        if !subject.is_empty() {
            let prefix = self.layout.subject_prefix.get(&self.kind.code).filter(|prefix| !begins(subject, prefix));
            let subject = prefix.map_or_else(|| subject.to_owned(), |prefix| format!("{prefix} {subject}"));
            lines.push(Line { cell: "subject", runs: self.name(&capital(&subject)) });
        }
        // The rule stands below a subject (Annex I, part II.5).
        let rule = (lines.len() > 1).then_some("subject");
        Piece::Title(Title { lines, rule })
    }

    /// The line of competence below a title.
    pub(super) fn competence(&self) -> Option<Piece> {
        let runs = self.name(&self.draft.competence);
        if is_empty(&runs) {
            return None;
        }
        Some(Piece::Para(Para { cell: "competence", runs, centred: true, sticky: true }))
    }

    /// Cell 9a; none when nobody is addressed.
    pub(super) fn addressed(&self) -> Option<Piece> {
        let all = self.draft.addressees.iter().map(|one| self.plain(one));
        let mut to: Vec<_> = all.filter(|runs| !is_empty(runs)).collect();
        let several = to.len() > 1;
        let last = to.len().checked_sub(1)?;
        for (index, runs) in to.iter_mut().enumerate().filter(|_| several) {
            end_in(runs, if index == last { "." } else { ";" });
        }
        let own = self.form.and_then(|form| form.addressed.as_deref());
        let opener = match own.filter(|_| !self.told_by().is_empty()) {
            Some(own) => self.plain(&own.replace("{head}", self.told_by())),
            None => self.plain(self.layout.word("addressed")),
        };
        Some(Piece::Addressed(Addressed { opener, to }))
    }

    /// Who speaks in a telegram: the line of competence, else the first post that signs, else the body.
    fn told_by(&self) -> &str {
        let post = self.draft.signers.first().and_then(|signer| signer.lines.first());
        let all = [Some(&self.draft.competence), post, Some(&self.draft.issuer.name)];
        all.into_iter().flatten().map(|one| one.trim()).find(|one| !one.is_empty()).unwrap_or_default()
    }

    /// The bases, each with its sign.
    pub(super) fn bases(&self) -> Vec<Piece> {
        let all = self.draft.bases.iter().map(|basis| self.plain(&basis.text));
        let mut bases: Vec<_> = all.filter(|runs| !is_empty(runs)).collect();
        let last = bases.len().saturating_sub(1);
        for (index, runs) in bases.iter_mut().enumerate() {
            end_in(runs, if index == last { &self.layout.text.last_basis } else { &self.layout.text.basis });
        }
        let piece = |runs| Piece::Para(Para { cell: "basis", runs, centred: false, sticky: false });
        bases.into_iter().map(piece).collect()
    }

    /// `QUYẾT ĐỊNH:`, unless the text begins with a line of its own.
    pub(super) fn opener(&self) -> Option<Piece> {
        let own = self.draft.blocks.first().is_some_and(|block| block.level == Level::Centred);
        let words = self.layout.opener.get(&self.kind.code).filter(|_| !own)?;
        Some(Piece::Para(Para { cell: "centred", runs: self.plain(words), centred: true, sticky: true }))
    }
}

/// Day, month and year: a zero stands before days below ten and before the first two months (Annex I, part II.4).
pub(super) fn written(date: jiff::civil::Date) -> [String; 3] {
    let month = date.month();
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    [format!("{:02}", date.day()), month, date.year().to_string()]
}

/// With a capital first letter, as a line of its own begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn begins(text: &str, with: &str) -> bool {
    let first = with.split(' ').next().unwrap_or(with);
    text.split_whitespace().next().is_some_and(|word| word.to_lowercase() == first.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_stand_before_days_and_the_first_two_months() {
        let on = |month, day| written(jiff::civil::date(2026, month, day));
        assert_eq!(on(2, 9), ["09", "02", "2026"]);
        assert_eq!(on(3, 10), ["10", "3", "2026"]);
        assert_eq!(on(11, 1), ["01", "11", "2026"]);
    }

    #[test]
    fn a_subject_that_begins_as_the_prefix_has_none_before_it() {
        assert!(
            begins("Về việc ban hành", "Về việc") && begins("về việc", "Về việc") && !begins("ban hành", "Về việc")
        );
        assert_eq!(capital("ủy quyền"), "Ủy quyền");
    }
}
