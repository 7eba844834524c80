//! The shell around a signed-in person's page.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_ui::{icon, url};

use crate::app::App;
use crate::home::baskets::{self, Counts};
use crate::locale::{Arg, Locale, text, text_with};
use crate::refusal::Refusal;
use crate::time::{self, Ago};
use crate::web::visitor::Visitor;
use crate::work::STRONG;

/// What every page shows around its own content.
pub struct Page {
    /// The language.
    pub locale: Locale,
    /// Who looks.
    pub visitor: Visitor,
    /// The page's title.
    pub title: String,
    /// Which entry of the rail is lit.
    pub place: &'static str,
    /// What waits.
    pub counts: Counts,
    /// Now, UTC microseconds.
    pub now: i64,
    /// The entries of the rail.
    pub rail: Vec<Entry>,
    /// A sentence about what was just done, once.
    pub toast: Option<String>,
    /// What was just done and can be taken back: the task and the deed.
    pub undo: Option<(String, String)>,
}

/// An entry of the rail.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Its text's key, and the name of its live count.
    pub key: &'static str,
    /// What waits there, when it counts.
    pub count: Option<i64>,
    /// Whether something there is overdue.
    pub late: bool,
}

impl Page {
    /// Reads what the shell needs beside the session: one statement.
    ///
    /// # Errors
    /// The database's.
    pub async fn load(
        app: &App,
        visitor: Visitor,
        place: &'static str,
        title: impl Into<String>,
    ) -> Result<Self, Refusal> {
        let now = app.clock.now();
        let day = crate::clock::day(now);
        let mut tx = app.read().await?;
        let counts = baskets::count(&mut tx, &visitor.actor, day).await?;
        let rail = rail(&visitor, &counts);
        let (toast, undo) = just_done(visitor.locale, &visitor.path);
        Ok(Self { locale: visitor.locale, visitor, title: title.into(), place, counts, now, rail, toast, undo })
    }

    /// The same page with the title of a key.
    #[must_use]
    pub fn titled(mut self, key: &str) -> Self {
        self.title = text(self.locale, key);
        self
    }

    /// The same page with a title of its own.
    #[must_use]
    pub fn named(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    /// The same page with this entry of the rail lit.
    #[must_use]
    pub fn at(mut self, place: &'static str) -> Self {
        self.place = place;
        self
    }

    /// The text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        text(self.locale, key)
    }

    /// The text of a key with a word filled in.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        text_with(self.locale, key, &[(name, Arg::Text(&value.to_string()))])
    }

    /// The text of a key with two words filled in.
    #[must_use]
    pub fn t2(&self, key: &str, one: &str, first: impl ToString, two: &str, second: impl ToString) -> String {
        let (first, second) = (first.to_string(), second.to_string());
        text_with(self.locale, key, &[(one, Arg::Text(&first)), (two, Arg::Text(&second))])
    }

    /// The text of a key with a count filled in.
    #[must_use]
    pub fn tn(&self, key: &str, name: &str, count: impl ToString) -> String {
        text_with(self.locale, key, &[(name, Arg::Count(count.to_string().parse().unwrap_or(i64::MAX)))])
    }

    /// An icon, as markup.
    #[must_use]
    pub fn icon(&self, name: &str) -> &'static str {
        icon(name)
    }

    /// Where an asset is.
    #[must_use]
    pub fn url(&self, name: &str) -> &'static str {
        url(name)
    }

    /// The day in Vietnam.
    #[must_use]
    pub fn today(&self) -> Date {
        crate::clock::day(self.now)
    }

    /// An instant as people say it, with the exact time beside it.
    #[must_use]
    pub fn ago(&self, at: impl std::borrow::Borrow<i64>) -> Ago {
        time::ago(self.locale, *at.borrow(), self.now)
    }

    /// A day as `dd/mm/yyyy`; empty for none.
    #[must_use]
    pub fn day(&self, day: &Option<Date>) -> String {
        day.map(vietnamese::dates::short).unwrap_or_default()
    }

    /// Whether the acting position may do what this session is too weak for.
    #[must_use]
    pub fn wants_strong(&self) -> bool {
        self.visitor.actor.weak && STRONG.iter().any(|action| self.visitor.actor.may(*action))
    }

    /// Whether the acting position may do this.
    #[must_use]
    pub fn may(&self, action: &str) -> bool {
        Action::from_code(action).is_ok_and(|action| self.visitor.actor.may(action))
    }

    /// What the reader of a screen hears first: title and organisation.
    #[must_use]
    pub fn full_title(&self) -> String {
        format!("{} · {}", self.title, self.visitor.live.organisation_name)
    }

    /// The mark in the corner: the first letters of the organisation's symbol.
    #[must_use]
    pub fn emblem(&self) -> String {
        self.visitor.live.symbol.chars().filter(|c| c.is_alphabetic()).take(2).collect()
    }

    /// The first four entries, for the bar at the thumb.
    #[must_use]
    pub fn tabs(&self) -> &[Entry] {
        &self.rail[..self.rail.len().min(4)]
    }
}

/// What the address says was just done (`?done=finish&undo=<task>`): its sentence `done-…`, and what to take back.
fn just_done(locale: Locale, path: &str) -> (Option<String>, Option<(String, String)>) {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let value = |name: &str| pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let is_code = |code: &&str| code.len() <= 40 && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let Some(code) = value("done").filter(is_code) else { return (None, None) };
    let key = format!("done-{code}");
    let sentence = Some(text(locale, &key)).filter(|sentence| *sentence != key);
    let task = value("undo").and_then(|id| id.parse::<uuid::Uuid>().ok());
    let undo = task.filter(|_| sentence.is_some()).map(|task| (task.to_string(), code.to_owned()));
    (sentence, undo)
}

/// Entries appear by role: a teacher sees few, a clerk many.
fn rail(visitor: &Visitor, counts: &Counts) -> Vec<Entry> {
    let may = |action| visitor.actor.may(action);
    let entry = |href, icon, key, count| Entry { href, icon, key, count, late: false };
    let mut rail = vec![
        Entry { late: counts.overdue > 0, ..entry("/", "work", "nav-work", Some(counts.open)) },
        entry("/incoming", "inbox", "nav-incoming", None),
        entry("/submissions", "pen", "nav-submissions", Some(counts.to_sign)),
        entry("/search", "search", "nav-search", None),
        entry("/outgoing", "outbox", "nav-outgoing", None),
    ];
    if may(Action::SeeRegisters) {
        rail.push(entry("/registers", "register", "nav-registers", None));
    }
    rail.push(entry("/dossiers", "folder", "nav-dossiers", None));
    if may(Action::ManagePeople) || may(Action::ManageOrganisation) || may(Action::SeeTrace) {
        rail.push(entry("/organisation", "building", "nav-organisation", None));
    }
    if may(Action::PurgeSecret) {
        rail.push(entry("/secrets", "lock", "nav-secrets", None));
    }
    if may(Action::SeeTrace) {
        rail.push(entry("/trace", "history", "nav-trace", None));
    }
    rail
}
