//! Copies as documents of their own: sao y, sao lục only of a sao y, trích sao with the part that is extracted.

use luuvet::documents::incoming::store::earlier;
use luuvet::documents::registers::number::GiveNumber;
use luuvet::jobs;
use luuvet_domain::ids::DocumentId;
use luuvet_pages::{Limits, find_blanks, text};

use crate::delivery::notice::{self, page as pdf, stored};
use crate::drafting::decide;
use crate::story;
use crate::support::Story;
use crate::support::browser::{Answer, Browser};
use crate::support::world::World;

story!(a_true_copy_is_numbered_in_the_series_of_copies_and_sent);
story!(an_extract_says_its_part_and_a_copy_of_a_copy_needs_one);

/// The department's notice, issued to both schools.
async fn issued(story: &Story, world: &World) -> DocumentId {
    let id = notice::numbered(&story.app, world, false).await;
    let mut office = story.signed_in("clerk.so").await;
    office.submit(&format!("/documents/{id}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    id
}

async fn copy(browser: &mut Browser, of: &str, fields: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
    let files: Vec<(&str, &str, &str, &[u8])> =
        file.into_iter().map(|bytes| ("file", "trich.pdf", "application/pdf", bytes)).collect();
    browser.upload(&format!("/documents/{of}/copy"), fields, &files).await
}

fn id_of(answer: &Answer) -> String {
    answer.is(303);
    answer.place.clone().unwrap().trim_start_matches("/drafts/").to_owned()
}

async fn a_true_copy_is_numbered_in_the_series_of_copies_and_sent(story: Story) {
    let world = World::make(&story).await;
    let old = issued(&story, &world).await.to_string();
    let mut staff = story.signed_in("staff.so").await;
    staff.get(&format!("/documents/{old}")).await.shows("Sao văn bản");
    staff.get(&format!("/documents/{old}/copy")).await.is(200).shows("Hình thức sao").shows("Bản sao y");
    story.signed_in("staff.b").await.get(&format!("/documents/{old}/copy")).await.is(404);
    let (head, school) = (world.so.head.to_string(), format!("organisation:{}", world.a.id));
    let fields =
        [("kind", "true-copy"), ("signer", head.as_str()), ("recipient", school.as_str()), ("outside", "Sở Nội vụ")];
    let id = id_of(&copy(&mut staff, &old, &fields, None).await);
    let page = staff.get(&format!("/documents/{id}")).await;
    page.is(200).shows("Sao y 01/TB-SGDĐT ngày 03/04/2024").shows("Sao từ").shows(&format!("/documents/{old}"));
    let document: DocumentId = id.parse().unwrap();
    let of = |role: &'static str| {
        let (app, so) = (story.app.clone(), &world.so);
        async move {
            let file = stored(&app, so, document, role).await.remove(0);
            let bytes = app.blobs.get(file.hash).await.unwrap();
            (bytes.clone(), text(&bytes, &Limits::default()).unwrap())
        }
    };
    let (_, words) = of("rendition").await;
    assert_eq!(words.len(), 2, "the copied page and the form of the copy");
    assert!(words[0].contains("Kết quả kiểm tra") && words[1].contains("SAO Y"), "{words:?}");
    assert!(words[1].contains("Người Đứng Đầu") && words[1].contains("Sở Nội vụ"), "{}", words[1]);

    // The ordinary path: submitted, approved, numbered, issued. The original's number is untouched.
    staff.post(&format!("/documents/{id}/submit"), &[("slip", "")]).await.is(303);
    let mut leader = story.signed_in("head.so").await;
    decide(&mut leader, &format!("/documents/{id}/approve"), &[("comment", "")]).await.is(303);
    let verb = GiveNumber { document, register: None, unit: String::new() };
    let numbered = story.app.perform(&notice::clerk(&world.so), verb).await.unwrap();
    assert_eq!(numbered.symbol, "01/SY-SGDĐT");
    jobs::run_until_idle(&story.app).await.unwrap();
    let (bytes, words) = of("issued").await;
    assert!(words[1].contains("01/SY-SGDĐT"), "{}", words[1]);
    assert!(!words[0].contains("01/SY-SGDĐT"), "nothing is printed into the copied document: {}", words[0]);
    assert!(find_blanks(&bytes, &Limits::default()).unwrap().is_empty());
    let mut office = story.signed_in("clerk.so").await;
    office.get("/registers").await.is(200).shows("Sổ đăng ký bản sao");
    office.submit(&format!("/documents/{id}/issue"), &[]).await.is(200);
    jobs::run_until_idle(&story.app).await.unwrap();
    office.get(&format!("/documents/{old}")).await.shows("Đã sao thành").shows("01/SY-SGDĐT");
    office.get(&format!("/documents/{old}/trace")).await.shows("của văn bản này");
    let arrived = earlier(&mut story.app.read().await.unwrap(), world.a.id, world.so.id, document).await.unwrap();
    let at_a = arrived.unwrap();
    story.signed_in("clerk.a").await.get(&format!("/documents/{at_a}")).await.shows("Bản sao y");
}

async fn an_extract_says_its_part_and_a_copy_of_a_copy_needs_one(story: Story) {
    let world = World::make(&story).await;
    let old = issued(&story, &world).await.to_string();
    let head = world.so.head.to_string();
    let mut staff = story.signed_in("staff.so").await;
    let wrong = [("kind", "copy-of-copy"), ("signer", head.as_str())];
    copy(&mut staff, &old, &wrong, None).await.is(422).shows("Sao lục chỉ sao từ bản sao y");
    let part = "Mục II, kiến nghị đối với Trường THPT Hiệp Hòa số 3";
    let extract = [("kind", "extract-copy"), ("signer", head.as_str()), ("declared", "yes"), ("outside", "Sở Nội vụ")];
    let refused = copy(&mut staff, &old, &extract, None).await;
    refused.is(422).shows("phải ghi trích phần nào").shows("cần bản trích");
    let mut whole = extract.to_vec();
    whole.push(("part", part));
    let id = id_of(&copy(&mut staff, &old, &whole, Some(&pdf())).await);
    let file = stored(&story.app, &world.so, id.parse().unwrap(), "rendition").await.remove(0);
    let words = text(&story.app.blobs.get(file.hash).await.unwrap(), &Limits::default()).unwrap();
    assert!(words.concat().contains("TRÍCH SAO") && words.concat().contains("Mục II"), "{}", words.concat());
    // When the draft changes, its pages say so too.
    let fields = [
        ("kind", "extract-copy"),
        ("subject", "Trích sao thông báo"),
        ("urgency", "normal"),
        ("signer", head.as_str()),
        ("recipient_target", ""),
        ("recipient_name", "Thanh tra tỉnh"),
        ("recipient_role", "inform"),
        ("recipient_due", ""),
        ("relation_kind", "copy-of"),
        ("relation_wording", "01/TB-SGDĐT"),
        ("relation_other", old.as_str()),
    ];
    staff.post(&format!("/drafts/{id}"), &fields).await.is(303);
    let file = stored(&story.app, &world.so, id.parse().unwrap(), "rendition").await.remove(0);
    let words = text(&story.app.blobs.get(file.hash).await.unwrap(), &Limits::default()).unwrap().concat();
    assert!(words.contains("Thanh tra tỉnh") && !words.contains("Sở Nội vụ"), "{words}");
    // A copy that is a copy of nothing is not submitted.
    let mut bare = fields[..8].to_vec();
    bare.push(("relation_wording", ""));
    staff.post(&format!("/drafts/{id}"), &bare).await.is(303);
    staff.get(&format!("/documents/{id}/submit")).await.shows("Bản sao phải ghi sao từ văn bản nào");
    // What has not been issued is not copied.
    story.signed_in("staff.so").await.get(&format!("/documents/{id}/copy")).await.is(404);
}
