//! Follow-up work committed with the change that causes it.
