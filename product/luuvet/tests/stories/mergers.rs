//! An organisation goes on in another one: people, open work, registers, what is sent later.

use luuvet::documents::incoming::store::earlier;
use luuvet::documents::store::Owner;
use luuvet::jobs;
use luuvet_domain::ids::PositionId;

use crate::delivery::notice::{numbered, rows};
use crate::story;
use crate::support::work::Case;
use crate::support::world::World;
use crate::support::{Browser, Story};

story!(people_and_open_work_go_to_the_successor);
story!(what_is_sent_later_goes_to_the_successor);
story!(nobody_is_taken_in_unasked);

/// The merger's form: where each position goes.
fn form(world: &World, rest: Option<PositionId>, ways: &[(PositionId, &str)]) -> Vec<(String, String)> {
    let mut fields = vec![("into".to_owned(), world.b.id.to_string())];
    fields.extend(ways.iter().map(|(position, way)| (format!("go-{position}"), (*way).to_owned())));
    fields.extend(rest.map(|rest| ("rest".to_owned(), rest.to_string())));
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Everybody goes over, the administrator keeps the archive too.
fn everybody(world: &World) -> Vec<(PositionId, &'static str)> {
    let a = &world.a;
    let all = [a.head, a.deputy, a.office_head, a.clerk, a.team_head, a.staff];
    let over = all.into_iter().map(|position| (position, "open"));
    over.chain([(a.admin.position.unwrap(), "both")]).collect()
}

async fn agree(story: &Story, world: &World) {
    let from = world.a.id.to_string();
    let mut above = story.signed_in("admin.b").await;
    let page = above.submit("/organisation/merge/agree", &[("from", &from)]).await;
    page.is(200).shows("đã đồng ý nhận");
    above.post("/organisation/merge/agree", &[("from", &from)]).await.is(409);
}

/// The administrator who stays, acting in the old organisation.
async fn keeper(story: &Story, world: &World) -> Browser {
    let mut keeper = story.signed_in("admin.a").await;
    let (organisation, position) = (world.a.id.to_string(), world.a.admin.position.unwrap().to_string());
    keeper.post("/acting", &[("organisation", &organisation), ("position", &position)]).await.is(303);
    keeper
}

async fn people_and_open_work_go_to_the_successor(story: Story) {
    let world = World::make(&story).await;
    let given = vec![
        ("lead", Owner::Position(world.a.staff), Some("2024-04-10")),
        ("lead", Owner::Department(world.a.team), Some("2024-04-12")),
    ];
    let case = Case::directed(&story, &world.a, "Hội khỏe Phù Đổng", given).await;
    let id = numbered(&story.app, &world, false).await;
    story.signed_in("clerk.so").await.submit(&format!("/documents/{id}/issue"), &[]).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    agree(&story, &world).await;
    let mut admin = story.signed_in("admin.a").await;
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.post("/registers/open", &[("name", "Sổ đi"), ("direction", "outgoing"), ("year", "2024")]).await.is(303);

    // Everything that stands in the way, at once, and what was chosen stays chosen.
    let path = "/organisation/merge";
    admin.get(path).await.is(200).shows("Vào Trường THPT Tân Yên số 2").shows("Có 3 việc đang mở");
    let nobody: Vec<_> = everybody(&world).into_iter().map(|(position, _)| (position, "leave")).collect();
    let refused = admin.post(path, &borrowed(&form(&world, None, &nobody))).await;
    refused.is(422).shows("3 việc đang mở chưa có người nhận").shows("không còn quản trị nào ở lại");
    assert!(refused.text().contains("value=\"leave\" selected"));
    let draft = [("subject", "Kế hoạch"), ("kind", "plan"), ("direction", "outgoing")];
    let draft = story.signed_in("staff.a").await.post("/drafts/new", &draft).await.is(303).place.clone().unwrap();

    let fields = form(&world, Some(world.b.office_head), &everybody(&world));
    admin
        .submit(path, &borrowed(&fields))
        .await
        .is(200)
        .shows("Đã sáp nhập vào Trường THPT Tân Yên số 2 từ 03/04/2024");
    admin.post(path, &borrowed(&fields)).await.is(409);
    jobs::run_until_idle(&story.app).await.unwrap();
    jobs::run_until_idle(&story.app).await.unwrap();

    // The same sign-in, another organisation; the work came along.
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/").await.is(200).shows("Trường THPT Tân Yên số 2").hides("Trường THPT Hiệp Hòa số 3");
    let page = teacher.get("/work?basket=to-handle").await;
    page.is(200).shows("Hội khỏe Phù Đổng");
    let text = page.text();
    let there = text.split("/documents/").nth(1).unwrap().get(..36).unwrap().to_owned();
    assert_ne!(there, case.document.to_string());
    let read = teacher.get(&format!("/documents/{there}")).await;
    read.is(200).shows("Thực hiện theo văn bản").shows("10/04/2024");
    teacher.get(&format!("/documents/{there}/trace")).await.shows("Nhận bàn giao từ Trường THPT Hiệp Hòa số 3");
    let mut office = story.signed_in("office.b").await;
    office.get("/work?basket=to-handle").await.shows("Hội khỏe Phù Đổng");
    // What both had received is one document there; the clerk's work on it went with the clerk.
    let mut tx = story.app.read().await.unwrap();
    let received = earlier(&mut tx, world.b.id, world.so.id, id).await.unwrap().unwrap();
    drop(tx);
    let mut came = story.signed_in("clerk.a").await;
    came.get("/work?basket=to-handle").await.shows(&received.to_string());
    came.get(&format!("/documents/{received}/refuse")).await.is(403);
    // A new position may do what staff may; a draft stays under its old name.
    teacher.get(&draft).await.is(404);

    // The archive is kept, its registers take no number, its trace tells.
    keeper(&story, &world).await.get("/trace").await.is(200).shows("Khóa Sổ đi, số cuối 0");
    let organisations =
        [(world.a.id, "Khóa Sổ đi, số cuối 0"), (world.b.id, "Nhận 7 người của Trường THPT Hiệp Hòa số 3")];
    for (organisation, says) in organisations {
        let mut tx = story.app.read().await.unwrap();
        let of = luuvet::trace::read::Of::Organisation([uuid::Uuid::nil(); 8]);
        let lines = luuvet::trace::read::lines(&mut tx, organisation, of, None, luuvet::locale::Locale::Vi, 0).await;
        let all: Vec<String> = lines.unwrap().into_iter().map(|line| line.what).collect();
        assert!(all.iter().any(|line| line.contains(says)), "{says} in {all:#?}");
    }
    let (mut tx, line) = (story.app.read().await.unwrap(), luuvet_domain::organisations::lines::Line::Managing);
    let below = luuvet::organisations::store::children(&mut tx, world.so.id, line, "2024-04-03").await.unwrap();
    assert_eq!(below.len(), 1);
}

async fn what_is_sent_later_goes_to_the_successor(story: Story) {
    let world = World::make(&story).await;
    let id = numbered(&story.app, &world, false).await;
    agree(&story, &world).await;
    story.signed_in("clerk.so").await.submit(&format!("/documents/{id}/issue"), &[]).await;
    let fields = form(&world, None, &everybody(&world));
    story.signed_in("admin.a").await.submit("/organisation/merge", &borrowed(&fields)).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    let mut tx = story.app.read().await.unwrap();
    assert_eq!(earlier(&mut tx, world.a.id, world.so.id, id).await.unwrap(), None);
    assert!(earlier(&mut tx, world.b.id, world.so.id, id).await.unwrap().is_some());
    drop(tx);
    let all = rows(&story.app, &world.so, id).await;
    let states: Vec<(&str, &str)> = all.iter().map(|one| (one.name.as_str(), one.state.as_str())).collect();
    assert_eq!(states[0], ("Trường THPT Hiệp Hòa số 3", "delivered"), "{states:?}");
    assert_eq!(states[1], ("Trường THPT Tân Yên số 2", "delivered"), "{states:?}");
    // A later document cannot be addressed to it at all.
    let mut office = story.signed_in("clerk.so").await;
    office
        .get(&format!("/documents/{id}/delivery/add"))
        .await
        .hides("value=\"organisation:")
        .hides("Hiệp Hòa số 3</span>");
    // Numbers are taken at the successor from now on.
    let merged = keeper(&story, &world).await.get("/organisation/merge").await;
    merged.is(200).shows("Đã sáp nhập vào").hides("name=\"rest\"");
}

async fn nobody_is_taken_in_unasked(story: Story) {
    let world = World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    admin.get("/organisation/merge").await.is(200).shows("Chưa đơn vị nào đồng ý nhận");
    let fields = form(&world, None, &everybody(&world));
    let refused = admin.post("/organisation/merge", &borrowed(&fields)).await;
    refused.is(422).shows("Trường THPT Tân Yên số 2 chưa đồng ý nhận");
    story.signed_in("staff.a").await.post("/organisation/merge", &borrowed(&fields)).await.is(403);
    let own = world.a.id.to_string();
    admin.post("/organisation/merge/agree", &[("from", &own)]).await.is(422).shows("chính mình");
    // A position that somebody holds cannot be taken.
    agree(&story, &world).await;
    let head = world.b.head.to_string();
    let mut ways = everybody(&world);
    ways[0].1 = &head;
    let refused = admin.post("/organisation/merge", &borrowed(&form(&world, None, &ways))).await;
    refused.is(422).shows("không còn trống");
}
