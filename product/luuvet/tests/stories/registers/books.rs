//! Opening registers and taking in old ones.

use luuvet_pages::compose::{Moment, Paragraph, Sheet, compose};
use luuvet_pages::{Faces, Limits};
use rust_xlsxwriter::Workbook;

use super::papers::{Approved, register, sound};
use crate::story;
use crate::support::Story;
use crate::support::world::World;

story!(a_register_goes_on_behind_the_paper_book);
story!(kinds_and_councils_have_series_of_their_own);
story!(an_old_register_is_imported_whole_or_not_at_all);

/// The last page of the old book, scanned.
fn last_page() -> Vec<u8> {
    let made = Moment { year: 2024, month: 4, day: 2, hour: 8, minute: 0 };
    let sheet = Sheet::new("Trang cuối", made, vec![Paragraph::new("135/TB-THPTHH3 ngày 02/4/2024").into()]);
    compose(&sheet, &Faces::built_in().unwrap(), &Limits::default()).unwrap()
}

async fn a_register_goes_on_behind_the_paper_book(story: Story) {
    let world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let fields = [
        ("name", "Sổ văn bản đi"),
        ("direction", "outgoing"),
        ("year", "2024"),
        ("last_number", "135"),
        ("first_number", "136"),
        ("last_day", "2024-04-02"),
        ("declared", "yes"),
    ];
    let at = "/registers/open-behind";
    clerk.upload(at, &fields, &[]).await.is(422).shows("Thiếu bản quét").shows("value=\"135\"");
    let page = last_page();
    let scan = [("scan", "trang cuoi.pdf", "application/pdf", page.as_slice())];
    let mut wrong = fields;
    wrong[4].1 = "138";
    clerk.upload(at, &wrong, &scan).await.is(422).shows("liền sau số cuối");
    let place = clerk.upload(at, &fields, &scan).await.is(303).place.clone().unwrap();
    clerk.get(&place).await.shows("chờ người đứng đầu xác nhận").hides("Xác nhận sổ");
    clerk.get(&format!("{place}/scan")).await.is(200);

    let document = Approved::notice(&world.a, "Đầu tiên").make(&story.app, &world.a).await;
    let number = format!("/documents/{document}/number");
    clerk.post(&number, &[]).await.is(422).shows("đang chờ người đứng đầu xác nhận");
    let confirm = format!("{place}/confirm");
    clerk.post(&confirm, &[]).await.is(403).shows("xác nhận sổ");
    story.signed_in("head.b").await.post(&confirm, &[]).await.is(404);
    let mut head = story.signed_in("head.a").await;
    head.get(&place).await.shows("Xác nhận sổ");
    head.submit(&confirm, &[]).await.hides("chờ người đứng đầu xác nhận");
    head.post(&confirm, &[]).await.is(409);
    clerk.post(&number, &[]).await.is(303);
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2024).await, [("136".to_owned(), document)]);
    head.get("/trace").await.shows("Xác nhận sổ Sổ văn bản đi");
}

async fn kinds_and_councils_have_series_of_their_own(story: Story) {
    let world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let decisions = [("name", "Sổ quyết định"), ("direction", "outgoing"), ("year", "2024"), ("kinds", "decision")];
    let place = clerk.post("/registers/open", &decisions).await.is(303).place.clone().unwrap();
    clerk.post("/registers/open", &decisions).await.is(422).shows("“Sổ quyết định” đã nhận loại văn bản này");
    let council = [("name", "Hội đồng trường"), ("direction", "outgoing"), ("year", "2024"), ("owner_symbol", "HĐT")];
    let council = clerk.post("/registers/open", &council).await.is(303).place.clone().unwrap();
    story.signed_in("staff.a").await.get("/registers/open").await.is(404);
    story.signed_in("staff.a").await.post("/registers/open", &decisions).await.is(403);

    let notice = Approved::notice(&world.a, "Thông báo").make(&story.app, &world.a).await;
    let decision = Approved { kind: "decision", ..Approved::notice(&world.a, "Quyết định") };
    let (first, second) = (decision.make(&story.app, &world.a).await, decision.make(&story.app, &world.a).await);
    for document in [notice, first] {
        clerk.post(&format!("/documents/{document}/number"), &[]).await.is(303);
    }
    clerk.get(&place).await.shows("01/QĐ-THPTHH3").hides("TB-THPTHH3");
    let book = council.rsplit('/').next().unwrap().to_owned();
    clerk.post(&format!("/documents/{second}/number"), &[("register", &book)]).await.is(303);
    clerk.get(&council).await.shows("01/QĐ-HĐT");

    let letter = Approved { kind: "official-letter", ..Approved::notice(&world.a, "Công văn") };
    let letter = letter.make(&story.app, &world.a).await;
    clerk.post(&format!("/documents/{letter}/number"), &[("unit", "VP")]).await.is(303);
    let all = clerk.get("/registers").await;
    all.shows("Sổ đăng ký văn bản đi").shows("Từ số 1 đến số 2").shows("HĐT");
}

fn book(rows: &[[&str; 5]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, head) in ["Số", "Ký hiệu", "Ngày tháng", "Trích yếu", "Nơi nhận"].iter().enumerate() {
        sheet.write_string(2, u16::try_from(at).unwrap(), *head).unwrap();
    }
    for (row, cells) in rows.iter().enumerate() {
        for (at, cell) in cells.iter().enumerate() {
            sheet.write_string(u32::try_from(row).unwrap() + 3, u16::try_from(at).unwrap(), *cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

async fn an_old_register_is_imported_whole_or_not_at_all(story: Story) {
    let world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let at = "/registers/import";
    let fields = [("name", "Sổ đi 2023"), ("direction", "outgoing"), ("year", "2023"), ("declared", "yes")];
    let good = ["12", "12/TB-THPTHH3", "05/3/2023", "Về việc nghỉ lễ", "Các tổ"];
    let bad = book(&[good, ["", "", "hôm nào", "", ""]]);
    let refused = clerk.upload(at, &fields, &[("file", "so.xlsx", "application/zip", &bad)]).await;
    refused.is(422).shows("Dòng 5:").shows("ngày trống").hides("Nhập 1 dòng");
    let fine = book(&[good, ["13", "13/QĐ-THPTHH3", "2023-03-06", "Nâng lương", "Cá nhân"]]);
    let preview = clerk.upload(at, &fields, &[("file", "so.xlsx", "application/zip", &fine)]).await;
    preview.is(200).shows("Đọc được 2 dòng").shows("Về việc nghỉ lễ");
    let text = preview.text();
    let waiting = text.split("name=\"waiting\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    story.signed_in("clerk.b").await.upload(at, &[("waiting", &waiting)], &[]).await.is(404);
    let place = clerk.upload(at, &[("waiting", &waiting)], &[]).await.is(303).place.clone().unwrap();
    clerk.get(&place).await.shows("Về việc nghỉ lễ").shows("05/03/2023").shows("sổ cũ");
    clerk.get(&format!("{place}?q=nghi+le")).await.shows("12/TB-THPTHH3").hides("Nâng lương");
    clerk.upload(at, &[("waiting", &waiting)], &[]).await.is(404);
    clerk.post(&format!("{place}/reserve"), &[("reason", "tiếp")]).await.is(404);
    story.signed_in("clerk.b").await.get(&place).await.is(404);

    let document = Approved::notice(&world.a, "Mới").make(&story.app, &world.a).await;
    clerk.post(&format!("/documents/{document}/number"), &[]).await.is(303);
    register(&story.app, world.a.id, "outgoing", 2024).await;
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2024).await, [("01".to_owned(), document)]);
}
