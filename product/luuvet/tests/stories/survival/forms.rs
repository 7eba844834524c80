//! A form sent twice has one effect; a form whose session has ended comes back filled.

use crate::story;
use crate::support::world::{PASSWORD, World};
use crate::support::{Browser, Story};

story!(a_double_press_has_one_effect);
story!(an_ended_session_loses_nothing_typed);
story!(a_kept_form_is_its_writers_alone);
story!(files_are_named_to_be_chosen_again);

/// The value of a hidden field in the page's form that goes to `action`.
fn hidden(page: &str, action: &str, name: &str) -> String {
    let form = page.split("<form").find(|form| form.contains(&format!("action=\"{action}\""))).unwrap();
    form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn a_double_press_has_one_effect(story: Story) {
    World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let page = clerk.get("/dossiers").await.text();
    let token = hidden(&page, "/dossiers", "page_token");
    let fields = [
        ("page_token", token.as_str()),
        ("title", "Hồ sơ kiểm tra"),
        ("number", "01.TCCB"),
        ("school_year", "2023-2024"),
        ("retention", ""),
    ];
    // Both at once, and a third that comes when the first has been answered.
    let mut other = clerk.clone();
    let (first, second) = tokio::join!(clerk.post("/dossiers", &fields), other.post("/dossiers", &fields));
    let third = clerk.post("/dossiers", &fields).await;
    assert_eq!([first.status, second.status, third.status], [303; 3]);
    assert!(first.place == second.place && first.place == third.place, "{:?} {:?}", first.place, second.place);
    let list = clerk.get("/dossiers").await.text();
    assert_eq!(list.matches("Hồ sơ kiểm tra").count(), 1);

    // Another page's form with the same words is another wish, and a form with errors is no answer to keep.
    let token = hidden(&list, "/dossiers", "page_token");
    let again: Vec<_> = std::iter::once(("page_token", token.as_str())).chain(fields[1..].iter().copied()).collect();
    let fourth = clerk.post("/dossiers", &again).await;
    assert_ne!(fourth.place, first.place);
    let mut wrong = again.clone();
    wrong[1] = ("title", "");
    clerk.post("/dossiers", &wrong).await.is(422);
    wrong[1] = ("title", "Hồ sơ khác");
    clerk.post("/dossiers", &wrong).await.is(303);

    // Somebody else's same form is his own.
    let mut head = story.signed_in("head.a").await;
    let his = head.post("/dossiers", &fields).await;
    assert!(his.status == 303 && his.place != first.place);

    // Reserving a number: twice pressed, once reserved.
    let book = [("name", "Sổ văn bản đi"), ("direction", "outgoing"), ("year", "2024")];
    let place = clerk.post("/registers/open", &book).await.is(303).place.clone().unwrap();
    let at = format!("{}/reserve", place.split('?').next().unwrap());
    let token = hidden(&clerk.get(&at).await.text(), &at, "page_token");
    let fields = [("page_token", token.as_str()), ("reason", "nâng lương cô Hà")];
    let mut other = clerk.clone();
    let (first, second) = tokio::join!(clerk.post(&at, &fields), other.post(&at, &fields));
    assert_eq!([first.status, second.status], [303; 2]);
    let page = clerk.get(&place).await.text();
    assert_eq!(page.matches("nâng lương cô Hà").count(), 1, "{page}");
}

/// What a teacher has typed over half an hour.
const TYPED: &[(&str, &str)] = &[
    ("direction", "outgoing"),
    ("kind", "plan"),
    ("subject", "Kế hoạch \"bồi dưỡng\" học sinh giỏi & ôn thi <năm 2024>"),
    ("urgency", "urgent"),
    ("restricted", "yes"),
    ("recipient_target", ""),
    ("recipient_name", "Hội cha mẹ học sinh lớp 12A1"),
    ("recipient_role", "support"),
    ("recipient_due", "20/05/2024"),
    ("note", "Dòng một\r\nDòng hai"),
];

/// Sends the form of `page` when its session has lapsed; gives where the browser is led to.
async fn sent_too_late(browser: &mut Browser, page: &str, fields: &[(&str, &str)]) -> String {
    browser.from(page);
    let answer = browser.post(page, fields).await;
    let place = answer.is(303).place.clone().unwrap();
    assert!(place.starts_with("/sign-in?next="), "{place}");
    place
}

async fn sign_in_again(browser: &mut Browser, place: &str, login: &str) -> String {
    let page = browser.get(place).await;
    page.is(200).shows("Đăng nhập lại, nội dung vừa ghi vẫn còn");
    let next = hidden(&page.text(), "/sign-in", "next").replace("&#38;", "&");
    let fields = [("login", login), ("password", PASSWORD), ("next", next.as_str())];
    browser.post("/sign-in", &fields).await.is(303).place.clone().unwrap()
}

async fn an_ended_session_loses_nothing_typed(story: Story) {
    World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/drafts/new").await.is(200);
    story.later(31 * 24 * 60);
    let place = sent_too_late(&mut teacher, "/drafts/new", TYPED).await;
    // A wrong password on the way costs nothing either.
    let next = place.split("next=").nth(1).unwrap().replace("%2F", "/").replace("%3F", "?").replace("%3D", "=");
    let wrong = [("login", "staff.a"), ("password", "sai"), ("next", next.as_str())];
    teacher.post("/sign-in", &wrong).await.is(422).shows("nội dung vừa ghi vẫn còn");
    let place = sign_in_again(&mut teacher, &place, "staff.a").await;
    let page = teacher.get(&place).await;
    page.is(200).shows("Biểu mẫu chưa gửi được vì phiên làm việc đã hết").shows("vẫn còn nguyên ở dưới đây");
    for piece in [
        "Kế hoạch &#34;bồi dưỡng&#34; học sinh giỏi &#38; ôn thi &#60;năm 2024&#62;</textarea>",
        "<option value=\"plan\" selected>",
        "<option value=\"urgent\" selected>",
        "<option value=\"support\" selected>",
        "name=\"restricted\" value=\"yes\" checked",
        "value=\"Hội cha mẹ học sinh lớp 12A1\"",
        "name=\"recipient_due\" value=\"20/05/2024\"",
        "Dòng một\r\nDòng hai</textarea>",
    ] {
        page.shows(piece);
    }
    // The form works as if nothing had been.
    teacher.post("/drafts/new", TYPED).await.is(303);
    teacher.get("/submissions?f=mine").await.shows("Kế hoạch &#34;bồi dưỡng&#34;");
    teacher.post("/language", &[("language", "en"), ("next", "/")]).await.is(303);
    teacher.get(&place).await.is(200).shows("The form was not sent because the session had ended");
}

async fn a_kept_form_is_its_writers_alone(story: Story) {
    World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher.clone().post("/sign-out", &[]).await.is(303);
    let place = sent_too_late(&mut teacher, "/drafts/new", TYPED).await;
    // A colleague signs in at the same machine; the writer at another one.
    let place = sign_in_again(&mut teacher.clone(), &place, "team.a").await;
    let mut colleague = teacher.clone();
    colleague.post("/sign-in", &[("login", "team.a"), ("password", PASSWORD)]).await.is(303);
    colleague.get(&place).await.is(200).hides("bồi dưỡng").hides("phiên làm việc đã hết");
    story.signed_in("staff.a").await.get(&place).await.is(200).hides("bồi dưỡng").hides("phiên làm việc đã hết");
    // What lies on the disk is not to be read without the browser's key.
    let rows = crate::support::store::unsent(&story).await;
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].windows(6).any(|piece| piece == "dưỡ".as_bytes()), "clear on the disk");
    teacher.post("/sign-in", &[("login", "staff.a"), ("password", PASSWORD)]).await.is(303);
    teacher.get(&place).await.is(200).shows("bồi dưỡng");
    // After a day it is gone.
    story.later(24 * 60 + 1);
    teacher.get(&place).await.is(200).hides("bồi dưỡng");
    // Who never had a session keeps nothing here.
    let mut nobody = story.browser();
    let led = nobody.post("/drafts/new", TYPED).await;
    assert_eq!((led.status, led.place.as_deref()), (303, Some("/sign-in?next=%2F")));
    assert_eq!(crate::support::store::unsent(&story).await.len(), 1);
}

async fn files_are_named_to_be_chosen_again(story: Story) {
    World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    story.later(31 * 24 * 60);
    clerk.from("/incoming/new");
    let files = [("file", "quét văn bản.pdf", "application/pdf", b"%PDF-1.7 clear".as_slice())];
    let fields = [("declared", "yes"), ("form", "0190a7f2-0000-7000-8000-000000000001"), ("medium", "paper")];
    let blobs = story.app.blobs.list().await.unwrap().len();
    let place = clerk.upload("/incoming/files", &fields, &files).await.is(303).place.clone().unwrap();
    let place = sign_in_again(&mut clerk, &place, "clerk.a").await;
    assert!(place.starts_with("/incoming/new?unsent="), "{place}");
    let page = clerk.get(&place).await;
    page.is(200).shows("Tệp không được giữ lại, cần chọn lại: quét văn bản.pdf").shows("value=\"yes\"");
    assert_eq!(story.app.blobs.list().await.unwrap().len(), blobs, "a file was kept");
}
