//! Documents: kinds, numbers and symbols, subjects, relations, and the lives of outgoing and incoming documents.
//!
//! - [`kinds`]: the 29 administrative kinds and copies
//! - [`symbol`]: number and symbol, `135/TB-SGDĐT`
//! - [`subject`]: the subject (trích yếu)
//! - [`outgoing`], [`incoming`]: states and verbs
//! - [`school_year`]: the school year of a day

pub mod incoming;
pub mod kinds;
pub mod outgoing;
pub mod school_year;
pub mod subject;
pub mod symbol;

pub use kinds::{Kind, Kinds};
pub use subject::Subject;
pub use symbol::{Abbreviation, Number, Symbol};

use crate::codes::codes;

codes! {
/// How urgent a document is; the order is the order of urgency (Decree 30/2020, Annex I, III.2b).
Urgency {
    /// Thường.
    Normal = "normal",
    /// Khẩn.
    Urgent = "urgent",
    /// Thượng khẩn.
    VeryUrgent = "very-urgent",
    /// Hỏa tốc.
    Express = "express",
}
}

impl Urgency {
    /// Whether the clocks for urgent documents run (Decree 30/2020, Articles 4.2c and 18.1).
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        !matches!(self, Self::Normal)
    }

    /// The stamp; none for normal documents.
    #[must_use]
    pub const fn stamp(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Urgent => Some("KHẨN"),
            Self::VeryUrgent => Some("THƯỢNG KHẨN"),
            Self::Express => Some("HỎA TỐC"),
        }
    }
}

codes! {
/// Where a document comes from and goes to.
Direction {
    /// Văn bản đến.
    Incoming = "incoming",
    /// Văn bản đi.
    Outgoing = "outgoing",
    /// Văn bản nội bộ.
    Internal = "internal",
}
}

codes! {
/// What a document is to an earlier one.
Relation {
    /// Answers it.
    Answers = "answers",
    /// Takes its place (content, equal form; Decree 30/2020, Article 18.2).
    Replaces = "replaces",
    /// Changes a part of it (equal form).
    Amends = "amends",
    /// Corrects a fault of form, by công văn (đính chính).
    Corrects = "corrects",
    /// Ends it.
    Revokes = "revokes",
    /// Names it as its basis.
    BasedOn = "based-on",
    /// Is a copy of it.
    CopyOf = "copy-of",
}
}

impl Relation {
    /// Whether the new document's kind fits: a correction is a công văn, a replacing, amending or revoking document has
    /// the form of the old one, a copy is one of the three copies (Decree 30/2020, Articles 18 and 25).
    #[must_use]
    pub fn fits(self, new: Kind, old: Kind) -> bool {
        let is_copy = matches!(new, Kind::TrueCopy | Kind::ExtractCopy | Kind::CopyOfCopy);
        match self {
            Self::Corrects => new == Kind::OfficialLetter,
            Self::Replaces | Self::Amends | Self::Revokes => new == old,
            Self::CopyOf => is_copy && (new != Kind::CopyOfCopy || old == Kind::TrueCopy),
            Self::Answers | Self::BasedOn => !is_copy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urgency_is_ordered_and_stamped() {
        assert!(Urgency::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        for urgency in Urgency::ALL {
            assert_eq!(urgency.is_urgent(), urgency.stamp().is_some());
        }
    }

    #[test]
    fn relations_ask_for_the_right_form_in_every_pair_of_kinds() {
        for new in Kind::ALL {
            for old in Kind::ALL {
                assert_eq!(Relation::Replaces.fits(*new, *old), new == old);
                assert_eq!(Relation::Corrects.fits(*new, *old), *new == Kind::OfficialLetter);
                let copy = Relation::CopyOf.fits(*new, *old);
                assert!(!copy || new.code().contains("copy"));
            }
        }
        assert!(Relation::CopyOf.fits(Kind::CopyOfCopy, Kind::TrueCopy));
        assert!(!Relation::CopyOf.fits(Kind::CopyOfCopy, Kind::Decision));
    }
}
