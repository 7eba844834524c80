//! Notices: people hear of what waits for them, in the product, by web push and by mail.
//!
//! **Tables.** `notice`: what a person was told (a task, or something about a document), read or not. `notice_setting`
//! and `push_device`: how a person wants to hear of it. `notice_delivery`: what leaves the house, with its tries and
//! its end (`sent`, `dropped`, `gone`, `refused`, `given-up`). `notice_digest`: whose day was looked at.
//!
//! **Flow.** [`causes`] is called once in `Work::finish`: it reads from the tasks and events that the verb has written
//! who has to be told, in the same transaction. Where one of them can be reached, a job ([`notify`]) follows after the
//! ten minutes in which work can be taken back, or at once when the document is urgent; it writes deliveries. [`sending`]
//! hands them over, apart from all other jobs, after a last look: what has been read, done or undone meanwhile is
//! dropped, quiet hours are kept, failures wait longer each time. [`digest`] looks at each person's day once. What is
//! sent is a count and a link, never content. Sending is no affair of an organisation and leaves no event; subscribing
//! a device and changing the address do.

pub mod causes;
pub mod digest;
pub mod keys;
pub mod mark_read;
pub mod notify;
pub mod pages;
pub mod sending;
mod set_notices;
pub mod settings;
pub mod store;
mod subscribe_device;
mod unsubscribe_device;

pub use pages::routes;
pub use set_notices::SetNotices;
pub use subscribe_device::SubscribeDevice;
pub use unsubscribe_device::UnsubscribeDevice;
