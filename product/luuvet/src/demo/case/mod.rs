//! The case: the department's inspection notice goes to its schools and is answered. Every step is a verb of the pages,
//! told with who did it; what should hold is checked and told too.

mod answer;
mod check;
mod notice;
mod school;

use jiff::civil::{Date, date};
use luuvet_domain::ids::DocumentId;

use super::notice::Notice;
use super::teller::{Line, Teller};
use super::world::{Settled, World};
use crate::app::App;
use crate::clock;
use crate::documents::store::NewFile;
use crate::refusal::Refusal;
use crate::work::Actor;

/// The notice's own day.
pub const DAY: Date = date(2024, 4, 3);
/// The school that was forgotten among the recipients and gets the notice by "gửi bổ sung".
const FORGOTTEN: &str = "ty1";
/// The school whose clerk has not opened it yet.
const SILENT: &str = "hh6";
/// The school whose work becomes overdue.
const OVERDUE: &str = "hh5";
/// The schools that answer.
const ANSWERING: [&str; 3] = ["hh2", "hh3", "hht"];

/// The case as it is played.
pub struct Case<'a> {
    app: &'a App,
    world: &'a World,
    notice: Notice,
    /// The notice as it is drafted.
    file: NewFile,
    /// The answers of the schools, in the order of [`ANSWERING`].
    answers: Vec<NewFile>,
    teller: &'a mut dyn Teller,
    failed: usize,
}

impl<'a> Case<'a> {
    /// A case; `files` are those of [`letters`] in their order.
    ///
    /// # Errors
    /// When the notice cannot be read or files are missing.
    pub fn new(
        app: &'a App,
        world: &'a World,
        mut files: Vec<NewFile>,
        teller: &'a mut dyn Teller,
    ) -> Result<Self, Refusal> {
        if files.len() != ANSWERING.len() + 1 {
            return Err(Refusal::Broken("the case has other files".into()));
        }
        let answers = files.split_off(1);
        let file = files.remove(0);
        Ok(Self { app, world, notice: super::notice::read()?, file, answers, teller, failed: 0 })
    }

    /// Plays from the draft to the schools' answers; gives the notice.
    ///
    /// # Errors
    /// What a verb refuses that should not.
    pub async fn play(&mut self) -> Result<DocumentId, Refusal> {
        let document = self.issue().await?;
        self.receive(document).await?;
        self.read(document).await?;
        self.send_later(document).await?;
        self.answer(document).await?;
        Ok(document)
    }

    /// What holds in the end; says how many checks of the whole case failed.
    ///
    /// # Errors
    /// The database's.
    pub async fn conclude(&mut self, document: DocumentId) -> Result<usize, Refusal> {
        self.overdue(document).await?;
        self.state_of(document).await?;
        self.once(document).await?;
        self.trace().await?;
        self.registers().await?;
        Ok(self.failed)
    }

    fn at(&self, day: Date, hour: i8, minute: i8) {
        self.app.clock.set(clock::instant(day, hour, minute));
    }

    fn stage(&mut self, title: &str) {
        self.teller.tell(Line::Stage(title.to_owned()));
    }

    fn step(&mut self, place: &Settled, who: &Actor, what: impl Into<String>) {
        let now = clock::local(self.app.clock.now());
        let at = format!("{} {:02}:{:02}", vietnamese::dates::short(now.date()), now.hour(), now.minute());
        let who = format!("{} ({}, {})", who.name, who.title, place.short_name);
        self.teller.tell(Line::Step { at, who, what: what.into() });
    }

    fn check(&mut self, what: impl Into<String>, wrong: Option<String>) {
        self.failed += usize::from(wrong.is_some());
        self.teller.tell(Line::Check { what: what.into(), wrong });
    }

    /// Checks that two values are the same.
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: impl Into<String>, found: &T, wanted: &T) {
        let wrong = (found != wanted).then(|| format!("có {found:?}, phải là {wanted:?}"));
        self.check(what, wrong);
    }

    /// Checks that something was refused.
    fn refused<T>(&mut self, what: impl Into<String>, done: Result<T, Refusal>) -> Result<(), Refusal> {
        match done {
            Ok(_) => self.check(what, Some("việc đó đã được làm".to_owned())),
            Err(broken @ Refusal::Broken(_)) => return Err(broken),
            Err(_) => self.check(what, None),
        }
        Ok(())
    }
}

pub use notice::letters;
