//! Who may sign for whom, who handles whose inbox, who keeps the seal.

pub mod store;
