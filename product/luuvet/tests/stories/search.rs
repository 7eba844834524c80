//! Search finds with and without marks, and only what the reader may see.

use luuvet::documents::store::Owner;

use crate::story;
use crate::support::browser::Answer;
use crate::support::work::Case;
use crate::support::world::World;
use crate::support::{Story, store};

story!(with_and_without_marks);
story!(by_person_days_kind_and_state);
story!(the_file_is_what_was_filtered);
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

async fn by_person_days_kind_and_state(story: Story) {
    let world = World::make(&story).await;
    let given = vec![("lead", Owner::Position(world.a.team_head), Some("2024-04-10"))];
    let case = Case::directed(&story, &world.a, SUBJECT, given).await;
    store::date(&story, world.a.id, case.document, "2024-03-28").await;
    Case::directed(&story, &world.a, "Tập huấn phòng cháy", vec![("inform", Owner::Position(world.a.staff), None)])
        .await;
    let mut head = story.signed_in("head.a").await;
    // Who was assigned.
    head.get("/search?person=to+truong").await.is(200).shows("Hội khỏe").hides("phòng cháy");
    head.get("/search?person=Gi%C3%A1o+Vi%C3%AAn").await.hides("Hội khỏe").shows("phòng cháy");
    head.get("/search?person=khong+ai+ca").await.shows("Không thấy văn bản nào như vậy");
    // Both narrow each other.
    head.get("/search?q=phong+chay&person=to+truong").await.shows("Không thấy").hides("Tập huấn");
    let mut drafter = story.signed_in("staff.a").await;
    let draft = [("subject", "Kế hoạch ngoại khóa"), ("kind", "plan"), ("direction", "outgoing")];
    drafter.post("/drafts/new", &draft).await.is(303);
    drafter.get("/search?person=giao+vien&direction=outgoing").await.shows("ngoại khóa").hides("phòng cháy");
    drafter.get("/search?direction=outgoing&kind=plan&state=draft").await.shows("ngoại khóa");
    drafter.get("/search?direction=incoming&kind=plan").await.hides("ngoại khóa");
    drafter.get("/search?state=issued").await.hides("ngoại khóa");
    // The document's day is 28 March 2024.
    for within in
        ["from=28%2F3&until=28%2F03%2F2024", "from=01%2F01%2F2024", "until=h%C3%B4m+qua", "from=28%2F3%2F2024"]
    {
        head.get(&format!("/search?{within}&q=hoi+khoe")).await.is(200).shows("cấp tỉnh, đạt");
    }
    for without in ["from=29%2F3", "until=27%2F03%2F2024", "from=mai"] {
        head.get(&format!("/search?{without}&q=hoi+khoe")).await.is(200).hides("cấp tỉnh, đạt");
    }
    for (wrong, says) in [
        ("from=khi+nao", "khi nao"),
        ("from=30%2F3&until=29%2F3", "Ngày cuối phải từ ngày đầu"),
        ("kind=x", "chỗ cần sửa"),
        ("direction=x", "chỗ cần sửa"),
        ("state=x&after=x", "2 chỗ cần sửa"),
    ] {
        head.get(&format!("/search?{wrong}")).await.is(422).shows(says).hides("cấp tỉnh, đạt");
    }
}

async fn the_file_is_what_was_filtered(story: Story) {
    let world = World::make(&story).await;
    for number in 0..60 {
        let subject: &'static str = format!("Thông báo lớp {number:02}").leak();
        Case::directed(&story, &world.a, subject, vec![("inform", Owner::Position(world.a.staff), None)]).await;
        story.later(1);
    }
    Case::directed(&story, &world.a, SUBJECT, vec![("inform", Owner::Position(world.a.head), None)]).await;
    let mut teacher = story.signed_in("staff.a").await;
    let page = teacher.get("/search?q=thong+bao").await;
    page.is(200).shows("lớp 59").shows("lớp 10").hides("lớp 09").shows("/search/table.xlsx?q=thong+bao");
    let text = page.text();
    let more = text.split("class=\"rows-more\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let more = more.replace("&#38;", "&").replace("&amp;", "&");
    teacher.get(&more).await.is(200).shows("lớp 09").shows("lớp 00").hides("lớp 10").hides("rows-more");
    let lines = |answer: &Answer| {
        use calamine::Reader;
        let bytes = std::io::Cursor::new(answer.body.clone());
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(bytes).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        sheet.rows().skip(2).map(|row| row[6].to_string()).collect::<Vec<_>>()
    };
    let file = teacher.get("/search/table.xlsx?q=thong+bao").await;
    let found = lines(file.is(200));
    assert_eq!((found.len(), found[0].as_str(), found[59].as_str()), (60, "Thông báo lớp 59", "Thông báo lớp 00"));
    assert_eq!(lines(teacher.get("/search/table.xlsx?q=lop+07").await.is(200)), ["Thông báo lớp 07"]);
    // Not one more than one may see.
    assert!(lines(teacher.get("/search/table.xlsx?q=phu+dong").await.is(200)).is_empty());
    teacher.get("/search/table.xlsx?from=khi+nao").await.is(422);
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
