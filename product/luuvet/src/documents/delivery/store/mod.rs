//! Rows of `recipient`, `demand` and `demand_answer`, and what issuing asks of other tables.

pub mod answers;
pub mod facts;
pub mod recipients;

pub use answers::Answer;
pub use recipients::{NewRecipient, Recipient, of_document as recipients};
