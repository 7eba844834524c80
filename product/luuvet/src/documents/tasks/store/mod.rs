//! Questions and changes of tasks that only this part needs.

mod arrivals;
mod marks;
mod own;

pub use arrivals::{Sender, answer_demands, open_demands, sender};
pub use marks::{acknowledge, mark_opened, mark_read};
pub use own::{find, own};
