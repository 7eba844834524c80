//! Another name from a day on.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::store::{self as organisations, OrganisationName};
use crate::organisations::tree::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest name, in letters.
const NAME: usize = 200;
/// Longest symbol, in letters.
const SYMBOL: usize = 20;

/// The organisation is called otherwise from a day on; until then as before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameOrganisation {
    /// The full name.
    pub name: String,
    /// The short name.
    pub short_name: String,
    /// The symbol in official letters.
    pub symbol: String,
    /// The place of the date line.
    pub place: String,
    /// The first day of the new name.
    pub from: Date,
}

impl Verb for RenameOrganisation {
    type Out = ();
    const NAME: &'static str = "rename-organisation";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let text = |text: &str| vietnamese::fold::nfc(text.trim());
        let (organisation, from) = (work.organisation(), self.from.to_string());
        let name = OrganisationName {
            from_day: from.clone(),
            name: text(&self.name),
            short_name: text(&self.short_name),
            symbol: text(&self.symbol),
            place: text(&self.place),
            ..OrganisationName::default()
        };
        Refusal::unless_empty(problems(&name))?;
        let last = store::last_name(work.tx, organisation).await?.ok_or(Refusal::NotFound)?;
        if from <= last.from_day {
            let problem = Problem::new("name-order").at("from").with("day", short(&last.from_day));
            return Err(Refusal::invalid(problem));
        }
        // The post of the head, the collective and the code stay until they are changed themselves.
        let name =
            OrganisationName { head_title: last.head_title, collective: last.collective, code: last.code, ..name };
        store::end_name(work.tx, organisation, &last.from_day, &from).await?;
        organisations::insert_name(work.tx, organisation, &name).await?;
        let event = Event::new(EventKind::OrganisationRenamed, Subject::Organisation(organisation.0));
        work.finish(event.code("day", from).private("name", name.name), ()).await
    }
}

fn problems(name: &OrganisationName) -> Vec<Problem> {
    let fields = [
        ("name", &name.name, NAME),
        ("short_name", &name.short_name, NAME),
        ("symbol", &name.symbol, SYMBOL),
        ("place", &name.place, NAME),
    ];
    let judge = |(field, text, limit): (&'static str, &String, usize)| match text.chars().count() {
        0 => Some(Problem::new("field-empty").at(field)),
        count if count > limit => Some(Problem::new("field-too-long").at(field).with("limit", limit)),
        _ => None,
    };
    fields.into_iter().filter_map(judge).collect()
}

fn short(day: &str) -> String {
    crate::organisations::fields::short(day)
}
