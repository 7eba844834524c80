//! Names and parents of an organisation by period, and what stands under it.

pub mod store;
