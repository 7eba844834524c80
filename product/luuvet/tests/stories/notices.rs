//! People hear of what waits for them: in the product, on their devices, by mail, once a day.

use luuvet::documents::store::Owner;
use luuvet::documents::tasks::escalate;
use luuvet::jobs;
use luuvet::notices::digest;
use luuvet::organisations::open_position::OpenPosition;
use luuvet_domain::access::Role;

use crate::story;
use crate::support::post::Post;
use crate::support::work::Case;
use crate::support::world::{Place, World};
use crate::support::{Browser, Story, store};

story!(an_assignment_reaches_the_device_and_the_address);
story!(what_is_undone_or_opened_is_not_told);
story!(urgent_is_told_at_once_but_not_at_night);
story!(a_device_that_is_gone_is_forgotten);
story!(a_failing_service_is_tried_again);
story!(the_digest_comes_once_a_day);
story!(reminders_and_what_is_late_are_told);
story!(the_list_is_the_persons_own);
story!(every_position_is_heard_of);
story!(settings_are_checked);

const SUBJECT: &str = "Thông báo kết quả kiểm tra";

/// A document of the team that its head can give down.
async fn given(story: &Story, a: &Place, urgency: &'static str) -> Case {
    let given = vec![("lead", Owner::Department(a.team), Some("2024-04-10"))];
    let case = Case::directed(story, a, SUBJECT, given).await;
    store::urgency(story, a.id, case.document, urgency).await;
    case
}

/// The head of the team gives it to the teacher.
async fn assign(team: &mut Browser, a: &Place, case: &Case) {
    let person = a.staff.to_string();
    let fields = [("lead", person.as_str()), ("due", "09/04/2024"), ("instruction", "Làm báo cáo")];
    team.post(&format!("/tasks/{}/assign", case.tasks[0]), &fields).await.is(303);
}

async fn mail_to(browser: &mut Browser, address: &str, each: bool) {
    let mut fields =
        vec![("mail", address), ("digest_on", "yes"), ("digest_hour", "7"), ("quiet_from", "21"), ("quiet_until", "6")];
    fields.extend(each.then_some(("mail_on", "yes")));
    browser.post("/account/notices", &fields).await.is(303);
}

async fn an_assignment_reaches_the_device_and_the_address(mut story: Story) {
    let world = World::make(&story).await;
    let post = Post::open(&mut story).await;
    let case = given(&story, &world.a, "normal").await;
    let (mut team, mut teacher) = (story.signed_in("team.a").await, story.signed_in("staff.a").await);
    post.subscribe(&mut teacher).await;
    mail_to(&mut teacher, "gv@truong.edu.vn", true).await;
    teacher
        .get("/account/notices")
        .await
        .shows("Đang bật trên máy này")
        .shows("Story Browser")
        .shows("gv@truong.edu.vn");
    assign(&mut team, &world.a, &case).await;
    teacher.get("/notices").await.shows("Giao bạn chủ trì").shows(SUBJECT).shows("135/TB-SGDĐT");
    teacher.get("/").await.shows("data-live=\"notices\">1</span>");
    team.get("/notices").await.hides(SUBJECT);
    story.later(9);
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty(), "it can still be undone");
    story.later(1);
    jobs::run_until_idle(&story.app).await.unwrap();
    let link = format!("/notices/{}", case.document);
    let told = serde_json::json!({ "title": "Có 1 việc mới", "link": link });
    assert_eq!(post.pushes(&story).await, [told], "a count and a link, no subject and no name");
    let mails = post.mails(&story).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("To: gv@truong.edu.vn") && mails[0].contains("multipart/alternative"), "{}", mails[0]);
    for secret in ["135/TB", "TB-SG", "=C3=B4ng b=C3=A1o k", "kiểm tra", "Tổ"] {
        assert!(!mails[0].contains(secret), "{secret} in {}", mails[0]);
    }
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty() && post.mails(&story).await.is_empty(), "once");
    let place = teacher.get(&link).await.is(303).place.clone();
    assert_eq!(place, Some(format!("/documents/{}", case.document)));
    team.get(&link).await.is(404);
    teacher.post(&format!("/documents/{}/opened", case.document), &[]).await.is(204);
    teacher.get("/").await.shows("data-live=\"notices\" hidden>0</span>");
    let trace = story.signed_in("head.a").await.get("/trace").await.text();
    assert!(trace.contains("Bật báo lên máy Story Browser") && trace.contains("Đổi cách nhận thông báo"));
}

async fn what_is_undone_or_opened_is_not_told(mut story: Story) {
    let world = World::make(&story).await;
    let post = Post::open(&mut story).await;
    let (mut team, mut teacher) = (story.signed_in("team.a").await, story.signed_in("staff.a").await);
    post.subscribe(&mut teacher).await;
    mail_to(&mut teacher, "gv@truong.edu.vn", true).await;
    let undone = given(&story, &world.a, "normal").await;
    assign(&mut team, &world.a, &undone).await;
    story.later(5);
    team.post(&format!("/tasks/{}/undo", undone.tasks[0]), &[("what", "assign")]).await.is(303);
    teacher.get("/notices").await.hides(SUBJECT).shows("Chưa có thông báo");
    story.later(5);
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty() && post.mails(&story).await.is_empty());
    let opened = given(&story, &world.a, "normal").await;
    assign(&mut team, &world.a, &opened).await;
    story.later(5);
    teacher.post(&format!("/documents/{}/opened", opened.document), &[]).await.is(204);
    story.later(5);
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty() && post.mails(&story).await.is_empty());
    // Done between the delivery and its sending: the last look drops it.
    let done = given(&story, &world.a, "normal").await;
    assign(&mut team, &world.a, &done).await;
    story.later(10);
    jobs::run_until_idle(&story.app).await.unwrap();
    let finish = format!("/documents/{}/done", done.document);
    teacher.upload(&finish, &[("result", "Đã gửi")], &[]).await.is(303);
    assert!(post.pushes(&story).await.is_empty() && post.mails(&story).await.is_empty());
}

async fn urgent_is_told_at_once_but_not_at_night(mut story: Story) {
    let world = World::make(&story).await;
    let post = Post::open(&mut story).await;
    let (mut team, mut teacher) = (story.signed_in("team.a").await, story.signed_in("staff.a").await);
    post.subscribe(&mut teacher).await;
    let urgent = given(&story, &world.a, "urgent").await;
    assign(&mut team, &world.a, &urgent).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    assert_eq!(post.pushes(&story).await.len(), 1);
    story.on("2024-04-03", 22, 0);
    let night = given(&story, &world.a, "urgent").await;
    assign(&mut team, &world.a, &night).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty(), "quiet hours");
    story.later(1);
    let express = given(&story, &world.a, "express").await;
    assign(&mut team, &world.a, &express).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    let told = post.pushes(&story).await;
    assert_eq!(told, [serde_json::json!({ "title": "Có 3 việc mới", "link": "/notices" })], "hỏa tốc goes through");
    story.on("2024-04-04", 6, 0);
    assert_eq!(post.pushes(&story).await.len(), 1, "told when the quiet hours end");
}

async fn a_device_that_is_gone_is_forgotten(mut story: Story) {
    let world = World::make(&story).await;
    let post = Post::open(&mut story).await;
    let (mut team, mut teacher) = (story.signed_in("team.a").await, story.signed_in("staff.a").await);
    post.subscribe(&mut teacher).await;
    post.answers(410);
    let case = given(&story, &world.a, "urgent").await;
    assign(&mut team, &world.a, &case).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty());
    teacher.get("/account/notices").await.hides("Đang bật trên máy này").hides("Story Browser");
    // Subscribed again, switched off by hand; then by signing out.
    post.answers(201);
    post.subscribe(&mut teacher).await;
    let page = teacher.get("/account/notices").await.text();
    let id = page.split("/account/notices/devices/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    story.signed_in("staff.b").await.post(&format!("/account/notices/devices/{id}/remove"), &[]).await.is(404);
    teacher.post(&format!("/account/notices/devices/{id}/remove"), &[]).await.is(303);
    teacher.get("/account/notices").await.hides("Story Browser");
    post.subscribe(&mut teacher).await;
    teacher.post("/sign-out", &[]).await.is(303);
    let case = given(&story, &world.a, "urgent").await;
    assign(&mut team, &world.a, &case).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty(), "who signed out is told nothing on this device");
}

async fn a_failing_service_is_tried_again(mut story: Story) {
    let world = World::make(&story).await;
    let post = Post::open(&mut story).await;
    let (mut team, mut teacher) = (story.signed_in("team.a").await, story.signed_in("staff.a").await);
    post.subscribe(&mut teacher).await;
    post.answers(503);
    let case = given(&story, &world.a, "urgent").await;
    assign(&mut team, &world.a, &case).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.pushes(&story).await.is_empty());
    post.answers(201);
    assert!(post.pushes(&story).await.is_empty(), "not before its pause is over");
    story.later(1);
    assert_eq!(post.pushes(&story).await.len(), 1);
    let case = given(&story, &world.a, "urgent").await;
    assign(&mut team, &world.a, &case).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    post.answers(503);
    for _ in 0..40 {
        assert!(post.pushes(&story).await.is_empty());
        story.later(60);
    }
    post.answers(201);
    story.later(60);
    assert!(post.pushes(&story).await.is_empty(), "old news are given up after a day");
}

async fn the_digest_comes_once_a_day(mut story: Story) {
    let world = World::make(&story).await;
    let post = Post::open(&mut story).await;
    let (mut teacher, mut head) = (story.signed_in("staff.a").await, story.signed_in("head.a").await);
    mail_to(&mut teacher, "gv@truong.edu.vn", false).await;
    mail_to(&mut head, "ht@truong.edu.vn", false).await;
    let given = vec![
        ("lead", Owner::Position(world.a.staff), Some("2024-04-02")),
        ("inform", Owner::Position(world.a.staff), None),
    ];
    Case::directed(&story, &world.a, SUBJECT, given).await;
    story.on("2024-04-04", 6, 30);
    digest::schedule(&story.app).await.unwrap();
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.mails(&story).await.is_empty(), "before the hour");
    story.on("2024-04-04", 7, 0);
    jobs::run_until_idle(&story.app).await.unwrap();
    let mails = post.mails(&story).await;
    assert_eq!(mails.len(), 1, "nobody is written to for whom nothing waits");
    assert!(mails[0].contains("To: gv@truong.edu.vn") && !mails[0].contains("135"), "{}", mails[0]);
    assert!(mails[0].contains(": 1 (qu=C3=A1 h=E1=BA=A1n 1)"), "{}", mails[0]);
    for hour in [8, 9, 20] {
        story.on("2024-04-04", hour, 0);
        digest::schedule(&story.app).await.unwrap();
        jobs::run_until_idle(&story.app).await.unwrap();
    }
    assert!(post.mails(&story).await.is_empty(), "once a day");
    // A stop from Friday on: on Saturday nothing, on Monday late but once; and a device where there is no address.
    story.on("2024-04-06", 7, 0);
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(post.mails(&story).await.is_empty(), "no working day");
    let mut office = story.signed_in("office.a").await;
    post.subscribe(&mut office).await;
    Case::directed(&story, &world.a, SUBJECT, vec![("support", Owner::Position(world.a.office_head), None)]).await;
    story.on("2024-04-08", 10, 0);
    jobs::run_until_idle(&story.app).await.unwrap();
    assert_eq!(post.mails(&story).await.len(), 1);
    let told = post.pushes(&story).await;
    assert_eq!(told, [serde_json::json!({ "title": "1 việc đang chờ", "link": "/" })]);
}

async fn reminders_and_what_is_late_are_told(mut story: Story) {
    let world = World::make(&story).await;
    let post = Post::open(&mut story).await;
    let given = vec![("lead", Owner::Position(world.a.staff), Some("2024-04-03"))];
    let case = Case::directed(&story, &world.a, SUBJECT, given).await;
    let (mut teacher, mut head) = (story.signed_in("staff.a").await, story.signed_in("head.a").await);
    post.subscribe(&mut teacher).await;
    story.later(1);
    head.post(&format!("/tasks/{}/remind", case.tasks[0]), &[]).await.is(303);
    teacher.get("/notices").await.shows("Nhắc việc").shows(SUBJECT);
    jobs::run_until_idle(&story.app).await.unwrap();
    assert_eq!(post.pushes(&story).await.len(), 1, "a reminder does not wait");
    escalate::schedule(&story.app).await.unwrap();
    story.on("2024-04-04", 8, 0);
    jobs::run_until_idle(&story.app).await.unwrap();
    teacher.get("/notices").await.shows("Đã quá hạn");
    head.get("/notices").await.hides(SUBJECT);
    story.on("2024-04-25", 8, 0);
    jobs::run_until_idle(&story.app).await.unwrap();
    head.get("/notices").await.shows("quá hạn").shows(SUBJECT);
    story.signed_in("team.a").await.get("/notices").await.shows("Việc theo dõi đã quá hạn");
    let told = teacher.get("/notices").await.text();
    assert_eq!(told.matches("Đã quá hạn").count(), 1, "each level once");
    let finish = format!("/tasks/{}/finish", case.tasks[0]);
    teacher.upload(&finish, &[("result", "Đã rà soát đủ")], &[]).await.is(303);
    head.get("/").await.shows("data-live=\"notices\" hidden>0</span>");
}

async fn the_list_is_the_persons_own(story: Story) {
    let world = World::make(&story).await;
    let a = &world.a;
    let (mut team, mut teacher) = (story.signed_in("team.a").await, story.signed_in("staff.a").await);
    for n in 0..60 {
        story.later(1);
        let case = given(&story, a, "normal").await;
        assign(&mut team, a, &case).await;
        if n == 59 {
            store::restrict(&story, a.id, case.document).await;
        }
    }
    let page = teacher.get("/notices").await.text();
    assert_eq!(page.matches("class=\"row row-unread\"").count(), 50);
    assert!(page.contains("data-live=\"notices\">60</span>"));
    assert_eq!(page.matches(SUBJECT).count(), 49, "nothing of a restricted one");
    let more = page.split("href=\"/notices?after=").nth(1).unwrap().split('"').next().unwrap();
    let rest = teacher.get(&format!("/notices?after={more}")).await.text();
    assert_eq!(rest.matches("class=\"row row-unread\"").count(), 10);
    teacher.get("/notices?after=x").await.is(404);
    teacher.get("/more").await.shows("href=\"/notices\"");
    for stranger in ["staff.b", "head.so", "clerk.a"] {
        story.signed_in(stranger).await.get("/notices").await.is(200).hides(SUBJECT);
    }
    // Another day's substitute hears what comes in his period.
    store::substitute(&story, a.id, a.staff, a.office_head, ["2024-04-03", "2024-04-05"]).await;
    let case = given(&story, a, "normal").await;
    assign(&mut team, a, &case).await;
    let mut office = story.signed_in("office.a").await;
    office.get("/notices").await.shows(SUBJECT);
    // The teacher's own hand on it settles it for the substitute, too.
    let finish = format!("/documents/{}/done", case.document);
    teacher.upload(&finish, &[("result", "Đã gửi")], &[]).await.is(303);
    office.get("/").await.shows("data-live=\"notices\" hidden>0</span>");
    let until = story.app.clock.now().to_string();
    teacher.post("/notices/read", &[("until", &until)]).await.is(303);
    teacher.get("/notices").await.shows(SUBJECT).hides("row-unread").hides("Đánh dấu đã đọc hết");
}

async fn every_position_is_heard_of(story: Story) {
    let world = World::make(&story).await;
    let a = &world.a;
    let login = luuvet::sign_in::store::login(&mut story.app.read().await.unwrap(), "staff.a").await.unwrap().unwrap();
    let mut seats = Vec::new();
    for place in [a, &world.b] {
        let open = OpenPosition {
            department: None,
            title: "Thư ký hội đồng".into(),
            ordinal: 30,
            roles: vec![Role::Staff],
            holder: None,
        };
        let seat = story.app.perform(&place.admin, open).await.unwrap();
        store::hold(&story, place.id, seat, login.person).await;
        seats.push(seat);
    }
    // Through the office, so that the teacher's own team may not see it.
    for (place, seat, key) in [(a, seats[0], "a"), (&world.b, seats[1], "b")] {
        let lead = vec![("lead", Owner::Department(place.office), Some("2024-04-10"))];
        let case = Case::directed(&story, place, SUBJECT, lead).await;
        let mut office = story.signed_in(&format!("office.{key}")).await;
        let seat = seat.to_string();
        let fields = [("lead", seat.as_str()), ("due", "09/04/2024"), ("instruction", "Làm báo cáo")];
        office.post(&format!("/tasks/{}/assign", case.tasks[0]), &fields).await.is(303);
    }
    let mut teacher = story.signed_in("staff.a").await;
    let page = teacher.get("/notices").await;
    page.shows("data-live=\"notices\">2</span>").shows("Dành cho bạn ở chức vụ Thư ký hội đồng").hides(SUBJECT);
    page.shows("Còn 1 thông báo chưa đọc ở chức vụ Thư ký hội đồng, THPT Tân Yên số 2");
    let (organisation, position) = (a.id.to_string(), seats[0].to_string());
    let go = [("organisation", organisation.as_str()), ("position", position.as_str()), ("next", "/notices")];
    teacher.submit("/acting", &go).await.shows(SUBJECT).shows("Giao bạn chủ trì");
    // The same for a program.
    let scopes = ["documents:read", "documents:write"].map(|scope| ("scope", scope));
    let fields = [("name", "Máy in"), ("days", "30"), scopes[0], scopes[1]];
    let page = teacher.post("/account/tokens", &fields).await.text();
    let token = page.split("class=\"token\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    let ask = || axum::http::Request::get("/api/v1/notices").header("authorization", &bearer);
    let told = story.browser().send(ask(), axum::body::Body::empty()).await;
    told.is(200).shows("\"reason\":\"lead\"").shows(SUBJECT).shows("\"unread\":true");
    let mark = axum::http::Request::post("/api/v1/notices/read").header("authorization", &bearer);
    story.browser().send(mark, axum::body::Body::empty()).await.is(200).shows("\"marked\":1");
    story.browser().send(ask(), axum::body::Body::empty()).await.shows("\"unread\":false");
}

async fn settings_are_checked(mut story: Story) {
    World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher
        .get("/account/notices")
        .await
        .is(200)
        .shows("Hệ thống này chưa báo lên máy được")
        .shows("chưa gửi thư được");
    let post = Post::open(&mut story).await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/account/notices").await.shows("data-push-key=\"B").hides("chưa gửi thư được");
    let wrong = [("mail", "gv@truong\r\nBcc: x@y.vn"), ("mail_on", "yes"), ("digest_hour", "7")];
    teacher.post("/account/notices", &wrong).await.is(422).shows("Địa chỉ thư không đúng dạng");
    teacher.post("/account/notices", &[("mail_on", "yes")]).await.is(422).shows("Chưa có địa chỉ thư");
    teacher.post("/account/notices", &[("digest_hour", "3")]).await.is(422).shows("Giờ đã chọn không dùng được");
    post.subscribe_at(&mut teacher, "http://push.example.net/x").await.is(422).shows("không dùng được");
    post.subscribe_at(&mut teacher, &format!("https://x.vn/{}", "x".repeat(3000))).await.is(422);
    mail_to(&mut teacher, "gv@truong.edu.vn", true).await;
    let page = teacher.get("/account/notices").await;
    page.shows("value=\"gv@truong.edu.vn\"").shows("name=\"mail_on\" value=\"yes\" checked");
    teacher.get("/account").await.shows("href=\"/account/notices\"");
}
