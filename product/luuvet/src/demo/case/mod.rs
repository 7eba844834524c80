//! The case: the department's inspection notice goes to its schools and is answered. Every step is a verb of the pages,
//! told with who did it; what should hold is checked and told too.

mod answer;
mod check;
mod notice;
mod school;

use std::ops::{Deref, DerefMut};

use jiff::civil::{Date, date};
use luuvet_domain::ids::DocumentId;

use super::notice::Notice;
use super::telling::Telling;
use super::world::World;
use crate::documents::store::NewFile;
use crate::refusal::Refusal;

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
    telling: Telling<'a>,
    world: &'a World,
    notice: Notice,
    /// The notice as it is drafted.
    file: NewFile,
    /// The answers of the schools, in the order of [`ANSWERING`].
    answers: Vec<NewFile>,
}

impl<'a> Case<'a> {
    /// A case; `files` are those of [`letters`] in their order.
    ///
    /// # Errors
    /// When the notice cannot be read or files are missing.
    pub fn new(telling: Telling<'a>, world: &'a World, mut files: Vec<NewFile>) -> Result<Self, Refusal> {
        if files.len() != ANSWERING.len() + 1 {
            return Err(Refusal::Broken("the case has other files".into()));
        }
        let answers = files.split_off(1);
        let file = files.remove(0);
        Ok(Self { telling, world, notice: super::notice::read()?, file, answers })
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

    /// What holds in the end; gives the story back, which knows how many checks failed.
    ///
    /// # Errors
    /// The database's.
    pub async fn conclude(mut self, document: DocumentId) -> Result<Telling<'a>, Refusal> {
        self.overdue(document).await?;
        self.state_of(document).await?;
        self.once(document).await?;
        self.trace().await?;
        self.registers().await?;
        Ok(self.telling)
    }
}

impl<'a> Deref for Case<'a> {
    type Target = Telling<'a>;

    fn deref(&self) -> &Self::Target {
        &self.telling
    }
}

impl DerefMut for Case<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.telling
    }
}

pub use check::verify;
pub use notice::letters;
