//! Incoming documents: they arrive, get a number, are laid before a leader, directed and assigned.
//!
//! The department's notice reaches văn thư THPT Hiệp Hòa số 3 ([`receive`]) or comes by upload or on paper ([`arrive`]).
//! The clerk registers or refuses it ([`register`], [`refuse`]) and submits it to whoever the rule names ([`submit`]);
//! the leader writes the directive and assigns ([`direct`]). Then the part `tasks` takes over; it says through
//! [`report()`] how far the work has come, and the sender hears of it. A document that the sender takes back stays, marked
//! ([`take_recall`]).

pub mod arrive;
mod checks;
mod deeds;
pub mod direct;
pub mod hand_over;
pub mod join_twin;
pub mod order;
mod pages;
pub mod particulars;
pub mod receive;
pub mod refuse;
pub mod register;
mod report;
pub mod rule;
pub mod store;
pub mod submit;
pub mod take_over;
pub mod take_recall;

pub use deeds::deeds;
pub use pages::routes;
pub use report::report;
