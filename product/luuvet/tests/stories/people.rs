//! People, positions, mandates, substitutes, the seal, lists from files.

use luuvet::documents::store::Owner;
use luuvet_domain::ids::PersonId;

use crate::story;
use crate::support::work::Case;
use crate::support::world::World;
use crate::support::{Browser, Story};

story!(a_person_is_entered_and_gets_a_position);
story!(a_position_goes_from_one_to_the_next);
story!(open_work_is_handed_over_before_leaving);
story!(mandates_have_a_basis_and_a_period);
story!(a_substitute_acts_in_the_period_only);
story!(the_seal_is_handed_over_with_minutes);
story!(a_list_with_wrong_rows_is_not_taken);
story!(a_department_closes_when_nobody_is_in_it);
story!(names_and_parents_have_periods);
story!(strangers_find_nothing);

/// The id in the place that a form led to.
async fn enter(admin: &mut Browser, name: &str) -> PersonId {
    let place = admin.post("/organisation/people", &[("full_name", name)]).await.place.unwrap();
    place.rsplit('/').next().unwrap().parse().unwrap()
}

async fn person_of(story: &Story, login: &str) -> PersonId {
    let mut tx = story.app.read().await.unwrap();
    luuvet::sign_in::store::login(&mut tx, login).await.unwrap().unwrap().person
}

async fn a_person_is_entered_and_gets_a_position(story: Story) {
    let world = World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    admin.post("/organisation/people", &[("full_name", "Nguyễn 123")]).await.is(422).shows("Họ tên chưa đúng");
    let person = enter(&mut admin, "ĐẶNG THỊ ÁNH").await;
    let page = format!("/organisation/people/{person}");
    admin.get(&page).await.is(200).shows("Đặng Thị Ánh").shows("Chưa giữ vị trí nào");
    admin.post(&format!("{page}/invite"), &[]).await.is(422).shows("chưa giữ vị trí nào");
    let team = world.a.team.to_string();
    let fields = [("title", "Giáo viên Toán"), ("department", team.as_str()), ("roles", "staff")];
    admin.submit(&format!("{page}/positions"), &fields).await.is(200).shows("Giáo viên Toán").shows("Tổ Toán - Tin");
    let data = [("full_name", "Đặng Ánh"), ("email", "sai"), ("phone", "0912345678")];
    admin.post(&format!("{page}/correct"), &data).await.is(422).shows("email chưa đúng").shows("value=\"Đặng Ánh\"");
    let data = [("full_name", "Đặng Ánh"), ("email", "a@b.edu.vn"), ("phone", "0912345678")];
    admin.submit(&format!("{page}/correct"), &data).await.is(200).shows("a@b.edu.vn");
    for query in ["dang anh", "đa", "da"] {
        let found = serde_urlencoded::to_string([("q", query)]).unwrap();
        admin.get(&format!("/organisation/people?{found}")).await.shows("Đặng Ánh");
        admin.get(&format!("/people/search?{found}")).await.shows("Đặng Ánh").shows("Giáo viên Toán · Tổ Toán - Tin");
    }
    admin.get("/organisation/people?q=anh+dang").await.hides("Đặng Ánh");
    admin.get("/organisation/people?q=%25").await.is(200);
    admin.get("/trace").await.shows("Sửa thông tin của Đặng Ánh").shows("Lập vị trí Giáo viên Toán");
}

async fn a_position_goes_from_one_to_the_next(story: Story) {
    let world = World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    let clerk = format!("/organisation/positions/{}", world.a.clerk);
    let old = person_of(&story, "clerk.a").await.to_string();
    let mut leaving = story.signed_in("clerk.a").await;
    story.on("2024-04-10", 8, 0);
    let leave = [("person", old.as_str()), ("day", "15/04/2024")];
    admin.post(&format!("{clerk}/leave"), &leave).await.is(422).shows("Không còn văn thư nào khác");
    let next = enter(&mut admin, "Lê Thị Kế Nhiệm").await;
    let position = world.a.clerk.to_string();
    let take = [("position", position.as_str()), ("from", "15/04/2024")];
    admin.submit(&format!("/organisation/people/{next}/take"), &take).await.is(200).shows("từ 15/04/2024");
    admin.submit(&format!("{clerk}/leave"), &leave).await.is(200).shows("thôi từ 15/04/2024");
    leaving.get("/").await.is(200);
    story.on("2024-04-15", 8, 0);
    leaving.get("/").await.is(303);
    admin.get("/trace").await.shows("Lê Thị Kế Nhiệm giữ vị trí Văn thư");
    admin.post(&format!("{clerk}/leave"), &leave).await.is(422);

    // The last administrator stays one.
    let own = person_of(&story, "admin.a").await.to_string();
    let position = {
        let page = admin.get(&format!("/organisation/people/{own}")).await.text();
        let (_, rest) = page.split_once("href=\"/organisation/positions/").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let leave = [("person", own.as_str()), ("day", "16/04/2024")];
    let path = format!("/organisation/positions/{position}");
    admin.post(&format!("{path}/leave"), &leave).await.is(422).shows("quản trị duy nhất");
    admin.post(&format!("{path}/roles"), &[("roles", "staff")]).await.is(422).shows("quản trị duy nhất");
    admin.post(&format!("{clerk}/roles"), &[]).await.is(422).shows("Chưa chọn");
    let roles = [("roles", "clerk"), ("roles", "form-checker")];
    admin.submit(&format!("{clerk}/roles"), &roles).await.is(200);
    admin.get("/trace").await.shows("Giao vai trò văn thư, người kiểm tra thể thức cho Văn thư");
}

async fn open_work_is_handed_over_before_leaving(story: Story) {
    let world = World::make(&story).await;
    let teacher = world.a.staff;
    let given = vec![
        ("lead", Owner::Position(teacher), Some("2024-04-10")),
        ("support", Owner::Position(teacher), None),
        ("inform", Owner::Position(world.a.team_head), None),
    ];
    let case = Case::directed(&story, &world.a, "Hội khỏe Phù Đổng", given).await;
    let mut leaving = story.signed_in("staff.a").await;
    let draft = leaving.post("/drafts/new", &[("subject", "Kế hoạch hội khỏe"), ("kind", "plan")]).await;
    let draft = draft.is(303).place.clone().unwrap();
    let person = person_of(&story, "staff.a").await.to_string();
    let path = format!("/organisation/positions/{teacher}");
    let mut admin = story.signed_in("admin.a").await;
    admin.get(&path).await.is(200).shows("Còn 2 việc đang mở").shows("chủ trì").shows("hạn 10/04/2024");
    // Whoever keeps people need not know what the documents say.
    admin.get(&path).await.hides("Hội khỏe");
    story.on("2024-04-04", 8, 0);
    let leave = [("person", person.as_str()), ("day", "04/04/2024")];
    admin.post(&format!("{path}/leave"), &leave).await.is(422).shows("Còn 2 việc chưa xong");
    let (to, itself, clerk) = (world.a.team_head.to_string(), teacher.to_string(), world.a.clerk.to_string());
    let give =
        |to: &str, reason: &str| vec![("to".to_owned(), to.to_owned()), ("reason".to_owned(), reason.to_owned())];
    for (fields, says) in [
        (give("", "Biên bản số 5"), "Chưa chọn"),
        (give(&to, ""), "Lý do còn trống"),
        (give(&itself, "Biên bản số 5"), "đang ở chính người này"),
        (give(&world.b.staff.to_string(), "Biên bản số 5"), "không ai giữ"),
    ] {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        admin.post(&format!("{path}/hand-over"), &fields).await.is(422).shows(says);
    }
    let foreign = [("to", clerk.as_str()), ("reason", "x")];
    story.signed_in("admin.b").await.post(&format!("{path}/hand-over"), &foreign).await.is(404);
    let fields = [("to", to.as_str()), ("reason", "Biên bản số 5")];
    admin.submit(&format!("{path}/hand-over"), &fields).await.is(200).hides("việc đang mở</h2>");
    admin.post(&format!("{path}/hand-over"), &fields).await.is(422).shows("Không có việc nào");
    let mut next = story.signed_in("team.a").await;
    next.get("/work?basket=to-handle").await.shows("Hội khỏe Phù Đổng");
    next.get("/work?basket=supporting").await.shows("Hội khỏe Phù Đổng");
    next.get(&draft).await.is(200).shows("Kế hoạch hội khỏe");
    next.get(&format!("/documents/{}/trace", case.document)).await.shows("Biên bản số 5");
    leaving.get("/").await.is(200);
    admin.submit(&format!("{path}/leave"), &leave).await.is(200).shows("thôi từ 04/04/2024");
    leaving.get("/").await.is(303);
    admin.get("/trace").await.shows("Bàn giao 3 việc của vị trí Giáo viên: Biên bản số 5");

    // Back to the giver: the head gets again what the head gave.
    let path = format!("/organisation/positions/{}", world.a.team_head);
    let fields = [("to", "giver"), ("reason", "Chưa có người kế nhiệm")];
    admin.submit(&format!("{path}/hand-over"), &fields).await.is(200);
    story.signed_in("head.a").await.get("/work?basket=to-handle").await.shows("Hội khỏe Phù Đổng");
}

async fn mandates_have_a_basis_and_a_period(story: Story) {
    let world = World::make(&story).await;
    let mut head = story.signed_in("head.a").await;
    let deputy = world.a.deputy.to_string();
    let bare = [("kind", "tuq"), ("position", deputy.as_str()), ("from", "04/04/2024")];
    let refused = head.post("/organisation/mandates", &bare).await;
    refused.is(422).shows("còn trống").shows("phải có hạn và phạm vi");
    let fields = [
        ("kind", "kt"),
        ("position", deputy.as_str()),
        ("field", "Chuyên môn"),
        ("basis", "Quyết định số 12/QĐ-THPTHH3 ngày 02/01/2024"),
        ("from", "04/04/2024"),
        ("until", "30/04/2024"),
    ];
    let page = head.submit("/organisation/mandates", &fields).await;
    page.is(200).shows("KT.").shows("từ 04/04/2024 đến hết 30/04/2024").shows("Người Cấp Phó");
    let count = async |day: &str| {
        let mut tx = story.app.read().await.unwrap();
        let found = luuvet::organisations::store::mandates_of(&mut tx, world.a.id, world.a.deputy, day).await.unwrap();
        found.len()
    };
    assert_eq!([count("2024-04-03").await, count("2024-04-30").await, count("2024-05-01").await], [0, 1, 0]);
    let text = page.text();
    let id = text.split("action=\"/organisation/mandates/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    story.signed_in("head.b").await.post(&format!("/organisation/mandates/{id}/end"), &[]).await.is(404);
    story.signed_in("staff.a").await.post(&format!("/organisation/mandates/{id}/end"), &[]).await.is(403);
    story.on("2024-04-10", 8, 0);
    head.submit(&format!("/organisation/mandates/{id}/end"), &[]).await.is(200).hides("Chuyên môn");
    head.get("/trace").await.shows("Giao thẩm quyền KT. cho Phó Hiệu trưởng").shows("Chấm dứt thẩm quyền KT.");
}

async fn a_substitute_acts_in_the_period_only(story: Story) {
    let world = World::make(&story).await;
    let mut head = story.signed_in("head.a").await;
    let (office, clerk) = (world.a.office_head.to_string(), world.a.clerk.to_string());
    let fields = [
        ("position", clerk.as_str()),
        ("substitute", office.as_str()),
        ("from", "08/04/2024"),
        ("until", "12/04/2024"),
        ("basis", "Giấy nghỉ phép ngày 05/4/2024"),
    ];
    head.submit("/organisation/substitutes", &fields).await.is(200).shows("thay Văn thư").shows("đến hết 12/04/2024");
    head.post("/organisation/substitutes", &fields).await.is(422).shows("đã có người xử lý thay");
    let own = [&fields[..1], &[("substitute", clerk.as_str())], &fields[2..]].concat();
    head.post("/organisation/substitutes", &own).await.is(422).shows("Không ai xử lý thay chính mình");
    let person = person_of(&story, "office.a").await;
    let handles = async |day: &str| {
        let mut tx = story.app.read().await.unwrap();
        let rights = luuvet::sign_in::store::rights(&mut tx, person, world.a.id, world.a.office_head, day).await;
        rights.unwrap().substitutes == [world.a.clerk]
    };
    let days = ["2024-04-07", "2024-04-08", "2024-04-12", "2024-04-13"];
    let mut found = Vec::new();
    for day in days {
        found.push(handles(day).await);
    }
    assert_eq!(found, [false, true, true, false]);
    head.get("/trace").await.shows("Cử Người Chánh Văn Phòng xử lý thay Văn thư đến 12/04/2024");

    // Back from leave on Wednesday: the substitute's time ends that day.
    let page = head.get("/organisation/mandates").await.text();
    let id = page.split("action=\"/organisation/substitutes/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let end = format!("/organisation/substitutes/{id}/end");
    story.on("2024-04-10", 8, 0);
    story.signed_in("head.b").await.post(&end, &[]).await.is(404);
    story.signed_in("staff.a").await.post(&end, &[]).await.is(403);
    let mut head = story.signed_in("head.a").await;
    head.submit(&end, &[]).await.is(200).hides(&end);
    assert_eq!([handles("2024-04-09").await, handles("2024-04-11").await], [true, false]);
    head.post(&end, &[]).await.is(409);
    head.get("/trace").await.shows("xử lý thay");
}

async fn the_seal_is_handed_over_with_minutes(story: Story) {
    let world = World::make(&story).await;
    let mut head = story.signed_in("head.a").await;
    let (office, clerk) = (world.a.office_head.to_string(), world.a.clerk.to_string());
    let wrong = [("from", office.as_str()), ("to", clerk.as_str()), ("minutes", "")];
    head.post("/organisation/seals", &wrong).await.is(422).shows("Chỉ văn thư").shows("còn trống");
    let fields = [("from", clerk.as_str()), ("to", office.as_str()), ("minutes", "Biên bản số 03 ngày 03/4/2024")];
    let page = head.submit("/organisation/seals", &fields).await.is(200).shows("Biên bản số 03").text();
    head.post("/organisation/seals", &fields).await.is(422).shows("đã bàn giao");
    let id = page.split("action=\"/organisation/seals/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    story.on("2024-04-05", 8, 0);
    head.submit(&format!("/organisation/seals/{id}/return"), &[]).await.shows("Văn thư đang giữ con dấu");
    head.get("/trace").await.shows("Bàn giao con dấu cho Người Chánh Văn Phòng").shows("Nhận lại con dấu");
}

/// A list of people as a school keeps it, with these rows spoilt.
fn list(people: usize, spoilt: &[(usize, &str)]) -> String {
    let mut text = "Họ và tên;Chức vụ;Phòng, tổ;Vai trò;Email;Điện thoại\n".to_owned();
    for number in 2..people + 2 {
        match spoilt.iter().find(|(row, _)| *row == number) {
            Some((_, line)) => text.push_str(line),
            None => text.push_str(&format!("Nguyễn Văn Số{};Giáo viên;Tổ Toán - Tin;;;", letters(number))),
        }
        text.push('\n');
    }
    text
}

/// A number in letters, because names have no digits.
fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

async fn a_list_with_wrong_rows_is_not_taken(story: Story) {
    World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    let spoilt = [(17, ";Giáo viên;;;;"), (2500, "Lê Thị B;;;;;"), (4999, "Lê Văn C;Giáo viên;;thủ kho;;")];
    let wrong = list(5000, &spoilt);
    let path = "/organisation/people/import";
    let answer = admin.upload(path, &[], &[("file", "ds.csv", "text/csv", wrong.as_bytes())]).await;
    answer.is(422).shows("3 chỗ cần sửa").shows(">17<").shows(">2500<").shows(">4999<").shows("thủ kho");
    answer.hides("/import/confirm");
    admin.get("/organisation/people?q=so").await.hides("Nguyễn Văn Số");

    let right = list(5000, &[]);
    let page = admin.upload(path, &[], &[("file", "ds.csv", "text/csv", right.as_bytes())]).await;
    let text = page.is(200).shows("Nhập 5000 người").text();
    let id = text.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    story.signed_in("admin.b").await.post(&format!("{path}/confirm"), &[("id", &id)]).await.is(422);
    admin.submit(&format!("{path}/confirm"), &[("id", &id)]).await.is(200).shows("Nguyễn Văn Số");
    admin.post(&format!("{path}/confirm"), &[("id", &id)]).await.is(422).shows("đã được nhập");
    admin.get("/trace").await.shows("Nhập danh sách 5000 người từ ds.csv");
    // Every unknown department is told with its row, beside everything else that is wrong in the file.
    let other = "Họ tên,Chức vụ,Tổ,Email\nLê Thị D,Giáo viên,Tổ Không Có,\nLê Thị Đ,Giáo viên,,sai\n";
    let refused = admin.upload(path, &[], &[("file", "ds.csv", "text/csv", other.as_bytes())]).await;
    refused.is(422).shows("2 chỗ cần sửa").shows("Chưa có phòng, tổ “Tổ Không Có”").shows(">2<").shows(">3<");
    // One that is closed between the look at the list and its confirmation is found, too.
    let field = [("name", "Tổ Tạm"), ("symbol", "TT"), ("kind", "team")];
    let page = admin.submit("/organisation/departments", &field).await.is(200).text();
    let temporary = "Họ tên,Chức vụ,Tổ\nLê Thị D,Giáo viên,Tổ Tạm\n";
    let listed = admin.upload(path, &[], &[("file", "ds.csv", "text/csv", temporary.as_bytes())]).await.is(200).text();
    let id = listed.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let row = page.split("Tổ Tạm").nth(1).unwrap();
    let close = row.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    admin.post(&close, &[]).await.is(303);
    admin.post(&format!("{path}/confirm"), &[("id", &id)]).await.is(422).shows("Chưa có phòng, tổ “Tổ Tạm”");
    admin.upload(path, &[], &[("file", "a.xls", "", b"old")]).await.is(422).shows("lưu thành .xlsx");
    admin.upload(path, &[], &[]).await.is(422).shows("Chưa chọn tệp");
}

async fn a_department_closes_when_nobody_is_in_it(story: Story) {
    let world = World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    let close = format!("/organisation/departments/{}/close", world.a.team);
    admin.post(&close, &[]).await.is(422).shows("đang có người giữ");
    admin.submit("/organisation/departments", &[("name", "Tổ Ngữ văn"), ("symbol", ""), ("kind", "team")]).await;
    let page = admin.get("/organisation").await.text();
    let row = page.split("Tổ Ngữ văn").nth(1).unwrap();
    let id = row.split("/organisation/departments/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let close = format!("/organisation/departments/{id}/close");
    story.signed_in("admin.b").await.post(&close, &[]).await.is(404);
    admin.submit(&close, &[]).await.is(200).hides("Tổ Ngữ văn");
    admin.get("/trace").await.shows("Giải thể Tổ Ngữ văn");
}

async fn strangers_find_nothing(story: Story) {
    let world = World::make(&story).await;
    let person = person_of(&story, "staff.a").await;
    let (position, stranger_position) = (world.a.staff, world.b.staff.to_string());
    let paths = [format!("/organisation/people/{person}"), format!("/organisation/positions/{position}")];
    let mut stranger = story.signed_in("admin.b").await;
    for path in &paths {
        stranger.get(path).await.is(404);
        story.signed_in("staff.a").await.get(path).await.is(404);
        story.browser().get(path).await.is(303);
    }
    let data = [("full_name", "Tên Khác"), ("email", ""), ("phone", "")];
    stranger.post(&format!("{}/correct", paths[0]), &data).await.is(404);
    stranger.post(&format!("{}/reset", paths[0]), &[]).await.is(404);
    stranger.post(&format!("{}/take", paths[0]), &[("position", stranger_position.as_str())]).await.is(404);
    stranger.post(&format!("{}/positions", paths[0]), &[("title", "X"), ("roles", "staff")]).await.is(404);
    stranger.post(&format!("{}/roles", paths[1]), &[("roles", "staff")]).await.is(404);
    let leave = [("person", person.to_string()), ("day", "05/04/2024".to_owned())];
    let leave: Vec<(&str, &str)> = leave.iter().map(|(name, value)| (*name, value.as_str())).collect();
    stranger.post(&format!("{}/leave", paths[1]), &leave).await.is(404);
    stranger.get("/people/search?q=nguoi").await.is(200).hides(&position.to_string());
    let foreign = position.to_string();
    let fields = [("kind", "kt"), ("position", foreign.as_str()), ("basis", "QĐ"), ("from", "04/04/2024")];
    story.signed_in("head.b").await.post("/organisation/mandates", &fields).await.is(422).shows("Chưa chọn");
    story.signed_in("staff.a").await.get("/organisation/mandates").await.is(404);
}

async fn names_and_parents_have_periods(story: Story) {
    let world = World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    let fields = [
        ("name", "Trường THPT Hiệp Hòa mới"),
        ("short_name", "THPT Hiệp Hòa mới"),
        ("symbol", "THPTHHM"),
        ("place", "Hiệp Hòa"),
        ("from", "01/08/2024"),
    ];
    let page = admin.submit("/organisation/rename", &fields).await;
    page.is(200).shows("từ 01/08/2023 đến trước 01/08/2024").shows("từ 01/08/2024");
    admin.get("/organisation").await.shows("Trường THPT Hiệp Hòa số 3").hides("Hiệp Hòa mới");
    admin.post("/organisation/rename", &fields).await.is(422).shows("Phải sau ngày 01/08/2024");

    let parent = world.b.id.to_string();
    let fields =
        [("line", "managing"), ("parent", parent.as_str()), ("parent_name", "UBND XÃ"), ("from", "01/07/2024")];
    admin.submit("/organisation/move", &fields).await.is(200).shows("UBND XÃ").shows("đến trước 01/07/2024");
    let mut above = story.signed_in("admin.b").await;
    let child = world.a.id.to_string();
    let round = [("line", "managing"), ("parent", child.as_str()), ("parent_name", "A"), ("from", "01/09/2024")];
    above.post("/organisation/move", &round).await.is(422).shows("đang đứng dưới đơn vị này");
    let mut tx = story.app.read().await.unwrap();
    let mut below = Vec::new();
    for day in ["2024-06-30", "2024-07-01"] {
        let line = luuvet_domain::organisations::lines::Line::Managing;
        let found = luuvet::organisations::store::children(&mut tx, world.so.id, line, day).await.unwrap();
        below.push(found.len());
    }
    drop(tx);
    assert_eq!(below, [2, 1]);

    story.on("2024-08-02", 8, 0);
    let mut admin = story.signed_in("admin.a").await;
    admin.get("/organisation").await.shows("Trường THPT Hiệp Hòa mới");
    admin.get("/trace").await.shows("Đổi tên thành Trường THPT Hiệp Hòa mới từ 01/08/2024").shows("UBND XÃ");
}
