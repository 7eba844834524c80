//! The tables of documents. One file per table that several verbs use; tables that one folder owns stand there.

pub mod beside;
pub mod documents;
pub mod files;
pub mod grants;
pub mod lists;
pub mod relations;
pub mod tasks;

pub use documents::{Document, NewDocument};
pub use files::{NewFile, StoredFile};
pub use grants::Grantee;
pub use tasks::{NewTask, Owner, Task};
