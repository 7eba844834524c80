//! Telling a story: what somebody did, and what should hold.

use jiff::civil::Date;

use super::teller::{Line, Teller};
use super::world::Settled;
use crate::app::App;
use crate::clock;
use crate::refusal::Refusal;
use crate::work::Actor;

/// A story as it is told, with the app in which it happens.
pub struct Telling<'a> {
    /// In which it happens; its clock is moved.
    pub app: &'a App,
    teller: &'a mut dyn Teller,
    /// How many checks failed so far.
    pub failed: usize,
}

impl<'a> Telling<'a> {
    /// A story that begins.
    #[must_use]
    pub fn new(app: &'a App, teller: &'a mut dyn Teller) -> Self {
        Self { app, teller, failed: 0 }
    }

    /// Moves the clock.
    pub fn at(&self, day: Date, hour: i8, minute: i8) {
        self.app.clock.set(clock::instant(day, hour, minute));
    }

    /// A new part of the story.
    pub fn stage(&mut self, title: &str) {
        self.teller.tell(Line::Stage(title.to_owned()));
    }

    /// Somebody did something.
    pub fn step(&mut self, place: &Settled, who: &Actor, what: impl Into<String>) {
        let now = clock::local(self.app.clock.now());
        let at = format!("{} {:02}:{:02}", vietnamese::dates::short(now.date()), now.hour(), now.minute());
        let who = format!("{} ({}, {})", who.name, who.title, place.short_name);
        self.teller.tell(Line::Step { at, who, what: what.into() });
    }

    /// Something holds, or why it does not.
    pub fn check(&mut self, what: impl Into<String>, wrong: Option<String>) {
        self.failed += usize::from(wrong.is_some());
        self.teller.tell(Line::Check { what: what.into(), wrong });
    }

    /// Checks that two values are the same.
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: impl Into<String>, found: &T, wanted: &T) {
        let wrong = (found != wanted).then(|| format!("có {found:?}, phải là {wanted:?}"));
        self.check(what, wrong);
    }

    /// Checks that something was refused.
    ///
    /// # Errors
    /// A failure of the machinery, which is no refusal.
    pub fn refused<T>(&mut self, what: impl Into<String>, done: Result<T, Refusal>) -> Result<(), Refusal> {
        match done {
            Ok(_) => self.check(what, Some("việc đó đã được làm".to_owned())),
            Err(broken @ Refusal::Broken(_)) => return Err(broken),
            Err(_) => self.check(what, None),
        }
        Ok(())
    }
}
