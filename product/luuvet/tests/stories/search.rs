//! Search finds with and without marks, and only what the reader may see.

use luuvet::documents::store::Owner;

use crate::story;
use crate::support::Story;
use crate::support::work::Case;
use crate::support::world::World;

story!(with_and_without_marks);
story!(only_what_one_may_see);

const SUBJECT: &str = "Hội khỏe Phù Đổng cấp tỉnh, đạt 100% kế hoạch";

async fn with_and_without_marks(story: Story) {
    let world = World::make(&story).await;
    Case::directed(&story, &world.a, SUBJECT, vec![("inform", Owner::Position(world.a.staff), None)]).await;
    let mut teacher = story.signed_in("staff.a").await;
    for found in ["ph%C3%B9+%C4%91%E1%BB%95ng", "phu+dong", "DONG+hoi", "tinh+phu+cap+hoi+dong+khoe+thu-bay-bo-qua"] {
        teacher.get(&format!("/search?q={found}")).await.is(200).shows("Hội khỏe Phù Đổng");
    }
    for nothing in ["phu+ninh", "p_u", "p%25dong", "%5C"] {
        teacher.get(&format!("/search?q={nothing}")).await.is(200).hides("Hội khỏe Phù Đổng").shows("Không thấy");
    }
    teacher.get("/search").await.is(200).hides("Hội khỏe Phù Đổng").shows("Tìm trong mọi văn bản");
    let long = "phu+".repeat(200);
    teacher.get(&format!("/search?q={long}")).await.is(200).shows("Hội khỏe Phù Đổng");
    story.browser().get("/search?q=phu").await.is(303);
}

async fn only_what_one_may_see(story: Story) {
    let world = World::make(&story).await;
    Case::directed(&story, &world.a, SUBJECT, vec![("lead", Owner::Position(world.a.team_head), Some("2024-04-10"))])
        .await;
    story.signed_in("team.a").await.get("/search?q=phu+dong").await.shows("Hội khỏe");
    for stranger in ["staff.a", "clerk.b", "head.so"] {
        story.signed_in(stranger).await.get("/search?q=phu+dong").await.is(200).hides("Hội khỏe");
    }
}
