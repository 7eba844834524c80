//! How far somebody has read.

use crate::codes::codes;

codes! {
/// The ladder; a rung includes the ones before it.
Rung {
    /// In the inbox.
    Delivered = "delivered",
    /// The page became visible.
    Opened = "opened",
    /// Seen to the last page.
    ReadToEnd = "read-to-end",
    /// Said "I know".
    Acknowledged = "acknowledged",
    /// Answered.
    Answered = "answered",
}
}

/// The rung after something was seen: never a step down, so that late or repeated reports change nothing.
#[must_use]
pub fn climb(now: Rung, seen: Rung) -> Rung {
    now.max(seen)
}
