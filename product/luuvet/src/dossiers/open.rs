//! Opening a dossier.

use luuvet_domain::access::Action;
use luuvet_domain::documents::Subject as Title;
use luuvet_domain::dossiers::{PlanNumber, Retention};
use luuvet_domain::ids::DossierId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::dossiers::store::{self, NewDossier};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A dossier begins, kept by the acting position.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenDossier {
    /// What it is about.
    pub title: String,
    /// Its number in the file plan: `01.TCCB`.
    pub number: String,
    /// "2023-2024", or empty.
    pub school_year: String,
    /// How long it is kept; may be fixed on closing.
    pub retention: String,
    /// Whether only its keeper and the readers of its documents see it.
    #[serde(default)]
    pub restricted: bool,
}

impl Verb for OpenDossier {
    type Out = DossierId;
    const NAME: &'static str = "open-dossier";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DossierId>, Refusal> {
        work.require(Action::File)?;
        let title = vietnamese::fold::nfc(self.title.trim());
        let number = PlanNumber::parse(&self.number);
        let (year, retention) = (self.school_year.trim(), self.retention.trim());
        let mut problems = Vec::new();
        if Title::parse(&title).is_err() {
            problems.push(Problem::new("dossier-title").at("title"));
        }
        if number.is_err() {
            problems.push(Problem::new("dossier-number").at("number"));
        }
        if !year.is_empty() && !is_school_year(year) {
            problems.push(Problem::new("dossier-school-year").at("school_year"));
        }
        if !retention.is_empty() && Retention::parse(retention).is_err() {
            problems.push(Problem::new("dossier-retention").at("retention"));
        }
        Refusal::unless_empty(problems)?;
        let number = number.map_err(|error| Refusal::Broken(error.to_string()))?;
        let (id, owner, organisation, now) = (work.id(), work.position()?, work.organisation(), work.now());
        let (number, restricted) = (number.as_str(), self.restricted);
        let new = NewDossier { id, title: &title, number, school_year: year, retention, owner, restricted };
        store::insert(work.tx, organisation, &new, now).await?;
        let event = Event::new(EventKind::DossierOpened, Subject::Dossier(id.0)).private("name", title);
        work.finish(event, id).await
    }
}

/// "2023-2024": two calendar years that follow each other.
fn is_school_year(text: &str) -> bool {
    let Some((first, second)) = text.split_once('-') else { return false };
    match (first.parse::<i16>(), second.parse::<i16>()) {
        (Ok(first), Ok(second)) => (1900..3000).contains(&first) && second == first + 1,
        _ => false,
    }
}
