//! Questions and changes of tasks that only this part needs.

mod arrivals;
mod leads;
mod marks;
mod overdue;
mod own;
mod people;
mod reminders;
mod undo;

pub use arrivals::{answer_demands, answers, open_demands};
pub use leads::{end_supports_of, move_parts, open_leads, set_due};
pub use marks::{acknowledge, mark_opened, mark_read};
pub use overdue::{Overdue, is_scheduled, organisations_late, overdue, set_level};
pub use own::{find, own};
pub use people::{Holder, holder, holders};
pub use reminders::{last_reminder, remind, remind_unread};
pub use undo::{open_again, open_supports_again, take_parts, touched_parts, unacknowledge, withdraw_grants};
