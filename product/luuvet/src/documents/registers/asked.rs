//! What of a register is asked for, in the address: the page, the print and the Excel file read the same words.

use serde::Deserialize;

use jiff::civil::Date;
use luuvet_db::Tx;

use crate::documents::registers::columns::{self, Form, Written};
use crate::documents::registers::store::{Filter, Series, lines};
use crate::locale::Locale;
use crate::refusal::Refusal;
use crate::work::Actor;

/// Lines of one page.
pub const PAGE: i64 = 50;
/// Lines of one export.
pub const EXPORT: usize = 20_000;
/// Lines that an export reads at once.
const STEP: i64 = 1_000;

/// The filter as it stands in the address. What cannot be read counts as empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Words.
    pub q: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// A number's state.
    pub state: String,
    /// A kind's code.
    pub kind: String,
    /// The number before which the page begins: `135` or `12a`.
    pub before: String,
}

impl Asked {
    /// The same words for another page or a file.
    #[must_use]
    pub fn words(&self) -> String {
        let pairs = [
            ("q", &self.q),
            ("from", &self.from),
            ("until", &self.until),
            ("state", &self.state),
            ("kind", &self.kind),
        ];
        let filled: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        serde_urlencoded::to_string(filled).unwrap_or_default()
    }

    fn filter(&self) -> Filter {
        let day = |text: &str, open: &str| text.parse::<Date>().map_or_else(|_| open.to_owned(), |day| day.to_string());
        let state = if matches!(self.state.as_str(), "given" | "reserved" | "cancelled") { &*self.state } else { "" };
        Filter {
            from: day(&self.from, "0001-01-01"),
            until: day(&self.until, "9999-12-31"),
            state: state.to_owned(),
            kind: self.kind.chars().take(40).collect(),
            words: vietnamese::fold::fold(self.q.trim()).chars().take(200).collect(),
        }
    }

    fn place(&self) -> Option<(i64, String)> {
        let digits: String = self.before.chars().take_while(char::is_ascii_digit).take(9).collect();
        let suffix = self.before.get(digits.len()..).unwrap_or_default().chars().take(1).collect();
        Some((digits.parse().ok()?, suffix))
    }

    /// One page of lines, newest first, and whether older ones follow: two statements.
    ///
    /// # Errors
    /// The database's.
    pub async fn page(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        locale: Locale,
        series: &Series,
        form: Form,
    ) -> Result<(Vec<Written>, bool), Refusal> {
        let mut written = self.read(tx, actor, locale, series, form, self.place(), PAGE + 1).await?;
        let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let is_more = written.len() > most;
        written.truncate(most);
        Ok((written, is_more))
    }

    /// Every line that is asked for, first number first, at most [`EXPORT`].
    ///
    /// # Errors
    /// The database's.
    pub async fn all(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        locale: Locale,
        series: &Series,
        form: Form,
    ) -> Result<Vec<Written>, Refusal> {
        let (mut all, mut place) = (Vec::new(), None);
        while all.len() < EXPORT {
            let mut step = self.read(tx, actor, locale, series, form, place.clone(), STEP).await?;
            let is_last = i64::try_from(step.len()).is_ok_and(|count| count < STEP);
            place = step.last().map(|line| line.place.clone());
            all.append(&mut step);
            if is_last {
                break;
            }
        }
        all.reverse();
        Ok(all)
    }

    #[allow(clippy::too_many_arguments, reason = "one question with all that it is about")]
    async fn read(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        locale: Locale,
        series: &Series,
        form: Form,
        place: Option<(i64, String)>,
        limit: i64,
    ) -> Result<Vec<Written>, Refusal> {
        let organisation = actor.organisation;
        let grantees = actor.grantees();
        let found = lines::before(tx, organisation, series.id, &grantees, &self.filter(), place, limit).await?;
        let (Some(last), Some(first)) = (found.first(), found.last()) else { return Ok(Vec::new()) };
        let (from, until) = (first.number, last.number);
        let parties = match form {
            Form::Outgoing => lines::recipients(tx, organisation, series.id, from, until).await?,
            Form::Incoming | Form::FollowUp => lines::handlers(tx, organisation, series.id, from, until).await?,
        };
        Ok(columns::write(form, locale, found, parties))
    }
}
