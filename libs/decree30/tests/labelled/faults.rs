//! Faults, and how they come into a draft.

use decree30::draft::Draft;

mod form;
mod language;
mod structure;

/// How often each is planted.
pub const TIMES: usize = 4;

/// A fault that can be planted.
pub struct Fault {
    /// The rule that must find it.
    pub rule: &'static str,
    /// Rules that rightly speak too.
    pub also: &'static [&'static str],
    /// Plants it; false where it cannot be. The number varies the words.
    pub plant: fn(&mut Draft, usize) -> bool,
}

const fn fault(rule: &'static str, plant: fn(&mut Draft, usize) -> bool) -> Fault {
    with(rule, &[], plant)
}

const fn with(rule: &'static str, also: &'static [&'static str], plant: fn(&mut Draft, usize) -> bool) -> Fault {
    Fault { rule, also, plant }
}

/// Every fault.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    form::FAULTS.iter().chain(structure::FAULTS).chain(language::FAULTS)
}
