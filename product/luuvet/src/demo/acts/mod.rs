//! What people of the demo do, through the verbs of the pages: write and run a circuit, number and issue, receive.

mod circuit;
mod receiving;

pub use circuit::{Pending, decide, mandate, number, pending, run_circuit, submit, write};
pub use receiving::{lay_before, received, tasks_of};
