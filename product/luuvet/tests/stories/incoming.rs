//! A document arrives, is registered, submitted, directed: by its people, once, and seen by nobody else.

use jiff::civil::date;
use luuvet::documents::exchange::{Envelope, EnvelopeDemand};
use luuvet::documents::incoming::receive::receive;
use luuvet::documents::incoming::store::{self, Arrival};
use luuvet::documents::incoming::take_recall::{TakeRecall, take_recall};
use luuvet::documents::store::{Task, documents, tasks};
use luuvet_domain::ids::{DemandId, DocumentId, OrganisationId, PositionId, RecipientId};

use crate::story;
use crate::support::Story;
use crate::support::store::substitute;
use crate::support::world::{Place, World};

story!(delivered_twice_is_one_arrival);
story!(from_arrival_to_directive);
story!(refused_and_recalled);
story!(urgent_and_restricted);
story!(uploaded_with_duplicates_and_a_paper_twin);
story!(a_substitute_directs_in_his_period);
story!(rules_send_on);

fn id(story: &Story) -> uuid::Uuid {
    story.app.draw().unwrap().request()
}

fn envelope(story: &Story, world: &World) -> Envelope {
    Envelope {
        sender: world.so.id,
        sender_name: "Sở Giáo dục và Đào tạo Bắc Giang".into(),
        document: DocumentId(id(story)),
        recipient: RecipientId(id(story)),
        kind: "notice".into(),
        subject: "Kết quả kiểm tra các đơn vị".into(),
        urgency: "normal".into(),
        restricted: false,
        symbol: "135/TB-SGDĐT".into(),
        day: date(2024, 4, 3),
        signer: "Người Ký".into(),
        signer_title: "Phó Giám đốc".into(),
        role: "lead".into(),
        due: None,
        demands: vec![EnvelopeDemand {
            id: DemandId(id(story)),
            wording: "Báo cáo khắc phục".into(),
            stated: date(2024, 4, 30),
            excludes: true,
            due: date(2024, 4, 26),
        }],
        files: vec![],
        answers: None,
        relations: Vec::new(),
    }
}

async fn arrival(story: &Story, place: &Place, document: DocumentId) -> Arrival {
    store::arrival(&mut story.app.read().await.unwrap(), place.id, document).await.unwrap().unwrap()
}

async fn state(story: &Story, organisation: OrganisationId, document: DocumentId) -> String {
    documents::find(&mut story.app.read().await.unwrap(), organisation, document).await.unwrap().unwrap().state
}

async fn open(story: &Story, place: &Place, document: DocumentId) -> Vec<Task> {
    let mut tx = story.app.read().await.unwrap();
    let all = tasks::of_document(&mut tx, place.id, document, "2024-04-03").await.unwrap();
    all.into_iter().filter(|task| task.state == "open").collect()
}

fn owners(tasks: &[Task], kind: &str) -> Vec<PositionId> {
    let mut found: Vec<_> = tasks.iter().filter(|t| t.kind == kind).filter_map(|t| t.owner_position).collect();
    found.sort();
    found
}

fn sorted(mut positions: Vec<PositionId>) -> Vec<PositionId> {
    positions.sort();
    positions
}

/// An arrival at school a that the clerk has registered and submitted; its content is page-counted.
async fn submitted(story: &Story, world: &World) -> DocumentId {
    let document = with_content(story, world, envelope(story, world)).await;
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.post(&format!("/documents/{document}/register-and-submit"), &[]).await.is(303);
    document
}

async fn with_content(story: &Story, world: &World, mut envelope: Envelope) -> DocumentId {
    let hash = story.app.blobs.put(PNG.to_vec()).await.unwrap();
    envelope.files.push(luuvet::documents::store::NewFile {
        role: "issued".into(),
        name: "135.png".into(),
        media_type: "image/png".into(),
        hash,
        size: PNG.len() as i64,
        pages: 1,
        has_text: false,
    });
    receive(&story.app, world.a.id, envelope).await.unwrap()
}

/// One white pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0, 1, 1,
    1, 0, 0x1b, 0xb6, 0xee, 0x56, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

async fn delivered_twice_is_one_arrival(story: Story) {
    let world = World::make(&story).await;
    let sent = envelope(&story, &world);
    let first = receive(&story.app, world.a.id, sent.clone()).await.unwrap();
    let mut head = story.signed_in("head.a").await;
    let before = head.get("/trace").await.text().matches("Đến từ").count();
    let again = receive(&story.app, world.a.id, sent.clone()).await.unwrap();
    assert_eq!((first, before), (again, 1));
    assert_eq!(head.get("/trace").await.text().matches("Đến từ").count(), 1);
    let other = receive(&story.app, world.b.id, sent).await.unwrap();
    assert_ne!(first, other);
    let here = arrival(&story, &world.a, first).await;
    assert_eq!((here.demands.len(), here.first_due()), (1, Some(date(2024, 4, 26))));
    let tasks = open(&story, &world.a, first).await;
    assert_eq!((owners(&tasks, "register"), tasks[0].due), (vec![world.a.clerk], Some(date(2024, 4, 4))));
}

async fn from_arrival_to_directive(story: Story) {
    let world = World::make(&story).await;
    let a = &world.a;
    let document = with_content(&story, &world, envelope(&story, &world)).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let page = format!("/documents/{document}/register");
    clerk.get(&page).await.is(200).shows("135/TB-SGDĐT").shows("Đăng ký và trình");
    let fields = [
        ("kind", "notice"),
        ("symbol", "135/TB-SGDĐT"),
        ("day", "3/4/2024"),
        ("subject", ""),
        ("issuer", "Sở Giáo dục và Đào tạo Bắc Giang"),
        ("urgency", "normal"),
    ];
    clerk.post(&page, &fields).await.is(422).shows("Ô này còn trống");
    let mut fields = fields;
    fields[3] = ("subject", "Kết quả kiểm tra đợt 1");
    clerk.post(&page, &fields).await.is(303);
    let number = arrival(&story, a, document).await.number;
    assert_eq!((state(&story, a.id, document).await.as_str(), number), ("registered", Some(1)));
    assert_eq!(owners(&open(&story, &world.a, document).await, "submit"), vec![a.clerk]);
    clerk.post(&page, &fields).await.is(409);

    let submit = format!("/documents/{document}/submit-incoming");
    clerk.get(&submit).await.is(200).shows("Người Đứng Đầu (Hiệu trưởng)");
    clerk.post(&submit, &[("proposal", "Giao Tổ Toán - Tin"), ("to", "")]).await.is(303);
    let tasks = open(&story, a, document).await;
    assert_eq!((tasks.len(), owners(&tasks, "direct")), (1, vec![a.head]));

    let direct = format!("/documents/{document}/direct");
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get(&direct).await.is(404);
    teacher.post(&direct, &[("wording", "Tôi làm")]).await.is(404);
    let mut head = story.signed_in("head.a").await;
    head.get(&direct).await.is(200).shows("Giao Tổ Toán - Tin").shows("26/04/2024").shows("Báo cáo khắc phục");
    let (lead, office) = (a.team_head.to_string(), format!("d:{}", a.office));
    let refused = head.post(&direct, &[("wording", "Làm ngay"), ("supports", &office)]).await;
    refused.is(422).shows("chưa có chủ trì").shows("Làm ngay");
    let late = [("wording", "Làm ngay"), ("lead", lead.as_str()), ("due", "1/4/2024")];
    head.post(&direct, &late).await.is(422).shows("Hạn này đã qua");
    let fields = [
        ("wording", "Tổ Toán - Tin chủ trì."),
        ("lead", lead.as_str()),
        ("due", "26/4"),
        ("supports", office.as_str()),
        ("inform_all", "yes"),
    ];
    head.post(&direct, &fields).await.is(303);
    assert_eq!(state(&story, a.id, document).await, "directed");
    let tasks = open(&story, a, document).await;
    assert_eq!(owners(&tasks, "lead"), vec![a.team_head]);
    assert_eq!(tasks.iter().find(|task| task.kind == "lead").unwrap().due, Some(date(2024, 4, 26)));
    assert_eq!(owners(&tasks, "support"), sorted(vec![a.office_head, a.clerk]));
    let informed = owners(&tasks, "inform");
    assert!(informed.contains(&a.staff) && informed.contains(&a.deputy) && !informed.contains(&a.team_head));
    teacher.get(&direct).await.is(403);

    // A later directive gives the lead to somebody else and adds nobody twice.
    let lead = a.deputy.to_string();
    head.post(&direct, &[("wording", "Phó Hiệu trưởng chủ trì."), ("lead", &lead), ("due", "+2lv")]).await.is(303);
    let tasks = open(&story, a, document).await;
    assert_eq!(owners(&tasks, "lead"), vec![a.deputy]);
    assert_eq!(tasks.iter().find(|task| task.kind == "lead").unwrap().due, Some(date(2024, 4, 5)));
    assert_eq!(arrival(&story, a, document).await.directives.len(), 2);
    head.get("/trace").await.shows("Bút phê: Tổ Toán - Tin chủ trì.").shows("Đăng ký đến số 1");
}

async fn refused_and_recalled(story: Story) {
    let world = World::make(&story).await;
    let document = with_content(&story, &world, envelope(&story, &world)).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let refuse = format!("/documents/{document}/refuse");
    clerk.post(&refuse, &[("reason", " ")]).await.is(422);
    clerk.post(&refuse, &[("reason", "Gửi nhầm nơi nhận")]).await.is(303);
    assert_eq!(state(&story, world.a.id, document).await, "refused");
    assert!(open(&story, &world.a, document).await.is_empty());
    let mut head = story.signed_in("head.a").await;
    head.post(&refuse, &[("reason", "x")]).await.is(403);

    for register_first in [false, true] {
        let sent = envelope(&story, &world);
        let recall = TakeRecall { sender: sent.sender, document: sent.document, reason: "Ban hành nhầm".into() };
        assert!(!take_recall(&story.app, world.a.id, recall.clone()).await.unwrap());
        let document = with_content(&story, &world, Envelope { symbol: format!("{}/TB", sent.document), ..sent }).await;
        if register_first {
            clerk.post(&format!("/documents/{document}/register-and-submit"), &[]).await.is(303);
        }
        assert!(take_recall(&story.app, world.a.id, recall.clone()).await.unwrap());
        assert!(take_recall(&story.app, world.a.id, recall).await.unwrap());
        assert_eq!(state(&story, world.a.id, document).await, "recalled-by-sender");
        assert!(open(&story, &world.a, document).await.is_empty());
        assert_eq!(arrival(&story, &world.a, document).await.number.is_some(), register_first);
        clerk.post(&format!("/documents/{document}/register-and-submit"), &[]).await.is(409);
    }
}

async fn urgent_and_restricted(story: Story) {
    let world = World::make(&story).await;
    let sent = Envelope { urgency: "express".into(), restricted: true, ..envelope(&story, &world) };
    let document = with_content(&story, &world, sent).await;
    let tasks = open(&story, &world.a, document).await;
    assert_eq!(tasks[0].due, Some(date(2024, 4, 3)), "urgent documents are registered at once");
    let page = format!("/documents/{document}/register");
    story.signed_in("clerk.a").await.get(&page).await.is(200);
    story.signed_in("head.a").await.get(&page).await.is(403);
    for stranger in ["deputy.a", "office.a", "staff.a", "clerk.b", "clerk.so"] {
        story.signed_in(stranger).await.get(&page).await.is(404);
    }
}

async fn uploaded_with_duplicates_and_a_paper_twin(story: Story) {
    let world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    story.signed_in("staff.a").await.get("/incoming/new").await.is(403);
    let form = id(&story).to_string();
    let png = [("file", "trang 1.png", "image/png", PNG)];
    let undeclared = clerk.upload("/incoming/files", &[("form", &form)], &png).await;
    undeclared.is(422).shows("cần đánh dấu");
    let declared = [("form", form.as_str()), ("declared", "yes")];
    clerk.upload("/incoming/files", &declared, &png).await.is(303);
    clerk.get(&format!("/incoming/new?form={form}")).await.shows("trang 1.png").shows("chưa nhận ra dấu mật");
    let mut fields = vec![
        ("form", form.as_str()),
        ("kind", "official-letter"),
        ("symbol", "72/UBND-VP"),
        ("day", "1/4/2024"),
        ("subject", "Về việc phối hợp"),
        ("issuer", "Ủy ban nhân dân huyện"),
        ("urgency", "normal"),
    ];
    let taken = clerk.post("/incoming/new", &fields).await;
    taken.is(303);
    let place = taken.place.clone().unwrap();
    let register = format!("{place}/register");
    clerk.post(&register, &fields).await.is(422).shows("chưa xác nhận");
    fields.push(("authentic", "yes"));
    clerk.post(&register, &fields).await.is(303);

    // The same again, on paper: shown, and joined to the number that is there.
    let other = id(&story).to_string();
    fields[0] = ("form", other.as_str());
    fields.extend([("medium", "paper"), ("pages", "2")]);
    let same = clerk.post("/incoming/new", &fields).await;
    same.is(422).shows("đến số 1 ngày 03/04/2024").shows("Ghép là bản giấy");
    let document: DocumentId = place.trim_start_matches("/documents/").parse().unwrap();
    let twin = document.to_string();
    fields.push(("join", twin.as_str()));
    clerk.post("/incoming/new", &fields).await.is(303);
    let joined = arrival(&story, &world.a, document).await;
    assert_eq!((joined.medium.as_str(), joined.number), ("both", Some(1)));
    assert_eq!(joined.original_holder, Some(world.a.clerk));

    // Taken in as another document all the same, the clerk may share the number at registering.
    fields.pop();
    fields.push(("anyway", "yes"));
    let second = clerk.post("/incoming/new", &fields).await.place.clone().unwrap();
    clerk.post(&format!("{second}/register"), &fields).await.is(422).shows("Dùng chung số đến 1");
    fields.push(("twin_of", twin.as_str()));
    clerk.post(&format!("{second}/register"), &fields).await.is(303);
    let second: DocumentId = second.trim_start_matches("/documents/").parse().unwrap();
    assert_eq!(arrival(&story, &world.a, second).await.number, Some(1));

    // The paper changes hands, with a receipt; nobody else can give it away.
    let hand_over = format!("/documents/{document}/hand-over");
    let staff = world.a.staff.to_string();
    clerk.submit(&hand_over, &[("to", &staff)]).await.shows("chờ ký nhận");
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get(&hand_over).await.is(200).shows("Ký nhận bản giấy");
    teacher.submit(&format!("/documents/{document}/original-received"), &[]).await.hides("chờ ký nhận");
    teacher.post(&format!("/documents/{document}/original-received"), &[]).await.is(409);
    let mut deputy = story.signed_in("deputy.a").await;
    deputy.post(&hand_over, &[("to", &staff)]).await.is(403);
}

async fn a_substitute_directs_in_his_period(story: Story) {
    let world = World::make(&story).await;
    let document = submitted(&story, &world).await;
    let direct = format!("/documents/{document}/direct");
    let mut team = story.signed_in("team.a").await;
    team.get(&direct).await.is(404);
    let (organisation, head, team_head) = (world.a.id, world.a.head, world.a.team_head);
    substitute(&story, organisation, head, team_head, ["2024-04-03", "2024-04-05"]).await;
    team.get(&direct).await.is(200);
    let staff = world.a.staff.to_string();
    let fields = [("wording", "Giáo viên chủ trì."), ("lead", staff.as_str()), ("due", "26/4")];
    story.on("2024-04-05", 8, 0);
    team.post(&direct, &fields).await.is(404);
    story.on("2024-04-04", 8, 0);
    team.post(&direct, &fields).await.is(303);
    let tasks = open(&story, &world.a, document).await;
    assert_eq!(owners(&tasks, "lead"), vec![world.a.staff]);
    assert_eq!(tasks[0].giver, Some(world.a.head), "it is the head's directive, given by his substitute");
}

async fn rules_send_on(story: Story) {
    let world = World::make(&story).await;
    let mut head = story.signed_in("head.a").await;
    let team = format!("d:{}", world.a.team);
    let rule = [("kind", "notice"), ("words", "kiem tra"), ("target", "straight"), ("owner", team.as_str())];
    story.signed_in("clerk.a").await.post("/incoming/rules", &rule).await.is(403);
    head.submit("/incoming/rules", &rule).await.shows("Tổ Toán - Tin").shows("Chuyển thẳng");
    let first = with_content(&story, &world, envelope(&story, &world)).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let ids = [("id", first.to_string()), ("id", id(&story).to_string()), ("then", "submit".to_owned())];
    let ids: Vec<(&str, &str)> = ids.iter().map(|(name, value)| (*name, value.as_str())).collect();
    clerk.post("/incoming/register", &ids).await.is(200).shows("đến số 1").shows("chưa đăng ký");
    assert_eq!(state(&story, world.a.id, first).await, "directed");
    let tasks = open(&story, &world.a, first).await;
    assert_eq!((tasks.len(), tasks[0].kind.as_str(), tasks[0].owner_department), (1, "lead", Some(world.a.team)));
    assert_eq!(tasks[0].due, Some(date(2024, 4, 26)));

    // Without the rule the next one goes to the head again.
    let page = head.get("/incoming/rules").await.text();
    let rule = page.split("action=\"/incoming/rules/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let remove = format!("/incoming/rules/{rule}/remove");
    clerk.post(&remove, &[]).await.is(403);
    story.signed_in("head.b").await.post(&remove, &[]).await.is(404);
    head.submit(&remove, &[]).await.is(200).hides(&remove);
    head.post(&remove, &[]).await.is(404);
    let second = with_content(&story, &world, envelope(&story, &world)).await;
    clerk.post(&format!("/documents/{second}/register-and-submit"), &[("anyway", "yes")]).await;
    assert_ne!(state(&story, world.a.id, second).await, "directed");
    head.get("/trace").await.shows("Tổ Toán - Tin");
}
