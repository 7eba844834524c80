//! A clerk's days with numbers, told through the pages.

use luuvet::jobs::run_until_idle;
use luuvet_domain::ids::DocumentId;

use super::papers::{Approved, register, sound};
use crate::story;
use crate::support::world::World;
use crate::support::{Browser, Story};

story!(a_clerk_numbers_and_others_cannot);
story!(a_reserved_number_is_used_late_or_lapses);
story!(a_forgotten_document_is_inserted_and_a_wrong_number_cancelled);
story!(forty_decisions_take_forty_numbers);
story!(the_new_year_begins_with_one);
story!(a_restricted_line_shows_number_and_day);

async fn number(browser: &mut Browser, document: DocumentId, fields: &[(&str, &str)]) {
    browser.post(&format!("/documents/{document}/number"), fields).await.is(303);
}

async fn a_clerk_numbers_and_others_cannot(story: Story) {
    let world = World::make(&story).await;
    let document = Approved::notice(&world.a, "Lịch họp phụ huynh").make(&story.app, &world.a).await;
    let at = format!("/documents/{document}/number");
    story.signed_in("staff.a").await.post(&at, &[]).await.is(403).shows("cấp số").shows("văn thư");
    story.signed_in("clerk.b").await.post(&at, &[("way", "next")]).await.is(404);
    story.browser().post(&at, &[]).await.is(303);

    let mut clerk = story.signed_in("clerk.a").await;
    clerk.get(&at).await.is(200).shows("Số tiếp theo, ngày hôm nay");
    number(&mut clerk, document, &[]).await;
    clerk.post(&at, &[]).await.is(422).shows("chưa được duyệt, hoặc đã có số");
    let book = register(&story.app, world.a.id, "outgoing", 2024).await;
    let page = format!("/registers/{book}");
    clerk.get("/registers").await.shows("Sổ đăng ký văn bản đi").shows("Từ số 1 đến số 1");
    let shown = clerk.get(&page).await;
    shown.is(200).shows("01/TB-THPTHH3").shows("Thông báo: Lịch họp phụ huynh").shows("Tổ Toán - Tin");
    assert_eq!(shown.text().matches("<th scope=\"col\"").count(), 10, "all columns of Annex IV");
    clerk.get("/").await.shows("Chờ phát hành");
    story.signed_in("head.a").await.get("/trace").await.shows("Cấp số 01/TB-THPTHH3");

    clerk.get(&format!("{page}?q=lich+hop")).await.shows("01/TB-THPTHH3");
    clerk.get(&format!("{page}?q=100%25")).await.hides("01/TB-THPTHH3");
    story.signed_in("staff.a").await.get(&page).await.is(404);
    story.signed_in("clerk.b").await.get(&page).await.is(404);
    story.browser().get(&page).await.is(303);
    assert!(clerk.get(&format!("{page}/excel")).await.is(200).body.starts_with(b"PK"));
    assert!(clerk.get(&format!("{page}/pdf")).await.is(200).body.starts_with(b"%PDF"));
    clerk.get("/registers/report?direction=outgoing").await.is(200).shows("04/2024").shows("Tổ Toán - Tin");
}

async fn a_reserved_number_is_used_late_or_lapses(story: Story) {
    let world = World::make(&story).await;
    story.on("2024-04-05", 16, 0);
    let mut clerk = story.signed_in("clerk.a").await;
    let first = Approved::notice(&world.a, "Một").make(&story.app, &world.a).await;
    number(&mut clerk, first, &[]).await;
    let book = register(&story.app, world.a.id, "outgoing", 2024).await;
    let at = format!("/registers/{book}/reserve");
    clerk.post(&at, &[("reason", " ")]).await.is(422).shows("Cần ghi lý do");
    clerk.submit(&at, &[("reason", "nâng lương cô Hà")]).await.shows("Số giữ").shows("nâng lương cô Hà");
    clerk.submit(&at, &[("reason", "không dùng tới")]).await.shows("không dùng tới");

    // Friday's number is still good on Monday, and shows the true day.
    story.on("2024-04-08", 9, 0);
    let mut clerk = story.signed_in("clerk.a").await;
    // Renditions are another part's work; here only numbers count.
    let _ = run_until_idle(&story.app).await;
    let document = Approved::notice(&world.a, "Nâng lương").make(&story.app, &world.a).await;
    let reserved = format!("{book} 02");
    number(&mut clerk, document, &[("way", "reserved"), ("reserved", &reserved)]).await;
    clerk.get(&format!("/registers/{book}")).await.shows("02/TB-THPTHH3").shows("vào sổ ngày 08/04/2024");

    // On Tuesday the other one is gone, whether the job has run or not.
    story.on("2024-04-09", 9, 0);
    let mut clerk = story.signed_in("clerk.a").await;
    let late = Approved::notice(&world.a, "Muộn").make(&story.app, &world.a).await;
    let reserved = format!("{book} 03");
    let refused =
        clerk.post(&format!("/documents/{late}/number"), &[("way", "reserved"), ("reserved", &reserved)]).await;
    refused.is(422).shows("hết hạn");
    let _ = run_until_idle(&story.app).await;
    clerk.get(&format!("/registers/{book}")).await.shows("giữ quá hạn").shows("row-void");
    story.signed_in("head.a").await.get("/trace").await.shows("Số giữ 03 hết hạn và bị hủy");
    number(&mut clerk, late, &[]).await;
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2024).await.len(), 3);
}

async fn a_forgotten_document_is_inserted_and_a_wrong_number_cancelled(story: Story) {
    let world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let mut all = Vec::new();
    for subject in ["Một", "Hai", "Quên"] {
        all.push(Approved::notice(&world.a, subject).make(&story.app, &world.a).await);
    }
    number(&mut clerk, all[0], &[]).await;
    number(&mut clerk, all[1], &[]).await;
    let book = register(&story.app, world.a.id, "outgoing", 2024).await.to_string();
    let at = format!("/documents/{}/number", all[2]);
    let insert = |reason| [("way", "insert"), ("register", &*book), ("behind", "01"), ("reason", reason)];
    clerk.post(&at, &insert("")).await.is(422).shows("Cần ghi lý do");
    clerk.post(&at, &[("way", "insert"), ("register", &book), ("behind", "77"), ("reason", "sót")]).await.is(422);
    story.later(24 * 60);
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.post(&at, &insert("bỏ sót hôm trước")).await.is(303);
    let page = format!("/registers/{book}");
    clerk.get(&page).await.shows("01a/TB-THPTHH3").shows("vào sổ ngày 04/04/2024; bỏ sót hôm trước");

    let place = clerk.get(&format!("/documents/{}/cancel-number", all[1])).await.place.unwrap();
    clerk.get(&place).await.is(200).shows("Hủy số");
    let cancel = format!("{page}/cancel");
    clerk.post(&cancel, &[("number", "02"), ("reason", "")]).await.is(422).shows("Cần ghi lý do");
    clerk.submit(&cancel, &[("number", "02"), ("reason", "in sai")]).await.shows("Số hủy: Hai").shows("in sai");
    clerk.post(&cancel, &[("number", "02"), ("reason", "lần nữa")]).await.is(409);
    story.signed_in("staff.a").await.post(&cancel, &[("number", "01"), ("reason", "phá")]).await.is(403);
    story.signed_in("clerk.b").await.post(&cancel, &[("number", "01"), ("reason", "phá")]).await.is(404);
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2024).await.len(), 3);
}

async fn forty_decisions_take_forty_numbers(story: Story) {
    let world = World::make(&story).await;
    let mut ids = Vec::new();
    for n in 0..40 {
        let paper =
            Approved {
                kind: "decision", restricted: true, ..Approved::notice(&world.a, &format!("Nâng lương {n}"))
            };
        ids.push(paper.make(&story.app, &world.a).await.to_string());
    }
    ids.push(world.b.id.to_string());
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    let mut clerk = story.signed_in("clerk.a").await;
    let shown = clerk.post("/registers/number-series", &fields).await;
    shown.is(200).shows("01/QĐ-THPTHH3").shows("40/QĐ-THPTHH3").shows("Chưa cấp").hides("41/QĐ");
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2024).await.len(), 40);
    clerk.post("/registers/number-series", &fields).await.is(422).shows("Không văn bản nào");
}

async fn the_new_year_begins_with_one(story: Story) {
    let world = World::make(&story).await;
    story.on("2024-12-31", 16, 0);
    let mut clerk = story.signed_in("clerk.a").await;
    let old = Approved::notice(&world.a, "Cuối năm").make(&story.app, &world.a).await;
    let new = Approved::notice(&world.a, "Sang năm").make(&story.app, &world.a).await;
    number(&mut clerk, old, &[]).await;
    story.on("2025-01-02", 8, 0);
    let mut clerk = story.signed_in("clerk.a").await;
    number(&mut clerk, new, &[]).await;
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2024).await, [("01".to_owned(), old)]);
    assert_eq!(sound(&story.app, world.a.id, "outgoing", 2025).await, [("01".to_owned(), new)]);
    clerk.get("/registers").await.shows("Năm 2025").shows("Năm 2024");
}

async fn a_restricted_line_shows_number_and_day(story: Story) {
    let world = World::make(&story).await;
    let secretive = Approved { restricted: true, ..Approved::notice(&world.a, "Kỷ luật học sinh") };
    let document = secretive.make(&story.app, &world.a).await;
    let mut clerk = story.signed_in("clerk.a").await;
    number(&mut clerk, document, &[]).await;
    let page = format!("/registers/{}", register(&story.app, world.a.id, "outgoing", 2024).await);
    clerk.get(&page).await.shows("Kỷ luật học sinh");
    let mut deputy = story.signed_in("deputy.a").await;
    let shown = deputy.get(&page).await;
    shown.shows("hạn chế").shows("03/04/2024").hides("Kỷ luật").hides("TB-THPTHH3").hides(&document.to_string());
    deputy.get(&format!("{page}?q=ky+luat")).await.hides("hạn chế</td>").shows("Không có dòng nào");
    deputy.get(&format!("{page}?kind=notice")).await.shows("Không có dòng nào");
}
