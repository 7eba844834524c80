//! Signing in: passwords, locks, one-time codes, invitations, sessions, two positions.

use luuvet::organisations::enter_person::EnterPerson;
use luuvet::organisations::open_position::OpenPosition;
use luuvet_domain::access::Role;

use crate::story;
use crate::support::world::{PASSWORD, World};
use crate::support::{Browser, Story};

story!(a_name_and_a_password_open_a_session);
story!(wrong_passwords_lock_the_login_for_a_while);
story!(an_address_that_guesses_is_slowed_down);
story!(a_one_time_code_is_asked_for_and_works_once);
story!(an_invitation_works_once_and_for_seven_days);
story!(a_reset_ends_everything_that_was);
story!(sessions_are_listed_and_ended);
story!(a_password_is_changed);
story!(two_positions_of_one_person);
story!(passkeys_ask_the_device);
story!(who_signs_or_administers_proves_a_second_factor);

async fn a_name_and_a_password_open_a_session(story: Story) {
    World::make(&story).await;
    let mut browser = story.browser();
    let asked = browser.get("/trace?before=9").await;
    assert_eq!(asked.place.as_deref(), Some("/sign-in?next=%2Ftrace%3Fbefore%3D9"));
    let fields = [("login", " Staff.A "), ("password", PASSWORD), ("next", "//elsewhere.example")];
    let entered = browser.post("/sign-in", &fields).await;
    assert_eq!(entered.place.as_deref(), Some("/"), "nobody is sent elsewhere");
    browser.get("/").await.is(200).shows("Người Giáo Viên");
    browser.post("/sign-out", &[]).await.is(303);
    browser.get("/account").await.is(303);
}

async fn wrong_passwords_lock_the_login_for_a_while(story: Story) {
    World::make(&story).await;
    let mut browser = story.browser();
    let unknown = browser.post("/sign-in", &[("login", "nobody"), ("password", "x")]).await.text();
    for _ in 0..6 {
        let wrong = browser.post("/sign-in", &[("login", "staff.a"), ("password", "sai")]).await;
        wrong.is(422).shows("Tên đăng nhập hoặc mật khẩu chưa đúng").hides("value=\"sai\"");
    }
    assert!(unknown.contains("Tên đăng nhập hoặc mật khẩu chưa đúng"), "an unknown name looks the same");
    let right = [("login", "staff.a"), ("password", PASSWORD)];
    browser.post("/sign-in", &right).await.is(429).shows("tạm khóa");
    story.later(3);
    browser.post("/sign-in", &right).await.is(303);
}

async fn an_address_that_guesses_is_slowed_down(story: Story) {
    World::make(&story).await;
    let mut browser = story.browser();
    for number in 0..60 {
        let name = format!("name{number}");
        browser.post("/sign-in", &[("login", &name), ("password", "sai")]).await.is(422);
    }
    let right = [("login", "staff.a"), ("password", PASSWORD)];
    browser.post("/sign-in", &right).await.is(429).shows("quá nhiều lần");
    story.later(11);
    browser.post("/sign-in", &right).await.is(303);
}

/// Codes of a key in base 32 at an instant, as a phone computes them.
fn phone(story: &Story, key: &str) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bits = String::new();
    for letter in key.chars().filter(|c| !c.is_whitespace()) {
        bits.push_str(&format!("{:05b}", letters.find(letter).unwrap()));
    }
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|b| u8::from_str_radix(std::str::from_utf8(b).unwrap(), 2).unwrap())
        .collect();
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&(story.app.clock.now() / 30_000_000).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

async fn switch_codes_on(story: &Story, browser: &mut Browser) -> String {
    let page = browser.submit("/account/totp/begin", &[]).await.text();
    browser.get("/account/totp.svg").await.is(200).shows("<svg");
    let key = page.split("id=\"key\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let wrong = browser.post("/account/totp", &[("code", "000000")]).await;
    wrong.is(422).shows("Mã chưa đúng");
    browser.submit("/account/totp", &[("code", &phone(story, &key))]).await.is(200).shows("Đang bật");
    key
}

async fn a_one_time_code_is_asked_for_and_works_once(story: Story) {
    World::make(&story).await;
    let mut own = story.signed_in("head.a").await;
    own.get("/account").await.shows("Nên thêm một bước xác nhận");
    let key = switch_codes_on(&story, &mut own).await;
    own.get("/account").await.hides("Nên thêm một bước xác nhận");

    let mut other = story.browser();
    let fields = [("login", "head.a"), ("password", PASSWORD), ("next", "/trace")];
    let asked = other.post("/sign-in", &fields).await;
    assert_eq!(asked.place.as_deref(), Some("/sign-in/code?next=%2Ftrace"));
    other.get("/account").await.is(303);
    let used = phone(&story, &key);
    other.post("/sign-in/code", &[("code", &used)]).await.is(422).shows("đã dùng");
    story.later(1);
    let entered = other.post("/sign-in/code", &[("code", &phone(&story, &key)), ("next", "/trace")]).await;
    assert_eq!(entered.place.as_deref(), Some("/trace"));
    other.get("/account").await.shows("đã xác nhận hai bước");
    other.get("/trace").await.shows("Bật mã một lần");

    // The same code again, from another browser.
    let mut third = story.browser();
    third.post("/sign-in", &fields).await.is(303);
    third.post("/sign-in/code", &[("code", &phone(&story, &key))]).await.is(422);
    story.later(6);
    third.post("/sign-in/code", &[("code", &phone(&story, &key))]).await.is(409).shows("hết hạn");

    own.post("/account/totp/off", &[("code", "123")]).await.is(422);
    own.submit("/account/totp/off", &[("code", &phone(&story, &key))]).await.hides("Đang bật");
    story.signed_in("head.a").await.get("/").await.is(200);
}

/// Enters a person with a position and gives the page with the link.
async fn newcomer(story: &Story, world: &World) -> String {
    let person = EnterPerson { full_name: "Nguyễn Thị Mới".into(), login: None, password_hash: None };
    let person = story.app.perform(&world.a.admin, person).await.unwrap();
    let position = OpenPosition {
        department: Some(world.a.team),
        title: "Giáo viên Tin".into(),
        ordinal: 50,
        roles: vec![Role::Staff],
        holder: Some(person),
    };
    story.app.perform(&world.a.admin, position).await.unwrap();
    format!("/organisation/people/{person}")
}

fn link(page: &str) -> String {
    let (_, rest) = page.split_once("http://localhost/invitation/").unwrap();
    format!("/invitation/{}", &rest[..43])
}

async fn an_invitation_works_once_and_for_seven_days(story: Story) {
    let world = World::make(&story).await;
    let person = newcomer(&story, &world).await;
    let mut admin = story.signed_in("admin.a").await;
    let invite = format!("{person}/invite");
    story.signed_in("admin.b").await.post(&invite, &[]).await.is(404);
    story.signed_in("head.a").await.post(&invite, &[]).await.is(403);
    let first = link(&admin.post(&invite, &[]).await.text());
    let second = link(&admin.post(&invite, &[]).await.text());

    let mut own = story.browser();
    own.get(&first).await.is(409).shows("thay bằng lời mời khác");
    own.get(&second).await.is(200).shows("Chào Nguyễn Thị Mới").shows("value=\"moi.nt\"");
    own.get(&format!("{second}/qr.svg")).await.is(200).shows("<svg");
    let fields = [("login", "staff.a"), ("password", PASSWORD), ("password-again", PASSWORD)];
    own.post(&second, &fields).await.is(422).shows("đã có người dùng").hides(PASSWORD);
    let short = [("login", "moi.nt"), ("password", "ngắn"), ("password-again", "ngắn")];
    own.post(&second, &short).await.is(422).shows("ít nhất 10 chữ");
    let fields = [("login", "moi.nt"), ("password", PASSWORD), ("password-again", PASSWORD)];
    own.submit(&second, &fields).await.is(200).shows("Nguyễn Thị Mới");
    story.browser().post(&second, &fields).await.is(409);
    story.signed_in("moi.nt").await.get("/").await.is(200);
    admin.get("/trace").await.shows("Mời Nguyễn Thị Mới đăng nhập").shows("Đặt mật khẩu cho Nguyễn Thị Mới");
    admin.post(&invite, &[]).await.is(422).shows("đã có mật khẩu");

    let late = link(&admin.post(&format!("{person}/reset"), &[]).await.text());
    story.later(7 * 24 * 60);
    story.browser().get(&late).await.is(409);
}

async fn a_reset_ends_everything_that_was(story: Story) {
    let world = World::make(&story).await;
    let person = newcomer(&story, &world).await;
    let mut admin = story.signed_in("admin.a").await;
    let invited = link(&admin.post(&format!("{person}/invite"), &[]).await.text());
    let fields = [("login", "moi.nt"), ("password", PASSWORD), ("password-again", PASSWORD)];
    let mut own = story.browser();
    own.submit(&invited, &fields).await.is(200);
    switch_codes_on(&story, &mut own).await;
    let again = link(&admin.post(&format!("{person}/reset"), &[]).await.text());
    own.get("/account").await.is(303);
    own.post("/sign-in", &[("login", "moi.nt"), ("password", PASSWORD)]).await.is(422);
    let fields = [("login", "moi.nt"), ("password", "một câu dễ nhớ khác"), ("password-again", "một câu dễ nhớ khác")];
    own.submit(&again, &fields).await.is(200).shows("Nguyễn Thị Mới");
    admin.get("/trace").await.shows("Tắt mã một lần").shows("Kết thúc một phiên đăng nhập của Nguyễn Thị Mới");
}

async fn sessions_are_listed_and_ended(story: Story) {
    World::make(&story).await;
    let mut phone = story.signed_in("staff.a").await;
    let mut desk = story.signed_in("staff.a").await;
    let mut tablet = story.signed_in("staff.a").await;
    let page = desk.get("/account").await;
    page.shows("máy này").shows("127.0.0.1");
    let end = page.text().split("action=\"/account/sessions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    story.signed_in("staff.b").await.post(&format!("/account/sessions/{end}"), &[]).await.is(404);
    desk.submit(&format!("/account/sessions/{end}"), &[]).await.is(200);
    let alive = [phone.get("/account").await.status, tablet.get("/account").await.status];
    assert_eq!(alive.iter().filter(|status| **status == 200).count(), 1);
    desk.submit("/account/sessions/end-others", &[]).await.is(200);
    phone.get("/account").await.is(303);
    tablet.get("/account").await.is(303);
    desk.post("/account/sessions/end-others", &[]).await.is(409).shows("Không còn máy nào khác");
    let mut admin = story.signed_in("admin.a").await;
    admin.get("/trace").await.shows("Kết thúc một phiên đăng nhập của Người Giáo Viên");
}

async fn a_password_is_changed(story: Story) {
    World::make(&story).await;
    let mut other = story.signed_in("staff.a").await;
    let mut own = story.signed_in("staff.a").await;
    let new = "câu khác cũng dễ nhớ";
    let wrong = [("old-password", "sai"), ("password", new), ("password-again", new)];
    own.post("/account/password", &wrong).await.is(422).shows("Mật khẩu đang dùng chưa đúng").hides(new);
    let twice = [("old-password", PASSWORD), ("password", new), ("password-again", "khác")];
    own.post("/account/password", &twice).await.is(422).shows("không giống nhau");
    let right = [("old-password", PASSWORD), ("password", new), ("password-again", new)];
    own.submit("/account/password", &right).await.is(200);
    other.get("/account").await.is(303);
    let mut again = story.browser();
    again.post("/sign-in", &[("login", "staff.a"), ("password", PASSWORD)]).await.is(422);
    again.post("/sign-in", &[("login", "staff.a"), ("password", new)]).await.is(303);
}

async fn two_positions_of_one_person(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/organisation").await.is(200).hides("action=\"/organisation/departments\"");
    let person = {
        let mut tx = story.app.read().await.unwrap();
        luuvet::sign_in::store::login(&mut tx, "staff.a").await.unwrap().unwrap().person
    };
    let position = OpenPosition {
        department: None,
        title: "Phụ trách quản trị".into(),
        ordinal: 60,
        roles: vec![Role::Administrator],
        holder: Some(person),
    };
    let position = story.app.perform(&world.a.admin, position).await.unwrap();
    let fields = [("organisation", world.a.id.to_string()), ("position", position.to_string())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    teacher.submit("/acting", &fields).await.is(200).shows("với tư cách Phụ trách quản trị");
    teacher.get("/organisation").await.is(200).shows("action=\"/organisation/departments\"");
    let fields = [("name", "Tổ Ngoại ngữ"), ("symbol", ""), ("kind", "team")];
    teacher.submit("/organisation/departments", &fields).await.is(200);
    teacher.get("/trace").await.shows("Người Giáo Viên (Phụ trách quản trị)");
    // A position of somebody else is none.
    let foreign = [("organisation", world.a.id.to_string()), ("position", world.a.head.to_string())];
    let foreign: Vec<(&str, &str)> = foreign.iter().map(|(name, value)| (*name, value.as_str())).collect();
    teacher.post("/acting", &foreign).await.is(404);
}

async fn passkeys_ask_the_device(story: Story) {
    World::make(&story).await;
    let mut own = story.signed_in("head.a").await;
    own.post("/account/passkeys/begin", &[]).await.is(200).shows("\"residentKey\":\"required\"").shows("\"challenge\"");
    let mut guest = story.browser();
    guest.post("/sign-in/passkey/begin", &[]).await.is(200).shows("\"challenge\"").hides("mediation");
    guest.post("/account/passkeys/begin", &[]).await.is(303);
    own.post("/account/passkeys/00ff/remove", &[]).await.is(404);
    own.post("/account/passkeys/zz/remove", &[]).await.is(404);
}

async fn who_signs_or_administers_proves_a_second_factor(story: Story) {
    let world = World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    story.signed_in("head.a").await.post("/organisation/strong", &[("asked", "yes")]).await.is(403);
    admin.submit("/organisation/strong", &[("asked", "yes")]).await.is(200).shows("phải xác nhận hai bước");
    admin.post("/organisation/strong", &[("asked", "yes")]).await.is(403);

    // The administrator gets in, is told, and what was typed is kept.
    admin.get("/").await.is(200).shows("Vị trí này cần xác nhận hai bước");
    let fields = [("name", "Tổ Ngữ văn"), ("symbol", "NV"), ("kind", "team")];
    let refused = admin.post("/organisation/departments", &fields).await;
    refused.is(403).shows("Cần xác nhận thêm một bước").shows("name=\"name\" value=\"Tổ Ngữ văn\"");
    refused.shows("action=\"/organisation/departments\"").shows("Mở trang tài khoản");
    switch_codes_on(&story, &mut admin).await;
    admin.get("/").await.hides("Vị trí này cần xác nhận hai bước");
    admin.submit("/organisation/departments", &fields).await.is(200).shows("Tổ Ngữ văn");
    admin.get("/trace").await.shows("Yêu cầu xác nhận hai bước");

    // Who has codes gives one, and the same form goes on.
    let mut earlier = story.signed_in("head.a").await;
    let mut own = story.signed_in("head.a").await;
    let key = switch_codes_on(&story, &mut own).await;
    let deputy = world.a.deputy.to_string();
    let fields = [
        ("kind", "kt"),
        ("position", deputy.as_str()),
        ("basis", "Quyết định số 12/QĐ-THPTHH3"),
        ("from", "04/04/2024"),
    ];
    let refused = earlier.post("/organisation/mandates", &fields).await;
    refused.is(403).shows("Mã một lần").shows("Quyết định số 12/QĐ-THPTHH3");
    let step = "/account/strong?to=%2Forganisation%2Fmandates";
    refused.shows("/account/strong?to=%2Forganisation%2Fmandates");
    let with = |code: &str| -> Vec<(String, String)> {
        let own = [("strong-again", "yes"), ("strong-code", code)];
        fields.iter().chain(&own).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let send = async |browser: &mut Browser, code: &str| {
        let fields = with(code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(step, &fields).await
    };
    send(&mut earlier, "000000").await.is(422).shows("Mã chưa đúng").shows("Quyết định số 12/QĐ-THPTHH3");
    story.later(1);
    let code = phone(&story, &key);
    let on = send(&mut earlier, &code).await;
    assert_eq!((on.status, on.place.as_deref()), (307, Some("/organisation/mandates")));
    earlier.submit("/organisation/mandates", &fields).await.is(200).shows("12/QĐ-THPTHH3");
    // No other place than one of ours.
    own.post("/account/strong?to=https://x.vn", &[("strong-code", "000000")])
        .await
        .is(422)
        .hides("action=\"https://")
        .hides("href=\"https://x");

    // Who does none of this is not asked; a clerk makes no token from a weak session.
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/").await.is(200).hides("Vị trí này cần xác nhận hai bước");
    let draft = [("subject", "Kế hoạch"), ("kind", "plan"), ("direction", "outgoing")];
    teacher.post("/drafts/new", &draft).await.is(303);
    let token = [("name", "Máy quét"), ("scopes", "documents:read"), ("days", "30")];
    story.signed_in("clerk.a").await.post("/account/tokens", &token).await.is(403).shows("phiên đăng nhập đã xác nhận");
    story.signed_in("clerk.b").await.get("/").await.hides("Vị trí này cần xác nhận hai bước");
}
