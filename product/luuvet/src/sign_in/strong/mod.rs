//! Strong sessions: who signs, numbers, issues or administers proves more than a password, where the organisation asks
//! for it.
//!
//! A session is strong when it began with a one-time code or a passkey, or when a code was given or a passkey or the
//! codes were added in it. [`Work::require`](crate::work::Work::require) refuses the actions of
//! [`STRONG`](crate::work::STRONG) to a weak session; [`again`] turns that refusal into a page that asks for the code and
//! sends the same form once more, so that nothing that was typed is lost.

pub mod again;
mod confirm_session;
mod pages;
mod set_strong_sessions;
pub mod store;

pub use confirm_session::confirm;
pub(super) use pages::routes;
pub use set_strong_sessions::SetStrongSessions;
