//! What a landing leaves: a department and two schools with their people; a notice that went out, was registered,
//! directed and opened at one school; a document that was approved and waits for its number; a draft. Through the
//! pages, so that the story is the same for every version.

use std::path::Path;

use luuvet::app::App;
use luuvet::backup;
use luuvet::documents::incoming::store::earlier;
use luuvet::jobs;
use luuvet_db::Location;

use crate::notice::{approved, numbered};
use crate::support::world::{PASSWORD, World};
use crate::support::{Browser, Story};

/// The draft's subject.
pub const DRAFTED: &str = "Kế hoạch kiểm tra nội bộ năm học";

/// A browser in which somebody has signed in.
pub async fn signed_in(app: &App, login: &str) -> Browser {
    let mut browser = Browser::new(app);
    browser.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await.is(303);
    browser
}

/// Lives a morning in a new installation and writes a backup of it.
pub async fn leave(data: &Path, location: &Location, target: &Path) {
    std::fs::create_dir_all(data).unwrap();
    let app = Story::app_in(data, location).await;
    let world = World::make_in(&app).await;
    let notice = numbered(&app, &world, false).await;
    let mut office = signed_in(&app, "clerk.so").await;
    office.submit(&format!("/documents/{notice}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&app).await.unwrap();
    let copy = earlier(&mut app.read().await.unwrap(), world.a.id, world.so.id, notice).await.unwrap().unwrap();
    let mut clerk = signed_in(&app, "clerk.a").await;
    clerk.post(&format!("/documents/{copy}/register-and-submit"), &[]).await.is(303);
    let mut head = signed_in(&app, "head.a").await;
    let directive = [("wording", "Để biết và thực hiện"), ("inform_all", "yes")];
    head.post(&format!("/documents/{copy}/direct"), &directive).await.is(303);
    let mut teacher = signed_in(&app, "staff.a").await;
    teacher.post(&format!("/documents/{copy}/opened"), &[]).await.is(204);
    approved(&app, &world, false).await;
    let draft = [("direction", "outgoing"), ("kind", "plan"), ("subject", DRAFTED), ("urgency", "normal")];
    teacher.post("/drafts/new", &draft).await.is(303);
    jobs::run_until_idle(&app).await.unwrap();
    backup::write(&app.db, location, &app.blobs, data, app.clock.now(), target).await.unwrap();
}
