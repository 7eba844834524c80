//! Co-issued documents: every body approves the same version before there is a number.

use luuvet::documents::delivery::issue::issue;
use luuvet::documents::joint::ask::hand_over;
use luuvet::documents::joint::{ASK, Name};
use luuvet::jobs;
use luuvet::work::Actor;
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DocumentId, PersonId};
use luuvet_domain::trace::Source;
use luuvet_jobs::Job;

use super::{decide, pass, pdf, submitted, with_pdf};
use crate::story;
use crate::support::Story;
use crate::support::browser::Browser;
use crate::support::world::World;

story!(every_body_approves_before_the_number);
story!(a_body_refuses);
story!(what_is_withdrawn_waits_no_more);

const OUTSIDE: &str = "Công an tỉnh Bắc Giang";

/// The department's draft with a school and a body outside as further issuers, approved by its own head.
async fn approved(story: &Story, world: &World) -> (Browser, String) {
    let mut staff = story.signed_in("staff.so").await;
    let (head, team) = (world.so.head.to_string(), world.so.team.to_string());
    let (a, b) = (format!("organisation:{}", world.a.id), format!("organisation:{}", world.b.id));
    let fields = [
        ("direction", "outgoing"),
        ("kind", "plan"),
        ("subject", "Phối hợp bảo đảm an toàn trường học"),
        ("urgency", "normal"),
        ("signer", head.as_str()),
        ("department", team.as_str()),
        ("recipient_target", a.as_str()),
        ("recipient_name", ""),
        ("recipient_role", "inform"),
        ("recipient_due", ""),
        ("copies", "1"),
        ("body_target", b.as_str()),
        ("body_name", ""),
        ("body_signer", ""),
        ("body_title", ""),
        ("body_target", ""),
        ("body_name", OUTSIDE),
        ("body_signer", "Người Ký Ngoài"),
        ("body_title", "Giám đốc"),
    ];
    let made = staff.post("/drafts/new", &fields).await;
    let id = made.is(303).place.clone().unwrap().trim_start_matches("/drafts/").to_owned();
    staff.get(&format!("/drafts/{id}")).await.shows(OUTSIDE);
    let page = pdf(&["Số: ……/KH-SGDĐT", "Bắc Giang, ngày …… tháng …… năm 2024", "KẾ HOẠCH"]);
    with_pdf(&mut staff, &id, &page).await;
    submitted(&mut staff, &world.so, &id, &[]).await;
    for login in ["team.so", "office.so", "head.so"] {
        pass(story, login, &id).await;
    }
    jobs::run_until_idle(&story.app).await.unwrap();
    (staff, id)
}

/// The request as it lies before a head: the newest document of his basket.
async fn request(head: &mut Browser) -> String {
    let page = head.get("/work?basket=to-sign").await.text();
    let looks = |id: &&str| id.len() == 36 && id.matches('-').count() == 4;
    let found = page.split("/documents/").filter_map(|rest| rest.get(..36)).find(looks);
    found.expect("a request that waits").to_owned()
}

async fn every_body_approves_before_the_number(story: Story) {
    let world = World::make(&story).await;
    let (mut staff, id) = approved(&story, &world).await;
    let mut clerk = story.signed_in("clerk.so").await;
    let waits = clerk.post(&format!("/documents/{id}/number"), &[]).await;
    waits.is(422).shows("còn chờ Trường THPT Tân Yên số 2; Công an tỉnh Bắc Giang cùng ký");
    clerk.get(&format!("/documents/{id}")).await.shows("Cùng ban hành").shows("chờ duyệt");

    // The school's head sees exactly that; nobody else there, and nobody of another school.
    let mut head = story.signed_in("head.b").await;
    let copy = request(&mut head).await;
    assert_ne!(copy, id, "each body has a document of its own");
    let page = head.get(&format!("/documents/{copy}/co-sign")).await;
    page.is(200).shows("Phối hợp bảo đảm an toàn").shows("Sở Giáo dục và Đào tạo Bắc Giang");
    for stranger in ["staff.b", "team.b", "head.a", "clerk.a", "head.so"] {
        story.signed_in(stranger).await.get(&format!("/documents/{copy}")).await.is(404);
    }
    head.get(&format!("/documents/{id}")).await.is(404);
    let seen =
        |text: String| text.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let manifest = seen(page.text());
    // The same request once more is the same document.
    let again = Job {
        id: story.app.draw().unwrap().request(),
        organisation_id: world.so.id.0,
        kind: ASK.to_owned(),
        body: asked(&story, &world, &id).await,
        run_at: 0,
        attempts: 0,
    };
    hand_over(&story.app, &again).await.unwrap();
    assert_eq!(request(&mut head).await, copy);

    let mut other = story.signed_in("clerk.b").await;
    other.post(&format!("/documents/{copy}/co-sign"), &[("seen", &manifest)]).await.is(403);
    head.post(&format!("/documents/{copy}/co-sign"), &[("seen", "00")]).await.is(422);
    head.post(&format!("/documents/{copy}/co-sign"), &[("seen", &manifest)]).await.is(303);
    head.post(&format!("/documents/{copy}/co-sign"), &[("seen", &manifest)]).await.is(409);
    jobs::run_until_idle(&story.app).await.unwrap();
    let waits = clerk.post(&format!("/documents/{id}/number"), &[]).await;
    waits.is(422).shows("còn chờ Công an tỉnh Bắc Giang cùng ký");

    // Who signed outside is recorded with a scan.
    let record = format!("/documents/{id}/joint");
    clerk.get(&record).await.is(200).shows(OUTSIDE).shows("Người Ký Ngoài");
    let body = clerk.get(&record).await.text();
    let body = body.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields = [("body", body.as_str()), ("signer", "Người Ký Ngoài"), ("title", "Giám đốc"), ("day", "")];
    clerk.upload(&record, &fields, &[]).await.is(422).shows("Chưa có bản quét");
    let scan = pdf(&["Bản quét có chữ ký"]);
    let fields: Vec<(&str, &str)> = fields.into_iter().chain([("declared", "yes")]).collect();
    staff.upload(&record, &fields, &[("file", "quet.pdf", "application/pdf", &scan)]).await.is(404);
    clerk.upload(&record, &fields, &[("file", "quet.pdf", "application/pdf", &scan)]).await.is(303);
    clerk.post(&format!("/documents/{id}/number"), &[]).await.is(303);
    let mut boss = story.signed_in("head.so").await;
    boss.get("/trace").await.shows("đã duyệt cùng ký").shows("Ghi nhận Công an tỉnh Bắc Giang đã ký");

    // Issued, it reaches the recipient and every body.
    jobs::run_until_idle(&story.app).await.unwrap();
    let mut sender = Actor::system(world.so.id, Source::Cli);
    (sender.person, sender.position) = (Some(PersonId(uuid::Uuid::from_u128(7))), Some(world.so.clerk));
    sender.roles = vec![Role::Clerk];
    issue(&story.app, &sender, DocumentId(id.parse().unwrap())).await.unwrap();
    jobs::run_until_idle(&story.app).await.unwrap();
    for login in ["clerk.a", "clerk.b"] {
        story.signed_in(login).await.get("/incoming").await.shows("Phối hợp bảo đảm an toàn trường học");
    }
    clerk.get(&format!("/documents/{id}")).await.shows(OUTSIDE);
}

/// The body of the job that asked the school.
async fn asked(story: &Story, world: &World, id: &str) -> String {
    let document = DocumentId(id.parse().unwrap());
    let mut tx = story.app.read().await.unwrap();
    let all = luuvet::documents::joint::store::approvals(&mut tx, world.so.id, document, 1).await.unwrap();
    let one = all.into_iter().find(|one| one.target.is_some()).unwrap();
    serde_json::to_string(&Name { lead: world.so.id, document, version: 1, body: one.id }).unwrap()
}

async fn a_body_refuses(story: Story) {
    let world = World::make(&story).await;
    let (mut staff, _) = approved(&story, &world).await;
    let mut head = story.signed_in("head.b").await;
    let copy = request(&mut head).await;
    let refuse = format!("/documents/{copy}/co-sign/refuse");
    head.post(&refuse, &[("reason", "")]).await.is(422);
    head.post(&refuse, &[("reason", "Thiếu phần kinh phí")]).await.is(303);
    jobs::run_until_idle(&story.app).await.unwrap();
    staff.get("/").await.shows("data-live=\"to-handle\">1<");
    let mut boss = story.signed_in("head.so").await;
    boss.get("/trace").await.shows("từ chối cùng ký: Thiếu phần kinh phí").shows("hết hiệu lực");
    head.get(&format!("/documents/{copy}")).await.is(200).shows("Đã từ chối cùng ký");
}

async fn what_is_withdrawn_waits_no_more(story: Story) {
    let world = World::make(&story).await;
    let (_, id) = approved(&story, &world).await;
    let mut head = story.signed_in("head.b").await;
    let copy = request(&mut head).await;
    let mut clerk = story.signed_in("clerk.so").await;
    let returned = decide(&mut clerk, &format!("/documents/{id}/return"), &[("reason", "Sai tên cơ quan")]).await;
    returned.is(303);
    jobs::run_until_idle(&story.app).await.unwrap();
    head.get(&format!("/documents/{copy}/co-sign")).await.is(409);
    head.get(&format!("/documents/{copy}")).await.is(200).shows("Đã rút");
    head.get("/work?basket=to-sign").await.hides(&copy);
}
