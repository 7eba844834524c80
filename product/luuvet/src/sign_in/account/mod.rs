//! One's own account: sessions, password, second factors.

mod change_password;
mod device;
mod end_other_sessions;
mod end_session;
mod pages;
pub mod store;

pub use change_password::ChangePassword;
pub use end_other_sessions::EndOtherSessions;
pub use end_session::EndSession;
pub(super) use pages::{refused, routes};
