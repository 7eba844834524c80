//! The templates of the term (`data/term.toml`).

use jiff::civil::Date;
use luuvet_domain::calendar::WorkingDays;
use luuvet_domain::documents::Kind;
use luuvet_domain::documents::kinds::Kinds;
use serde::Deserialize;

use crate::demo::letter::Letter;
use crate::demo::world::{Settled, World};
use crate::organisations::calendar;
use crate::refusal::Refusal;

/// All of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Templates {
    /// What the department sends to its schools.
    pub sent: Vec<Sent>,
    /// What comes from outside.
    pub outside: Vec<Outside>,
    /// What a school writes itself.
    pub own: Vec<Own>,
}

/// A document of the department.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// Its kind.
    pub kind: Kind,
    /// The drafting unit, by key.
    pub unit: String,
    /// Who drafts, by login.
    pub drafter: String,
    /// Who checks the content.
    pub checker: String,
    /// Who approves.
    pub signer: String,
    /// Trích yếu.
    pub subject: String,
    /// Its text.
    pub text: Vec<String>,
    /// Who leads the work at a school.
    pub lead: String,
    /// In how many working days.
    pub days: u16,
}

/// A document from outside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// Its kind.
    pub kind: Kind,
    /// Who issued it.
    pub issuer: String,
    /// Its symbol behind the stroke.
    pub symbol: String,
    /// The signer's post.
    pub signer: String,
    /// Trích yếu.
    pub subject: String,
    /// Its text.
    pub text: Vec<String>,
    /// Who leads the work.
    pub lead: String,
    /// In how many working days.
    pub days: u16,
}

/// A document of a school.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// `outgoing` or `internal`.
    pub direction: String,
    /// Its kind.
    pub kind: Kind,
    /// The drafting unit, by key.
    pub unit: String,
    /// Who drafts, by login.
    pub drafter: String,
    /// Who checks the content.
    pub checker: String,
    /// Who approves.
    pub signer: String,
    /// Only named persons read it.
    #[serde(default)]
    pub restricted: bool,
    /// Trích yếu.
    pub subject: String,
    /// Its text, `{school}` for the school's name.
    pub text: Vec<String>,
}

/// Reads the templates.
///
/// # Errors
/// When the file cannot be understood; a test reads it.
pub fn read() -> Result<Templates, Refusal> {
    toml::from_str(include_str!("../data/term.toml")).map_err(|error| Refusal::Broken(format!("term.toml: {error}")))
}

/// Name and symbol of a kind in an organisation's letterhead.
pub fn named(kind: Kind, symbol: &str, unit: &str) -> Result<(String, String), Refusal> {
    let kinds = Kinds::built_in().map_err(|error| Refusal::Broken(error.to_string()))?;
    let facts = kinds.of(kind);
    let symbol = match &facts.abbreviation {
        Some(kind) => format!("{kind}-{symbol}"),
        None => format!("{symbol}-{unit}"),
    };
    let name = facts.name.split(" (").next().unwrap_or(&facts.name).to_owned();
    Ok((name, symbol))
}

/// A letter of an organisation, signed by somebody of its own, in blanks for number and date.
pub fn of_organisation(
    place: &Settled,
    kind: Kind,
    unit: &str,
    signer: &str,
    subject: &str,
) -> Result<Letter, Refusal> {
    let unit = place.units.get(unit).map_or("", |unit| unit.2.as_str());
    let (name, symbol) = named(kind, &place.symbol, unit)?;
    let who = place.who(signer)?;
    let head = place.head_title.to_uppercase();
    let title = who.title.to_uppercase();
    let capacity = if title == head { vec![head] } else { vec![format!("KT. {head}"), title] };
    let subject = subject.to_owned();
    Ok(Letter { subject, capacity, signer: who.name.clone(), ..Letter::draft(place, kind, &name, &symbol, 2024) })
}

impl Sent {
    /// The letter to the schools.
    ///
    /// # Errors
    /// When the template names somebody who is not there.
    pub fn letter(&self, world: &World) -> Result<Letter, Refusal> {
        let of = of_organisation(&world.department, self.kind, &self.unit, &self.signer, &self.subject)?;
        let recipients = vec!["- Các đơn vị trực thuộc Sở;".to_owned(), "- Lưu: VT.".to_owned()];
        Ok(Letter { to: "Các đơn vị trực thuộc Sở".into(), text: self.text.clone(), recipients, ..of })
    }
}

impl Outside {
    /// The letter as it came before a day, with number and date of that round.
    ///
    /// # Errors
    /// When the kinds cannot be read.
    pub fn letter(&self, round: usize, before: Date) -> Result<Letter, Refusal> {
        let (kind_name, symbol) = named(self.kind, "", "")?;
        let of_kind = symbol.trim_matches('-');
        let day = calendar::built_in()?.previous(before).map_err(|error| Refusal::Broken(error.to_string()))?;
        let symbol = if of_kind.is_empty() { self.symbol.clone() } else { format!("{of_kind}-{}", self.symbol) };
        Ok(Letter {
            above: "TỈNH BẮC GIANG".into(),
            name: self.issuer.to_uppercase(),
            symbol,
            number: u32::try_from(round * 9 + 11).ok(),
            place: "Bắc Giang".into(),
            day: Ok(day),
            kind: self.kind,
            kind_name,
            subject: self.subject.clone(),
            to: "Các trường trung học phổ thông".into(),
            text: self.text.clone(),
            recipients: vec!["- Như trên;".into(), "- Lưu: VT.".into()],
            capacity: vec![self.signer.to_uppercase()],
            signer: String::new(),
        })
    }
}

impl Own {
    /// The letter of a school.
    ///
    /// # Errors
    /// When the template names somebody who is not there.
    pub fn letter(&self, school: &Settled) -> Result<Letter, Refusal> {
        let of = of_organisation(school, self.kind, &self.unit, &self.signer, &self.subject)?;
        let text = self.text.iter().map(|line| line.replace("{school}", &school.short_name)).collect();
        let recipients = vec!["- Sở GDĐT;".to_owned(), "- Lưu: VT.".to_owned()];
        Ok(Letter { to: "Sở Giáo dục và Đào tạo Bắc Giang".into(), text, recipients, ..of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_understood() {
        let templates = read().unwrap();
        assert!(templates.sent.len() >= 10 && templates.outside.len() >= 6 && templates.own.len() >= 6);
        assert!(templates.sent.iter().all(|sent| sent.kind != Kind::Notice), "the case's notice is the first one");
    }
}
