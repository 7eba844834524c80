//! The one place that provides the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// Vietnam is seven hours ahead of UTC, all year.
const OFFSET: Offset = Offset::constant(7);

/// Where the time comes from. Cloning shares it.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, this many microseconds earlier or later: the demo world lives in 2024.
    Shifted(i64),
    /// A clock that stands until it is moved: stories and the demo's case.
    Standing(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` (UTC microseconds).
    #[must_use]
    pub fn standing(at: i64) -> Self {
        Self::Standing(Arc::new(AtomicI64::new(at)))
    }

    /// UTC microseconds.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "this is the provider")]
    pub fn now(&self) -> i64 {
        match self {
            Self::System => Timestamp::now().as_microsecond(),
            Self::Shifted(by) => Timestamp::now().as_microsecond() + by,
            Self::Standing(at) => at.load(Ordering::SeqCst),
        }
    }

    /// Moves a standing clock to `at`; others go on as they are.
    pub fn set(&self, at: i64) {
        if let Self::Standing(now) = self {
            now.store(at, Ordering::SeqCst);
        }
    }
}

/// The instant as a date and time in Vietnam.
#[must_use]
pub fn local(at: i64) -> Zoned {
    Timestamp::from_microsecond(at).unwrap_or_default().to_zoned(TimeZone::fixed(OFFSET))
}

/// The day in Vietnam of an instant.
#[must_use]
pub fn day(at: i64) -> Date {
    local(at).date()
}

/// The instant of a local time in Vietnam.
#[must_use]
pub fn instant(day: Date, hour: i8, minute: i8) -> i64 {
    let time = day.at(hour, minute, 0, 0).to_zoned(TimeZone::fixed(OFFSET));
    time.map_or(0, |zoned| zoned.timestamp().as_microsecond())
}
