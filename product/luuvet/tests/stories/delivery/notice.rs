//! The department's notice on its way: drafted, approved, numbered, issued.

use jiff::civil::date;
use luuvet::app::App;
use luuvet::documents::delivery::store::{Recipient, recipients};
use luuvet::documents::outgoing::add_file::AddFile;
use luuvet::documents::outgoing::approve::Approve;
use luuvet::documents::outgoing::content::Content;
use luuvet::documents::outgoing::draft::Draft;
use luuvet::documents::outgoing::plan::Plan;
use luuvet::documents::outgoing::store::drafts;
use luuvet::documents::outgoing::store::{steps, submissions};
use luuvet::documents::outgoing::submit::Submit;
use luuvet::documents::registers::number::GiveNumber;
use luuvet::documents::store::{NewFile, StoredFile, files};
use luuvet::jobs;
use luuvet::work::Actor;
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DocumentId, PersonId, PositionId};
use luuvet_domain::trace::Source;
use luuvet_pages::compose::{Block, Moment, Paragraph, Sheet};
use luuvet_pages::{Faces, Limits, compose};

use crate::support::world::{Place, World};

pub fn acting(place: &Place, position: PositionId, roles: &[Role]) -> Actor {
    let mut actor = Actor::system(place.id, Source::Cli);
    actor.person = Some(PersonId(uuid::Uuid::from_u128(7)));
    (actor.position, actor.roles) = (Some(position), roles.to_vec());
    actor
}

pub fn clerk(place: &Place) -> Actor {
    acting(place, place.clerk, &[Role::Clerk, Role::Staff])
}

/// The notice as a PDF with blanks for number and date.
pub fn page() -> Vec<u8> {
    let made = Moment { year: 2024, month: 4, day: 3, hour: 7, minute: 0 };
    let lines = ["Số: ……/TB-SGDĐT", "Bắc Giang, ngày …… tháng …… năm 2024", "THÔNG BÁO", "Kết quả kiểm tra"];
    let blocks = lines.iter().map(|line| Block::from(Paragraph::new(line))).collect();
    compose(&Sheet::new("Thông báo", made, blocks), &Faces::built_in().unwrap(), &Limits::default()).unwrap()
}

pub fn to(kind: &str, target: uuid::Uuid, name: &str, role: &str) -> drafts::Recipient {
    let due = (role == "lead").then(|| date(2024, 4, 26));
    drafts::Recipient { kind: kind.into(), target: Some(target), name: name.into(), role: role.into(), due }
}

/// Drafted by the staff of the department and approved by its head; to both schools and the department's own team.
pub async fn approved(app: &App, world: &World, restricted: bool) -> DocumentId {
    let so = &world.so;
    let content = Content {
        direction: "outgoing".into(),
        kind: "notice".into(),
        subject: "Kết quả kiểm tra đợt 1".into(),
        urgency: "normal".into(),
        restricted,
        department: Some(so.team),
        signer: Some(so.head),
        mandate: None,
        note: String::new(),
        copies: 0,
        recipients: vec![
            to("organisation", world.a.id.0, "Trường THPT Hiệp Hòa số 3", "lead"),
            to("organisation", world.b.id.0, "Trường THPT Tân Yên số 2", "lead"),
            to("department", so.team.0, "Tổ Toán - Tin", "inform"),
        ],
        demands: vec![drafts::Demand {
            wording: "Báo cáo khắc phục".into(),
            stated: date(2024, 4, 30),
            excludes: true,
            due: date(2024, 4, 26),
        }],
        relations: Vec::new(),
        answered: Vec::new(),
        bodies: Vec::new(),
    };
    let staff = acting(so, so.staff, &[Role::Staff]);
    let id = app.perform(&staff, Draft { answers: None, content }).await.unwrap();
    let bytes = page();
    let size = i64::try_from(bytes.len()).unwrap();
    let hash = app.blobs.put(bytes).await.unwrap();
    let file = NewFile {
        role: "rendition".into(),
        name: "thong-bao.pdf".into(),
        media_type: "application/pdf".into(),
        hash,
        size,
        pages: 1,
        has_text: true,
    };
    app.perform(&staff, AddFile { document: id, files: vec![file], reason: String::new() }).await.unwrap();
    let slip = "Kính trình Giám đốc".to_owned();
    app.perform(&staff, Submit { document: id, slip, plan: Plan::default() }).await.unwrap();
    let mut tx = app.read().await.unwrap();
    let step = steps(&mut tx, so.id, id, "2024-04-03").await.unwrap().remove(0);
    let seen = hex::encode(submissions(&mut tx, so.id, id).await.unwrap()[0].manifest);
    drop(tx);
    let head = acting(so, so.head, &[Role::Head, Role::Staff]);
    app.perform(&head, Approve { document: id, step: step.id, seen, comment: String::new() }).await.unwrap();
    id
}

/// Numbered, and the issued rendition made.
pub async fn numbered(app: &App, world: &World, restricted: bool) -> DocumentId {
    let id = approved(app, world, restricted).await;
    let verb = GiveNumber { document: id, register: None, unit: String::new() };
    app.perform(&clerk(&world.so), verb).await.unwrap();
    jobs::run_until_idle(app).await.unwrap();
    id
}

pub async fn rows(app: &App, place: &Place, id: DocumentId) -> Vec<Recipient> {
    recipients(&mut app.read().await.unwrap(), place.id, id).await.unwrap()
}

pub async fn stored(app: &App, place: &Place, id: DocumentId, role: &str) -> Vec<StoredFile> {
    let all = files::of_document(&mut app.read().await.unwrap(), place.id, id).await.unwrap();
    all.into_iter().filter(|file| file.role == role).collect()
}
