//! What must hold when today's program opens an installation of an earlier version.

use std::path::Path;

use luuvet::backup;
use luuvet::doctor::{self, Level};
use luuvet::jobs;
use luuvet::locale::Locale;
use luuvet_db::Location;

use crate::leave::{DRAFTED, signed_in};
use crate::support::{Browser, Story};

/// Brings a backup back as `luuvet restore` does.
pub async fn restore(tar: &Path, data: &Path, url: Option<String>) {
    backup::restore(tar.to_owned(), data.to_owned(), url).await.unwrap();
}

/// Opens it, which brings its schema up to date; then its people go on where they stopped.
pub async fn compare(data: &Path, location: &Location) {
    let app = Story::app_in(data, location).await;
    // An hour later on the same day.
    app.clock.set(app.clock.now() + 3_600_000_000);
    let checks = doctor::records(&app.db, &app.blobs, &app.clock, true).await.unwrap();
    let wrong: Vec<String> = checks
        .into_iter()
        // A server for tests does not sync.
        .filter(|check| check.level == Level::Wrong && check.key != "doctor-database-unsafe")
        .map(|check| check.sentence(Locale::En))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");

    // What was, is read: at the department, at the school, by search, in the trace.
    let mut office = signed_in(&app, "clerk.so").await;
    office.get("/outgoing").await.is(200).shows("01/TB-SGDĐT").shows("Kết quả kiểm tra đợt 1");
    let mut clerk = signed_in(&app, "clerk.a").await;
    let copy = linked(&mut clerk, "/search?q=ket+qua+kiem+tra").await;
    let page = clerk.get(&copy).await;
    page.is(200).shows("01/TB-SGDĐT").shows("Sở Giáo dục và Đào tạo Bắc Giang").shows("Để biết và thực hiện");
    let file = page.text().split("/files/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let file = clerk.get(&format!("{copy}/files/{file}/download")).await;
    assert!(file.is(200).body.starts_with(b"%PDF"));
    clerk.get(&format!("{copy}/trace")).await.is(200).shows("Mở xem").shows("Người Giáo Viên");
    clerk.get("/registers").await.is(200).shows("Năm 2024");
    let mut teacher = signed_in(&app, "staff.a").await;
    teacher.get("/submissions?f=mine").await.is(200).shows(DRAFTED);

    // What was begun, goes on: the approved one gets the next number, goes out and arrives.
    let waiting = linked(&mut office, "/work?basket=to-number").await;
    office.post(&format!("{waiting}/number"), &[]).await.is(303);
    jobs::run_until_idle(&app).await.unwrap();
    office.get(&waiting).await.is(200).shows("02/TB-SGDĐT");
    office.post(&format!("{waiting}/issue"), &[]).await.is(303);
    jobs::run_until_idle(&app).await.unwrap();
    clerk.get("/").await.shows("data-live=\"to-register\">1<");
    let fresh = [("direction", "outgoing"), ("kind", "report"), ("subject", "Sau khi nâng cấp"), ("urgency", "normal")];
    teacher.post("/drafts/new", &fresh).await.is(303);
}

/// The first document that a page leads to.
async fn linked(browser: &mut Browser, path: &str) -> String {
    let page = browser.get(path).await;
    let text = page.is(200).text();
    let rest = text.split("href=\"/documents/").nth(1).unwrap_or_else(|| panic!("no document on {path}: {text}"));
    format!("/documents/{}", rest.split(['"', '?']).next().unwrap())
}
