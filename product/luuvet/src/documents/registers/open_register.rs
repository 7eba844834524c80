//! Opening a register for a year: of chosen kinds, or of a council with its own symbol.

use luuvet_domain::access::Action;
use luuvet_domain::documents::kinds::Kind;
use luuvet_domain::documents::symbol::Abbreviation;
use luuvet_domain::ids::RegisterId;
use luuvet_domain::registers::Register;
use luuvet_domain::registers::open::open_year;
use serde::{Deserialize, Serialize};

use crate::documents::registers::book;
use crate::documents::registers::store::{Series, series};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest name of a register, in letters.
const NAME: usize = 120;

/// What is said of a register that is opened.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cover {
    /// Its name.
    pub name: String,
    /// `incoming`, `outgoing` or `copies`.
    pub direction: String,
    /// The calendar year.
    pub year: i16,
    /// Codes of the kinds that it takes; none for all that no other takes. Only for outgoing documents.
    pub kinds: Vec<String>,
    /// The symbol of the council or team whose series it is; empty for the organisation's own.
    pub owner_symbol: String,
}

impl Cover {
    /// The register that this says, with these numbers, if nothing stands in the way.
    pub(crate) async fn series(
        &self,
        work: &mut Work<'_>,
        numbers: Register,
        mut problems: Vec<Problem>,
    ) -> Result<Series, Refusal> {
        let name = vietnamese::fold::nfc(self.name.trim());
        if name.is_empty() {
            problems.push(Problem::new("field-empty").at("name"));
        }
        if name.chars().count() > NAME {
            problems.push(Problem::new("field-too-long").at("name").with("limit", NAME));
        }
        if !matches!(self.direction.as_str(), "incoming" | "outgoing" | "copies") {
            problems.push(Problem::new("field-choose").at("direction"));
        }
        let this = work.today().year();
        if !(this..=this + 1).contains(&self.year) {
            problems.push(Problem::new("register-year").at("year").with("year", this));
        }
        let owner_symbol = self.owner_symbol.trim();
        if !owner_symbol.is_empty() && Abbreviation::parse(owner_symbol).is_err() {
            problems.push(Problem::new("register-symbol").at("owner_symbol"));
        }
        let mut kinds = self.kinds.clone();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.iter().any(|code| Kind::from_code(code).is_err())
            || (self.direction != "outgoing" && !kinds.is_empty())
        {
            problems.push(Problem::new("field-choose").at("kinds"));
        }
        Refusal::unless_empty(problems)?;
        let organisation = work.organisation();
        if crate::organisations::mergers::store::merger(work.tx, organisation).await?.is_some() {
            return Err(Refusal::invalid(Problem::new("register-merged").at("name")));
        }
        self.alone(work, owner_symbol, &kinds).await?;
        Ok(Series {
            id: work.id(),
            direction: self.direction.clone(),
            name,
            owner_symbol: owner_symbol.to_owned(),
            kinds: kinds.join(" "),
            outside_last: String::new(),
            confirmed_at: None,
            history: false,
            closed: None,
            numbers,
        })
    }

    /// Refuses a second register for the same kinds of the same year: two series would give one number twice.
    async fn alone(&self, work: &mut Work<'_>, owner_symbol: &str, kinds: &[String]) -> Result<(), Refusal> {
        let organisation = work.organisation();
        let others = series::of_year(work.tx, organisation, &self.direction, self.year).await?;
        let same = others
            .iter()
            .filter(|other| other.owner_symbol == owner_symbol)
            .find(|other| (kinds.is_empty() && other.kinds.is_empty()) || kinds.iter().any(|kind| other.takes(kind)));
        match same {
            None => Ok(()),
            Some(other) => Err(Refusal::invalid(Problem::new("register-exists").at("kinds").with("name", &other.name))),
        }
    }
}

/// A register begins with 01.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenRegister {
    /// What is said of it.
    pub cover: Cover,
}

impl Verb for OpenRegister {
    type Out = RegisterId;
    const NAME: &'static str = "open-register";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<RegisterId>, Refusal> {
        work.require(Action::OpenRegister)?;
        let (organisation, now) = (work.organisation(), work.now());
        let new = self.cover.series(work, open_year(self.cover.year), Vec::new()).await?;
        if !series::insert(work.tx, organisation, &new, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("busy")));
        }
        work.finish(book::opened(&new), new.id).await
    }
}
