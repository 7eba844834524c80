//! A term of documents in all their states, through the verbs, the same on every machine.
//!
//! The term runs in rounds, one on a day: the department issues a document to all schools; each school receives that and
//! one from outside, and writes one of its own. How far each comes is decided by round and school ([`fate`]).

mod own;
mod received;
mod templates;

use futures_util::future::try_join_all;
use jiff::civil::{Date, date};
use luuvet_domain::calendar::WorkingDays;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::ids::DossierId;

use super::letter::{self, Letter};
use super::world::World;
use crate::app::App;
use crate::clock;
use crate::documents::delivery::issue::issue;
use crate::documents::delivery::recall_document::RecallDocument;
use crate::documents::outgoing::store::drafts::Related;
use crate::documents::store::NewFile;
use crate::dossiers::open::OpenDossier;
use crate::jobs;
use crate::organisations::calendar;
use crate::refusal::Refusal;
pub use own::recipient;
pub use templates::{Outside, Own, Sent, Templates, of_organisation as organisation};

/// Documents that come about in a round beside those of a school: the department's own.
const OF_DEPARTMENT: usize = 1;
/// Documents that come about in a round at each school: one received, one from outside, one of its own.
const OF_SCHOOL: usize = 3;
/// The first day of the term's rounds.
pub const BEGINS: Date = date(2024, 1, 3);

/// The files of the term, rendered before it is played.
pub struct Term {
    templates: Templates,
    sent: Vec<NewFile>,
    /// By template, then by round: each comes with its own number and date.
    outside: Vec<Vec<NewFile>>,
    /// By school, then by template.
    own: Vec<Vec<NewFile>>,
    /// Where each school files what is done.
    dossiers: Vec<DossierId>,
}

impl Term {
    /// Reads the templates and renders every letter, those from outside for each round's day; opens a dossier at each school.
    ///
    /// # Errors
    /// As the typesetter and the folder of blobs.
    pub async fn prepare(app: &App, world: &World, rounds: &[Date]) -> Result<Self, Refusal> {
        let templates = templates::read()?;
        let mut letters: Vec<(String, Letter)> = Vec::new();
        for (at, sent) in templates.sent.iter().enumerate() {
            letters.push((format!("van-ban-{}.pdf", at + 1), sent.letter(world)?));
        }
        for (at, outside) in templates.outside.iter().enumerate() {
            for (round, day) in rounds.iter().enumerate() {
                letters.push((format!("van-ban-den-{}.pdf", at + 1), outside.letter(round, *day)?));
            }
        }
        for school in &world.schools {
            for (at, own) in templates.own.iter().enumerate() {
                letters.push((format!("du-thao-{}-{}.pdf", school.key, at + 1), own.letter(school)?));
            }
        }
        let mut files = letter::files(app, letters).await?;
        let mut own = files.split_off(templates.sent.len() + templates.outside.len() * rounds.len());
        let mut came = files.split_off(templates.sent.len());
        let outside = templates.outside.iter().map(|_| came.drain(..rounds.len().min(came.len())).collect()).collect();
        let each = templates.own.len();
        let own = world.schools.iter().map(|_| own.drain(..each.min(own.len())).collect()).collect();
        let mut dossiers = Vec::with_capacity(world.schools.len());
        for school in &world.schools {
            let dossier = OpenDossier {
                title: "Văn bản chỉ đạo, điều hành năm 2024".into(),
                number: "01.VP".into(),
                school_year: "2023-2024".into(),
                retention: String::new(),
                restricted: false,
            };
            dossiers.push(app.perform(school.who("vanphong")?, dossier).await?);
        }
        Ok(Self { templates, sent: files, outside, own, dossiers })
    }

    /// How many rounds make so many documents.
    #[must_use]
    pub fn rounds(world: &World, documents: usize) -> usize {
        documents.div_ceil((OF_DEPARTMENT + OF_SCHOOL * world.schools.len()).max(1))
    }

    /// The working days on which `rounds` rounds are played, evenly from [`BEGINS`] to before `until`.
    ///
    /// # Errors
    /// When the calendar has no such days.
    pub fn days(rounds: usize, until: Date) -> Result<Vec<Date>, Refusal> {
        let calendar = calendar::built_in()?;
        let span = usize::try_from((until - BEGINS).get_days()).unwrap_or(0);
        (0..rounds)
            .map(|round| {
                let ahead = i32::try_from(span * round / rounds.max(1)).unwrap_or(0);
                let day = BEGINS.saturating_add(jiff::Span::new().days(ahead));
                if calendar.is_working_day(day) {
                    return Ok(day);
                }
                WorkingDays::next(calendar, day).map_err(|error| Refusal::Broken(error.to_string()))
            })
            .collect()
    }

    /// Plays a round on a day; `age` counts the rounds until the end, 0 for the last.
    ///
    /// # Errors
    /// What a verb refuses.
    pub async fn round(&self, app: &App, world: &World, round: usize, age: usize, day: Date) -> Result<(), Refusal> {
        app.clock.set(clock::instant(day, 7, 45));
        let at = round % self.sent.len().max(1);
        let (sent, symbol) = own::sent(app, world, &self.templates.sent[at], &self.sent[at], Vec::new()).await?;
        jobs::run_until_idle(app).await?;
        app.clock.set(clock::instant(day, 9, 0));
        issue(app, world.department.who("vanthu")?, sent).await?;
        jobs::run_until_idle(app).await?;
        self.unusual(app, world, round, (sent, &symbol)).await?;
        app.clock.set(clock::instant(day, 13, 45));
        let numbered = try_join_all(world.schools.iter().enumerate().map(|(school, place)| async move {
            let fate = fate(round, school, age);
            let comes = if (round + 5 * school) % 17 == 6 { received::REFUSED } else { fate };
            received::from_department(app, world, place, sent, &self.templates.sent[at], comes, self.dossiers[school])
                .await?;
            let other = (round + school) % self.outside.len().max(1);
            let (letter, file) = (&self.templates.outside[other], &self.outside[other][round]);
            received::from_outside(app, place, letter, file, round, fate + 3, self.dossiers[school]).await?;
            let mine = (round + 2 * school) % self.templates.own.len().max(1);
            own::written(app, place, world, &self.templates.own[mine], &self.own[school][mine], fate).await
        }))
        .await?;
        jobs::run_until_idle(app).await?;
        app.clock.set(clock::instant(day, 15, 30));
        for (place, document) in world.schools.iter().zip(numbered) {
            if let Some(document) = document {
                issue(app, place.who("vanthu")?, document).await?;
            }
        }
        jobs::run_until_idle(app).await?;
        Ok(())
    }

    /// What happens once in a term: a document is recalled at once, another one is replaced.
    async fn unusual(
        &self,
        app: &App,
        world: &World,
        round: usize,
        (issued, symbol): (DocumentId, &str),
    ) -> Result<(), Refusal> {
        let clerk = world.department.who("vanthu")?;
        let template = |round: usize| {
            let at = round % self.sent.len().max(1);
            (&self.templates.sent[at], &self.sent[at])
        };
        if round == RECALLS {
            let (template, file) = template(round + 1);
            let (document, _) = own::sent(app, world, template, file, Vec::new()).await?;
            jobs::run_until_idle(app).await?;
            issue(app, clerk, document).await?;
            jobs::run_until_idle(app).await?;
            let reason = "Gửi nhầm phụ lục của năm trước".to_owned();
            app.perform(clerk, RecallDocument { document, reason }).await?;
        }
        if round == REPLACES {
            // By the same drafter, who may see what he replaces.
            let (template, file) = template(round);
            let wording = format!("Văn bản số {symbol} của Sở");
            let replaces = vec![Related { kind: "replaces".into(), wording, other: Some(issued) }];
            let (document, _) = own::sent(app, world, template, file, replaces).await?;
            jobs::run_until_idle(app).await?;
            issue(app, clerk, document).await?;
        }
        jobs::run_until_idle(app).await?;
        Ok(())
    }
}

/// The round in which the department recalls what it has just issued.
const RECALLS: usize = 2;
/// The round in which it replaces what it has just issued.
const REPLACES: usize = 3;

/// How far a document comes: 0 to 2 stay early, 9 is done. Older rounds are mostly done; the last ones are not.
fn fate(round: usize, school: usize, age: usize) -> usize {
    let mixed = (round * 7 + school * 3) % 10;
    match age {
        0 => mixed * 6 / 10,
        1 | 2 => mixed,
        _ if mixed < 2 => 5 + mixed,
        _ => 9,
    }
}
