//! Stories: people use the program through its pages, in process, on both databases, with a clock that is moved.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a story fails loudly")]

mod support;

#[path = "stories/departments.rs"]
mod departments;
#[path = "stories/people.rs"]
mod people;

#[path = "stories/api.rs"]
mod api;
#[path = "stories/calendar.rs"]
mod calendar;
#[path = "stories/copies.rs"]
mod copies;
#[path = "stories/delivery.rs"]
mod delivery;
#[path = "stories/drafting.rs"]
mod drafting;
#[path = "stories/incoming.rs"]
mod incoming;
#[path = "stories/mergers.rs"]
mod mergers;
#[path = "stories/notices.rs"]
mod notices;
#[path = "stories/paper.rs"]
mod paper;
#[path = "stories/registers.rs"]
mod registers;
#[path = "stories/search.rs"]
mod search;
#[path = "stories/secrets.rs"]
mod secrets;
#[path = "stories/sight.rs"]
mod sight;
#[path = "stories/sign_in.rs"]
mod sign_in;
#[path = "stories/survival.rs"]
mod survival;
#[path = "stories/tasks.rs"]
mod tasks;
