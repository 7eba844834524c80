//! What a day is, and how far that can be relied on.

use serde::Deserialize;

/// Why one does not work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOff {
    /// Saturday or Sunday.
    Weekend,
    /// Tết Dương lịch, 1 January.
    NewYear,
    /// Tết Nguyên đán, five days.
    LunarNewYear,
    /// Giỗ Tổ Hùng Vương, 10th of the third lunar month.
    HungKings,
    /// Ngày Chiến thắng, 30 April.
    Reunification,
    /// Ngày Quốc tế lao động, 1 May.
    Labour,
    /// Quốc khánh, 2 September and the day before or after.
    NationalDay,
    /// Ngày Văn hóa Việt Nam, 24 November.
    CultureDay,
    /// Swapped by announcement for a weekly day off that is worked (hoán đổi).
    Swap,
    /// Added by the organisation.
    Organisation,
}

/// What a day is. Holidays that fall on a week-end show as the holiday; a day off in place of one shows as that holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// A weekly day off that is worked for a swapped day (làm bù).
    MakeUp,
    /// A working day that the organisation added.
    AddedWorking,
    /// No working day.
    Off(DayOff),
}

/// How far a year's data can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearStatus {
    /// Everything comes from the announcements for the year.
    Announced,
    /// Announced, but for single days that [`Calendar::is_announced`](super::Calendar::is_announced) tells.
    PartlyProposed,
    /// Proposed from the law and the lunar calendar; swaps are unknown.
    Proposed,
    /// Outside the years that can be proposed; only week-ends are off.
    Unknown,
}
