//! Handing over what hangs on a position: open work, drafts, reserved numbers and dossiers, in one step.

mod hand_over_work;
pub(super) mod store;

pub use hand_over_work::HandOverWork;
