//! The page of a document: page images in view, beside them facts, circuit, tasks, actions and trace.

pub mod deed;
