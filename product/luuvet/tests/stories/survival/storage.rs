//! The disk is full, the folder cannot be written, the clock was set back: a clear sentence, and nothing is lost.

use luuvet::doctor::{self, Level};
use luuvet_db::Engine;
use luuvet_domain::ids::DocumentId;

use crate::registers::papers::{Approved, register, sound};
use crate::story;
use crate::support::store::tell;
use crate::support::world::World;
use crate::support::{Browser, Story};

story!(a_full_disk_keeps_what_was_acknowledged);
story!(a_read_only_folder_is_said_and_read);
story!(a_clock_set_back_gives_no_number);

/// A letter on paper; the answer and where it leads.
async fn arrive(clerk: &mut Browser, n: usize) -> crate::support::browser::Answer {
    let page = clerk.get("/incoming/new?medium=paper").await.text();
    let form = page.split("name=\"form\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (symbol, subject) = (format!("{n}/CV-UBND"), format!("Về việc thứ {n} {}", "rất dài ".repeat(25)));
    let fields = [
        ("form", form.as_str()),
        ("medium", "paper"),
        ("kind", "official-letter"),
        ("symbol", &symbol),
        ("day", "01/04/2024"),
        ("subject", &subject),
        ("issuer", "Ủy ban nhân dân huyện"),
        ("urgency", "normal"),
        ("pages", "1"),
        ("anyway", "yes"),
    ];
    clerk.post("/incoming/new", &fields).await
}

/// Registers what stands on the form.
async fn registered(clerk: &mut Browser, document: &str) -> u16 {
    let fields = [
        ("kind", "official-letter"),
        ("symbol", "7/CV-UBND"),
        ("day", "01/04/2024"),
        ("subject", "Về việc ấy"),
        ("issuer", "Ủy ban nhân dân huyện"),
        ("urgency", "normal"),
        ("authentic", "yes"),
        ("twin_of", "anyway"),
    ];
    clerk.post(&format!("{document}/register"), &fields).await.status
}

async fn a_full_disk_keeps_what_was_acknowledged(story: Story) {
    // The end of a disk is PostgreSQL's own affair there; how its word for it is heard is told in kit/db.
    if story.app.db.engine() != Engine::Sqlite {
        return;
    }
    World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    for n in 0..3 {
        let place = arrive(&mut clerk, n).await.is(303).place.clone().unwrap();
        assert_eq!(registered(&mut clerk, &place).await, 303);
    }
    let (mut acknowledged, mut refused) = (Vec::new(), None);
    // Room for a letter or some, wherever the pages of the world so far end.
    let pages = tell(&story, "page_count").await.expect("a count");
    tell(&story, &format!("max_page_count = {}", pages + 40)).await;
    for n in 3..400 {
        let answer = arrive(&mut clerk, n).await;
        if answer.status != 303 {
            refused = Some(answer);
            break;
        }
        let place = answer.place.unwrap();
        if registered(&mut clerk, &place).await == 303 {
            acknowledged.push(place);
        }
    }
    let refused = refused.expect("the disk is full at some time");
    refused.is(503).shows("Máy chủ chưa lưu được").shows("hết chỗ lưu").shows("dữ liệu đã lưu vẫn nguyên");
    clerk.post("/language", &[("language", "en"), ("next", "/")]).await.is(303);
    arrive(&mut clerk, 999).await.is(503).shows("The server has no room left").shows("what was saved is safe");
    clerk.post("/language", &[("language", "vi"), ("next", "/")]).await.is(303);

    // Reading goes on, also after the time at which a session is noted as in use.
    story.later(20);
    clerk.get("/").await.is(200);
    clerk.get("/incoming").await.is(200);
    assert!(!acknowledged.is_empty());
    for place in &acknowledged {
        clerk.get(place).await.is(200).shows("Số đến");
    }
    tell(&story, "max_page_count = 1000000").await;
    let place = arrive(&mut clerk, 1000).await.is(303).place.clone().unwrap();
    assert_eq!(registered(&mut clerk, &place).await, 303);
    sound_after(&story).await;
}

async fn a_read_only_folder_is_said_and_read(story: Story) {
    if story.app.db.engine() != Engine::Sqlite {
        return;
    }
    World::make(&story).await;
    let mut clerk = story.signed_in("clerk.a").await;
    let before = arrive(&mut clerk, 1).await.is(303).place.clone().unwrap();
    tell(&story, "query_only = 1").await;
    arrive(&mut clerk, 2).await.is(503).shows("chỉ đọc được").shows("dữ liệu đã lưu vẫn nguyên");
    clerk.post("/language", &[("language", "en"), ("next", "/")]).await.is(303);
    arrive(&mut clerk, 2).await.is(503).shows("The server can read but not write");
    story.later(20);
    clerk.get("/").await.is(200);
    clerk.get(&before).await.is(200);
    // The folder is mended, and the program started again.
    let story = story.again().await;
    let mut clerk = story.signed_in("clerk.a").await;
    let place = arrive(&mut clerk, 3).await.is(303).place.clone().unwrap();
    assert_eq!(registered(&mut clerk, &place).await, 303);
    sound_after(&story).await;
}

async fn sound_after(story: &Story) {
    let checks = doctor::records(&story.app.db, &story.app.blobs, &story.app.clock, true).await.unwrap();
    let wrong: Vec<_> = checks.iter().filter(|check| check.level == Level::Wrong).map(|check| check.key).collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

async fn a_clock_set_back_gives_no_number(story: Story) {
    let world = World::make(&story).await;
    let mut papers = Vec::new();
    for subject in ["Một", "Hai"] {
        papers.push(Approved::notice(&world.a, subject).make(&story.app, &world.a).await);
    }
    let number = async |story: &Story, language: &str, document: DocumentId| {
        let mut clerk = story.signed_in("clerk.a").await;
        clerk.post("/language", &[("language", language), ("next", "/")]).await.is(303);
        clerk.post(&format!("/documents/{document}/number"), &[]).await
    };
    story.on("2024-04-04", 9, 0);
    number(&story, "vi", papers[0]).await.is(303);
    // The machine's battery is empty: yesterday again.
    story.on("2024-04-03", 9, 0);
    let refused = number(&story, "vi", papers[1]).await;
    refused.is(422).shows("ngày hôm nay sớm hơn ngày của số cuối trong sổ").shows("Kiểm tra ngày giờ của máy chủ");
    number(&story, "en", papers[1])
        .await
        .is(422)
        .shows("today is earlier than the day of the last number in the register");
    // The doctor says it too.
    let checks = doctor::records(&story.app.db, &story.app.blobs, &story.app.clock, true).await.unwrap();
    assert!(checks.iter().any(|check| check.key == "doctor-clock-behind"), "{checks:?}");
    let mut clerk = story.signed_in("clerk.a").await;
    let place = arrive(&mut clerk, 1).await.is(303).place.clone().unwrap();
    assert_eq!(registered(&mut clerk, &place).await, 303, "the arrivals' register has no later day");
    // An hour back on the same day breaks no order of days.
    story.on("2024-04-04", 8, 0);
    number(&story, "vi", papers[1]).await.is(303);
    let rows = sound(&story.app, world.a.id, "outgoing", 2024).await;
    assert_eq!(rows, [("01".to_owned(), papers[0]), ("02".to_owned(), papers[1])]);
    register(&story.app, world.a.id, "incoming", 2024).await;
}
