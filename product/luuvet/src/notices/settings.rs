//! How a person wants to hear of what waits.

use jiff::civil::Date;

use crate::clock;

/// The hours at which a digest can come.
pub const DIGEST_HOURS: std::ops::RangeInclusive<i64> = 5..=20;

/// A person's wishes. Hours are those of Vietnam.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// Where mail goes; empty for nowhere.
    pub mail: String,
    /// Whether each new thing is told by mail too.
    pub mail_on: bool,
    /// Whether a digest comes on working days.
    pub digest_on: bool,
    /// At which hour.
    pub digest_hour: i64,
    /// From this hour nothing but what is express is sent.
    pub quiet_from: i64,
    /// Until this one; the same as `quiet_from` for no quiet hours.
    pub quiet_until: i64,
    /// The language of mail.
    pub language: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mail: String::new(),
            mail_on: false,
            digest_on: true,
            digest_hour: 7,
            quiet_from: 21,
            quiet_until: 6,
            language: "vi".to_owned(),
        }
    }
}

impl Settings {
    /// When quiet hours that hold at `now` end; none when they do not hold.
    #[must_use]
    pub fn quiet_until(&self, now: i64) -> Option<i64> {
        let (from, until) = (self.quiet_from, self.quiet_until);
        let local = clock::local(now);
        let (hour, today) = (i64::from(local.hour()), local.date());
        let is_over_midnight = from > until;
        let is_quiet = if is_over_midnight { hour >= from || hour < until } else { (from..until).contains(&hour) };
        let ends_on = if is_over_midnight && hour >= from { tomorrow(today) } else { today };
        is_quiet.then(|| clock::instant(ends_on, i8::try_from(until).unwrap_or_default(), 0))
    }
}

fn tomorrow(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_pass_midnight() {
        let at = |day: &str, hour| clock::instant(day.parse().unwrap(), hour, 30);
        let ends = |settings: &Settings, day: &str, hour| {
            settings.quiet_until(at(day, hour)).map(|end| clock::local(end).strftime("%d %H:%M").to_string())
        };
        let usual = Settings::default();
        assert_eq!(ends(&usual, "2024-04-03", 22).as_deref(), Some("04 06:00"));
        assert_eq!(ends(&usual, "2024-04-03", 5).as_deref(), Some("03 06:00"));
        assert_eq!((ends(&usual, "2024-04-03", 6), ends(&usual, "2024-04-03", 20)), (None, None));
        let noon = Settings { quiet_from: 11, quiet_until: 13, ..Settings::default() };
        assert_eq!(ends(&noon, "2024-04-03", 12).as_deref(), Some("03 13:00"));
        assert_eq!((ends(&noon, "2024-04-03", 13), ends(&noon, "2024-04-03", 22)), (None, None));
        let never = Settings { quiet_from: 0, quiet_until: 0, ..Settings::default() };
        assert_eq!(ends(&never, "2024-04-03", 0), None);
    }
}
