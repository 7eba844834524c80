//! Every page for every kind of visitor; looking changes nothing.

use std::collections::BTreeMap;

use http_body_util::BodyExt;

use crate::expected::{self, Line};
use crate::ground::{ARRIVED, DRAFTED, Ground, RESTRICTED, VISITORS, is_stranger};
use crate::store::rows;
use crate::story;
use crate::support::{Browser, Story};

story!(everybody_gets_the_pages_that_are_his);
story!(the_event_stream_ends_with_the_session);

/// Pages for anybody: signing in, and what a browser needs for it.
pub const PUBLIC: &[&str] = &[
    "/sign-in",
    "/sign-in/code",
    "/sign-in/passkey/begin",
    "/sign-in/passkey/finish",
    "/language",
    "/invitation/{token}",
    "/invitation/{token}/qr.svg",
    "/assets/{name}",
    "/gallery",
    "/api/v1/openapi.json",
    "/service-worker.js",
    "/manifest.webmanifest",
];

/// Tables that looking may write to, and why.
const NOTED: &[(&str, &str)] = &[
    ("home_visit", "what has changed since the last visit; technical, off the organisation's affairs"),
    ("access_log", "reading the trace and taking a register along are noted apart from the trace"),
    ("request", "the writer's own ledger of requests"),
];

async fn everybody_gets_the_pages_that_are_his(story: Story) {
    let ground = Ground::make(&story).await;
    let lines: Vec<Line> = expected::lines().into_iter().filter(|line| line.method == "GET").collect();
    let mut seen: Vec<(Line, BTreeMap<String, u16>)> = lines.into_iter().map(|line| (line, BTreeMap::new())).collect();
    let mut browsers = Vec::new();
    for (who, login) in VISITORS {
        let browser = if login.is_empty() { story.browser() } else { story.signed_in(login).await };
        browsers.push((*who, browser));
    }
    let before = rows(&story, None).await;
    let mut wrong = Vec::new();
    for (who, browser) in &mut browsers {
        wrong.extend(all(&ground, browser, who, &mut seen).await);
    }
    story.on("2024-04-08", 8, 0);
    let (_, stand) = browsers.iter_mut().find(|(who, _)| *who == "substitute").unwrap();
    wrong.extend(all(&ground, stand, "lapsed", &mut seen).await);
    let after = rows(&story, None).await;
    let changed: Vec<&str> = after.keys().filter(|table| after[*table] != before[*table]).copied().collect();
    let written: Vec<&&str> = changed.iter().filter(|name| !NOTED.iter().any(|(noted, _)| noted == *name)).collect();
    assert!(written.is_empty(), "looking has written to {written:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    expected::agree(&seen);
}

/// Asks for everything as one visitor, and tells what no visitor of this kind may get.
async fn all(
    ground: &Ground,
    browser: &mut Browser,
    who: &str,
    seen: &mut [(Line, BTreeMap<String, u16>)],
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (line, answers) in seen {
        let address = ground.address(line);
        if line.path == "/events" {
            answers.insert(who.to_owned(), browser.open(&address).await.status().as_u16());
            continue;
        }
        let answer = browser.get(&address).await;
        answers.insert(who.to_owned(), answer.status);
        let (text, place) = (answer.text(), answer.place.clone().unwrap_or_default());
        let is_public = PUBLIC.contains(&line.path.as_str());
        let is_led_to_sign_in = answer.status == 303 && place.starts_with("/sign-in?");
        let is_foreign = is_stranger(who) && who != "nobody" && line.path.contains('{') && !is_public;
        let may_see = |subject: &str| match subject {
            ARRIVED => matches!(who, "head" | "clerk" | "lead" | "substitute"),
            _ => who == "drafter",
        };
        let mut faults = Vec::new();
        if answer.status >= 500 {
            faults.push("breaks".to_owned());
        }
        if who == "nobody" && !is_public && !is_led_to_sign_in {
            faults.push("is not led to the sign-in page".to_owned());
        }
        if is_foreign && answer.status != 404 {
            faults.push("finds another organisation's things".to_owned());
        }
        let found = [ARRIVED, DRAFTED, RESTRICTED].into_iter().filter(|one| !may_see(one) && text.contains(one));
        faults.extend(found.map(|subject| format!("reads “{subject}”")));
        wrong.extend(faults.iter().map(|fault| format!("{who} at {address} ({}) {fault}", answer.status)));
    }
    wrong
}

async fn the_event_stream_ends_with_the_session(story: Story) {
    let ground = Ground::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let mut stream = teacher.open("/events").await.into_body();
    let mut next = async || stream.frame().await.map(|frame| frame.unwrap().into_data().unwrap());
    assert!(next().await.is_some_and(|data| data.starts_with(b"id:") || data.starts_with(b"event:")));
    let department = [("name", "Tổ Văn"), ("symbol", "TV"), ("kind", "team")];
    let mut admin = story.signed_in("admin.a").await;
    admin.post("/organisation/departments", &department).await.is(303);
    assert!(next().await.is_some(), "who is signed in hears that something has changed");
    teacher.post("/sign-out", &[]).await.is(303);
    admin.post(&format!("/organisation/departments/{}/close", ground.world.a.office), &[]).await;
    let department = [("name", "Tổ Sử"), ("symbol", "TS"), ("kind", "team")];
    admin.post("/organisation/departments", &department).await.is(303);
    assert_eq!(next().await, None, "who has signed out hears nothing more");
}
