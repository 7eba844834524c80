//! What programs do: the case through the API alone, tokens and their scopes, requests that come twice.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use luuvet::api::scope::Scope;
use luuvet::api::{Method, ROOT, description, operations};
use luuvet::jobs;
use serde_json::{Value, json};

use crate::delivery::notice::page;
use crate::story;
use crate::support::browser::Answer;
use crate::support::world::World;
use crate::support::{Browser, Story};

story!(a_notice_goes_out_and_is_finished_through_the_api_alone);
story!(a_token_does_no_more_than_its_scopes_and_ends);
story!(a_request_that_comes_twice_is_done_once);
story!(a_list_goes_on_where_it_stopped);
story!(every_operation_asks_for_a_token_and_its_scope);

/// A program with a token.
struct Program {
    browser: Browser,
    token: String,
}

impl Program {
    /// The person makes a token on the page.
    async fn of(story: &Story, login: &str, scopes: &[&str]) -> Self {
        let mut person = story.signed_in(login).await;
        let mut fields = vec![("name", "Phần mềm kế toán"), ("days", "30")];
        fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
        let shown = person.post("/account/tokens", &fields).await;
        shown.is(200).shows("Chép khóa này ngay");
        let text = shown.text();
        let (_, rest) = text.split_once("<code class=\"token\">").unwrap();
        let token = rest.split_once('<').unwrap().0.to_owned();
        person.get("/account/tokens").await.is(200).shows("Phần mềm kế toán").hides(&token);
        Self { browser: story.browser(), token }
    }

    async fn with_all(story: &Story, login: &str) -> Self {
        Self::of(story, login, &Scope::ALL.map(Scope::code)).await
    }

    async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(format!("{ROOT}/{path}")).header("authorization", format!("Bearer {}", self.token));
        self.browser.send(request, Body::empty()).await
    }

    async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.post_with(path, body, None).await
    }

    async fn post_with(&mut self, path: &str, body: Value, key: Option<&str>) -> Answer {
        let mut request =
            Request::post(format!("{ROOT}/{path}")).header("authorization", format!("Bearer {}", self.token));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.browser.send(request.header("content-type", "application/json"), Body::from(body.to_string())).await
    }
}

#[track_caller]
fn json_of(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((body["code"].as_str(), body["status"].as_u64()), (Some(code), Some(status.into())), "{body}");
    assert!(!body["detail"].as_str().unwrap().starts_with("problem-"), "{body}");
}

async fn a_notice_goes_out_and_is_finished_through_the_api_alone(story: Story) {
    let world = World::make(&story).await;
    let mut staff = Program::with_all(&story, "staff.so").await;
    let content = json!({
        "direction": "outgoing", "kind": "notice", "subject": "Kết quả kiểm tra đợt 1", "urgency": "normal",
        "restricted": false, "department": world.so.team, "signer": world.so.head, "mandate": null, "note": "",
        "copies": 0, "demands": [], "relations": [], "answered": [],
        "recipients": [{"kind": "organisation", "target": world.a.id, "name": "Trường THPT Hiệp Hòa số 3", "role": "inform",
            "due": null}],
    });
    let drafted = json_of(&staff.post("drafts", json!({"answers": null, "content": content})).await);
    let id = drafted.as_str().unwrap().to_owned();
    let file = json!({"name": "thong-bao.pdf", "content": STANDARD.encode(page())});
    let undeclared = json!({"role": "draft", "declared": false, "files": [file]});
    refused(&staff.post(&format!("documents/{id}/files"), undeclared).await, 422, "secrecy-undeclared");
    let declared = json!({"role": "draft", "declared": true, "files": [file]});
    staff.post(&format!("documents/{id}/files"), declared).await.is(204);
    let plan = json!({"content": null, "form": null, "opinions": [], "due": null, "approvers": []});
    let submitted = staff.post(&format!("documents/{id}/submit"), json!({"slip": "Kính trình", "plan": plan})).await;
    assert!([200, 204].contains(&submitted.status), "{}", submitted.text());

    let mut head = Program::with_all(&story, "head.so").await;
    let waiting = json_of(&head.get(&format!("documents/{id}")).await);
    let step = waiting["steps"][0]["id"].as_str().unwrap();
    let seen = waiting["manifest"].as_str().unwrap();
    let approval = format!("documents/{id}/steps/{step}/approve");
    refused(&staff.post(&approval, json!({"seen": seen, "comment": ""})).await, 403, "not-allowed");
    let approved = head.post(&approval, json!({"seen": seen, "comment": ""})).await;
    assert!([200, 204].contains(&approved.status), "{}", approved.text());

    let mut clerk = Program::with_all(&story, "clerk.so").await;
    let numbered = json_of(&clerk.post(&format!("documents/{id}/number"), json!({"register": null, "unit": ""})).await);
    assert_eq!(numbered["symbol"], "01/TB-SGDĐT");
    jobs::run_until_idle(&story.app).await.unwrap();
    let forged = json!({"look": {"rendition": vec![0; 32], "blanks": 0, "marked": false}});
    refused(&clerk.post(&format!("documents/{id}/issue"), forged).await, 400, "api-body");
    json_of(&clerk.post(&format!("documents/{id}/issue"), json!({})).await);
    jobs::run_until_idle(&story.app).await.unwrap();
    let delivered = json_of(&clerk.get(&format!("documents/{id}/delivery")).await);
    assert_eq!(delivered[0]["state"], "delivered", "{delivered}");

    let mut school = Program::with_all(&story, "clerk.a").await;
    refused(&school.get(&format!("documents/{id}")).await, 404, "not-found");
    let arrived = json_of(&school.get("documents?direction=incoming").await);
    let copy = arrived["items"][0]["id"].as_str().unwrap().to_owned();
    let body =
        json!({"particulars": null, "authentic": true, "anyway": false, "twin_of": null, "then_submit": "Kính trình"});
    assert_eq!(json_of(&school.post(&format!("documents/{copy}/register"), body).await), json!(1));
    let mut headmaster = Program::with_all(&story, "head.a").await;
    let directive = json!({"wording": "Để biết", "lead": null, "due": null, "supports": [], "informs": [],
        "inform_all": true});
    headmaster.post(&format!("documents/{copy}/direct"), directive).await.is(204);
    headmaster.post(&format!("documents/{copy}/finish"), json!({"result": "Đã phổ biến"})).await.is(204);
    let events = json_of(&headmaster.get(&format!("documents/{copy}/trace")).await);
    assert!(events["items"][0]["what"].as_str().unwrap().contains("Kết thúc"), "{events}");
    assert_eq!(json_of(&school.get(&format!("documents/{copy}")).await)["state"], "finished");
    let words = json_of(&school.get("search?q=ket+qua+kiem+tra").await);
    assert_eq!(words["items"][0]["id"].as_str(), Some(copy.as_str()));
}

async fn a_token_does_no_more_than_its_scopes_and_ends(story: Story) {
    World::make(&story).await;
    let mut reader = Program::of(&story, "clerk.a", &["documents:read"]).await;
    assert_eq!(json_of(&reader.get("documents?direction=incoming").await)["items"], json!([]));
    refused(&reader.get("registers").await, 403, "token-scope");
    refused(&reader.post("arrivals", json!({})).await, 403, "token-scope");
    refused(&reader.get("nothing-of-this-name").await, 404, "not-found");
    let mut nobody = Program { browser: story.browser(), token: "lv_nothing".into() };
    let unknown = nobody.get("me").await;
    refused(&unknown, 401, "token-unknown");
    assert_eq!(unknown.headers["www-authenticate"], "Bearer");
    // A session is no token: a page's script cannot use the API.
    story.signed_in("clerk.a").await.get("/api/v1/me").await.is(401);

    let mut clerk = story.signed_in("clerk.a").await;
    let shown = clerk.get("/account/tokens").await.text();
    let (_, rest) = shown.split_once("/account/tokens/").unwrap();
    let revoke = format!("/account/tokens/{}", rest.split_once('"').unwrap().0);
    story.signed_in("clerk.b").await.post(&revoke, &[]).await.is(404);
    clerk.post(&revoke, &[]).await.is(303);
    refused(&reader.get("documents?direction=incoming").await, 401, "token-unknown");

    let mut short = Program::of(&story, "clerk.a", &["documents:read"]).await;
    story.on("2024-05-02", 8, 0);
    short.get("documents?direction=incoming").await.is(200);
    story.on("2024-05-04", 8, 0);
    refused(&short.get("documents?direction=incoming").await, 401, "token-unknown");
    let mut clerk = story.signed_in("clerk.a").await;
    for (fields, word) in [
        ([("name", ""), ("days", "30"), ("scope", "documents:read")], "Ghi khóa dùng vào việc gì"),
        ([("name", "x"), ("days", "400"), ("scope", "documents:read")], "Số ngày phải từ 1 đến"),
        ([("name", "x"), ("days", "30"), ("scope", "all")], "Chọn ít nhất một phạm vi"),
    ] {
        clerk.post("/account/tokens", &fields).await.is(422).shows(word);
    }
}

async fn a_request_that_comes_twice_is_done_once(story: Story) {
    World::make(&story).await;
    let mut clerk = Program::with_all(&story, "clerk.a").await;
    let first = json_of(&clerk.post_with("arrivals", paper(1), Some("thu-1")).await);
    let again = json_of(&clerk.post_with("arrivals", paper(1), Some("thu-1")).await);
    assert_eq!(first, again);
    assert_eq!(json_of(&clerk.get("documents?direction=incoming").await)["items"].as_array().unwrap().len(), 1);
    refused(&clerk.post_with("arrivals", paper(2), Some("thu-1")).await, 409, "idempotency-other");
    refused(&clerk.post_with("arrivals", paper(2), Some(&"x".repeat(101))).await, 422, "idempotency-key");
    refused(&clerk.post("arrivals", paper(1)).await, 422, "arrived-already");
    let slip = json!({"paper": true, "papers": 1});
    refused(&clerk.post("arrivals", slip).await, 400, "api-body");
}

/// A letter on paper.
fn paper(number: usize) -> Value {
    let particulars = json!({"kind": "official-letter", "symbol": format!("{number}/CV-UBND"), "day": "2024-04-01",
        "subject": format!("Về việc thứ {number}"), "issuer": "Ủy ban nhân dân huyện", "signer": "", "signer_title": "",
        "urgency": "normal", "restricted": false});
    json!({"paper": true, "particulars": particulars, "pages": 1, "answer_by": null, "anyway": false,
        "declared": true, "files": []})
}

async fn a_list_goes_on_where_it_stopped(story: Story) {
    World::make(&story).await;
    let mut clerk = Program::with_all(&story, "clerk.a").await;
    let mut wanted = BTreeSet::new();
    for number in 1..=23 {
        wanted.insert(json_of(&clerk.post("arrivals", paper(number)).await).to_string());
    }
    let (mut found, mut after) = (BTreeSet::new(), String::new());
    for _ in 0..3 {
        let page = json_of(&clerk.get(&format!("documents?direction=incoming&limit=10{after}")).await);
        let items = page["items"].as_array().unwrap().clone();
        found.extend(items.iter().map(|item| item["id"].to_string()));
        after = format!("&after={}", page["next"].as_str().unwrap_or_default());
    }
    assert_eq!(found, wanted);
    assert_eq!(after, "&after=");
    refused(&clerk.get("documents?direction=incoming&limit=101").await, 422, "api-limit");
    refused(&clerk.get("documents?direction=incoming&after=x").await, 422, "api-after");
    refused(&clerk.get("documents?direction=sideways").await, 422, "api-direction");
    refused(&clerk.get("documents").await, 400, "api-body");
}

/// The table, the description and the routes are the same; nobody gets in without a token, and none does more than its
/// scopes.
async fn every_operation_asks_for_a_token_and_its_scope(story: Story) {
    World::make(&story).await;
    let described = description::describe().unwrap();
    assert_eq!(described["openapi"], "3.1.0");
    let shown = story.browser().get("/api/v1/openapi.json").await;
    assert_eq!(json_of(&shown), described);
    let mut programs = Vec::new();
    for scope in Scope::ALL {
        programs.push((scope, Program::of(&story, "head.a", &[scope.code()]).await));
    }
    let (mut ids, mut seen) = (BTreeSet::new(), 0);
    for operation in operations() {
        let method = if operation.method == Method::Get { "get" } else { "post" };
        let said = &described["paths"][format!("{ROOT}/{}", operation.path)][method];
        assert_eq!(said["summary"].as_str(), Some(operation.summary), "{}", operation.path);
        assert!(ids.insert(said["operationId"].to_string()), "{} twice", said["operationId"]);
        let path = operation.path.split('/').map(|word| match word.starts_with('{') {
            true => "018ea15c-d740-7317-ab81-297f6ef63fb0",
            false => word,
        });
        let path = path.collect::<Vec<_>>().join("/");
        let mut stranger = Program { browser: story.browser(), token: String::new() };
        let ask = async |program: &mut Program| match operation.method {
            Method::Get => program.get(&path).await,
            Method::Post => program.post(&path, json!({})).await,
        };
        refused(&ask(&mut stranger).await, 401, "token-unknown");
        for (scope, program) in &mut programs {
            let answer = ask(program).await;
            if *scope == operation.scope {
                assert!(![401, 405, 500].contains(&answer.status), "{path}: {} {}", answer.status, answer.text());
                assert!(!answer.text().contains("token-scope"), "{path}: {}", answer.text());
            } else {
                refused(&answer, 403, "token-scope");
            }
        }
        seen += 1;
    }
    assert!(seen > 70, "the table holds the verbs: {seen}");
    let paths = described["paths"].as_object().unwrap();
    assert_eq!(paths.values().map(|path| path.as_object().unwrap().len()).sum::<usize>(), seen);
}
