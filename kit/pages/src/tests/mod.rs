//! Tests over several modules, with documents that the crate makes itself.

mod composing;
mod hostile;
mod letter;
mod marking;
mod pictures;
