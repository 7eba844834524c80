//! Time as people say it: "hôm nay 14:05", with the exact time beside it.

use luuvet_domain::assignments::due::Remaining;

use crate::clock;
use crate::locale::{Arg, Locale, text_with};

/// An instant in words, and exactly.
#[derive(Clone, Debug)]
pub struct Ago {
    /// As people say it.
    pub words: String,
    /// `dd/mm/yyyy hh:mm:ss`.
    pub exact: String,
    /// For `<time datetime>`.
    pub iso: String,
}

/// An instant seen from `now`.
#[must_use]
pub fn ago(locale: Locale, at: i64, now: i64) -> Ago {
    let (then, here) = (clock::local(at), clock::local(now));
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    let days = (here.date() - then.date()).get_days();
    let date = vietnamese::dates::short(then.date());
    let words = match days {
        0 => text_with(locale, "time-today", &[("time", Arg::Text(&time))]),
        1 => text_with(locale, "time-yesterday", &[("time", Arg::Text(&time))]),
        _ => date.clone(),
    };
    Ago {
        words,
        exact: format!("{date} {time}:{:02}", then.second()),
        iso: format!("{}T{time}:{:02}+07:00", then.date(), then.second()),
    }
}

/// What is left until a due day, in words and as a class of the chip (`due-late`, `due-today`, or none).
#[must_use]
pub fn due(locale: Locale, remaining: Remaining) -> (String, &'static str) {
    match remaining {
        Remaining::WorkingDaysLeft(n) => (text_with(locale, "due-left", &[("days", Arg::Count(n.into()))]), ""),
        Remaining::Today => (text_with(locale, "due-today", &[]), "due-today"),
        Remaining::OverdueDays(n) => (text_with(locale, "due-late", &[("days", Arg::Count(n.into()))]), "due-late"),
    }
}
