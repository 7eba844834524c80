//! Documents on paper: what is signed there, who holds the originals, and copies handed out.
//!
//! Văn thư enters a decision that the head signed by hand: [`enter_paper`] takes the scan and makes it *approved*, so that
//! it is numbered and issued like any other. Kinds that the head lists ([`list_kind`]) are lawfully paper; outside the
//! list a reason is asked for, and the report counts it. [`hand_over`] says who holds the original and who got copies.
//!
//! What others call: [`deeds()`] for the reader, [`store`] for what stands beside a document.

mod deeds;
pub mod end_kind;
pub mod enter_paper;
pub mod hand_over;
pub mod list_kind;
mod pages;
pub mod replace_scan;
pub mod scan;
pub mod store;

pub use deeds::deeds;
pub use pages::routes;
