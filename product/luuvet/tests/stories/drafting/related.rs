//! A document that replaces another one is picked by search; both sides show it, also where both were sent.

use luuvet::documents::incoming::store::earlier;
use luuvet::documents::registers::number::GiveNumber;
use luuvet::jobs;
use luuvet_domain::ids::DocumentId;

use super::{decide, pdf, with_pdf};
use crate::delivery::notice;
use crate::story;
use crate::support::Story;
use crate::support::browser::Browser;
use crate::support::world::World;

story!(a_replacing_document_marks_the_old_one);
story!(a_related_document_is_picked_by_search);

/// The department's notice, issued to both schools.
async fn issued(story: &Story, world: &World) -> DocumentId {
    let id = notice::numbered(&story.app, world, false).await;
    let mut office = story.signed_in("clerk.so").await;
    office.submit(&format!("/documents/{id}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    id
}

fn fields<'a>(head: &'a str, school: &'a str, kind: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("direction", "outgoing"),
        ("kind", kind),
        ("subject", "Kết quả kiểm tra đợt 1, bản thay thế"),
        ("urgency", "normal"),
        ("signer", head),
        ("recipient_target", school),
        ("recipient_name", ""),
        ("recipient_role", "inform"),
        ("recipient_due", ""),
        ("copies", "0"),
    ]
}

async fn begun(staff: &mut Browser, fields: &[(&str, &str)]) -> String {
    let answer = staff.post("/drafts/new", fields).await;
    answer.is(303);
    answer.place.clone().unwrap().trim_start_matches("/drafts/").to_owned()
}

async fn a_replacing_document_marks_the_old_one(story: Story) {
    let world = World::make(&story).await;
    let old = issued(&story, &world).await;
    let (head, school) = (world.so.head.to_string(), format!("organisation:{}", world.a.id));
    let mut staff = story.signed_in("staff.so").await;
    staff.get(&format!("/documents/{old}")).await.shows(&format!("/drafts/new?relation=replaces&#38;of={old}"));
    let page = staff.get(&format!("/drafts/new?relation=replaces&of={old}")).await;
    page.is(200).shows("Thay thế 01/TB-SGDĐT ngày 03/04/2024").shows(&old.to_string());
    staff.get(&format!("/drafts/new?relation=replaces&of={}", uuid::Uuid::from_u128(1))).await.is(404);

    let other = old.to_string();
    let mut wanted = fields(&head, &school, "plan");
    wanted.extend([("relation_kind", "replaces"), ("relation_wording", "01/TB-SGDĐT"), ("relation_other", &other)]);
    let id = begun(&mut staff, &wanted).await;
    with_pdf(&mut staff, &id, &pdf(&["THÔNG BÁO"])).await;
    staff.get(&format!("/documents/{id}/submit")).await.is(200).shows("Thể thức không khớp");
    staff.post(&format!("/documents/{id}/submit"), &[("slip", "")]).await.is(422).shows("Thể thức không khớp");
    wanted[1] = ("kind", "notice");
    staff.post(&format!("/drafts/{id}"), &wanted).await.is(303);
    staff.post(&format!("/documents/{id}/submit"), &[("slip", "")]).await.is(303);
    // As long as it is a draft the old one stands as it was.
    staff.get(&format!("/documents/{old}")).await.hides("Bị thay thế bởi <");
    let mut leader = story.signed_in("head.so").await;
    decide(&mut leader, &format!("/documents/{id}/approve"), &[("comment", "")]).await.is(303);
    let document: DocumentId = id.parse().unwrap();
    let verb = GiveNumber { document, register: None, unit: String::new() };
    story.app.perform(&notice::clerk(&world.so), verb).await.unwrap();
    jobs::run_until_idle(&story.app).await.unwrap();
    let mut office = story.signed_in("clerk.so").await;
    office.submit(&format!("/documents/{id}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();

    let page = office.get(&format!("/documents/{old}")).await;
    page.is(200).shows("Bị thay thế bởi").shows("02/TB-SGDĐT").shows(&format!("/documents/{id}"));
    office.get(&format!("/documents/{id}")).await.shows("Văn bản liên quan").shows(&format!("/documents/{old}"));
    office.get(&format!("/documents/{old}/trace")).await.shows("Gắn văn bản liên quan 02/TB-SGDĐT");
    // The school that got both sees it at the one that it keeps; the other school got only the first.
    let arrival = |school| {
        let (app, from) = (story.app.clone(), world.so.id);
        async move { earlier(&mut app.read().await.unwrap(), school, from, old).await.unwrap().unwrap() }
    };
    let (at_a, at_b) = (arrival(world.a.id).await, arrival(world.b.id).await);
    let page = story.signed_in("clerk.a").await.get(&format!("/documents/{at_a}")).await;
    page.is(200).shows("Bị thay thế bởi").shows("02/TB-SGDĐT");
    story.signed_in("clerk.b").await.get(&format!("/documents/{at_b}")).await.is(200).hides("Bị thay thế bởi");
}

async fn a_related_document_is_picked_by_search(story: Story) {
    let world = World::make(&story).await;
    let old = issued(&story, &world).await.to_string();
    let (head, school) = (world.so.head.to_string(), format!("organisation:{}", world.a.id));
    let mut staff = story.signed_in("staff.so").await;
    let found = staff.get("/drafts/related?q=ket+qua+kiem+tra").await;
    found.is(200).shows("01/TB-SGDĐT").shows(&old);
    // Nobody finds what he may not see.
    let mut stranger = story.signed_in("staff.b").await;
    stranger.get("/drafts/related?q=ket+qua").await.is(200).hides("01/TB-SGDĐT");

    // Without script: the words come back as choices, and nothing typed is lost.
    let mut wanted = fields(&head, &school, "official-letter");
    wanted.push(("relation_q", "01/TB-SGDĐT"));
    let asked = staff.post("/drafts/new", &wanted).await;
    asked.is(200).shows("bản thay thế").shows(&format!("name=\"relation_pick\" value=\"{old}\""));
    wanted.extend([("relation_new", "corrects"), ("relation_pick", old.as_str())]);
    let id = begun(&mut staff, &wanted).await;
    let page = staff.get(&format!("/drafts/{id}")).await;
    page.shows("01/TB-SGDĐT ngày 03/04/2024").shows(&format!("href=\"/documents/{old}\""));
    staff.get(&format!("/documents/{id}")).await.shows("Đính chính").shows("Kết quả kiểm tra đợt 1");

    // A document that is not there, or not his, cannot be named; the draft of the stranger stays as it was.
    let mut foreign = fields(&head, &school, "official-letter");
    let somewhere = uuid::Uuid::from_u128(9).to_string();
    foreign.extend([("relation_kind", "based-on"), ("relation_wording", "x"), ("relation_other", &somewhere)]);
    staff.post(&format!("/drafts/{id}"), &foreign).await.is(422).shows("không còn ở đây hoặc không được xem");
    let itself = fields(&head, &school, "official-letter");
    let mut itself = itself;
    itself.extend([("relation_kind", "based-on"), ("relation_wording", "x"), ("relation_other", id.as_str())]);
    staff.post(&format!("/drafts/{id}"), &itself).await.is(422).shows("không thể liên quan đến chính nó");
    // What lies outside is written in words.
    let mut outside = fields(&head, &school, "official-letter");
    outside.extend([
        ("relation_kind", "based-on"),
        ("relation_wording", "Nghị định 30/2020/NĐ-CP"),
        ("relation_other", ""),
    ]);
    staff.post(&format!("/drafts/{id}"), &outside).await.is(303);
    staff.get(&format!("/documents/{id}")).await.shows("Nghị định 30/2020/NĐ-CP");
}
