//! A small world: the department and two schools, each with the people that a document meets.

use luuvet::app::App;
use luuvet::organisations::enter_person::EnterPerson;
use luuvet::organisations::open_department::OpenDepartment;
use luuvet::organisations::open_organisation::{FirstAdministrator, OpenOrganisation, Parent};
use luuvet::organisations::open_position::OpenPosition;
use luuvet::organisations::store::OrganisationName;
use luuvet::sign_in::password;
use luuvet::work::Actor;
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};
use luuvet_domain::trace::Source;
use tokio::sync::OnceCell;

use super::Story;

/// Everybody's password.
pub const PASSWORD: &str = "một câu dễ nhớ";

static HASH: OnceCell<String> = OnceCell::const_new();

async fn hash() -> String {
    HASH.get_or_init(|| async { password::hash(PASSWORD.to_owned(), [7; 16]).await.unwrap() }).await.clone()
}

/// An organisation with its people, by login: `head.SYMBOL`, `deputy.…`, `office.…`, `clerk.…`, `team.…`, `staff.…`,
/// `admin.…`.
pub struct Place {
    pub id: OrganisationId,
    pub symbol: String,
    pub head: PositionId,
    pub deputy: PositionId,
    pub office_head: PositionId,
    pub clerk: PositionId,
    pub team_head: PositionId,
    pub staff: PositionId,
    pub office: DepartmentId,
    pub team: DepartmentId,
    pub admin: Actor,
}

/// The department (`so`) and two schools (`a`, `b`).
pub struct World {
    pub so: Place,
    pub a: Place,
    pub b: Place,
}

impl World {
    pub async fn make(story: &Story) -> Self {
        Self::make_in(&story.app).await
    }

    /// In a program that is no story's.
    pub async fn make_in(app: &App) -> Self {
        let so = Place::make(app, "Sở Giáo dục và Đào tạo Bắc Giang", "SGDĐT", "so", "Giám đốc", None).await;
        let parent = Some((so.id, "SỞ GIÁO DỤC VÀ ĐÀO TẠO BẮC GIANG"));
        let a = Place::make(app, "Trường THPT Hiệp Hòa số 3", "THPTHH3", "a", "Hiệu trưởng", parent).await;
        let b = Place::make(app, "Trường THPT Tân Yên số 2", "THPTTY2", "b", "Hiệu trưởng", parent).await;
        Self { so, a, b }
    }
}

impl Place {
    async fn make(
        app: &App,
        name: &str,
        symbol: &str,
        key: &str,
        head_title: &str,
        parent: Option<(OrganisationId, &str)>,
    ) -> Self {
        let id = OrganisationId(app.draw().unwrap().request());
        let parents = [("managing", parent), ("professional", parent)];
        let verb = OpenOrganisation {
            name: OrganisationName {
                from_day: "2023-08-01".into(),
                name: name.into(),
                short_name: name.replace("Trường ", ""),
                symbol: symbol.into(),
                place: "Bắc Giang".into(),
                head_title: head_title.into(),
                ..OrganisationName::default()
            },
            parents: parents
                .into_iter()
                .filter_map(|(line, parent)| {
                    let (organisation, name) = parent?;
                    Some(Parent { line: line.into(), organisation: Some(organisation), name: name.into() })
                })
                .collect(),
            administrator: FirstAdministrator {
                full_name: "Người Quản Trị".into(),
                title: "Quản trị hệ thống".into(),
                login: format!("admin.{key}"),
                password_hash: hash().await,
            },
        };
        let (_, person, position) = app.perform(&Actor::system(id, Source::Cli), verb).await.unwrap();
        let mut admin = Actor::system(id, Source::Cli);
        (admin.person, admin.position, admin.roles) = (Some(person), Some(position), vec![Role::Administrator]);
        let office = department(app, &admin, "Văn phòng", "VP", "department").await;
        let team = department(app, &admin, "Tổ Toán - Tin", "TT", "team").await;
        let mut people = People { app, admin: &admin, key, ordinal: 0 };
        Self {
            id,
            symbol: symbol.into(),
            head: people.add("head", "Người Đứng Đầu", head_title, None, &[Role::Head, Role::Staff]).await,
            deputy: people
                .add("deputy", "Người Cấp Phó", &format!("Phó {head_title}"), None, &[Role::Deputy, Role::Staff])
                .await,
            office_head: people
                .add(
                    "office",
                    "Người Chánh Văn Phòng",
                    "Chánh Văn phòng",
                    Some(office),
                    &[Role::ChiefOfOffice, Role::FormChecker, Role::Staff],
                )
                .await,
            clerk: people.add("clerk", "Người Văn Thư", "Văn thư", Some(office), &[Role::Clerk, Role::Staff]).await,
            team_head: people
                .add("team", "Người Tổ Trưởng", "Tổ trưởng", Some(team), &[Role::DepartmentHead, Role::Staff])
                .await,
            staff: people.add("staff", "Người Giáo Viên", "Giáo viên", Some(team), &[Role::Staff]).await,
            office,
            team,
            admin,
        }
    }
}

async fn department(app: &App, admin: &Actor, name: &str, symbol: &str, kind: &str) -> DepartmentId {
    let verb = OpenDepartment { name: name.into(), symbol: symbol.into(), kind: kind.into() };
    app.perform(admin, verb).await.unwrap()
}

struct People<'a> {
    app: &'a App,
    admin: &'a Actor,
    key: &'a str,
    ordinal: i64,
}

impl People<'_> {
    async fn add(
        &mut self,
        login: &str,
        name: &str,
        title: &str,
        department: Option<DepartmentId>,
        roles: &[Role],
    ) -> PositionId {
        self.ordinal += 1;
        let person: PersonId = self
            .app
            .perform(
                self.admin,
                EnterPerson {
                    full_name: name.into(),
                    login: Some(format!("{login}.{}", self.key)),
                    password_hash: Some(hash().await),
                },
            )
            .await
            .unwrap();
        let verb = OpenPosition {
            department,
            title: title.into(),
            ordinal: self.ordinal,
            roles: roles.to_vec(),
            holder: Some(person),
        };
        self.app.perform(self.admin, verb).await.unwrap()
    }
}
