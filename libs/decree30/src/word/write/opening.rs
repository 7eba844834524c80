//! Title, competence, addressees, bases and `QUYẾT ĐỊNH:`.

use super::markup::{Around, PLAIN, run};
use super::{Maker, points, twips};
use crate::draft::Level;
use crate::kinds::Shape;

impl Maker<'_> {
    pub(super) fn opening(&mut self) {
        if self.shape() != Some(Shape::Letter) {
            self.title();
        }
        let competence = self.draft.competence.trim();
        if !competence.is_empty() {
            let room = points(self.layout.title.above);
            self.para(
                "competence",
                &run(competence, PLAIN),
                Around { before: Some(room), after: Some(room), ..Around::default() },
            );
        }
        self.addressed();
        self.bases();
        let own = self.draft.blocks.first().is_some_and(|block| block.level == Level::Centred);
        if let Some(words) = self.layout.opener.get(&self.draft.kind).filter(|_| !own) {
            self.para("centred", &run(words, PLAIN), Around::default());
        }
    }

    fn title(&mut self) {
        let title = &self.layout.title;
        if !self.kind_name().is_empty() {
            let around = Around { before: Some(points(title.above)), ..Around::default() };
            self.para("kind", &run(self.kind_name(), PLAIN), around);
        }
        let subject = self.subject();
        if !subject.is_empty() {
            let room = self.room() * title.width;
            let inset = twips((self.room() - room) / 2.0);
            self.para("subject", &run(&subject, PLAIN), Around { inset: Some((inset, inset)), ..Around::default() });
            self.rule(self.layout.rule.subject.used, "subject", &subject, self.room());
        }
        self.gap(title.below);
    }

    /// With "Về việc" where the kind wants it, else with a capital first letter.
    fn subject(&self) -> String {
        let subject = self.draft.subject.trim();
        let prefix = self.layout.subject_prefix.get(&self.draft.kind).filter(|prefix| !begins(subject, prefix));
        match prefix {
            Some(prefix) if !subject.is_empty() => format!("{prefix} {subject}"),
            _ => capital(subject),
        }
    }

    /// Cell 9a.
    fn addressed(&mut self) {
        let draft = self.draft;
        let all: Vec<&str> = draft.addressees.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
        let Some(last) = all.len().checked_sub(1) else { return };
        let own = self.form.and_then(|form| form.addressed.as_deref());
        let opener = match own.filter(|_| !self.told_by().is_empty()) {
            Some(own) => own.replace("{head}", self.told_by()),
            None => self.word("addressed").to_owned(),
        };
        let before = Some(points(self.layout.text.paragraph_gap.used));
        if last == 0 {
            let words = format!("{opener} {}", all[0]);
            let around = Around { before, after: before, align: Some("center"), ..Around::default() };
            return self.para("addressee", &run(words.trim(), PLAIN), around);
        }
        let inset = twips(self.layout.addressed.inset);
        let around = |inset| Around { before, inset: Some((inset, 0)), ..Around::default() };
        if !opener.trim().is_empty() {
            self.para("addressee", &run(opener.trim(), PLAIN), around(inset));
        }
        for (index, one) in all.iter().enumerate() {
            let words = format!("- {}", ended(one, if index == last { "." } else { ";" }));
            self.para("addressee", &run(&words, PLAIN), around(inset * 2));
        }
    }

    /// Who speaks in a telegram: the line of competence, else the first post that signs, else the body.
    fn told_by(&self) -> &str {
        let post = self.draft.signers.first().and_then(|signer| signer.lines.first());
        let all = [Some(&self.draft.competence), post, Some(&self.draft.issuer.name)];
        all.into_iter().flatten().map(|one| one.trim()).find(|one| !one.is_empty()).unwrap_or_default()
    }

    fn bases(&mut self) {
        let draft = self.draft;
        let all: Vec<&str> =
            draft.bases.iter().map(|basis| basis.text.trim()).filter(|text| !text.is_empty()).collect();
        for (index, text) in all.iter().enumerate() {
            let sign = if index + 1 == all.len() { &self.layout.text.last_basis } else { &self.layout.text.basis };
            self.para("basis", &run(&ended(text, sign), PLAIN), Around::default());
        }
    }
}

/// Ends words in a sign instead of the sign that they end in.
pub(super) fn ended(text: &str, sign: &str) -> String {
    let bare = text.trim_end();
    let bare = bare.strip_suffix("./.").unwrap_or(bare).trim_end_matches(['.', ';', ',', ' ']);
    format!("{bare}{sign}")
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
