//! Making the demo world: organisations, units, people, mandates, substitutes. The same on every machine but for ids.

use std::collections::BTreeMap;

use luuvet_domain::access::Role;
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};
use luuvet_domain::trace::Source;

use super::pattern::{self, Also, Pattern, Place, Post, Stand, Unit};
use super::settle::settle_departments::SettleDepartments;
use super::settle::settle_people::{MOST, NewPerson, NewPost, SettlePeople};
use super::settle::settle_standing::{NewMandate, NewSubstitute, SettleStanding};
use crate::app::App;
use crate::organisations::open_organisation::{FirstAdministrator, OpenOrganisation, Parent};
use crate::organisations::store::OrganisationName;
use crate::refusal::Refusal;
use crate::sign_in::password;
use crate::work::Actor;

mod settle;

pub use settle::{settle, settle_body};

/// Everybody's password in the demo.
pub const PASSWORD: &str = "luuvet-2024";
/// The salt of its one hash; a demo's password is no secret.
const SALT: [u8; 16] = *b"luu vet demo 24.";

/// How large a world is made.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Schools; those of the pattern first, further ones by number.
    pub schools: usize,
    /// Teachers of a team are the pattern's times this.
    pub teachers: usize,
    /// Documents of the term.
    pub documents: usize,
}

impl Scale {
    /// The demo's.
    pub const DEMO: Self = Self { schools: 8, teachers: 1, documents: 400 };
}

/// The department and its schools.
#[derive(Clone, Debug)]
pub struct World {
    /// The department.
    pub department: Settled,
    /// The schools, in the pattern's order.
    pub schools: Vec<Settled>,
}

/// An organisation with its people.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Its id.
    pub id: OrganisationId,
    /// The ending of its logins.
    pub key: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Symbol.
    pub symbol: String,
    /// Place of the date line.
    pub place: String,
    /// The head's post.
    pub head_title: String,
    /// The body above it, as in its letterhead.
    pub above: String,
    /// Whether the inspection visited it.
    pub inspected: bool,
    /// Units by key: id, name, symbol.
    pub units: BTreeMap<String, (DepartmentId, String, String)>,
    /// Everybody, by login without the organisation's ending, in the first position.
    pub people: BTreeMap<String, Actor>,
}

impl Settled {
    /// Somebody by login without the organisation's ending, in the first position, without today's substitutions.
    ///
    /// # Errors
    /// When the pattern names nobody so.
    pub fn who(&self, login: &str) -> Result<&Actor, Refusal> {
        self.people.get(login).ok_or_else(|| Refusal::Broken(format!("nobody is called {login}.{}", self.key)))
    }

    /// A position by login.
    ///
    /// # Errors
    /// As [`who`](Self::who).
    pub fn post(&self, login: &str) -> Result<PositionId, Refusal> {
        self.who(login)?.position.ok_or(Refusal::NotFound)
    }

    /// Who holds a position.
    ///
    /// # Errors
    /// When nobody of the pattern does.
    pub fn holder(&self, position: PositionId) -> Result<&Actor, Refusal> {
        let found = self.people.values().find(|actor| actor.position == Some(position));
        found.ok_or_else(|| Refusal::Broken(format!("nobody of {} holds {position}", self.key)))
    }

    /// A unit by key.
    ///
    /// # Errors
    /// When the pattern has none.
    pub fn unit(&self, key: &str) -> Result<DepartmentId, Refusal> {
        let unit = self.units.get(key).map(|unit| unit.0);
        unit.ok_or_else(|| Refusal::Broken(format!("{} has no unit {key}", self.key)))
    }
}

impl World {
    /// A school by key.
    ///
    /// # Errors
    /// When the world has none.
    pub fn school(&self, key: &str) -> Result<&Settled, Refusal> {
        let found = self.schools.iter().find(|school| school.key == key);
        found.ok_or_else(|| Refusal::Broken(format!("no school {key}")))
    }

    /// The department and the schools.
    pub fn all(&self) -> impl Iterator<Item = &Settled> {
        std::iter::once(&self.department).chain(&self.schools)
    }
}

/// Makes organisations and people. The clock stands on the day on which they are entered.
///
/// # Errors
/// The database's; or an installation in which the logins exist.
pub async fn build(app: &App, scale: Scale) -> Result<World, Refusal> {
    let pattern = pattern::read()?;
    let hash = password::hash(PASSWORD.to_owned(), SALT).await?;
    let department = {
        let of = &pattern.department;
        let place = Place {
            key: of.key.clone(),
            name: of.name.clone(),
            short_name: of.short_name.clone(),
            symbol: of.symbol.clone(),
            place: of.place.clone(),
            inspected: false,
            substitute: None,
        };
        let maker = Maker { app, pattern: &pattern, hash: &hash, place, teachers: scale.teachers };
        maker.make(&of.head_title, &[], &of.parent, &of.leaders, &of.units).await?
    };
    let above = department.name.to_uppercase();
    let parents = ["managing", "professional"].map(|line| Parent {
        line: line.into(),
        organisation: Some(department.id),
        name: above.clone(),
    });
    let mut schools = Vec::with_capacity(scale.schools);
    for number in 0..scale.schools {
        let place = pattern.places.get(number).cloned().unwrap_or_else(|| further(number));
        let maker = Maker { app, pattern: &pattern, hash: &hash, place, teachers: scale.teachers };
        let of = &pattern.school;
        schools.push(maker.make(&of.head_title, &parents, &above, &of.leaders, &of.units).await?);
    }
    Ok(World { department, schools })
}

/// A school beyond the pattern's.
fn further(number: usize) -> Place {
    Place {
        key: format!("s{number}"),
        name: format!("Trường THPT số {number}"),
        short_name: format!("THPT số {number}"),
        symbol: format!("THPTS{number}"),
        place: "Bắc Giang".into(),
        inspected: false,
        substitute: None,
    }
}

struct Maker<'a> {
    app: &'a App,
    pattern: &'a Pattern,
    hash: &'a str,
    place: Place,
    teachers: usize,
}

/// A person to be entered, with the login as the world knows it and the mandate of the first position.
struct Entry {
    login: String,
    new: NewPerson,
    mandate: Option<pattern::Signs>,
}

impl Maker<'_> {
    async fn make(
        self,
        head_title: &str,
        parents: &[Parent],
        above: &str,
        leaders: &[Post],
        units: &[Unit],
    ) -> Result<Settled, Refusal> {
        let admin = self.open(head_title, parents).await?;
        let from_day = self.pattern.from_day.clone();
        let names = units.iter().map(|unit| (unit.name.clone(), unit.symbol.clone(), unit.kind.clone())).collect();
        let ids = self.app.perform(&admin, SettleDepartments { from_day, units: names }).await?;
        let found: BTreeMap<String, (DepartmentId, String, String)> = units
            .iter()
            .zip(ids)
            .map(|(unit, id)| (unit.key.clone(), (id, unit.name.clone(), unit.symbol.clone())))
            .collect();
        let entries = self.entries(leaders, units, &found);
        let mut people = self.settle(&admin, &entries).await?;
        self.stand(&admin, &entries, &people).await?;
        people.insert("quantri".to_owned(), admin.clone());
        let Place { key, name, short_name, symbol, place, inspected, .. } = self.place;
        Ok(Settled {
            id: admin.organisation,
            key,
            name,
            short_name,
            symbol,
            place,
            head_title: head_title.to_owned(),
            above: above.to_owned(),
            inspected,
            units: found,
            people,
        })
    }

    async fn open(&self, head_title: &str, parents: &[Parent]) -> Result<Actor, Refusal> {
        let id = OrganisationId(self.app.draw()?.request());
        let name = format!("Quản trị {}", self.place.short_name);
        let verb = OpenOrganisation {
            name: OrganisationName {
                from_day: self.pattern.from_day.clone(),
                name: self.place.name.clone(),
                short_name: self.place.short_name.clone(),
                symbol: self.place.symbol.clone(),
                place: self.place.place.clone(),
                head_title: head_title.to_owned(),
                ..OrganisationName::default()
            },
            parents: parents.to_vec(),
            administrator: FirstAdministrator {
                // The name of the first administrator is checked as a person's, which has no digit.
                full_name: "Quản trị hệ thống".into(),
                title: "Quản trị hệ thống".into(),
                login: format!("quantri.{}", self.place.key),
                password_hash: self.hash.to_owned(),
            },
        };
        let (_, person, position) = self.app.perform(&Actor::system(id, Source::Cli), verb).await?;
        let post = NewPost {
            department: None,
            title: "Quản trị hệ thống".into(),
            ordinal: 0,
            roles: vec![Role::Administrator],
        };
        Ok(actor(id, person, &name, position, &post))
    }

    fn entries(
        &self,
        leaders: &[Post],
        units: &[Unit],
        found: &BTreeMap<String, (DepartmentId, String, String)>,
    ) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (at, post) in leaders.iter().enumerate() {
            // Two deputies share a title; their names tell them apart.
            let alike = leaders.iter().filter(|other| other.title == post.title).count();
            let nth = leaders[..at].iter().filter(|other| other.title == post.title).count() + 1;
            let called = if alike > 1 { format!("{} {nth}", post.title) } else { post.title.clone() };
            entries.push(self.entry(post.login.clone(), &called, post, None, found, entries.len()));
        }
        let teams: Vec<Vec<Post>> = units.iter().map(|unit| posts(unit, self.teachers)).collect();
        let users = |login: &str| teams.iter().flatten().filter(|post| post.login == login).count();
        for (unit, team) in units.iter().zip(&teams) {
            let department = found.get(&unit.key).map(|unit| unit.0);
            for post in team {
                // A login that no other unit uses needs no unit: `vanthu.hh3`, but `gv1.toan.hh3`.
                let alone = users(&post.login) == 1 && unit.kind != "team";
                let login = if alone { post.login.clone() } else { format!("{}.{}", post.login, unit.key) };
                entries.push(self.entry(login, &called(post, unit, alone), post, department, found, entries.len()));
            }
        }
        entries
    }

    fn entry(
        &self,
        login: String,
        called: &str,
        post: &Post,
        department: Option<DepartmentId>,
        found: &BTreeMap<String, (DepartmentId, String, String)>,
        at: usize,
    ) -> Entry {
        let ordinal = |more: usize| i64::try_from((at + 1) * 2 + more).unwrap_or(i64::MAX);
        let first = NewPost { department, title: post.title.clone(), ordinal: ordinal(0), roles: post.roles.clone() };
        let second = post.also.iter().map(|also: &Also| NewPost {
            department: also.unit.as_ref().and_then(|key| found.get(key)).map(|unit| unit.0),
            title: also.title.clone(),
            ordinal: ordinal(1),
            roles: also.roles.clone(),
        });
        let full_name = post.full_name.clone().unwrap_or_else(|| format!("{called} {}", self.place.short_name));
        let posts = std::iter::once(first).chain(second).collect();
        let new = NewPerson { full_name, login: format!("{login}.{}", self.place.key), posts };
        Entry { login, new, mandate: post.mandate.clone() }
    }

    async fn settle(&self, admin: &Actor, entries: &[Entry]) -> Result<BTreeMap<String, Actor>, Refusal> {
        let mut people = BTreeMap::new();
        for part in entries.chunks(MOST) {
            let verb = SettlePeople {
                from_day: self.pattern.from_day.clone(),
                password_hash: self.hash.to_owned(),
                people: part.iter().map(|entry| entry.new.clone()).collect(),
            };
            let settled = self.app.perform(admin, verb).await?;
            for (entry, (person, positions)) in part.iter().zip(settled) {
                if let (Some(post), Some(position)) = (entry.new.posts.first(), positions.first()) {
                    let actor = actor(admin.organisation, person, &entry.new.full_name, *position, post);
                    people.insert(entry.login.clone(), actor);
                }
            }
        }
        Ok(people)
    }

    async fn stand(&self, admin: &Actor, entries: &[Entry], people: &BTreeMap<String, Actor>) -> Result<(), Refusal> {
        let post = |login: &str| {
            let found = people.get(login).and_then(|actor| Some((actor.position?, actor)));
            found.ok_or_else(|| Refusal::Broken(format!("world.toml: nobody is called {login}")))
        };
        let mut mandates = Vec::new();
        for entry in entries {
            if let Some(mandate) = &entry.mandate {
                let (position, actor) = post(&entry.login)?;
                mandates.push(NewMandate {
                    kind: mandate.kind.clone(),
                    position,
                    title: actor.title.clone(),
                    on_behalf_of: post(&mandate.on_behalf_of)?.0,
                    basis: mandate.basis.clone(),
                });
            }
        }
        let mut substitutes = Vec::new();
        if let Some(Stand { of, by, from_day, until_day, basis }) = self.place.substitute.clone() {
            let ((of, whose), (by, who)) = (post(&of)?, post(&by)?);
            let (title, person) = (whose.title.clone(), who.name.clone());
            substitutes.push(NewSubstitute { of, title, by, person, from_day, until_day, basis });
        }
        if mandates.is_empty() && substitutes.is_empty() {
            return Ok(());
        }
        let from_day = self.pattern.from_day.clone();
        self.app.perform(admin, SettleStanding { from_day, mandates, substitutes }).await
    }
}

/// Who works in a unit; a specialist team has a head and teachers.
fn posts(unit: &Unit, scale: usize) -> Vec<Post> {
    if unit.teachers == 0 {
        return unit.people.clone();
    }
    let post = |login: String, title: &str, roles: &[Role], also: Option<Also>| Post {
        login,
        title: title.to_owned(),
        full_name: None,
        roles: roles.to_vec(),
        mandate: None,
        also,
    };
    let head = post("totruong".into(), "Tổ trưởng chuyên môn", &[Role::DepartmentHead, Role::Staff], unit.also.clone());
    let teachers = (1..=unit.teachers * scale).map(|n| post(format!("gv{n}"), "Giáo viên", &[Role::Staff], None));
    std::iter::once(head).chain(teachers).collect()
}

/// A person's name by role: "Giáo viên 2 Tổ Ngữ văn".
fn called(post: &Post, unit: &Unit, alone: bool) -> String {
    let number = post.login.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let title = if number.is_empty() { post.title.clone() } else { format!("{} {number}", post.title) };
    match post.login.as_str() {
        "totruong" => format!("Tổ trưởng {}", unit.name),
        "tp" => format!("Trưởng {}", lower_first(&unit.name)),
        "pp" => format!("Phó Trưởng {}", lower_first(&unit.name)),
        _ if alone => title,
        _ => format!("{title} {}", unit.name),
    }
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn actor(organisation: OrganisationId, person: PersonId, name: &str, position: PositionId, post: &NewPost) -> Actor {
    let mut actor = Actor::system(organisation, Source::Cli);
    (actor.person, actor.position) = (Some(person), Some(position));
    (actor.name, actor.title) = (name.to_owned(), post.title.clone());
    (actor.department, actor.roles) = (post.department, post.roles.clone());
    actor
}
