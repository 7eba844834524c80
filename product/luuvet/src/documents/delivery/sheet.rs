//! Who has received what, ready to be shown: rows of recipients, columns of demands, counts.

use std::collections::BTreeSet;

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::delivery::{Progress, Rung};
use luuvet_domain::ids::{DocumentId, RecipientId};

use super::deeds::outgoing;
use super::ladder;
use super::remind_recipient::owes;
use super::store::{Answer, Recipient};
use crate::documents::store::Document;
use crate::work::Actor;

/// Everything that `views/recipients.html` shows; put it into a page as `sheet`, beside the page `p`.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The document.
    pub document: String,
    /// Recipients in the order of the page.
    pub rows: Vec<Line>,
    /// Reply demands in their order.
    pub demands: Vec<DemandLine>,
    /// Recipients that it has reached.
    pub delivered: usize,
    /// Recipients that have opened it, or gone further.
    pub opened: usize,
    /// Recipients that have registered it, or gone further.
    pub registered: usize,
    /// Recipients that owe nothing more, of those that owed.
    pub answered: usize,
    /// Recipients that owe an answer or owed one.
    pub owing: usize,
    /// Recipients that are late.
    pub late: usize,
    /// Whether this reader may remind.
    pub reminds: bool,
}

/// A recipient.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: RecipientId,
    /// Its name.
    pub name: String,
    /// `lead`, `support` or `inform`.
    pub role: String,
    /// Where it stands: `delivery-rung-<code>` is its word.
    pub rung: &'static str,
    /// The class of the word: `done`, `refused`, `wait` or `now`.
    pub tone: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// When it came there, UTC microseconds.
    pub at: Option<i64>,
    /// Its arrival number.
    pub number: Option<i64>,
    /// Its own due day.
    pub due: Option<Date>,
    /// Why it was refused or taken back.
    pub reason: String,
    /// Whether it was added after the issue.
    pub later: bool,
    /// Times it was reminded.
    pub reminders: i64,
    /// What it owes, in the order of the demands.
    pub answers: Vec<Owed>,
    /// Whether there is something to remind of.
    pub remindable: bool,
}

/// What is owed of one demand.
#[derive(Clone, Debug)]
pub struct Owed {
    /// What is asked for.
    pub wording: String,
    /// The last working day for it.
    pub due: Option<Date>,
    /// `answered`, `answered-late`, `late` or `open`: `delivery-owed-<code>` is its word.
    pub code: &'static str,
    /// Number and symbol of the answer.
    pub symbol: String,
    /// The answer, as it arrived here, when the reader may see it.
    pub incoming: Option<DocumentId>,
}

/// A demand with how many have answered it.
#[derive(Clone, Debug)]
pub struct DemandLine {
    /// What is asked for.
    pub wording: String,
    /// The last working day for it.
    pub due: Option<Date>,
    /// How many have answered.
    pub answered: usize,
    /// How many owe or owed it.
    pub of: usize,
    /// How many are late with it.
    pub late: usize,
}

impl Sheet {
    /// Makes it for a reader on a day.
    #[must_use]
    pub fn of(document: &Document, recipients: &[Recipient], actor: &Actor, today: Date) -> Self {
        let recalled = document.state == "recalled";
        let reminds = outgoing(document).is_some() && document.state == "issued" && actor.may(Action::Remind);
        let rows: Vec<Line> = recipients.iter().map(|one| line(one, recalled, reminds, today)).collect();
        let beyond = |rung: Rung| recipients.iter().filter(|one| ladder::progress(one).rung() >= rung).count();
        let owing = rows.iter().filter(|row| !row.answers.is_empty());
        Self {
            document: document.id.to_string(),
            delivered: beyond(Rung::Delivered),
            opened: recipients.iter().filter(|one| one.opened_at.or(one.registered_at).is_some()).count(),
            registered: recipients.iter().filter(|one| one.registered_at.is_some()).count(),
            answered: owing.clone().filter(|row| row.answers.iter().all(Owed::is_answered)).count(),
            owing: owing.count(),
            late: rows.iter().filter(|row| row.rung == Rung::Late.code()).count(),
            demands: demands(&rows),
            rows,
            reminds,
        }
    }
}

impl Sheet {
    /// Leads to answers that the reader may see, and to no others.
    pub fn keep_to(&mut self, seen: &BTreeSet<DocumentId>) {
        for owed in self.rows.iter_mut().flat_map(|row| &mut row.answers) {
            owed.incoming = owed.incoming.filter(|answer| seen.contains(answer));
        }
    }
}

impl Owed {
    fn is_answered(&self) -> bool {
        matches!(self.code, "answered" | "answered-late")
    }
}

fn line(one: &Recipient, recalled: bool, reminds: bool, today: Date) -> Line {
    let (progress, shown) = (ladder::progress(one), ladder::shown(one, today));
    let rung = match (one.kind.as_str(), recalled, shown) {
        (_, _, Rung::Recalled) => "recalled",
        ("organisation", true, _) => "recalling",
        ("outside", ..) => "outside",
        (_, _, rung) => rung.code(),
    };
    let (tone, icon) = match rung {
        "answered" => ("done", "check"),
        "refused" | "late" | "recalled" => ("refused", "warning"),
        "queued" | "recalling" => ("wait", "clock"),
        _ => ("now", "send"),
    };
    Line {
        id: one.id,
        name: one.name.clone(),
        role: one.role.clone(),
        rung,
        tone,
        icon,
        at: progress.reached(progress.rung()).map(jiff::Timestamp::as_microsecond).filter(|at| *at > 0),
        number: one.arrival_number,
        due: one.due,
        reason: one.reason.clone(),
        later: one.later,
        reminders: one.reminders,
        answers: one.answers.iter().map(|answer| owed(answer, today)).collect(),
        remindable: reminds && owes(one),
    }
}

fn owed(answer: &Answer, today: Date) -> Owed {
    let code = match answer.answered_day {
        Some(day) if Progress::was_answered_late(Some(answer.due), Some(day)) => "answered-late",
        Some(_) => "answered",
        None if today > answer.due => "late",
        None => "open",
    };
    Owed {
        wording: answer.wording.clone(),
        due: Some(answer.due),
        code,
        symbol: answer.symbol.clone().unwrap_or_default(),
        incoming: answer.incoming,
    }
}

fn demands(rows: &[Line]) -> Vec<DemandLine> {
    let Some(first) = rows.iter().find(|row| !row.answers.is_empty()) else { return Vec::new() };
    let of = |at: usize| rows.iter().filter_map(move |row| row.answers.get(at));
    let demand = |(at, owed): (usize, &Owed)| DemandLine {
        wording: owed.wording.clone(),
        due: owed.due,
        answered: of(at).filter(|owed| owed.is_answered()).count(),
        of: of(at).count(),
        late: of(at).filter(|owed| owed.code == "late").count(),
    };
    first.answers.iter().enumerate().map(demand).collect()
}
