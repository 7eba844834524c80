//! Lists of people from Excel and CSV: read, shown with what is wrong in each row, and taken in as a whole or not at all.

mod import_people;
mod pages;
mod read;
mod row;
mod store;

pub use import_people::ImportPeople;
pub(super) use pages::routes;
pub use read::{Preview, read};
pub use row::{Column, Row, RowError};
