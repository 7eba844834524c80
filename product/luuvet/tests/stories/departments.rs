//! An administrator opens a team; the trace tells of it; others cannot.

use crate::story;
use crate::support::Story;
use crate::support::world::World;

story!(an_administrator_opens_a_team);
story!(a_teacher_cannot);

async fn an_administrator_opens_a_team(story: Story) {
    World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    let fields = [("name", "Tổ Ngữ văn"), ("symbol", "NV"), ("kind", "team")];
    admin.submit("/organisation/departments", &fields).await.is(200).shows("Tổ Ngữ văn");
    admin.get("/trace").await.shows("Lập Tổ Ngữ văn").shows("Người Quản Trị (Quản trị hệ thống)");

    let again = admin.post("/organisation/departments", &fields).await;
    again.is(422).shows("Đã có “Tổ Ngữ văn”").shows("value=\"Tổ Ngữ văn\"");

    let mut stranger = story.signed_in("admin.b").await;
    stranger.get("/organisation").await.hides("Tổ Ngữ văn");
    stranger.get("/trace").await.hides("Lập Tổ Ngữ văn");
}

async fn a_teacher_cannot(story: Story) {
    World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let fields = [("name", "Tổ Ngữ văn"), ("symbol", ""), ("kind", "team")];
    let refused = teacher.post("/organisation/departments", &fields).await;
    refused.is(403).shows("quản lý đơn vị").shows("người quản trị");
    teacher.get("/trace").await.is(404);
    story.browser().get("/organisation").await.is(303);
}
