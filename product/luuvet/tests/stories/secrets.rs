//! A state secret is found late: two persons remove it, here and where it went, and the trace still verifies.

use luuvet::doctor::{self, Level};
use luuvet::documents::incoming::store::earlier;
use luuvet::documents::secrets::clean::CLEAN;
use luuvet::jobs;
use luuvet_db::Engine;
use luuvet_domain::ids::DocumentId;

use crate::delivery::notice::{numbered, stored};
use crate::story;
use crate::support::pages::resolve;
use crate::support::store::{found_in_rows, requeue};
use crate::support::world::{Place, World};
use crate::support::{Browser, Story};

story!(two_persons_remove_a_secret_everywhere);
story!(who_received_it_from_another_tells_the_other);
story!(a_proposal_lapses_or_is_dropped);
story!(a_file_that_bears_no_secret_stays_with_others);
story!(a_workbook_is_read_before_it_is_taken);

/// Words of the notice; none may be left anywhere.
const WORDS: [&str; 3] = ["Kết quả kiểm tra đợt 1", "ket qua kiem tra dot 1", "Kính trình Giám đốc"];
const REMOVED: &str = "Đã xóa theo quy định về bảo vệ BMNN";

/// The department's notice, issued to two schools, and its copy at school A.
async fn issued(story: &Story, world: &World) -> (DocumentId, DocumentId) {
    let id = numbered(&story.app, world, false).await;
    story.signed_in("clerk.so").await.submit(&format!("/documents/{id}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    (id, copy(story, world, &world.a, id).await)
}

async fn copy(story: &Story, world: &World, place: &Place, id: DocumentId) -> DocumentId {
    earlier(&mut story.app.read().await.unwrap(), place.id, world.so.id, id).await.unwrap().unwrap()
}

async fn propose(browser: &mut Browser, id: DocumentId) {
    let page = browser.submit(&format!("/documents/{id}/purge"), &[("reason", "marked")]).await;
    page.is(200).shows("Chờ người thứ hai xác nhận");
}

async fn confirm(browser: &mut Browser, id: DocumentId) {
    browser.submit(&format!("/documents/{id}/purge/confirm"), &[]).await.is(200).shows("Việc còn phải làm");
}

/// What the doctor says is wrong.
async fn wrong(story: &Story) -> Vec<String> {
    let app = &story.app;
    let checks = doctor::records(&app.db, &app.blobs, &app.clock, true).await.unwrap();
    let is_wrong = |check: &doctor::Check| check.level == Level::Wrong && check.key != "doctor-database-unsafe";
    checks.into_iter().filter(is_wrong).map(|check| format!("{check:?}")).collect()
}

/// Whether words stand in any row; on SQLite, anywhere in the files of the database.
async fn found(story: &Story, words: &str) -> bool {
    if story.app.db.engine() == Engine::Postgres {
        return found_in_rows(story, words).await;
    }
    let files = ["luuvet.db", "luuvet.db-wal"].map(|name| std::fs::read(story.folder().join(name)).unwrap_or_default());
    files.iter().any(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
}

async fn two_persons_remove_a_secret_everywhere(story: Story) {
    let world = World::make(&story).await;
    let (id, at_a) = issued(&story, &world).await;
    let file = stored(&story.app, &world.so, id, "issued").await.remove(0);
    let bytes = story.app.blobs.get(file.hash).await.unwrap();
    let mut clerk = story.signed_in("clerk.so").await;
    clerk.get(&format!("/documents/{id}/files/{}/pages/1?w=600", file.id)).await.is(200);
    // The same file also lies in a draft of the team.
    let mut team = story.signed_in("team.so").await;
    let fields = [("direction", "outgoing"), ("kind", "report"), ("subject", "Báo cáo tháng"), ("urgency", "normal")];
    let draft = team.post("/drafts/new", &fields).await.place.clone().unwrap();
    let draft = draft.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let upload = [("file", "kem-theo.pdf", "application/pdf", bytes.as_slice())];
    let declared = [("declared", "yes"), ("role", "attachment")];
    team.upload(&format!("/drafts/{draft}/files"), &declared, &upload).await.is(303);

    let page = format!("/documents/{id}/purge");
    story.signed_in("clerk.a").await.get(&page).await.is(404);
    story.signed_in("team.so").await.get(&page).await.is(404);
    clerk.get(&page).await.is(200).shows("1 văn bản khác đang dùng");
    clerk.post(&page, &[("reason", "vì nội dung là")]).await.is(422);
    propose(&mut clerk, id).await;
    clerk.post(&page, &[("reason", "listed")]).await.is(409);
    clerk.get(&page).await.shows("người đề nghị không tự xác nhận");
    clerk.post(&format!("{page}/confirm"), &[]).await.is(422).shows("người đề nghị không tự xác nhận");
    assert!(found(&story, WORDS[0]).await && story.app.blobs.has(file.hash).await.unwrap());

    let mut head = story.signed_in("head.so").await;
    head.get("/secrets").await.is(200).shows("Chờ xác nhận xóa");
    confirm(&mut head, id).await;
    head.post(&format!("{page}/confirm"), &[]).await.is(409);
    // Nobody reaches it any more, though the bytes still lie there: as after a power cut, the job is yet to run.
    clerk.get(&format!("/documents/{id}/files/{}/download", file.id)).await.is(404);
    assert!(story.app.blobs.has(file.hash).await.unwrap());
    jobs::run_until_idle(&story.app).await.unwrap();
    gone(&story, &world, id, at_a).await;
    let again = requeue(&story, CLEAN).await;
    assert!(again >= 3, "the department and both schools: {again}");
    jobs::run_until_idle(&story.app).await.unwrap();
    gone(&story, &world, id, at_a).await;

    let refused = team.upload(&format!("/drafts/{draft}/files"), &declared, &upload).await;
    refused.is(422).shows("đã bị xóa khỏi hệ thống vì là bí mật nhà nước");
    team.get(&format!("/documents/{draft}")).await.is(200).shows("Báo cáo tháng").hides("kem-theo.pdf");
}

/// Nothing of the notice is left but its number and its trace.
async fn gone(story: &Story, world: &World, id: DocumentId, at_a: DocumentId) {
    for words in WORDS {
        assert!(!found(story, words).await, "“{words}” is still in the database");
    }
    let hashes = story.app.blobs.list().await.unwrap();
    assert!(hashes.is_empty(), "no content of the notice is left: {}", hashes.len());
    let pictures = std::fs::read_dir(&story.app.settings.previews).map_or(0, Iterator::count);
    assert_eq!(pictures, 0, "no page image is left");
    assert_eq!(wrong(story).await, Vec::<String>::new());

    let mut clerk = story.signed_in("clerk.so").await;
    let page = clerk.get(&format!("/documents/{id}")).await;
    page.is(200).shows(REMOVED).shows("1/TB-SGDĐT").hides("Thu hồi").hides(WORDS[0]);
    let trace = clerk.get(&format!("/documents/{id}/trace")).await;
    trace.shows("Xóa nội dung theo quy định về bảo vệ BMNN: Văn bản có dấu chỉ độ mật").shows("giá trị riêng");
    let register = resolve(&mut clerk, "/registers/{register}").await;
    clerk.get(&register).await.is(200).shows(REMOVED);
    let result = clerk.get(&format!("/documents/{id}/purge")).await;
    result.shows("Bản sao lưu có thể còn nội dung").shows("Đã xóa 2/2 tệp");

    let mut school = story.signed_in("clerk.a").await;
    school.get(&format!("/documents/{at_a}")).await.is(200).shows(REMOVED).shows("1/TB-SGDĐT").hides(WORDS[0]);
    school.get("/search?q=kiem+tra+dot").await.is(200).hides(WORDS[0]);
    let at_b = copy(story, world, &world.b, id).await;
    story.signed_in("head.b").await.get(&format!("/documents/{at_b}")).await.is(200).shows(REMOVED);
}

async fn who_received_it_from_another_tells_the_other(story: Story) {
    let world = World::make(&story).await;
    let (id, at_a) = issued(&story, &world).await;
    let hash = stored(&story.app, &world.so, id, "issued").await[0].hash;
    propose(&mut story.signed_in("clerk.a").await, at_a).await;
    confirm(&mut story.signed_in("head.a").await, at_a).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    let mut school = story.signed_in("head.a").await;
    school.get(&format!("/documents/{at_a}")).await.shows(REMOVED);
    school.get(&format!("/documents/{at_a}/purge")).await.shows("Đã xóa 0/1 tệp").shows("đơn vị đó đã được báo");
    // The sender has not decided yet, and keeps its own.
    assert!(story.app.blobs.has(hash).await.unwrap());
    let mut clerk = story.signed_in("clerk.so").await;
    clerk.get("/secrets").await.shows("Được báo là có BMNN");
    clerk.get(&format!("/documents/{id}/purge")).await.shows("đã bị xóa ở nơi khác").hides("Hiệp Hòa");
    clerk.get(&format!("/documents/{id}")).await.shows(WORDS[0]);
    propose(&mut clerk, id).await;
    confirm(&mut story.signed_in("head.so").await, id).await;
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(!story.app.blobs.has(hash).await.unwrap());
    school.get(&format!("/documents/{at_a}/purge")).await.shows("Đã xóa 1/1 tệp");
    let at_b = copy(&story, &world, &world.b, id).await;
    story.signed_in("head.b").await.get(&format!("/documents/{at_b}")).await.shows(REMOVED);
    assert_eq!(wrong(&story).await, Vec::<String>::new());
}

async fn a_proposal_lapses_or_is_dropped(story: Story) {
    let world = World::make(&story).await;
    let (id, _) = issued(&story, &world).await;
    let mut clerk = story.signed_in("clerk.so").await;
    propose(&mut clerk, id).await;
    story.on("2024-04-06", 8, 0);
    let mut head = story.signed_in("head.so").await;
    let late = head.post(&format!("/documents/{id}/purge/confirm"), &[]).await;
    late.is(422).shows("đề nghị đã quá ba ngày");
    propose(&mut story.signed_in("clerk.so").await, id).await;
    let page = head.submit(&format!("/documents/{id}/purge/drop"), &[]).await;
    page.is(200).shows("Đã bỏ đề nghị").shows("Đề nghị xóa");
    head.post(&format!("/documents/{id}/purge/confirm"), &[]).await.is(409);
    head.post(&format!("/documents/{id}/purge/drop"), &[]).await.is(409);
    head.get(&format!("/documents/{id}")).await.shows(WORDS[0]).hides(REMOVED);
    head.get(&format!("/documents/{id}/trace")).await.shows("Bỏ đề nghị xóa nội dung BMNN");
}

async fn a_file_that_bears_no_secret_stays_with_others(story: Story) {
    let world = World::make(&story).await;
    let harmless = crate::delivery::notice::page();
    let upload = [("file", "can-cu.pdf", "application/pdf", harmless.as_slice())];
    let mut ids = Vec::new();
    let mut team = story.signed_in("team.so").await;
    for subject in ["Dự thảo có bí mật", "Dự thảo khác"] {
        let fields = [("direction", "outgoing"), ("kind", "report"), ("subject", subject), ("urgency", "normal")];
        let place = team.post("/drafts/new", &fields).await.place.clone().unwrap();
        let id = place.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
        let declared = [("declared", "yes"), ("role", "attachment")];
        team.upload(&format!("/drafts/{id}/files"), &declared, &upload).await.is(303);
        ids.push(id);
    }
    // The drafter proposes; nobody else sees the draft, and the second person need not.
    let page = format!("/documents/{}/purge", ids[0]);
    let form = team.get(&page).await.is(200).text();
    let file = form.split("name=\"spared\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    team.submit(&page, &[("reason", "listed"), ("spared", &file)]).await.is(200);
    team.post(&format!("{page}/confirm"), &[]).await.is(403);
    let mut head = story.signed_in("head.so").await;
    head.get(&format!("/documents/{}", ids[0])).await.is(404);
    head.get(&page).await.is(200).hides("Dự thảo có bí mật");
    head.submit(&format!("{page}/confirm"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    assert!(!found(&story, "Dự thảo có bí mật").await);
    team.get(&format!("/documents/{}", ids[0])).await.shows(REMOVED).hides("can-cu.pdf");
    team.get(&format!("/documents/{}", ids[1])).await.shows("can-cu.pdf");
    assert_eq!(story.app.blobs.list().await.unwrap().len(), 1);
    assert_eq!(wrong(&story).await, Vec::<String>::new());
    let _ = world;
}

fn workbook(cell: &str, header: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Họ và tên").unwrap().write_string(1, 1, cell).unwrap();
    sheet.set_header(header);
    book.save_to_buffer().unwrap()
}

async fn a_workbook_is_read_before_it_is_taken(story: Story) {
    World::make(&story).await;
    let mut team = story.signed_in("team.so").await;
    let fields = [("direction", "outgoing"), ("kind", "report"), ("subject", "Báo cáo tháng"), ("urgency", "normal")];
    let place = team.post("/drafts/new", &fields).await.place.clone().unwrap();
    let id = place.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let address = format!("/drafts/{id}/files");
    let (declared, drafted) = ([("declared", "yes"), ("role", "attachment")], [("declared", "yes"), ("role", "draft")]);
    for (name, bytes) in [
        ("so-lieu.xlsx", workbook("TỐI MẬT", "")),
        ("so-lieu.xlsx", workbook("12", "&C&\"Times New Roman,Bold\"&14MẬT")),
        ("so-lieu (TUYỆT MẬT).xlsx", workbook("12", "")),
    ] {
        let upload = [("file", name, "", bytes.as_slice())];
        team.upload(&address, &declared, &upload).await.is(422).shows("dấu chỉ độ mật");
    }
    let clean = workbook("Đã nộp", "&CSở GDĐT");
    let upload = [("file", "so-lieu.xlsx", "", clean.as_slice())];
    team.upload(&address, &drafted, &upload).await.is(422).shows("bảng tính chỉ đính kèm");
    team.upload(&address, &declared, &upload).await.is(303);
    let page = team.get(&format!("/documents/{id}")).await.text();
    let file = page.rsplit("/files/").next().unwrap().split('/').next().unwrap().to_owned();
    let text = team.get(&format!("/documents/{id}/files/{file}/text")).await;
    text.is(200).shows("<td>Họ và tên</td>").shows("<td>Đã nộp</td>").shows("Trang tính 1");
}
