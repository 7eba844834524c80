//! How far a document has come with one recipient: rows to the domain's [`Progress`] and back.

use jiff::Timestamp;
use jiff::civil::Date;
use luuvet_domain::delivery::{Progress, Report, Rung};

use super::store::Recipient;
use crate::documents::exchange;

fn instant(at: i64) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or_default()
}

/// What the row knows. Refusal and start of work have no time of their own in the row: the rung itself is kept.
#[must_use]
pub fn progress(recipient: &Recipient) -> Progress {
    let times = [
        (Report::Deliver, recipient.delivered_at),
        (Report::Open, recipient.opened_at),
        (Report::Register, recipient.registered_at),
        (Report::Answer, recipient.finished_at),
        (Report::Recall, recipient.recalled_at),
    ];
    let known = times.into_iter().filter_map(|(report, at)| Some((report, at?)));
    let progress = known.fold(Progress::default(), |now, (report, at)| now.reported(report, instant(at)));
    let untimed = [Report::Refuse, Report::Start].into_iter().find(|report| report.rung().code() == recipient.state);
    untimed.map_or(progress.clone(), |report| progress.reported(report, Timestamp::UNIX_EPOCH))
}

/// What is shown today: *late* when an answer is due and has not come.
#[must_use]
pub fn shown(recipient: &Recipient, today: Date) -> Rung {
    let open = recipient.answers.iter().filter(|answer| answer.answered_at.is_none()).map(|answer| answer.due).min();
    let due = if recipient.answers.is_empty() { recipient.due } else { open };
    let progress = progress(recipient);
    if matches!(progress.rung(), Rung::Refused) { Rung::Refused } else { progress.shown(due, today) }
}

/// The row after a report; none when the report changes nothing. Idempotent, and of any order.
#[must_use]
pub fn taken(recipient: &Recipient, report: Report, said: &exchange::Report) -> Option<Recipient> {
    let before = progress(recipient);
    let after = before.clone().reported(report, instant(said.at));
    if after == before && said.number.is_none_or(|number| recipient.arrival_number == Some(number)) {
        return None;
    }
    let at = |rung: Rung| after.reached(rung).map(Timestamp::as_microsecond);
    let mut next = recipient.clone();
    next.state = after.rung().code().to_owned();
    next.delivered_at = at(Rung::Delivered);
    next.opened_at = at(Rung::Opened);
    next.registered_at = at(Rung::Registered);
    next.finished_at = at(Rung::Answered);
    next.recalled_at = at(Rung::Recalled);
    next.arrival_number = recipient.arrival_number.or(said.number);
    if report == Report::Refuse && after.rung() == Rung::Refused {
        next.reason.clone_from(&said.reason);
    }
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use luuvet_domain::ids::{DocumentId, OrganisationId, RecipientId};
    use uuid::Uuid;

    fn fresh() -> Recipient {
        Recipient {
            id: RecipientId(Uuid::nil()),
            ordinal: 1,
            kind: "organisation".into(),
            target: None,
            name: "Trường".into(),
            role: "lead".into(),
            due: None,
            later: false,
            state: "queued".into(),
            delivered_at: None,
            opened_at: None,
            registered_at: None,
            arrival_number: None,
            finished_at: None,
            recalled_at: None,
            reason: String::new(),
            reminders: 0,
            answers: Vec::new(),
        }
    }

    fn said(what: Report, at: i64) -> exchange::Report {
        exchange::Report {
            to: OrganisationId(Uuid::nil()),
            document: DocumentId(Uuid::nil()),
            recipient: RecipientId(Uuid::nil()),
            what: what.code().into(),
            at,
            number: (what == Report::Register).then_some(7),
            reason: "Gửi nhầm".into(),
        }
    }

    fn all(reports: &[(Report, i64)]) -> Recipient {
        reports.iter().fold(fresh(), |now, (report, at)| taken(&now, *report, &said(*report, *at)).unwrap_or(now))
    }

    #[test]
    fn the_row_ends_the_same_in_any_order_and_with_repetitions() {
        let reports = [(Report::Register, 40), (Report::Deliver, 10), (Report::Open, 30), (Report::Deliver, 10)];
        let (there, mut back) = (all(&reports), reports);
        back.reverse();
        let back = all(&back);
        for row in [&there, &back] {
            assert_eq!((row.state.as_str(), row.arrival_number), ("registered", Some(7)));
            assert_eq!((row.delivered_at, row.opened_at, row.registered_at), (Some(10), Some(30), Some(40)));
        }
        assert!(taken(&there, Report::Deliver, &said(Report::Deliver, 10)).is_none());
        assert!(taken(&all(&[(Report::Refuse, 5)]), Report::Refuse, &said(Report::Refuse, 9)).is_none());
    }

    #[test]
    fn a_late_report_does_not_undo_a_recall_or_a_registration() {
        let recalled = all(&[(Report::Recall, 50), (Report::Register, 60)]);
        assert_eq!((recalled.state.as_str(), recalled.recalled_at), ("recalled", Some(50)));
        let registered = all(&[(Report::Register, 60), (Report::Refuse, 5)]);
        assert_eq!((registered.state.as_str(), registered.reason.as_str()), ("registered", ""));
        assert_eq!(all(&[(Report::Refuse, 5)]).reason, "Gửi nhầm");
    }
}
