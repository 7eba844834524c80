//! What there is to be seen in school A, and who tries to see it.

use luuvet::documents::store::Owner;
use luuvet::organisations::enter_person::EnterPerson;
use luuvet::organisations::open_position::OpenPosition;
use luuvet::sign_in::password;
use luuvet_domain::access::Role;
use luuvet_domain::ids::PositionId;
use luuvet_pages::compose::{Block, Moment, Paragraph, Sheet};
use luuvet_pages::{Faces, Limits, compose};
use uuid::Uuid;

use crate::expected::Line;
use crate::support::work::Case;
use crate::support::world::{PASSWORD, World};
use crate::support::{Browser, Story, store};

/// The subject of the incoming document: whoever may not see it finds it nowhere.
pub const ARRIVED: &str = "Kiểm tra dấu riêng A1";
/// The subject of a draft that is still its drafter's alone.
pub const DRAFTED: &str = "Dự thảo dấu riêng A2";
/// The subject of a draft that only named persons read.
pub const RESTRICTED: &str = "Kỷ luật dấu riêng A3";

/// Who tries: the name in `access.txt` and the login.
pub const VISITORS: &[(&str, &str)] = &[
    ("nobody", ""),
    ("foreign-head", "head.b"),
    ("foreign-clerk", "clerk.b"),
    ("above", "head.so"),
    ("colleague", "staff.a"),
    ("former", "former.a"),
    ("substitute", "stand.a"),
    ("head", "head.a"),
    ("clerk", "clerk.a"),
    ("admin", "admin.a"),
    ("lead", "office.a"),
    ("drafter", "team.a"),
];

/// Who has no business with the affairs of school A at all.
pub fn is_stranger(who: &str) -> bool {
    matches!(who, "nobody" | "foreign-head" | "foreign-clerk" | "above")
}

/// The ids of what there is.
pub struct Ground {
    pub world: World,
    pub case: Case,
    pub draft: String,
    pub file: String,
    register: String,
    dossier: String,
    rule: String,
    mandate: String,
    substitution: String,
    seal: String,
    session: String,
    person: String,
    token: String,
}

impl Ground {
    pub async fn make(story: &Story) -> Self {
        let world = World::make(story).await;
        let held = person(story, &world, "former.a", 2).await;
        let stand = person(story, &world, "stand.a", 1).await;
        let given = vec![
            ("lead", Owner::Position(world.a.office_head), Some("2024-04-10")),
            ("support", Owner::Position(held[0]), None),
        ];
        let case = Case::directed(story, &world.a, ARRIVED, given).await;
        store::leave(story, world.a.id, held[0], "2024-04-03").await;
        store::substitute(story, world.a.id, world.a.office_head, stand[0], ["2024-04-03", "2024-04-05"]).await;
        let (draft, file) = drafted(story, DRAFTED, false).await;
        drafted(story, RESTRICTED, true).await;
        let (mut head, mut clerk) = (story.signed_in("head.a").await, story.signed_in("clerk.a").await);
        let book = [("name", "Sổ văn bản đi"), ("direction", "outgoing"), ("year", "2024")];
        let register = place(&mut clerk, "/registers/open", &book).await;
        let dossier = [("title", "Kiểm tra năm học"), ("number", "01.TCCB"), ("school_year", "2023-2024")];
        let dossier = place(&mut clerk, "/dossiers", &dossier).await;
        let (team, deputy) = (format!("d:{}", world.a.team), world.a.deputy.to_string());
        let rule = [("kind", "report"), ("words", ""), ("target", "straight"), ("owner", team.as_str())];
        let rule = listed(&mut head, "/incoming/rules", &rule, "/incoming/rules/").await;
        let mandate = [
            ("kind", "kt"),
            ("position", deputy.as_str()),
            ("field", "Chuyên môn"),
            ("basis", "Quyết định số 12/QĐ-THPTHH3 ngày 02/01/2024"),
            ("from", "04/04/2024"),
            ("until", "30/04/2024"),
        ];
        let mandate = listed(&mut head, "/organisation/mandates", &mandate, "/organisation/mandates/").await;
        let (from, to) = (world.a.clerk.to_string(), world.a.office_head.to_string());
        let seal = [("from", from.as_str()), ("to", to.as_str()), ("minutes", "Biên bản số 03 ngày 03/4/2024")];
        let seal = listed(&mut head, "/organisation/seals", &seal, "/organisation/seals/").await;
        let page = head.get("/organisation/mandates").await.text();
        let substitution = between(&page, "/organisation/substitutes/");
        story.signed_in("head.a").await;
        let session = between(&head.get("/account").await.text(), "/account/sessions/");
        let mut admin = story.signed_in("admin.a").await;
        let invitee = person_of(story, "deputy.a").await;
        let invited = admin.post(&format!("/organisation/people/{invitee}/reset"), &[]).await;
        let token = between(&invited.text(), "/invitation/");
        let person = invitee.to_string();
        let ids = [&register, &dossier, &rule, &mandate, &substitution, &seal, &session, &draft, &file];
        assert!(ids.iter().all(|id| id.parse::<Uuid>().is_ok()), "{ids:?}");
        Self { world, case, draft, file, register, dossier, rule, mandate, substitution, seal, session, person, token }
    }

    /// The address of a route with ids of school A.
    pub fn address(&self, line: &Line) -> String {
        let path = line.path.as_str();
        let document = if line.with == "draft" { self.draft.clone() } else { self.case.document.to_string() };
        let id = match path.split('/').nth(1).unwrap_or_default() {
            "documents" => document,
            "drafts" => self.draft.clone(),
            "notices" => document,
            "tasks" => self.case.tasks[0].to_string(),
            "registers" => self.register.clone(),
            "dossiers" => self.dossier.clone(),
            "account" if path.contains("passkeys") => "00".to_owned(),
            "account" => self.session.clone(),
            _ if path.contains("departments") => self.world.a.team.to_string(),
            _ if path.contains("people") => self.person.clone(),
            _ if path.contains("positions") => self.world.a.deputy.to_string(),
            _ if path.contains("mandates") => self.mandate.clone(),
            _ if path.contains("paper-kinds") => self.rule.clone(),
            _ if path.contains("substitutes") => self.substitution.clone(),
            _ if path.contains("seals") => self.seal.clone(),
            _ => assert_free(path),
        };
        path.replace("{id}", &id)
            .replace("{file}", &self.file)
            .replace("{page}", "1")
            .replace("{rule}", &self.rule)
            .replace("{handover}", &self.rule)
            .replace("{deed}", "return")
            .replace("{token}", &self.token)
            .replace("{name}", "nothing")
    }

    /// A form in which every field that takes an id has one of school A.
    pub fn form(&self) -> Vec<(&'static str, String)> {
        let a = &self.world.a;
        let (position, department) = (a.staff.to_string(), a.team.to_string());
        let mut form: Vec<(&'static str, String)> = vec![
            ("organisation", a.id.to_string()),
            ("parent", a.id.to_string()),
            ("into", a.id.to_string()),
            ("department", department.clone()),
            ("person", self.person.clone()),
            ("dossier", self.dossier.clone()),
            ("register", self.register.clone()),
            ("document", self.case.document.to_string()),
            ("answer", self.draft.clone()),
            ("id", self.case.document.to_string()),
            ("id", self.case.tasks[0].to_string()),
            ("recipient_target", format!("position:{position}")),
            ("lead", format!("p:{position}")),
            ("support", format!("d:{department}")),
        ];
        for name in ["position", "substitute", "from", "to", "holder", "owner", "signer", "content", "form", "target"] {
            form.push((name, position.clone()));
        }
        for (name, value) in [
            ("declared", "yes"),
            ("do", "acknowledge"),
            ("kind", "notice"),
            ("direction", "outgoing"),
            ("subject", "Văn bản của người lạ"),
            ("urgency", "normal"),
            ("reason", "Vì lý do khác"),
            ("result", "Đã xong việc này"),
            ("comment", "Ý kiến khác"),
            ("wording", "Giao xử lý"),
            ("basis", "Quyết định số 1"),
            ("minutes", "Biên bản số 1"),
            ("number", "1"),
            ("day", "2024-04-10"),
            ("due", "2024-04-10"),
            ("year", "2024"),
        ] {
            form.push((name, value.to_owned()));
        }
        form
    }
}

fn assert_free(path: &str) -> String {
    assert!(!path.contains("{id}"), "say in ground.rs what {{id}} is in {path}");
    String::new()
}

/// A person of school A with positions.
async fn person(story: &Story, world: &World, login: &str, positions: usize) -> Vec<PositionId> {
    let hash = password::hash(PASSWORD.to_owned(), [7; 16]).await.unwrap();
    let enter =
        EnterPerson { full_name: "Người Khác".into(), login: Some(login.into()), password_hash: Some(hash) };
    let person = story.app.perform(&world.a.admin, enter).await.unwrap();
    let mut held = Vec::new();
    for ordinal in 0..positions {
        let verb = OpenPosition {
            department: None,
            title: "Nhân viên".into(),
            ordinal: 20 + i64::try_from(ordinal).unwrap(),
            roles: vec![Role::Staff],
            holder: Some(person),
        };
        held.push(story.app.perform(&world.a.admin, verb).await.unwrap());
    }
    held
}

async fn person_of(story: &Story, login: &str) -> luuvet_domain::ids::PersonId {
    let mut tx = story.app.read().await.unwrap();
    luuvet::sign_in::store::login(&mut tx, login).await.unwrap().unwrap().person
}

/// A draft of the head of the team with a file: both ids.
async fn drafted(story: &Story, subject: &str, restricted: bool) -> (String, String) {
    let mut drafter = story.signed_in("team.a").await;
    let mut fields = vec![("direction", "outgoing"), ("kind", "report"), ("subject", subject), ("urgency", "normal")];
    if restricted {
        fields.push(("restricted", "yes"));
    }
    let id = place(&mut drafter, "/drafts/new", &fields).await;
    let made = Moment { year: 2024, month: 4, day: 3, hour: 7, minute: 0 };
    let sheet = Sheet::new("Dự thảo", made, vec![Block::from(Paragraph::new(subject))]);
    let bytes = compose(&sheet, &Faces::built_in().unwrap(), &Limits::default()).unwrap();
    let files = [("file", "du-thao.pdf", "application/pdf", bytes.as_slice())];
    let fields = [("declared", "yes"), ("role", "draft")];
    drafter.upload(&format!("/drafts/{id}/files"), &fields, &files).await.is(303);
    let page = drafter.get(&format!("/documents/{id}")).await.text();
    (id, between(&page, "/files/"))
}

/// The id in the place that a form leads to.
async fn place(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let place = browser.post(path, fields).await.is(303).place.clone().unwrap();
    place.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned()
}

/// The id in the first address of this kind on the page that a form leads to.
async fn listed(browser: &mut Browser, path: &str, fields: &[(&str, &str)], prefix: &str) -> String {
    between(&browser.submit(path, fields).await.text(), prefix)
}

fn between(page: &str, prefix: &str) -> String {
    let rest = page.split(prefix).nth(1).unwrap_or_else(|| panic!("no {prefix} on {page}"));
    rest.split(['/', '"', '<', '?']).next().unwrap().to_owned()
}
