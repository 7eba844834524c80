//! What a question asks for: the fields of the address, read.

use std::collections::BTreeSet;

use jiff::civil::Date;
use luuvet_domain::documents::{Kind, incoming, outgoing};
use serde::{Deserialize, Serialize};
use vietnamese::dates::{self, Toward};

use super::store::WORDS;
use crate::documents::store::lists::After;
use crate::refusal::{Problem, Refusal};

/// Letters of a field that are looked at.
const LETTERS: usize = 200;

/// The directions that can be chosen.
pub const DIRECTIONS: &[&str] = &["incoming", "outgoing", "internal"];

/// What was asked, as it was typed: the fields of the address.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Asked {
    /// Words of number, symbol, subject, issuer and signer.
    #[serde(default)]
    pub q: String,
    /// Whoever drafted, signed or has work on it: a part of the name.
    #[serde(default)]
    pub person: String,
    /// The first day, of the document or of its arrival: `30/4`, `hôm qua`.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub until: String,
    /// `incoming`, `outgoing`, `internal`; empty for all.
    #[serde(default)]
    pub direction: String,
    /// A kind's code; empty for all.
    #[serde(default)]
    pub kind: String,
    /// A state's code; empty for all.
    #[serde(default)]
    pub state: String,
    /// Where the page begins.
    #[serde(default)]
    pub after: String,
}

/// A question that has been understood.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Folded words that all have to be there.
    pub words: Vec<String>,
    /// A folded part of a name; empty for anybody.
    pub person: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// A direction's code; empty for all.
    pub direction: String,
    /// A kind's code; empty for all.
    pub kind: String,
    /// A state's code; empty for all.
    pub state: String,
}

impl Asked {
    /// The same question with nothing but spaces taken off and too much cut.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let cut = |text: String| text.trim().chars().take(LETTERS).collect();
        Self {
            q: cut(self.q),
            person: cut(self.person),
            from: cut(self.from),
            until: cut(self.until),
            direction: cut(self.direction),
            kind: cut(self.kind),
            state: cut(self.state),
            after: cut(self.after),
        }
    }

    /// Whether more than words is asked for.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [&self.person, &self.from, &self.until, &self.direction, &self.kind, &self.state]
            .iter()
            .any(|field| !field.is_empty())
    }

    /// The address's question for the same, going on behind a row.
    #[must_use]
    pub fn query(&self, after: &str) -> String {
        let asked = Self { after: after.to_owned(), ..self.clone() };
        let fields = [
            ("q", asked.q),
            ("person", asked.person),
            ("from", asked.from),
            ("until", asked.until),
            ("direction", asked.direction),
            ("kind", asked.kind),
            ("state", asked.state),
            ("after", asked.after),
        ];
        let filled: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        serde_urlencoded::to_string(filled).unwrap_or_default()
    }

    /// Reads the fields; days are looked for in the past.
    ///
    /// # Errors
    /// A problem at each field that cannot be read.
    pub fn understand(&self, today: Date) -> Result<(Filter, Option<After>), Refusal> {
        let mut problems = Vec::new();
        let mut wrong = |field: &'static str, value: &str| {
            problems.push(Problem::new("field-unreadable").at(field).with("value", value));
        };
        let mut day = |field: &'static str, typed: &str, from: Option<Date>| {
            if typed.is_empty() {
                return None;
            }
            let day = dates::parse_day_toward(typed, today, Toward::Past).ok();
            // "30/4" as the end of what began in March is this year's.
            let coming = || dates::parse_day(typed, today).ok().filter(|day| day.year() == today.year());
            let day = if day < from { coming().or(day) } else { day };
            if day.is_none() {
                wrong(field, typed);
            }
            day
        };
        let from = day("from", &self.from, None);
        let until = day("until", &self.until, from);
        let after = (!self.after.is_empty()).then(|| self.after.parse::<After>().ok());
        if matches!(after, Some(None)) {
            wrong("after", &self.after);
        }
        let mut code = |field: &'static str, value: &str, known: bool| {
            if !value.is_empty() && !known {
                wrong(field, value);
            }
        };
        code("direction", &self.direction, DIRECTIONS.contains(&self.direction.as_str()));
        code("kind", &self.kind, Kind::from_code(&self.kind).is_ok());
        code("state", &self.state, states().contains(&self.state.as_str()));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            problems.push(Problem::new("search-days").at("until"));
        }
        Refusal::unless_empty(problems)?;
        let filter = Filter {
            words: words(&self.q),
            person: words(&self.person).join(" "),
            from,
            until,
            direction: self.direction.clone(),
            kind: self.kind.clone(),
            state: self.state.clone(),
        };
        Ok((filter, after.flatten()))
    }
}

impl Filter {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let codes = [&self.person, &self.direction, &self.kind, &self.state];
        self.words.is_empty() && codes.iter().all(|code| code.is_empty()) && self.from.is_none() && self.until.is_none()
    }
}

/// The states of both directions, each once, in the order of a document's life.
#[must_use]
pub fn states() -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    let incoming = incoming::State::ALL.iter().map(|state| state.code());
    let outgoing = outgoing::State::ALL.iter().map(|state| state.code());
    incoming.chain(outgoing).filter(|code| seen.insert(*code)).collect()
}

/// The words of a question as documents are found by them.
#[must_use]
pub fn words(asked: &str) -> Vec<String> {
    vietnamese::fold::fold(asked).split_whitespace().take(WORDS).map(str::to_owned).collect()
}
