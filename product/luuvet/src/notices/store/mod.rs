//! Rows of notices, of how people want to hear of them, and of what leaves the house.

pub mod deliveries;
pub mod devices;
pub mod digests;
pub mod list;
pub mod settings;
pub mod tell;
