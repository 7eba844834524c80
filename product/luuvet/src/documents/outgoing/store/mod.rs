//! The tables of drafting and approving.

pub mod choices;
pub mod drafts;
pub mod lists;
mod steps;

pub use steps::{
    StepRow, SubmissionRow, close_submission, delete_step, insert_step, insert_submission, keep_manifest, set_manifest,
    steps, submissions, update_step,
};
