//! A school adds a day off of its own: its deadlines skip it, those of others do not.

use crate::story;
use crate::support::Story;
use crate::support::world::World;

story!(a_day_off_of_ones_own);

async fn a_day_off_of_ones_own(story: Story) {
    World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    admin.get("/organisation/calendar").await.is(200).shows("08/02/2024 – 14/02/2024").shows("Tết Nguyên đán");
    let path = "/organisation/calendar";
    let day = [("first", "4/4/2024"), ("last", ""), ("worked", "no"), ("reason", "Ngày thành lập trường")];
    admin.submit("/organisation/calendar", &day).await.is(200).shows("04/04/2024").shows("Ngày thành lập trường");
    admin.get("/trace").await.shows("Thêm 1 ngày (Nghỉ) từ 04/04/2024");

    // What cannot be is refused at its field, and what was typed stands.
    let again = admin.post(path, &day).await;
    again.is(422).shows("vốn đã như vậy").shows("value=\"4/4/2024\"");
    let contrary = [("first", "4/4/2024"), ("worked", "yes"), ("reason", "Học bù")];
    admin.post(path, &contrary).await.is(422).shows("đơn vị đã quyết định khác");
    admin.post(path, &[("first", "1/4/2024"), ("reason", "x")]).await.is(422).shows("đã qua");
    admin.post(path, &[("first", "")]).await.is(422).shows("Ô này còn trống");
    admin.post(path, &[("first", "8/4/2024"), ("last", "5/4/2024"), ("reason", "")]).await.is(422);
    story.signed_in("staff.a").await.post(path, &day).await.is(403);

    // "Two working days from now": the school does not count its own day off, another school counts it.
    for (teacher, due) in [("staff.a", "08/04/2024"), ("staff.b", "05/04/2024")] {
        let mut teacher = story.signed_in(teacher).await;
        let fields =
            [("kind", "report"), ("subject", "Hai ngày"), ("demand_wording", "Trả lời"), ("demand_rule", "by")];
        let fields: Vec<_> = fields.into_iter().chain([("demand_day", "+2")]).collect();
        let draft = teacher.post("/drafts/new", &fields).await.is(303).place.clone().unwrap();
        teacher.get(&draft).await.shows(due);
    }

    // A day that lies ahead is taken back; one that has begun stays.
    admin.post("/organisation/calendar/remove", &[("day", "2024-04-04")]).await.is(303);
    admin.get(path).await.hides("Ngày thành lập trường");
    admin.post("/organisation/calendar/remove", &[("day", "2024-04-04")]).await.is(404);
    admin.submit(path, &day).await.is(200).shows("Ngày thành lập trường");
    story.on("2024-04-04", 8, 0);
    let begun = admin.post("/organisation/calendar/remove", &[("day", "2024-04-04")]).await;
    begun.is(422).shows("đã qua hoặc đã bắt đầu");
}
