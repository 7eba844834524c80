//! Every form from those who have no business with it: nothing changes, nothing stays in the trace.

use std::collections::BTreeMap;

use crate::expected::{self, Line};
use crate::ground::{Ground, VISITORS, is_stranger};
use crate::reading::PUBLIC;
use crate::store::rows;
use crate::story;
use crate::support::browser::Answer;
use crate::support::{Browser, Story};

story!(nobody_changes_what_is_not_his);

/// What ends a session or changes what the visitor is, after everything else.
const LAST: &[&str] =
    &["/account/sessions/end-others", "/organisation/move", "/organisation/merge", "/organisation/rename", "/sign-out"];

/// Who sends forms that are not his to send.
const SENDERS: &[&str] = &["nobody", "foreign-head", "foreign-clerk", "above", "former", "colleague"];

async fn nobody_changes_what_is_not_his(story: Story) {
    let ground = Ground::make(&story).await;
    let mut lines: Vec<Line> = expected::lines().into_iter().filter(|line| line.method != "GET").collect();
    lines.sort_by_key(|line| LAST.iter().position(|path| *path == line.path).map_or(0, |place| place + 1));
    let mut seen: Vec<(Line, BTreeMap<String, u16>)> = lines.into_iter().map(|line| (line, BTreeMap::new())).collect();
    let mut wrong = Vec::new();
    for who in SENDERS {
        let (_, login) = VISITORS.iter().find(|(name, _)| name == who).unwrap();
        let mut browser = if login.is_empty() { story.browser() } else { story.signed_in(login).await };
        for (line, answers) in &mut seen {
            let before = rows(&story, Some(ground.world.a.id)).await;
            let answer = send(&ground, &mut browser, line).await;
            answers.insert((*who).to_owned(), answer.status);
            let what = format!("{who} at {} {}: {}", line.method, ground.address(line), answer.status);
            if answer.status >= 500 {
                wrong.push(format!("{what} breaks"));
            }
            let is_public = PUBLIC.contains(&line.path.as_str());
            if *who == "nobody" && !is_public {
                let place = answer.place.clone().unwrap_or_default();
                if answer.status != 303 || !place.starts_with("/sign-in?") {
                    wrong.push(format!("{what} is not led to the sign-in page"));
                }
            }
            // His own account and what every colleague may begin are his.
            let is_own = *who == "colleague" || *who == "former";
            if is_stranger(who) || (is_own && line.path.contains("{id}")) {
                let after = rows(&story, Some(ground.world.a.id)).await;
                if before != after {
                    wrong.push(format!("{what} has written rows of another"));
                }
            }
            let is_refused = matches!(answer.status, 403 | 404 | 415 | 422 | 204);
            if is_stranger(who) && *who != "nobody" && line.path.contains('{') && !is_public && !is_refused {
                wrong.push(format!("{what} is not refused"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    expected::agree(&seen);
}

async fn send(ground: &Ground, browser: &mut Browser, line: &Line) -> Answer {
    let form = ground.form();
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let address = ground.address(line);
    if line.method == "UPLOAD" {
        let files = [("file", "la.txt", "text/plain", b"Noi dung".as_slice())];
        browser.upload(&address, &fields, &files).await
    } else {
        browser.post(&address, &fields).await
    }
}
