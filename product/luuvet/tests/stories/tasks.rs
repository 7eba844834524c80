//! What happens to work that was given: reading, supporting, leading, handing on, reminding, taking back.

use luuvet::documents::store::Owner;
use luuvet::documents::tasks::escalate;
use luuvet::jobs;

use crate::story;
use crate::support::work::Case;
use crate::support::world::{Place, World};
use crate::support::{Browser, Story, store};

story!(for_information_ends_on_opening);
story!(support_is_one_tap);
story!(a_lead_finishes_with_a_result);
story!(the_team_head_gives_it_down);
story!(work_goes_to_somebody_else);
story!(due_days_are_extended_and_reminded_of);
story!(overdue_work_is_told_further_up);
story!(what_was_done_is_taken_back_within_ten_minutes);
story!(a_substitute_sees_it_in_the_period_only);
story!(a_former_holder_sees_nothing);
story!(counts_are_promises);
story!(many_at_once_with_a_result_each);
story!(a_teacher_reports_with_a_photo);
story!(a_dossier_is_closed_when_nothing_is_open);

const NOTICE: &str = "Thông báo kết quả kiểm tra";

async fn one(story: &Story, place: &Place, kind: &'static str) -> Case {
    let due = (kind == "lead").then_some("2024-04-10");
    Case::directed(story, place, NOTICE, vec![(kind, Owner::Position(place.staff), due)]).await
}

/// A lead of a teacher, supported by the head of the team.
async fn led(story: &Story, place: &Place) -> Case {
    let given = vec![
        ("lead", Owner::Position(place.staff), Some("2024-04-10")),
        ("support", Owner::Position(place.team_head), None),
    ];
    Case::directed(story, place, NOTICE, given).await
}

async fn for_information_ends_on_opening(story: Story) {
    let world = World::make(&story).await;
    let case = one(&story, &world.a, "inform").await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/work?basket=to-read").await.is(200).shows(NOTICE).shows("KHẨN").shows("135/TB-SGDĐT");
    let opened = format!("/documents/{}/opened", case.document);
    teacher.post(&opened, &[]).await.is(204);
    teacher.get("/work?basket=to-read").await.hides(NOTICE);
    teacher.post(&opened, &[]).await.is(204);
    teacher.post(&format!("/documents/{}/read", case.document), &[]).await.is(204);
    let mut head = story.signed_in("head.a").await;
    let trace = head.get("/trace").await.text();
    assert_eq!(trace.matches("Mở xem").count(), 1, "opening again leaves no event");
    head.get(&format!("/documents/{}/readers", case.document)).await.shows("Đã đọc 1/1").shows("đã đọc hết");
    story.signed_in("staff.b").await.post(&opened, &[]).await.is(404);
    assert_eq!(head.get("/trace").await.text().matches("Mở xem").count(), 1);
}

async fn support_is_one_tap(story: Story) {
    let world = World::make(&story).await;
    let case = one(&story, &world.a, "support").await;
    let mut teacher = story.signed_in("staff.a").await;
    let refused = teacher.post(&format!("/tasks/{}/support", case.tasks[0]), &[("opinion", " ")]).await;
    refused.is(422).shows("Ô này còn trống");
    let after = teacher.submit(&format!("/tasks/{}/no-opinion", case.tasks[0]), &[]).await;
    after.is(200).shows("Đã gửi ý kiến phối hợp").shows("Hoàn tác").hides(NOTICE);
    teacher.post(&format!("/tasks/{}/no-opinion", case.tasks[0]), &[]).await.is(409);
    story.signed_in("head.a").await.get("/trace").await.shows("Phối hợp: không có ý kiến");
}

async fn a_lead_finishes_with_a_result(story: Story) {
    let world = World::make(&story).await;
    let case = led(&story, &world.a).await;
    let mut teacher = story.signed_in("staff.a").await;
    let finish = format!("/tasks/{}/finish", case.tasks[0]);
    teacher.get(&finish).await.is(200).shows("Kết quả").shows(NOTICE);
    teacher.upload(&finish, &[("result", "")], &[]).await.is(422).shows("còn thiếu kết quả");
    let mut team = story.signed_in("team.a").await;
    team.upload(&finish, &[("result", "Đã xong")], &[]).await.is(403).shows("Người Giáo Viên");
    team.get("/work?basket=supporting").await.shows(NOTICE);
    teacher.upload(&finish, &[("result", "Đã rà soát đủ")], &[]).await.is(303);
    team.get("/work?basket=supporting").await.hides(NOTICE);
    let mut head = story.signed_in("head.a").await;
    head.get("/trace").await.shows("Hoàn thành: Đã rà soát đủ").shows("Kết thúc: Đã rà soát đủ");
    let reopen = format!("/documents/{}/reopen", case.document);
    head.post(&reopen, &[("reason", "")]).await.is(422);
    head.post(&reopen, &[("reason", "Còn thiếu phụ lục")]).await.is(303);
    head.get("/work?basket=to-handle").await.shows(NOTICE);
    head.post(&format!("/documents/{}/finish", case.document), &[("result", "Đã bổ sung")]).await.is(303);
    head.get("/work?basket=to-handle").await.hides(NOTICE);
}

async fn work_goes_to_somebody_else(story: Story) {
    let world = World::make(&story).await;
    let case = led(&story, &world.a).await;
    let (to, foreign) = (world.a.deputy.to_string(), world.b.staff.to_string());
    let reassign = format!("/tasks/{}/reassign", case.tasks[0]);
    let mut head = story.signed_in("head.a").await;
    head.get(&reassign).await.is(200).shows("Người Cấp Phó").shows(NOTICE);
    head.post(&reassign, &[("to", ""), ("reason", "Đi công tác")]).await.is(422).shows("Chưa chọn");
    head.post(&reassign, &[("to", &foreign), ("reason", "Đi công tác")]).await.is(422);
    let mut team = story.signed_in("team.a").await;
    team.post(&reassign, &[("to", &to), ("reason", "Tự ý")]).await.is(403);
    story.signed_in("head.b").await.post(&reassign, &[("to", &to), ("reason", "x")]).await.is(404);
    head.post(&reassign, &[("to", &to), ("reason", "Cô Hà nghỉ thai sản")]).await.is(303);
    story.signed_in("staff.a").await.get("/work?basket=to-handle").await.hides(NOTICE);
    story.signed_in("deputy.a").await.get("/work?basket=to-handle").await.shows(NOTICE);
    head.get("/trace").await.shows("Cô Hà nghỉ thai sản");
}

async fn the_team_head_gives_it_down(story: Story) {
    let world = World::make(&story).await;
    let a = &world.a;
    let given = vec![("lead", Owner::Department(a.team), Some("2024-04-10"))];
    let case = Case::directed(&story, a, NOTICE, given).await;
    let mut team = story.signed_in("team.a").await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/work?basket=to-handle").await.hides(NOTICE);
    let (assign, person) = (format!("/tasks/{}/assign", case.tasks[0]), a.staff.to_string());
    team.get(&assign).await.is(200).shows("Người Giáo Viên").shows("value=\"10/04/2024\"");
    let late = [("lead", person.as_str()), ("due", "12/04/2024"), ("instruction", "Làm")];
    team.post(&assign, &late).await.is(422).shows("không muộn hơn hạn của tổ (10/04/2024)");
    let fields = [("lead", person.as_str()), ("due", "09/04/2024"), ("instruction", "Làm báo cáo")];
    team.post(&assign, &fields).await.is(303);
    team.get("/work?basket=to-handle").await.shows("1 người đang làm");
    team.get("/work?basket=waiting").await.shows("Người Giáo Viên");
    let finish = format!("/tasks/{}/finish", case.tasks[0]);
    team.upload(&finish, &[("result", "Xong")], &[]).await.is(422).shows("phần đã giao còn đang mở");
    teacher.get("/work?basket=to-handle").await.shows(NOTICE);
    let done = format!("/documents/{}/done", case.document);
    teacher.upload(&done, &[("result", "Đã gửi báo cáo")], &[]).await.is(303);
    team.get("/work?basket=to-handle").await.shows("người được giao đã xong, chờ bạn kết thúc");
    team.get("/").await.shows("Người Giáo Viên: Đã gửi báo cáo");
    team.upload(&finish, &[("result", "Tổ đã hoàn thành")], &[]).await.is(303);
    story.signed_in("head.a").await.get("/trace").await.shows("Kết thúc: Tổ đã hoàn thành");
}

async fn due_days_are_extended_and_reminded_of(story: Story) {
    let world = World::make(&story).await;
    let case = one(&story, &world.a, "lead").await;
    let mut head = story.signed_in("head.a").await;
    let extend = format!("/tasks/{}/extend", case.tasks[0]);
    let refused = head.post(&extend, &[("day", "05/04/2024"), ("reason", "")]).await;
    refused.is(422).shows("ngày mới phải sau hạn hiện tại").shows("Lý do còn trống");
    head.post(&extend, &[("day", "17/04/2024"), ("reason", "Chờ số liệu")]).await.is(303);
    let remind = format!("/tasks/{}/remind", case.tasks[0]);
    head.post(&remind, &[]).await.is(303);
    head.post(&remind, &[]).await.is(422).shows("Hôm nay đã nhắc rồi");
    story.on("2024-04-04", 9, 0);
    head.post(&remind, &[]).await.is(303);
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/work?basket=to-handle").await.shows("đã nhắc 2 lần").shows("còn 9 ngày làm việc");
    teacher.post(&remind, &[]).await.is(403);
    head.post(&format!("/documents/{}/remind-readers", case.document), &[]).await.is(422);
    story.on("2024-04-05", 9, 0);
    head.post(&format!("/documents/{}/remind-readers", case.document), &[]).await.is(303);
    let give_back = format!("/tasks/{}/return", case.tasks[0]);
    teacher.post(&give_back, &[("reason", "Không thuộc phần việc của tôi")]).await.is(303);
    head.get("/work?basket=to-handle").await.shows(NOTICE);
    let trace = head.get("/trace").await;
    trace.shows("Gia hạn đến 17/04/2024: Chờ số liệu").shows("lần 2").shows("Trả lại việc: Không thuộc");
}

async fn overdue_work_is_told_further_up(story: Story) {
    let world = World::make(&story).await;
    let _case = one(&story, &world.a, "lead").await;
    escalate::schedule(&story.app).await.unwrap();
    escalate::schedule(&story.app).await.unwrap();
    let mut head = story.signed_in("head.a").await;
    for (day, told) in [("2024-04-10", 0), ("2024-04-11", 1), ("2024-04-12", 1), ("2024-04-15", 2), ("2024-04-17", 3)] {
        story.on(day, 8, 30);
        jobs::run_until_idle(&story.app).await.unwrap();
        let trace = head.get("/trace").await.text();
        assert_eq!(trace.matches("Báo quá hạn lên").count(), told, "on {day}");
    }
    head.get("/trace").await.shows("trưởng bộ phận và lãnh đạo");
    story.signed_in("staff.a").await.get("/work?basket=overdue").await.shows("quá hạn 5 ngày");
}

async fn what_was_done_is_taken_back_within_ten_minutes(story: Story) {
    let world = World::make(&story).await;
    let case = led(&story, &world.a).await;
    let mut teacher = story.signed_in("staff.a").await;
    let mut team = story.signed_in("team.a").await;
    let (finish, undo) = (format!("/tasks/{}/finish", case.tasks[0]), format!("/tasks/{}/undo", case.tasks[0]));
    teacher.upload(&finish, &[("result", "Nhầm")], &[]).await.is(303);
    story.later(9);
    team.post(&undo, &[("what", "finish")]).await.is(403);
    teacher.post(&undo, &[("what", "finish")]).await.is(303);
    teacher.get("/work?basket=to-handle").await.shows(NOTICE);
    team.get("/work?basket=supporting").await.shows(NOTICE);
    teacher.upload(&finish, &[("result", "Đúng")], &[]).await.is(303);
    story.later(11);
    teacher.post(&undo, &[("what", "finish")]).await.is(409).shows("quá mười phút");
    let inform = one(&story, &world.a, "inform").await;
    teacher.post(&format!("/tasks/{}/acknowledge", inform.tasks[0]), &[]).await.is(303);
    teacher.get("/work?basket=to-read").await.hides(NOTICE);
    teacher.post(&format!("/tasks/{}/undo", inform.tasks[0]), &[("what", "acknowledge")]).await.is(303);
    teacher.get("/work?basket=to-read").await.shows(NOTICE);
    let given = vec![("lead", Owner::Position(world.a.team_head), Some("2024-04-10"))];
    let given = Case::directed(&story, &world.a, "Việc giao nhầm", given).await;
    let person = world.a.staff.to_string();
    let fields = [("lead", person.as_str()), ("due", "09/04/2024"), ("instruction", "")];
    team.post(&format!("/tasks/{}/assign", given.tasks[0]), &fields).await.is(303);
    teacher.get(&format!("/documents/{}/done", given.document)).await.is(200);
    team.post(&format!("/tasks/{}/undo", given.tasks[0]), &[("what", "assign")]).await.is(303);
    teacher.get("/work?basket=to-handle").await.hides("Việc giao nhầm");
    teacher.get(&format!("/documents/{}/done", given.document)).await.is(404);
    story.signed_in("head.a").await.get("/trace").await.shows("Hoàn tác");
}

async fn a_substitute_sees_it_in_the_period_only(story: Story) {
    let world = World::make(&story).await;
    let a = &world.a;
    let case = one(&story, a, "support").await;
    store::substitute(&story, a.id, a.staff, a.team_head, ["2024-04-05", "2024-04-08"]).await;
    let mut team = story.signed_in("team.a").await;
    let tap = format!("/tasks/{}/no-opinion", case.tasks[0]);
    team.get("/work?basket=supporting").await.hides(NOTICE);
    team.post(&tap, &[]).await.is(404);
    story.on("2024-04-08", 9, 0);
    team.get("/work?basket=supporting").await.hides(NOTICE);
    team.post(&tap, &[]).await.is(404);
    story.on("2024-04-05", 9, 0);
    team.get("/work?basket=supporting").await.shows(NOTICE);
    team.post(&tap, &[]).await.is(303);
}

async fn a_former_holder_sees_nothing(story: Story) {
    let world = World::make(&story).await;
    let case = one(&story, &world.a, "inform").await;
    let mut teacher = story.signed_in("staff.a").await;
    store::leave(&story, world.a.id, world.a.staff, "2024-04-04").await;
    teacher.get("/work?basket=to-read").await.shows(NOTICE);
    story.on("2024-04-04", 9, 0);
    teacher.get("/work?basket=to-read").await.is(303).hides(NOTICE);
    teacher.get(&format!("/documents/{}/readers", case.document)).await.is(303);
}

async fn counts_are_promises(story: Story) {
    let world = World::make(&story).await;
    let a = &world.a;
    let everybody = [a.head, a.deputy, a.office_head, a.clerk, a.team_head, a.staff];
    for (at, position) in everybody.iter().enumerate() {
        let mut given = vec![("inform", Owner::Position(*position), None)];
        given.push(("lead", Owner::Position(everybody[(at + 1) % 6]), Some("2024-04-02")));
        given.push(("support", Owner::Position(everybody[(at + 2) % 6]), None));
        given.push(("support", Owner::Department(a.team), None));
        Case::directed(&story, a, NOTICE, given).await;
    }
    let more = (0..60).map(|_| ("inform", Owner::Position(a.staff), None)).collect();
    Case::directed(&story, a, "Nhiều việc", more).await;
    for login in ["head.a", "deputy.a", "office.a", "clerk.a", "team.a", "staff.a", "admin.a"] {
        let mut browser = story.signed_in(login).await;
        let home = browser.get("/").await.text();
        let promised = promises(&home);
        assert!(login == "admin.a" || promised.len() >= 3, "{login} sees baskets: {home}");
        for (address, count) in promised {
            assert_eq!(rows(&mut browser, &address).await, count, "{login} at {address}");
        }
    }
}

/// Every link to a list on a page, with the number that it shows.
fn promises(page: &str) -> Vec<(String, usize)> {
    page.split("href=\"/work?")
        .skip(1)
        .filter_map(|rest| {
            let (query, rest) = rest.split_once('"')?;
            let inside = rest.split("</a>").next()?;
            let number = match inside.split_once("basket-count") {
                Some((_, after)) => after.split_once('>')?.1.split('<').next()?,
                None => inside.strip_prefix('>')?,
            };
            Some((format!("/work?{}", query.replace("&amp;", "&").replace("&#38;", "&")), number.parse().ok()?))
        })
        .collect()
}

async fn rows(browser: &mut Browser, address: &str) -> usize {
    let (mut count, mut next) = (0, Some(address.to_owned()));
    while let Some(address) = next {
        let page = browser.get(&address).await;
        let text = page.is(200).text();
        count += text.matches("<li class=\"row").count();
        let more = text.split("class=\"rows-more\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        next = more.map(|href| href.replace("&amp;", "&").replace("&#38;", "&"));
    }
    count
}

async fn many_at_once_with_a_result_each(story: Story) {
    let world = World::make(&story).await;
    let (first, second) = (one(&story, &world.a, "inform").await, one(&story, &world.a, "inform").await);
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/work?basket=to-read").await.shows("data-bulk").shows("Đã đọc");
    teacher.post(&format!("/tasks/{}/acknowledge", first.tasks[0]), &[]).await.is(303);
    let (one, two) = (first.tasks[0].to_string(), second.tasks[0].to_string());
    let fields = [("do", "acknowledge"), ("basket", "to-read"), ("id", one.as_str()), ("id", two.as_str())];
    let results = teacher.post("/bulk", &fields).await;
    results.is(200).shows("Đã xong").shows("Đã xác nhận đọc từ trước");
    teacher.get("/work?basket=to-read").await.hides(NOTICE);
    story.signed_in("staff.b").await.post("/bulk", &fields).await.is(200).hides(NOTICE).hides("Đã xong");
}

async fn a_teacher_reports_with_a_photo(story: Story) {
    let world = World::make(&story).await;
    let case = one(&story, &world.a, "lead").await;
    let mut teacher = story.signed_in("staff.a").await;
    let done = format!("/documents/{}/done", case.document);
    teacher.get(&done).await.is(200).shows("Kết quả, một câu").shows("capture=\"environment\"");
    teacher.upload(&done, &[], &[]).await.is(422).shows("còn thiếu kết quả");
    let photo: (&str, &str, &str, &[u8]) = ("file", "anh.png", "image/png", PIXEL);
    teacher.upload(&done, &[], &[photo]).await.is(422).shows("không chứa bí mật nhà nước");
    teacher.upload(&done, &[("declared", "yes")], &[photo]).await.is(303);
    let mut head = story.signed_in("head.a").await;
    head.get("/trace").await.shows("Thêm tệp anh.png").shows("Hoàn thành: Có ảnh kèm theo");
}

async fn a_dossier_is_closed_when_nothing_is_open(story: Story) {
    let world = World::make(&story).await;
    let case = one(&story, &world.a, "lead").await;
    let mut teacher = story.signed_in("staff.a").await;
    let wrong = [("title", "Kiểm tra năm học"), ("number", "TCCB"), ("school_year", "2023-2025")];
    let refused = teacher.post("/dossiers", &wrong).await;
    refused.is(422).shows("01.TCCB").shows("hai năm liền nhau").shows("value=\"Kiểm tra năm học\"");
    let right = [("title", "Kiểm tra năm học"), ("number", "1.TCCB"), ("school_year", "2023-2024")];
    let opened = teacher.post("/dossiers", &right).await;
    let place = opened.is(303).place.clone().unwrap();
    let dossier = place.rsplit('/').next().unwrap().to_owned();
    teacher.post(&format!("{place}/close"), &[]).await.is(422).shows("hồ sơ chưa có văn bản nào");
    let file = format!("/documents/{}/file", case.document);
    teacher.post(&file, &[("dossier", &dossier)]).await.is(303);
    teacher.post(&file, &[("dossier", &dossier)]).await.is(422).shows("đã nằm trong hồ sơ này");
    teacher.get(&place).await.shows(NOTICE);
    story.signed_in("admin.a").await.get(&place).await.shows("Văn bản không dành cho bạn").hides(NOTICE);
    story.signed_in("staff.b").await.get(&place).await.is(404);
    let close = [("retention", "20 năm"), ("sheets", "3")];
    teacher.post(&format!("{place}/close"), &close).await.is(422).shows("còn việc đang mở");
    teacher.upload(&format!("/tasks/{}/finish", case.tasks[0]), &[("result", "Xong")], &[]).await.is(303);
    teacher.post(&format!("{place}/close"), &[]).await.is(422).shows("Thời hạn bảo quản còn trống");
    teacher.submit(&format!("{place}/close"), &close).await.is(200).shows("Đã kết thúc hồ sơ");
    teacher.get("/dossiers?state=closed").await.shows("01.TCCB");
}

/// A picture of one pixel.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0x0, 0x0, 0x0, 0xd, 0x49, 0x48, 0x44, 0x52, 0x0, 0x0, 0x0, 0x1, 0x0,
    0x0, 0x0, 0x1, 0x8, 0x2, 0x0, 0x0, 0x0, 0x90, 0x77, 0x53, 0xde, 0x0, 0x0, 0x0, 0xc, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9c, 0x63, 0xf8, 0xff, 0xff, 0x3f, 0x0, 0x5, 0xfe, 0x2, 0xfe, 0xd, 0xef, 0x46, 0xb8, 0x0, 0x0, 0x0, 0x0, 0x49,
    0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
