//! Tests over several modules, with documents that the crate makes itself.

mod combining;
mod composing;
#[cfg(unix)]
mod converting;
mod guarding;
mod hostile;
mod letter;
mod marking;
mod packages;
mod pictures;
mod skeletons;
