//! What the demo world is made of (`data/world.toml`).

use luuvet_domain::access::Role;
use serde::Deserialize;

use crate::refusal::Refusal;

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// The day from which everything holds, ISO.
    pub from_day: String,
    /// The department above the schools.
    pub department: Department,
    /// What every school has.
    pub school: School,
    /// The schools by name.
    #[serde(rename = "place")]
    pub places: Vec<Place>,
}

/// The department above the schools.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// The ending of its logins.
    pub key: String,
    /// Full name.
    pub name: String,
    /// Short name, as people say it.
    pub short_name: String,
    /// Symbol in official letters.
    pub symbol: String,
    /// Place of the date line.
    pub place: String,
    /// The head's post.
    pub head_title: String,
    /// The body above it, as in its letterhead.
    pub parent: String,
    /// Head and deputies.
    #[serde(rename = "leader")]
    pub leaders: Vec<Post>,
    /// Its offices and divisions.
    #[serde(rename = "unit")]
    pub units: Vec<Unit>,
}

/// What every school has.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// The head's post.
    pub head_title: String,
    /// Head and deputies.
    #[serde(rename = "leader")]
    pub leaders: Vec<Post>,
    /// Its office and specialist teams.
    #[serde(rename = "unit")]
    pub units: Vec<Unit>,
}

/// A school.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The ending of its logins.
    pub key: String,
    /// Full name.
    pub name: String,
    /// Short name, as people say it.
    pub short_name: String,
    /// Symbol in official letters.
    pub symbol: String,
    /// Place of the date line.
    pub place: String,
    /// Whether the inspection visited it.
    pub inspected: bool,
    /// Who handles whose work for a while.
    pub substitute: Option<Stand>,
}

/// A department or a specialist team.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// In logins.
    pub key: String,
    /// Full name.
    pub name: String,
    /// Symbol in official letters.
    pub symbol: String,
    /// `department` or `team`.
    pub kind: String,
    /// Who works in it.
    #[serde(default)]
    pub people: Vec<Post>,
    /// A team's teachers, besides its head.
    #[serde(default)]
    pub teachers: usize,
    /// A second position of the team's head.
    pub also: Option<Also>,
}

/// A position with its holder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The beginning of the login.
    pub login: String,
    /// The position's title.
    pub title: String,
    /// The holder's name; by role when it is left out.
    pub full_name: Option<String>,
    /// What it may do.
    pub roles: Vec<Role>,
    /// Under which it signs for another.
    pub mandate: Option<Signs>,
    /// A second position of the same person.
    pub also: Option<Also>,
}

/// A second position.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// In which unit, by key; none stands outside units.
    pub unit: Option<String>,
    /// Its title.
    pub title: String,
    /// What it may do.
    pub roles: Vec<Role>,
}

/// A mandate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signs {
    /// The code of a kind of mandate.
    pub kind: String,
    /// In whose place, by login.
    pub on_behalf_of: String,
    /// What it stands on, in words.
    pub basis: String,
}

/// A substitute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stand {
    /// Whose work, by login.
    pub of: String,
    /// Who does it, by login.
    pub by: String,
    /// From this day, ISO.
    pub from_day: String,
    /// Until before this day, ISO.
    pub until_day: String,
    /// What it stands on, in words.
    pub basis: String,
}

/// Reads the pattern.
///
/// # Errors
/// When the file cannot be understood; a test reads it.
pub fn read() -> Result<Pattern, Refusal> {
    toml::from_str(include_str!("data/world.toml")).map_err(|error| Refusal::Broken(format!("world.toml: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_login_of_an_organisation_is_one_persons_and_every_name_given_exists() {
        let pattern = read().unwrap();
        for (leaders, units) in
            [(&pattern.department.leaders, &pattern.department.units), (&pattern.school.leaders, &pattern.school.units)]
        {
            let mut logins: Vec<String> = leaders.iter().map(|post| post.login.clone()).collect();
            for post in leaders.iter().chain(units.iter().flat_map(|unit| &unit.people)) {
                let behalf = post.mandate.iter().map(|mandate| &mandate.on_behalf_of);
                assert!(behalf.into_iter().all(|login| leaders.iter().any(|leader| leader.login == *login)));
            }
            let head = leaders.iter().filter(|post| post.roles.contains(&Role::Head)).count();
            assert_eq!(head, 1, "one head");
            logins.sort();
            logins.dedup();
            assert_eq!(logins.len(), leaders.len());
        }
        assert!(pattern.places.iter().filter(|place| place.inspected).count() >= 6);
    }
}
