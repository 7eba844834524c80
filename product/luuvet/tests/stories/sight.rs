//! Who sees what, where the routes alone do not tell: before and after a recall, in counts and backlogs, in exports, by
//! the same content, through links.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use luuvet::documents::incoming::store::earlier;
use luuvet::documents::store::Owner;
use luuvet::jobs;

use crate::delivery::notice::{numbered, page};
use crate::registers::papers::{Approved, register};
use crate::story;
use crate::support::store::answered;
use crate::support::work::Case;
use crate::support::world::World;
use crate::support::{Browser, Story};

story!(recipients_see_their_copy_and_keep_it_marked);
story!(the_same_content_stays_apart);
story!(a_backlog_counts_and_tells_no_subject);
story!(an_answer_that_is_not_ones_own_is_no_link);
story!(a_restricted_dossier_is_its_keepers);
story!(an_export_holds_what_the_page_shows);

const NOTICE: &str = "Kết quả kiểm tra đợt 1";

async fn recipients_see_their_copy_and_keep_it_marked(story: Story) {
    let world = World::make(&story).await;
    let id = numbered(&story.app, &world, false).await;
    let mut school = story.signed_in("clerk.a").await;
    for place in ["/", "/incoming", "/search?q=ket+qua+kiem+tra"] {
        school.get(place).await.is(200).hides(NOTICE);
    }
    school.get("/").await.shows("data-live=\"to-register\">0<");
    let mut office = story.signed_in("clerk.so").await;
    office.submit(&format!("/documents/{id}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    let mut tx = story.app.read().await.unwrap();
    let copy = earlier(&mut tx, world.a.id, world.so.id, id).await.unwrap().unwrap();
    drop(tx);
    school.get("/").await.shows("data-live=\"to-register\">1<");
    school.get("/incoming").await.shows(NOTICE);
    let own = format!("/documents/{copy}");
    let file = |text: String| text.split("/files/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let file = file(school.get(&own).await.is(200).shows(NOTICE).text());
    // The sender's paper is not the recipient's, nor the other way round; a colleague has no part in it.
    school.get(&format!("/documents/{id}")).await.is(404);
    for login in ["head.so", "clerk.so", "clerk.b", "head.b", "staff.a"] {
        let mut other = story.signed_in(login).await;
        other.get(&own).await.is(404);
        other.get(&format!("{own}/files/{file}/download")).await.is(404);
        other.post(&format!("{own}/opened"), &[]).await.is(404);
    }
    let mut colleague = story.signed_in("staff.a").await;
    colleague.get("/search?q=ket+qua+kiem+tra").await.hides(NOTICE);

    office.submit(&format!("/documents/{id}/recall"), &[("reason", "Sai số liệu")]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    // A recalled document stays, marked; who could read it still can, who could not still cannot.
    school.get(&own).await.is(200).shows(NOTICE).shows("thu hồi");
    school.get(&format!("{own}/files/{file}/download")).await.is(200);
    school.get("/").await.shows("data-live=\"to-register\">0<");
    colleague.get(&own).await.is(404);
    story.signed_in("head.so").await.get(&own).await.is(404);
}

async fn uploaded(browser: &mut Browser, bytes: &[u8]) -> String {
    let form = browser.get("/incoming/new").await.text();
    let form = form.split("name=\"form\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let files = [("file", "cong-van.pdf", "application/pdf", bytes)];
    browser.upload("/incoming/files", &[("form", &form), ("declared", "yes")], &files).await.is(303);
    let fields = [
        ("form", form.as_str()),
        ("kind", "official-letter"),
        ("symbol", "77/CV"),
        ("day", "01/04/2024"),
        ("subject", "Về việc trùng nội dung"),
        ("issuer", "Ủy ban nhân dân huyện"),
        ("urgency", "normal"),
        ("pages", "1"),
    ];
    browser.post("/incoming/new", &fields).await.is(303).place.clone().unwrap()
}

async fn the_same_content_stays_apart(story: Story) {
    World::make(&story).await;
    let bytes = page();
    let (mut a, mut b) = (story.signed_in("clerk.a").await, story.signed_in("clerk.b").await);
    let at_a = uploaded(&mut a, &bytes).await;
    // The other school is not told that somebody has it already: its arrival is its first.
    let at_b = uploaded(&mut b, &bytes).await;
    assert_ne!(at_a, at_b);
    let file = |text: String| text.split("/files/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let (file_a, file_b) = (file(a.get(&at_a).await.text()), file(b.get(&at_b).await.text()));
    b.get(&format!("{at_b}/files/{file_b}/download")).await.is(200);
    // One content, two rows: a row of one's own leads to it, and no other.
    b.get(&format!("{at_b}/files/{file_a}/download")).await.is(404);
    b.get(&format!("{at_a}/files/{file_a}/download")).await.is(404);
    a.get(&format!("{at_a}/files/{file_b}/pages/1")).await.is(404);
}

async fn a_backlog_counts_and_tells_no_subject(story: Story) {
    let world = World::make(&story).await;
    let subject = "Nhắc nhở riêng cô giáo";
    let case =
        Case::directed(&story, &world.a, subject, vec![("lead", Owner::Position(world.a.staff), Some("2024-04-10"))])
            .await;
    let list = format!("/work?basket=backlog&owner={}", world.a.staff);
    let mut leader = story.signed_in("team.a").await;
    let page = leader.get(&list).await;
    page.is(200).shows("Văn bản không dành cho bạn").shows("Người Giáo Viên").hides(subject);
    page.hides(&format!("href=\"/documents/{}", case.document));
    leader.get(&format!("/documents/{}", case.document)).await.is(404);
    story.signed_in("head.a").await.get(&list).await.is(200).shows(subject);
    story.signed_in("clerk.a").await.get(&list).await.is(404);
    story.signed_in("head.b").await.get(&list).await.is(200).hides(subject).hides("Người Giáo Viên");
}

async fn an_answer_that_is_not_ones_own_is_no_link(story: Story) {
    let world = World::make(&story).await;
    let given = vec![("lead", Owner::Position(world.a.staff), Some("2024-04-10"))];
    let case = Case::directed(&story, &world.a, "Báo cáo khắc phục", given).await;
    let secretive = Approved { restricted: true, ..Approved::notice(&world.a, "Kỷ luật") };
    let answer = secretive.make(&story.app, &world.a).await;
    answered(&story, world.a.id, case.document, answer).await;
    let (own, link) = (format!("/documents/{}", case.document), format!("href=\"/documents/{answer}\""));
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get(&own).await.is(200).shows("đã có văn bản trả lời").shows("không dành cho bạn").hides(&link);
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.get(&own).await.is(200).shows("đã có văn bản trả lời").shows(&link).hides("không dành cho bạn");
    clerk.get(&format!("/documents/{answer}")).await.is(200);
}

async fn a_restricted_dossier_is_its_keepers(story: Story) {
    let world = World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let fields = |title, restricted| {
        [("title", title), ("number", "01.TCCB"), ("school_year", ""), ("retention", ""), ("restricted", restricted)]
    };
    let open = clerk.post("/dossiers", &fields("Kiểm tra năm học", "")).await.place.unwrap();
    let own = clerk.post("/dossiers", &fields("Kỷ luật viên chức", "yes")).await.place.unwrap();
    clerk.get("/dossiers").await.shows("Kỷ luật viên chức").shows("hạn chế");
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/dossiers").await.shows("Kiểm tra năm học").hides("Kỷ luật");
    teacher.get(&open).await.is(200);
    teacher.get(&own).await.is(404);
    teacher.post(&format!("{own}/close"), &[("retention", "5 năm"), ("sheets", "1")]).await.is(404);
    let closing = teacher.post(&format!("{open}/close"), &[("retention", "5 năm"), ("sheets", "1")]).await;
    closing.is(403).shows("do người khác lập");
    // Whoever may read a document in it sees it.
    let given = vec![("lead", Owner::Position(world.a.staff), Some("2024-04-10"))];
    let case = Case::directed(&story, &world.a, "Một việc", given).await;
    let dossier = own.rsplit('/').next().unwrap().to_owned();
    let path = format!("/documents/{}/file", case.document);
    teacher.post(&path, &[("dossier", &dossier)]).await.is(422).hides("Kỷ luật");
    clerk.post(&path, &[("dossier", &dossier)]).await.is(303);
    teacher.get(&own).await.is(200).shows("Kỷ luật viên chức");
    story.signed_in("team.a").await.get(&own).await.is(404);
    story.signed_in("clerk.b").await.get(&own).await.is(404);
}

async fn an_export_holds_what_the_page_shows(story: Story) {
    let world = World::make(&story).await;
    let secretive = Approved { restricted: true, ..Approved::notice(&world.a, "Kỷ luật học sinh") };
    let document = secretive.make(&story.app, &world.a).await;
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.post(&format!("/documents/{document}/number"), &[]).await.is(303);
    let book = register(&story.app, world.a.id, "outgoing", 2024).await;
    let words = |bytes: Vec<u8>| {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        sheet.rows().flatten().map(ToString::to_string).collect::<Vec<_>>().join("|")
    };
    let path = format!("/registers/{book}/excel");
    assert!(words(clerk.get(&path).await.is(200).body.clone()).contains("Kỷ luật học sinh"));
    let seen = words(story.signed_in("deputy.a").await.get(&path).await.is(200).body.clone());
    assert!(seen.contains("hạn chế") && !seen.contains("Kỷ luật") && !seen.contains("TB-THPTHH3"), "{seen}");
    let printed = story.signed_in("deputy.a").await.get(&format!("/registers/{book}/pdf")).await.is(200).body.clone();
    let printed = luuvet_pages::text(&printed, &luuvet_pages::Limits::default()).unwrap().concat();
    assert!(printed.contains("hạn chế") && !printed.contains("Kỷ luật"), "{printed}");
}
