//! One-time codes as the second factor (RFC 6238): enrolment with a picture for the phone, and the step at sign-in.

mod disable_totp;
mod enable_totp;
mod pages;
pub mod second;
mod store;
pub mod totp;

pub use disable_totp::DisableTotp;
pub use enable_totp::EnableTotp;
pub(super) use pages::{ask, routes};
pub(super) use store::{switch_off, use_step};
