//! Removing content that turns out to be a state secret: two persons, within a period, for a stated reason.
//!
//! Content found late has to leave a system that is not permitted to hold it (Law 117/2025/QH15 on the protection of
//! state secrets). That two persons do it is this product's rule: nobody removes a record alone.

use crate::codes::codes;
use crate::ids::PersonId;

codes! {
/// Why content is removed; never what it says.
Reason {
    /// It bears a mark of secrecy.
    Marked = "marked",
    /// It belongs to what the lists of state secrets name.
    Listed = "listed",
    /// A competent body, or the organisation that issued it, has said so.
    Notified = "notified",
}
}

codes! {
/// Why a proposal cannot be confirmed.
Fault {
    /// The person who proposed cannot confirm.
    SamePerson = "purge-same-person",
    /// The period is over.
    Lapsed = "purge-lapsed",
}
}

/// What stands where a subject stood.
pub const REMOVED: &str = "Đã xóa theo quy định về bảo vệ BMNN";

/// How long a proposal waits for the second person, in microseconds: three days.
pub const PERIOD: i64 = 3 * 86_400 * 1_000_000;

/// Whether a proposal made at `proposed_at` has lapsed at `now`, both in UTC microseconds.
#[must_use]
pub fn has_lapsed(proposed_at: i64, now: i64) -> bool {
    now.saturating_sub(proposed_at) > PERIOD
}

/// Whether `person` may confirm, as the second of two.
///
/// # Errors
/// The first [`Fault`] that stands against it.
pub fn confirm(proposed_by: PersonId, proposed_at: i64, person: PersonId, now: i64) -> Result<(), Fault> {
    if has_lapsed(proposed_at, now) {
        return Err(Fault::Lapsed);
    }
    if proposed_by == person { Err(Fault::SamePerson) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn two_persons_within_the_period() {
        let (one, two) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        assert_eq!(confirm(one, 0, two, PERIOD), Ok(()));
        assert_eq!(confirm(one, 0, one, 1), Err(Fault::SamePerson));
        assert_eq!(confirm(one, 0, two, PERIOD + 1), Err(Fault::Lapsed));
        assert!(!has_lapsed(i64::MAX, 0));
    }
}
