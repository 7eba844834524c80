//! Documents signed on paper: the head's list, entering one, its number, the scan, the original, copies.

use luuvet::jobs;

use crate::delivery::notice::{page as pdf, stored};
use crate::story;
use crate::support::Story;
use crate::support::browser::{Answer, Browser};
use crate::support::world::World;

story!(a_paper_document_is_entered_numbered_and_issued);
story!(the_head_keeps_the_list_of_lawful_paper);
story!(an_original_and_copies_are_handed_over);

/// A draft that the clerk makes of a paper decision which the head signed; gives its id.
async fn drafted(clerk: &mut Browser, world: &World, signer: &str) -> String {
    let school = format!("organisation:{}", world.so.id);
    let fields = [
        ("direction", "outgoing"),
        ("kind", "decision"),
        ("subject", "Nâng bậc lương thường xuyên"),
        ("urgency", "normal"),
        ("signer", signer),
        ("recipient_target", school.as_str()),
        ("recipient_name", ""),
        ("recipient_role", "inform"),
        ("recipient_due", ""),
        ("copies", "3"),
    ];
    let answer = clerk.post("/drafts/new?paper=yes", &fields).await;
    answer.is(303);
    let place = answer.place.clone().unwrap();
    assert!(place.ends_with("/paper-signed"), "{place}");
    place.split('/').nth(2).unwrap().to_owned()
}

async fn enter(clerk: &mut Browser, id: &str, fields: &[(&str, &str)]) -> Answer {
    let bytes = pdf();
    let files = [("file", "quyet-dinh.pdf", "application/pdf", bytes.as_slice())];
    let mut all = vec![("declared", "yes")];
    all.extend_from_slice(fields);
    clerk.upload(&format!("/documents/{id}/paper-signed"), &all, &files).await
}

async fn a_paper_document_is_entered_numbered_and_issued(story: Story) {
    let world = World::make(&story).await;
    story.on("2024-04-05", 8, 0);
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.get("/outgoing").await.shows("Nhập bản giấy");
    clerk.get("/drafts/new?paper=yes").await.is(200).shows("Văn bản đã ký trên giấy");
    let head = world.a.head.to_string();
    let id = drafted(&mut clerk, &world, &head).await;
    let page = clerk.get(&format!("/documents/{id}/paper-signed")).await;
    page.is(200).shows("ngoài danh mục").shows("HIỆU TRƯỞNG<br>Người Đứng Đầu");
    // Outside the list it needs a reason; the day is not ahead; there is a scan.
    enter(&mut clerk, &id, &[("reason", " "), ("signed", "")]).await.is(422).shows("Ghi lý do ký giấy");
    let ahead = [("reason", "Mất điện"), ("signed", "30/04/2024")];
    enter(&mut clerk, &id, &ahead).await.is(422).shows("Ngày ký chưa tới");
    let none = [("declared", "yes"), ("reason", "Mất điện")];
    clerk.upload(&format!("/documents/{id}/paper-signed"), &none, &[]).await.is(422).shows("Chưa có bản quét");
    // Who signed must have held the position on that day.
    let before = [("reason", "Mất điện"), ("signed", "02/04/2024")];
    enter(&mut clerk, &id, &before).await.is(422).shows("không giữ vị trí ký");
    let whole = [("reason", "Mất điện cả ngày"), ("signed", "04/04/2024"), ("number", "yes")];
    enter(&mut clerk, &id, &whole).await.is(303);
    jobs::run_until_idle(&story.app).await.unwrap();
    let page = clerk.get(&format!("/documents/{id}")).await;
    page.is(200).shows("01/QĐ-THPTHH3").shows("bản giấy").shows("04/04/2024").shows("Mất điện cả ngày");
    page.shows("Ngoài danh mục được ký giấy").hides("Duyệt ban hành");
    let document = id.parse().unwrap();
    let printed = stored(&story.app, &world.a, document, "issued").await;
    let scan = stored(&story.app, &world.a, document, "scan").await;
    assert_ne!(printed[0].hash, scan[0].hash, "number and date are printed on a scan that lacks them");

    // The paper with its number on it is scanned again: it goes out as it is.
    story.later(30);
    let again = clerk.get(&format!("/documents/{id}/scan")).await;
    again.is(200).shows("Thay bản quét");
    let bytes = luuvet_pages::stamp(
        &pdf(),
        &[luuvet_pages::Mark::Words {
            page: 1,
            x: 200.0,
            y: 110.0,
            text: "01".into(),
            size: 13.0,
            bold: false,
            italic: false,
            align: luuvet_pages::compose::Align::Centre,
            colour: luuvet_pages::compose::Colour(0, 0, 0),
        }],
        None,
        &luuvet_pages::Faces::built_in().unwrap(),
        &luuvet_pages::Limits::default(),
    );
    let bytes = bytes.unwrap();
    let files = [("file", "co-so.pdf", "application/pdf", bytes.as_slice())];
    clerk.upload(&format!("/documents/{id}/scan"), &[("declared", "yes")], &files).await.is(303);
    jobs::run_until_idle(&story.app).await.unwrap();
    let issued = stored(&story.app, &world.a, document, "issued").await;
    let scan = stored(&story.app, &world.a, document, "scan").await;
    assert_eq!((issued.len(), scan.len()), (1, 1));
    assert_eq!(issued[0].hash, scan[0].hash, "what is signed never changes");
    clerk.get("/registers/report?direction=outgoing").await.is(200).shows("Ký giấy").shows("1 ngoài danh mục");
    // Nobody below the clerk enters paper, and nobody sees more than before.
    let mut staff = story.signed_in("staff.a").await;
    staff.get(&format!("/documents/{id}/paper-signed")).await.is(404);
    staff.get(&format!("/documents/{id}/scan")).await.is(404);
    let mut head = story.signed_in("head.a").await;
    head.get(&format!("/documents/{id}/trace")).await.shows("Nhập văn bản ký giấy ngày");
}

async fn the_head_keeps_the_list_of_lawful_paper(story: Story) {
    let world = World::make(&story).await;
    story.signed_in("staff.a").await.get("/organisation/paper-kinds").await.is(404);
    let mut head = story.signed_in("head.a").await;
    head.get("/organisation/paper-kinds").await.is(200).shows("Chưa có loại nào trong danh mục");
    head.post("/organisation/paper-kinds", &[("kind", "decision"), ("basis", "")]).await.is(422);
    let listed = [("kind", "decision"), ("basis", "Quy chế văn thư số 7/QC"), ("from", ""), ("until", "")];
    let page = head.submit("/organisation/paper-kinds", &listed).await;
    page.is(200).shows("Quy chế văn thư số 7/QC");
    head.post("/organisation/paper-kinds", &listed).await.is(422).shows("đã có trong danh mục");

    let mut clerk = story.signed_in("clerk.a").await;
    let signer = world.a.head.to_string();
    let id = drafted(&mut clerk, &world, &signer).await;
    clerk.get(&format!("/documents/{id}/paper-signed")).await.shows("Không cần ghi lý do");
    enter(&mut clerk, &id, &[("reason", "")]).await.is(303);
    clerk.get(&format!("/documents/{id}")).await.shows("Thuộc danh mục được ký giấy").shows("Cấp số");
    // Later the clerk takes the number: only from the register.
    clerk.post(&format!("/documents/{id}/number"), &[]).await.is(303);
    clerk.get(&format!("/documents/{id}")).await.shows("01/QĐ-THPTHH3");
    clerk.get("/registers/report?direction=outgoing").await.shows("Ký giấy").hides("ngoài danh mục");

    let text = page.text();
    let at = text.find("/organisation/paper-kinds/").unwrap();
    let end = text[at..].split('"').next().unwrap().to_owned();
    head.submit(&end, &[]).await.is(200).shows("đã thôi");
    head.post(&end, &[]).await.is(409);
    let id = drafted(&mut clerk, &world, &signer).await;
    enter(&mut clerk, &id, &[("reason", "")]).await.is(422).shows("Ghi lý do ký giấy");
    // A deputy without a mandate has not signed it lawfully, on paper either.
    let deputy = world.a.deputy.to_string();
    let id = drafted(&mut clerk, &world, &deputy).await;
    let refused = enter(&mut clerk, &id, &[("reason", "Mất điện")]).await;
    refused.is(422).shows("Chưa có thẩm quyền ký");
}

async fn an_original_and_copies_are_handed_over(story: Story) {
    let world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let signer = world.a.head.to_string();
    let id = drafted(&mut clerk, &world, &signer).await;
    enter(&mut clerk, &id, &[("reason", "Mất điện"), ("number", "yes")]).await.is(303);
    let page = format!("/documents/{id}/paper");
    clerk.get(&page).await.is(200).shows("Người giữ bản gốc").shows("Văn thư");
    let team = world.a.team_head.to_string();
    story.signed_in("team.a").await.get(&page).await.is(404);
    clerk.post(&page, &[("what", "original"), ("to", "")]).await.is(422);
    clerk.submit(&page, &[("what", "original"), ("to", &team)]).await.is(200).shows("Tổ trưởng");
    let outside = [("what", "copies"), ("copies", "2"), ("to", ""), ("name", "Kho bạc Nhà nước huyện")];
    let shown = clerk.submit(&page, &outside).await;
    shown.is(200).shows("Giao 2 bản cho Kho bạc Nhà nước huyện").shows("Ghi đã ký nhận");
    // Each receipts what he took; nobody does it for another.
    let mut holder = story.signed_in("team.a").await;
    let text = holder.get(&page).await.is(200).shows("Ký nhận bản giấy").text();
    let receipt = |text: &str| {
        let at = text.find(&format!("{page}/")).unwrap();
        text[at..].split('"').next().unwrap().to_owned()
    };
    let mine = receipt(&text);
    clerk.post(&mine, &[]).await.is(422);
    holder.submit(&mine, &[]).await.is(200);
    holder.post(&mine, &[]).await.is(409);
    let theirs = receipt(&clerk.get(&page).await.text());
    clerk.submit(&theirs, &[]).await.is(200).hides("Ghi đã ký nhận");
    // Who holds it hands it on; copies are the clerk's to give.
    let office = world.a.office_head.to_string();
    holder.post(&page, &[("what", "copies"), ("copies", "1"), ("to", &office)]).await.is(403);
    holder.submit(&page, &[("what", "original"), ("to", &office)]).await.is(200).shows("Chánh Văn phòng");
    clerk.get(&format!("/documents/{id}/trace")).await.shows("Giao 2 bản giấy cho Kho bạc");
}
