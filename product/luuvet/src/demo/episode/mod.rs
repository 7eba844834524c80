//! A later episode: what has periods. A school comes under a commune and keeps the department as its professional
//! parent, names change, a mandate ends, a new year's registers begin, two schools merge. Played by the verbs of the
//! pages after the case, from June 2025 to January 2026; the commune and its schools are made up.

mod merger;
mod new_year;
mod two_tiers;

use jiff::civil::{Date, date};
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::DocumentId;
use serde::Deserialize;

use super::acts;
use super::case::verify;
use super::letter::{self, Letter};
use super::pattern::{Department, Place};
use super::telling::Telling;
use super::term::organisation;
use super::world::{self, Settled, World};
use crate::app::App;
use crate::clock;
use crate::documents::delivery::issue::issue;
use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::store::drafts::Recipient;
use crate::documents::registers::candidate::Numbered;
use crate::documents::store::{Document, NewFile, documents};
use crate::jobs;
use crate::organisations::open_organisation::Parent;
use crate::organisations::tree::store::parent_name;
use crate::refusal::Refusal;

/// The day that is served after it.
pub const SERVED: Date = date(2026, 1, 7);
/// The last day of the old order.
const OLD: Date = date(2025, 6, 16);
/// The first day of local government in two tiers.
const NEW: Date = date(2025, 7, 1);

/// The names of the episode (`data/episode.toml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    department: Renamed,
    before: Before,
    commune: Department,
    #[serde(rename = "school")]
    schools: Vec<Place>,
    renamed: Called,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Renamed {
    name: String,
    short_name: String,
    place: String,
    parent: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    managing: String,
    professional: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Called {
    name: String,
    short_name: String,
    symbol: String,
    place: String,
}

/// The episode as it is played.
pub struct Episode<'a> {
    telling: Telling<'a>,
    world: &'a World,
    names: Names,
    /// The department with its name of the day.
    department: Settled,
    /// The school that stays, with its name of the day.
    school: Settled,
    /// The school that merges into it.
    other: Settled,
}

impl<'a> Episode<'a> {
    /// Opens the two schools under the district that still is.
    ///
    /// # Errors
    /// When the names cannot be read, and the database's.
    pub async fn new(telling: Telling<'a>, world: &'a World) -> Result<Self, Refusal> {
        let names: Names = toml::from_str(include_str!("../data/episode.toml"))
            .map_err(|error| Refusal::Broken(format!("episode.toml: {error}")))?;
        telling.at(OLD, 7, 30);
        let above = [("managing", &names.before.managing), ("professional", &names.before.professional)];
        let parents = above.map(|(line, name)| Parent { line: line.into(), organisation: None, name: name.clone() });
        let mut settled = Vec::new();
        for place in &names.schools {
            let above = &names.before.professional;
            settled.push(world::settle(telling.app, place.clone(), &parents, above).await?);
        }
        let (Some(other), Some(school)) = (settled.pop(), settled.pop()) else {
            return Err(Refusal::Broken("episode.toml: two schools".into()));
        };
        Ok(Self { telling, world, names, department: world.department.clone(), school, other })
    }

    /// Plays it to its end, and says how many checks failed.
    ///
    /// # Errors
    /// What a verb refuses that should not.
    pub async fn play(mut self) -> Result<usize, Refusal> {
        let old = self.before().await?;
        self.commune().await?;
        self.renamed(old).await?;
        self.mandates().await?;
        let open = self.autumn().await?;
        self.new_year().await?;
        self.merge(open).await?;
        verify(&mut self.telling, [&self.school, &self.other, &self.department]).await?;
        self.telling.at(SERVED, 8, 0);
        Ok(self.telling.failed)
    }

    /// A document of the school, from draft to approval.
    async fn approved(
        &self,
        of: &Settled,
        kind: Kind,
        subject: &str,
        signer: &str,
        recipients: Vec<Recipient>,
    ) -> Result<DocumentId, Refusal> {
        let app = self.telling.app;
        let who = of.post(signer)?;
        let unit = of.units.keys().find(|key| *key == "vp" || *key == "vhxh").cloned().unwrap_or_default();
        let content = Content {
            direction: "outgoing".into(),
            kind: kind.code().into(),
            subject: subject.to_owned(),
            urgency: "normal".into(),
            department: Some(of.unit(&unit)?),
            signer: Some(who),
            mandate: acts::mandate(app, of.id, who).await?,
            recipients,
            ..Content::default()
        };
        let file = self.file(of, kind, &unit, signer, subject).await?;
        let (drafter, checker) = if of.id == self.department.id { ("cv1.vp", "cvp") } else { ("ketoan", "vanphong") };
        let drafter = of.who(drafter).or_else(|_| of.who(checker))?;
        let document = acts::write(app, drafter, None, content, &file).await?;
        let plan = Plan { content: Some(of.post(checker)?), ..Plan::default() };
        acts::submit(app, drafter, document, "Kính trình lãnh đạo duyệt.", plan).await?;
        acts::run_circuit(app, of, document, 10).await?;
        Ok(document)
    }

    async fn file(
        &self,
        of: &Settled,
        kind: Kind,
        unit: &str,
        signer: &str,
        subject: &str,
    ) -> Result<NewFile, Refusal> {
        let text =
            vec![format!("{subject} (văn bản minh họa)."), "Các đơn vị, cá nhân liên quan thực hiện.".to_owned()];
        let year = clock::day(self.telling.app.clock.now()).year();
        let letter = organisation(of, kind, unit, signer, subject)?;
        let letter = Letter { day: Err(year), text, to: "Các đơn vị liên quan".into(), ..letter };
        let made = letter::files(self.telling.app, vec![("van-ban.pdf".to_owned(), letter)]).await?;
        made.into_iter().next().ok_or(Refusal::NotFound)
    }

    /// Numbers and issues it.
    async fn issued(&self, of: &Settled, document: DocumentId) -> Result<Numbered, Refusal> {
        let (app, clerk) = (self.telling.app, of.who("vanthu")?);
        let numbered = acts::number(app, clerk, document).await?;
        jobs::run_until_idle(app).await?;
        issue(app, clerk, document).await?;
        jobs::run_until_idle(app).await?;
        Ok(numbered)
    }

    async fn document(&self, of: &Settled, id: DocumentId) -> Result<Document, Refusal> {
        documents::find(&mut self.telling.app.read().await?, of.id, id).await?.ok_or(Refusal::NotFound)
    }
}

/// Somebody outside this installation.
fn outside(name: &str) -> Recipient {
    Recipient { kind: "outside".into(), target: None, name: name.to_owned(), role: "inform".into(), due: None }
}

/// The letterhead's name of the body above, on a day and line.
async fn above(app: &App, of: &Settled, line: &str, day: Date) -> Result<String, Refusal> {
    let mut tx = app.read().await?;
    Ok(parent_name(&mut tx, of.id, line, &day.to_string()).await?.unwrap_or_default())
}
