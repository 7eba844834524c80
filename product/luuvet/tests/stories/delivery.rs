//! The department issues its notice to two schools; what comes back; recall, further recipients, restricted ones.

#[path = "delivery/notice.rs"]
pub mod notice;

use luuvet::documents::delivery::add_recipients::{AddRecipients, Addressee};
use luuvet::documents::delivery::take_report::TakeReport;
use luuvet::documents::exchange::{DELIVER, Delivery, RENDER, Report};
use luuvet::documents::incoming::refuse::Refuse;
use luuvet::documents::incoming::store::earlier;
use luuvet::documents::store::documents;
use luuvet::jobs;
use luuvet::refusal::Refusal;
use luuvet::work::Actor;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::Source;
use luuvet_pages::{Limits, find_blanks, text};
use notice::{approved, clerk, numbered, rows, stored};

use crate::story;
use crate::support::Story;
use crate::support::world::{Place, World};

story!(a_notice_is_issued_to_two_schools_once);
story!(what_has_no_number_is_not_issued);
story!(a_refusal_is_shown_and_a_recall_marks_the_copies);
story!(more_recipients_are_added_after_the_issue);
story!(a_restricted_notice_is_for_named_persons);

/// The arrival of the notice at a school.
async fn arrival(story: &Story, world: &World, school: &Place, id: DocumentId) -> Option<DocumentId> {
    earlier(&mut story.app.read().await.unwrap(), school.id, world.so.id, id).await.unwrap()
}

async fn again<B: serde::Serialize>(story: &Story, place: &Place, kind: &'static str, body: &B) {
    let (organisation, body) = (place.id.0, serde_json::to_string(body).unwrap());
    story
        .app
        .change(move |tx, draw| {
            let (body, run_at) = (body.clone(), draw.now);
            let job = luuvet_jobs::Job {
                id: draw.request(),
                organisation_id: organisation,
                kind: kind.into(),
                body,
                run_at,
                attempts: 0,
            };
            Box::pin(async move { Ok(luuvet_jobs::enqueue(tx, &job).await?) })
        })
        .await
        .unwrap();
    jobs::run_until_idle(&story.app).await.unwrap();
}

async fn a_notice_is_issued_to_two_schools_once(story: Story) {
    let world = World::make(&story).await;
    let id = numbered(&story.app, &world, false).await;
    let issued = stored(&story.app, &world.so, id, "issued").await;
    let bytes = story.app.blobs.get(issued[0].hash).await.unwrap();
    assert!(find_blanks(&bytes, &Limits::default()).unwrap().is_empty(), "number and date stand in their blanks");
    let words = text(&bytes, &Limits::default()).unwrap().concat();
    assert!(words.contains("THÔNG BÁO") && words.contains("Kết quả kiểm tra"), "the approved words stay: {words}");
    again(&story, &world.so, RENDER, &id).await;
    assert_eq!(stored(&story.app, &world.so, id, "issued").await[0].id, issued[0].id, "never made again");

    let mut office = story.signed_in("clerk.so").await;
    let preview = office.get(&format!("/documents/{id}/issue")).await;
    preview.is(200).shows("Trường THPT Hiệp Hòa số 3").shows("chưa nằm trong hồ sơ nào").hides("Cần làm trước");
    let sheet = office.submit(&format!("/documents/{id}/issue"), &[]).await;
    sheet.is(200).shows("chờ gửi");
    jobs::run_until_idle(&story.app).await.unwrap();
    let sheet = office.get(&format!("/documents/{id}/delivery")).await;
    sheet.is(200).shows("đã đến").shows("Báo cáo khắc phục").hides("chờ gửi");
    office.get(&format!("/documents/{id}/trace")).await.shows("đến 3 nơi nhận");

    let all = rows(&story.app, &world.so, id).await;
    assert_eq!(all.iter().map(|one| one.answers.len()).collect::<Vec<_>>(), [1, 1, 0]);
    let arrived = arrival(&story, &world, &world.a, id).await.unwrap();
    assert!(arrival(&story, &world, &world.b, id).await.is_some());
    again(&story, &world.so, DELIVER, &Delivery { document: id, recipient: all[0].id }).await;
    assert_eq!(arrival(&story, &world, &world.a, id).await, Some(arrived), "twice is once");
    let sent = stored(&story.app, &world.a, arrived, "issued").await;
    assert_eq!(sent[0].hash, issued[0].hash);

    office.post(&format!("/documents/{id}/issue"), &[]).await.is(409).shows("đã phát hành rồi");
    story.signed_in("clerk.a").await.get(&format!("/documents/{id}/delivery")).await.is(404);
    let mut team = story.signed_in("staff.so").await;
    team.get(&format!("/documents/{id}/delivery")).await.is(200).hides("Nhắc tất cả");
    let table = office.get(&format!("/documents/{id}/delivery/table.csv")).await;
    table.is(200).shows("\"Trường THPT Tân Yên số 2\",\"chủ trì\",\"đã đến\"");
    let one = all[0].id.to_string();
    let reminded = office.post(&format!("/documents/{id}/delivery/remind"), &[("recipient", &one)]).await;
    reminded.is(200).shows("Trường THPT Hiệp Hòa số 3: đã nhắc 1 lần");
    story.on("2024-05-02", 8, 0);
    office.get(&format!("/documents/{id}/delivery")).await.shows("2 nơi quá hạn");
}

async fn what_has_no_number_is_not_issued(story: Story) {
    let world = World::make(&story).await;
    let id = approved(&story.app, &world, false).await;
    let mut office = story.signed_in("clerk.so").await;
    office.get(&format!("/documents/{id}/issue")).await.is(200).shows("chưa được cấp số").shows("văn thư");
    let refused = office.post(&format!("/documents/{id}/issue"), &[]).await;
    refused.is(422).shows("chưa được cấp số");
    let mut staff = story.signed_in("staff.so").await;
    staff.post(&format!("/documents/{id}/issue"), &[]).await.is(403).shows("văn thư");
    assert!(rows(&story.app, &world.so, id).await.iter().all(|one| one.state == "queued"));
}

async fn issued(story: &Story, world: &World, restricted: bool) -> DocumentId {
    let id = numbered(&story.app, world, restricted).await;
    let mut office = story.signed_in("clerk.so").await;
    office.submit(&format!("/documents/{id}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    id
}

async fn a_refusal_is_shown_and_a_recall_marks_the_copies(story: Story) {
    let world = World::make(&story).await;
    let id = issued(&story, &world, false).await;
    let at_a = arrival(&story, &world, &world.a, id).await.unwrap();
    let at_b = arrival(&story, &world, &world.b, id).await.unwrap();
    let refuse = Refuse { document: at_a, reason: "Gửi nhầm trường".into() };
    story.app.perform(&clerk(&world.a), refuse).await.unwrap();
    jobs::run_until_idle(&story.app).await.unwrap();
    let mut office = story.signed_in("clerk.so").await;
    let sheet = office.get(&format!("/documents/{id}/delivery")).await;
    sheet.shows("bị từ chối").shows("Lý do: Gửi nhầm trường");

    office.post(&format!("/documents/{id}/recall"), &[("reason", " ")]).await.is(422).shows("còn trống");
    let recalled = office.submit(&format!("/documents/{id}/recall"), &[("reason", "Sai số liệu")]).await;
    recalled.is(200).shows("Văn bản đã được thu hồi").shows("chờ bên nhận hủy");
    jobs::run_until_idle(&story.app).await.unwrap();
    let states: Vec<String> = rows(&story.app, &world.so, id).await.into_iter().map(|one| one.state).collect();
    assert_eq!(states, ["recalled", "recalled", "recalled"]);
    let copy = documents::find(&mut story.app.read().await.unwrap(), world.b.id, at_b).await.unwrap().unwrap();
    assert_eq!(copy.state, "recalled-by-sender");

    let late = Report {
        to: world.so.id,
        document: id,
        recipient: rows(&story.app, &world.so, id).await[1].id,
        what: "register".into(),
        at: story.app.clock.now(),
        number: Some(9),
        reason: String::new(),
    };
    let actor = Actor::system(world.so.id, Source::Exchange);
    story.app.perform(&actor, TakeReport { report: late.clone() }).await.unwrap();
    assert_eq!(rows(&story.app, &world.so, id).await[1].state, "recalled", "a late report undoes nothing");
    let known = story.app.perform(&actor, TakeReport { report: late }).await;
    assert!(matches!(known, Err(Refusal::Meanwhile(_))), "{known:?}");
    office.post(&format!("/documents/{id}/recall"), &[("reason", "Sai số liệu")]).await.is(409);
}

async fn more_recipients_are_added_after_the_issue(story: Story) {
    let world = World::make(&story).await;
    let id = issued(&story, &world, false).await;
    let before = stored(&story.app, &world.so, id, "issued").await[0].hash;
    let mut office = story.signed_in("clerk.so").await;
    office.get(&format!("/documents/{id}/recipients")).await.is(200).shows("Văn phòng").shows("Người Cấp Phó");
    let choice = format!("position:{}", world.so.deputy);
    let fields = [("to", choice.as_str()), ("outside", "Sở Nội vụ"), ("role", "inform"), ("due", "")];
    let sheet = office.submit(&format!("/documents/{id}/recipients"), &fields).await;
    sheet.is(200).shows("gửi bổ sung").shows("Sở Nội vụ").shows("gửi bằng cách khác");
    office.get(&format!("/documents/{id}/trace")).await.shows("Gửi bổ sung đến");
    let again = office.post(&format!("/documents/{id}/recipients"), &fields).await;
    again.is(422).shows("đã là nơi nhận").shows("Sở Nội vụ");
    story.signed_in("deputy.so").await.get("/work?basket=to-read").await.shows("Kết quả kiểm tra");
    assert_eq!(stored(&story.app, &world.so, id, "issued").await[0].hash, before, "the page stays");
    let unknown = Addressee { kind: "position".into(), target: Some(world.a.head.0), name: String::new() };
    let verb = AddRecipients { document: id, to: vec![unknown], role: "lead".into(), due: None };
    assert!(matches!(story.app.perform(&clerk(&world.so), verb).await, Err(Refusal::Invalid(_))));
}

async fn a_restricted_notice_is_for_named_persons(story: Story) {
    let world = World::make(&story).await;
    let id = issued(&story, &world, true).await;
    let page = format!("/documents/{id}/delivery");
    story.signed_in("team.so").await.get(&page).await.is(200);
    story.signed_in("deputy.so").await.get(&page).await.is(404);
    story.signed_in("office.so").await.post(&format!("/documents/{id}/recall"), &[("reason", "x")]).await.is(404);
    let copy = arrival(&story, &world, &world.a, id).await.unwrap();
    let copy = documents::find(&mut story.app.read().await.unwrap(), world.a.id, copy).await.unwrap().unwrap();
    assert!(copy.restricted);
}
