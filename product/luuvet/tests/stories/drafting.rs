//! A teacher drafts, the circuit checks, the leader approves.

#[path = "drafting/joint.rs"]
mod joint;
#[path = "drafting/mandated.rs"]
mod mandated;
#[path = "drafting/related.rs"]
mod related;

use luuvet_pages::compose::{Block, Moment, Paragraph};
use luuvet_pages::{Faces, Limits, compose, compose::Sheet};

use crate::story;
use crate::support::Story;
use crate::support::browser::Browser;
use crate::support::world::{Place, World};

story!(recipients_are_picked_and_taken_off);
story!(a_persons_trace_tells_what_its_reader_may_see);
story!(a_draft_runs_through_its_circuit);
story!(a_draft_is_returned_and_submitted_again);
story!(an_opinion_is_given_and_another_lapses);
story!(a_submission_is_withdrawn);
story!(the_remaining_steps_are_changed);
story!(a_wrong_file_is_taken_out_again);
story!(a_leader_without_a_mandate_is_told_everything);
story!(an_approved_document_is_returned_before_its_number);
story!(a_marked_file_leaves_nothing);
story!(a_form_sent_twice_makes_one_draft);
story!(an_internal_document_ends_approved);
story!(a_file_at_the_approval_is_an_exception);

fn pdf(lines: &[&str]) -> Vec<u8> {
    let faces = Faces::built_in().unwrap();
    let moment = Moment { year: 2024, month: 4, day: 3, hour: 7, minute: 30 };
    let blocks = lines.iter().map(|line| Block::Paragraph(Paragraph::new(line))).collect();
    compose(&Sheet::new("Dự thảo", moment, blocks), &faces, &Limits::default()).unwrap()
}

/// A kept draft of the teacher of a school, signed by the head, for the department; gives its id.
async fn drafted(teacher: &mut Browser, place: &Place, world: &World, changes: &[(&str, &str)]) -> String {
    let (head, team) = (place.head.to_string(), place.team.to_string());
    let so = format!("organisation:{}", world.so.id);
    let mut fields = vec![
        ("direction", "outgoing"),
        ("kind", "report"),
        ("subject", "Kết quả khắc phục sau kiểm tra"),
        ("urgency", "normal"),
        ("signer", head.as_str()),
        ("department", team.as_str()),
        ("recipient_target", so.as_str()),
        ("recipient_name", ""),
        ("recipient_role", "lead"),
        ("recipient_due", ""),
        ("copies", "1"),
    ];
    for (name, value) in changes {
        fields.retain(|(old, _)| old != name);
        fields.push((name, value));
    }
    let answer = teacher.post("/drafts/new", &fields).await;
    answer.is(303);
    answer.place.clone().unwrap().trim_start_matches("/drafts/").to_owned()
}

async fn with_pdf(teacher: &mut Browser, id: &str, bytes: &[u8]) {
    let files = [("file", "bao-cao.pdf", "application/pdf", bytes)];
    let answer =
        teacher.upload(&format!("/drafts/{id}/files"), &[("declared", "yes"), ("role", "draft")], &files).await;
    answer.is(303);
}

/// The hidden fields of a decision's page.
pub async fn decide(browser: &mut Browser, path: &str, more: &[(&str, &str)]) -> crate::support::browser::Answer {
    let page = browser.get(path).await;
    page.is(200);
    let text = page.text();
    let hidden = |name: &str| {
        let at = text.find(&format!("name=\"{name}\" value=\""));
        at.map(|at| text[at..].split('"').nth(3).unwrap().to_owned())
    };
    let (step, seen, act) = (hidden("step"), hidden("seen"), hidden("act"));
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for (name, value) in [("step", &step), ("seen", &seen), ("act", &act)] {
        if let Some(value) = value {
            fields.push((name, value));
        }
    }
    fields.extend_from_slice(more);
    browser.post(path, &fields).await
}

async fn submitted(teacher: &mut Browser, place: &Place, id: &str, more: &[(&str, &str)]) {
    let (content, form) = (place.team_head.to_string(), place.office_head.to_string());
    let mut fields = vec![("slip", "Kính trình Hiệu trưởng"), ("content", content.as_str()), ("form", form.as_str())];
    fields.extend_from_slice(more);
    teacher.post(&format!("/documents/{id}/submit"), &fields).await.is(303);
}

async fn pass(story: &Story, login: &str, id: &str) {
    let mut browser = story.signed_in(login).await;
    decide(&mut browser, &format!("/documents/{id}/approve"), &[("comment", "")]).await.is(303);
}

async fn a_draft_runs_through_its_circuit(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    teacher.get("/drafts/new").await.is(200).shows("Soạn văn bản");
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    teacher.get(&format!("/drafts/{id}")).await.is(200).shows("Kết quả khắc phục").shows("Chưa có bản PDF để trình");
    teacher.get(&format!("/documents/{id}/submit")).await.is(200).shows("Chưa có bản PDF để đọc và ký");
    let refused = teacher.post(&format!("/documents/{id}/submit"), &[("slip", "")]).await;
    refused.is(422).shows("Chưa có bản PDF để đọc và ký");

    with_pdf(&mut teacher, &id, &pdf(&["Báo cáo kết quả khắc phục"])).await;
    let page = teacher.get(&format!("/documents/{id}/submit")).await;
    page.is(200).hides("Chưa trình được").shows("Người Tổ Trưởng (Tổ trưởng)").shows("/pages/1?w=900");
    submitted(&mut teacher, &world.a, &id, &[]).await;
    teacher.get("/submissions?f=mine").await.shows("Đang trình").shows("đang chờ Người Tổ Trưởng");
    // Nobody else's turn, and nobody from elsewhere.
    let mut stranger = story.signed_in("head.b").await;
    stranger.get(&format!("/documents/{id}/approve")).await.is(404);
    stranger.get(&format!("/documents/{id}/versions")).await.is(404);
    teacher.get(&format!("/documents/{id}/approve")).await.is(409);

    pass(&story, "team.a", &id).await;
    pass(&story, "office.a", &id).await;
    // A teacher cannot approve, whatever he sends.
    let step = luuvet::app::NOBODY.to_string();
    let refused = teacher.post(&format!("/documents/{id}/approve"), &[("step", &step), ("seen", "")]).await;
    refused.is(403).shows("duyệt ban hành");
    let mut head = story.signed_in("head.a").await;
    head.get("/submissions").await.shows("Kết quả khắc phục").shows("Người Giáo Viên trình");
    head.get(&format!("/documents/{id}/approve")).await.shows("Kính trình Hiệu trưởng").shows("Duyệt ban hành");
    let stale = [("step", "x"), ("seen", "00")];
    head.post(&format!("/documents/{id}/approve"), &stale).await.is(422);
    decide(&mut head, &format!("/documents/{id}/approve"), &[("comment", "")]).await.is(303);

    teacher.get("/submissions?f=approved").await.shows("Đã duyệt");
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.get("/").await.shows("data-live=\"to-number\">1<");
    head.get("/trace").await.shows("Duyệt ban hành: Kết quả khắc phục").shows("Trình ký: Kết quả khắc phục");
}

async fn a_draft_is_returned_and_submitted_again(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Hạn trước ngày 30/4"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
    let mut team = story.signed_in("team.a").await;
    let back = format!("/documents/{id}/return");
    decide(&mut team, &back, &[("to", "drafter"), ("reason", "")]).await.is(422).shows("Chưa ghi lý do");
    decide(&mut team, &back, &[("to", "drafter"), ("reason", "Thiếu số liệu lớp 12")]).await.is(303);
    teacher.get("/").await.shows("data-live=\"to-handle\">1<");

    with_pdf(&mut teacher, &id, &pdf(&["Hạn trước ngày 20/6"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
    teacher.get("/").await.shows("data-live=\"to-handle\">0<");
    let versions = teacher.get(&format!("/documents/{id}/versions")).await;
    versions.is(200).shows("Bản 2").shows("Thiếu số liệu lớp 12").shows("30/4").shows("20/6");
    // One step back: the check before decides anew.
    pass(&story, "team.a", &id).await;
    let mut office = story.signed_in("office.a").await;
    decide(&mut office, &back, &[("to", "before"), ("reason", "Xem lại phần kết quả")]).await.is(303);
    team.get("/submissions").await.shows("Kết quả khắc phục");
    pass(&story, "team.a", &id).await;
    pass(&story, "office.a", &id).await;
    pass(&story, "head.a", &id).await;
    teacher.get("/submissions?f=approved").await.shows("Đã duyệt");
}

async fn an_opinion_is_given_and_another_lapses(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Kế hoạch"])).await;
    let (clerk, deputy) = (world.a.clerk.to_string(), world.a.deputy.to_string());
    let content = world.a.team_head.to_string();
    let without_day = [("slip", ""), ("content", content.as_str()), ("opinions", clerk.as_str())];
    teacher.post(&format!("/documents/{id}/submit"), &without_day).await.is(422).shows("phải có hạn");
    let asked = [("opinions", clerk.as_str()), ("opinions", deputy.as_str()), ("due", "5/4/2024")];
    submitted(&mut teacher, &world.a, &id, &asked).await;
    pass(&story, "team.a", &id).await;
    pass(&story, "office.a", &id).await;
    let mut browser = story.signed_in("clerk.a").await;
    let path = format!("/documents/{id}/opinion");
    decide(&mut browser, &path, &[("stance", "disagree"), ("opinion", "")]).await.is(422).shows("Chưa ghi lý do");
    decide(&mut browser, &path, &[("stance", "disagree"), ("opinion", "Thiếu căn cứ")]).await.is(303);
    let close = format!("/documents/{id}/close-opinions");
    teacher.post(&close, &[("reason", "Tiếp thu")]).await.is(422).shows("Chưa hết hạn góp ý");
    story.on("2024-04-06", 8, 0);
    teacher.post(&close, &[("reason", "Tiếp thu ý kiến văn thư")]).await.is(303);
    let mut head = story.signed_in("head.a").await;
    let page = head.get(&format!("/documents/{id}/approve")).await;
    page.is(200).shows("Thiếu căn cứ").shows("Không đồng ý").shows("hết hạn góp ý");
    pass(&story, "head.a", &id).await;
}

async fn a_submission_is_withdrawn(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Tờ trình"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
    let mut team = story.signed_in("team.a").await;
    team.post(&format!("/documents/{id}/withdraw"), &[("reason", "không phải của tôi")]).await.is(422);
    teacher.post(&format!("/documents/{id}/withdraw"), &[("reason", "Nhầm số liệu")]).await.is(303);
    team.get("/").await.shows("data-live=\"to-sign\">0<");
    teacher.get("/submissions?f=mine").await.shows("Đã rút");
    teacher.submit(&format!("/documents/{id}/discard"), &[("reason", "Không cần nữa")]).await.is(200);
    teacher.get("/submissions?f=mine").await.shows("Đã bỏ");
    teacher.get(&format!("/drafts/{id}")).await.is(404);
}

async fn the_remaining_steps_are_changed(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Báo cáo"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
    let path = format!("/documents/{id}/steps");
    teacher.get(&path).await.is(200).shows("Người Chánh Văn Phòng (Chánh Văn phòng)");
    // The chief of office is away: the clerk checks the form, the deputy says what he thinks.
    let (clerk, deputy) = (world.a.clerk.to_string(), world.a.deputy.to_string());
    let fields = [("form", clerk.as_str()), ("opinions", deputy.as_str()), ("due", "10/4/2024")];
    let mut other = story.signed_in("team.a").await;
    other.post(&path, &fields).await.is(403);
    story.signed_in("staff.b").await.post(&path, &fields).await.is(404);
    teacher.post(&path, &[("form", "0190a7f2-0000-7000-8000-000000000001")]).await.is(422);
    teacher.post(&path, &fields).await.is(303);
    teacher.get(&path).await.is(200).shows("Người Văn Thư").hides("đang chờ Người Chánh");
    pass(&story, "team.a", &id).await;
    let mut away = story.signed_in("office.a").await;
    away.get(&format!("/documents/{id}/approve")).await.is(404);
    story.signed_in("head.a").await.get("/trace").await.shows("bước");
    teacher.get("/submissions?f=mine").await.shows("Đang trình").hides("đang chờ Người Chánh Văn Phòng");
}

async fn a_wrong_file_is_taken_out_again(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Nhầm tệp"])).await;
    let page = teacher.get(&format!("/drafts/{id}")).await.shows("bao-cao.pdf").text();
    let file = page.split("/files/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let remove = format!("/drafts/{id}/files/{file}/remove");
    for (login, status) in [("team.a", 404), ("staff.b", 404)] {
        story.signed_in(login).await.post(&remove, &[]).await.is(status);
    }
    teacher.submit(&remove, &[]).await.is(200).hides("bao-cao.pdf").shows("Chưa có bản PDF để trình");
    teacher.post(&remove, &[]).await.is(404);
    teacher.get(&format!("/documents/{id}/files/{file}/download")).await.is(404);
    // What is in its circuit stays as it was submitted.
    with_pdf(&mut teacher, &id, &pdf(&["Đúng tệp"])).await;
    let page = teacher.get(&format!("/drafts/{id}")).await.text();
    let file = page.split("/files/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    submitted(&mut teacher, &world.a, &id, &[]).await;
    let late = teacher.post(&format!("/drafts/{id}/files/{file}/remove"), &[]).await;
    assert!(matches!(late.status, 404 | 409 | 422), "{}", late.status);
    teacher.get(&format!("/documents/{id}/files/{file}/download")).await.is(200);
}

async fn a_leader_without_a_mandate_is_told_everything(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let deputy = world.a.deputy.to_string();
    let none = [("signer", deputy.as_str()), ("recipient_target", ""), ("recipient_role", "inform")];
    let id = drafted(&mut teacher, &world.a, &world, &none).await;
    let page = teacher.get(&format!("/documents/{id}/submit")).await;
    page.shows("Chưa có thẩm quyền ký").shows("Chưa có bản PDF").shows("Chưa có nơi nhận");
    // As one more approver before the head he is stopped at his own step.
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Tờ trình"])).await;
    submitted(&mut teacher, &world.a, &id, &[("approvers", deputy.as_str())]).await;
    pass(&story, "team.a", &id).await;
    pass(&story, "office.a", &id).await;
    let mut browser = story.signed_in("deputy.a").await;
    let refused = decide(&mut browser, &format!("/documents/{id}/approve"), &[("comment", "")]).await;
    refused.is(422).shows("Chưa có thẩm quyền ký");
}

async fn an_approved_document_is_returned_before_its_number(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Báo cáo"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
    for login in ["team.a", "office.a", "head.a"] {
        pass(&story, login, &id).await;
    }
    teacher.post(&format!("/documents/{id}/return"), &[("reason", "Sửa")]).await.is(403);
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.post(&format!("/documents/{id}/return"), &[("reason", "Sai tên cơ quan")]).await.is(303);
    clerk.get("/").await.shows("data-live=\"to-number\">0<");
    teacher.get("/submissions?f=returned").await.shows("Bị trả lại");
    submitted(&mut teacher, &world.a, &id, &[]).await;
    teacher.get(&format!("/documents/{id}/versions")).await.shows("Bản 2").shows("Sai tên cơ quan");
}

async fn a_marked_file_leaves_nothing(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    let (before, path) = (story.app.blobs.list().await.unwrap().len(), format!("/drafts/{id}/files"));
    let marked = pdf(&["TUYỆT MẬT", "Nội dung"]);
    let files = [("file", "van-ban.pdf", "application/pdf", marked.as_slice())];
    teacher.upload(&path, &[("role", "draft")], &files).await.is(422).shows("cần đánh dấu");
    let refused = teacher.upload(&path, &[("declared", "yes"), ("role", "draft")], &files).await;
    refused.is(422).shows("mang dấu chỉ độ mật");
    assert_eq!(story.app.blobs.list().await.unwrap().len(), before);
    teacher.get(&format!("/drafts/{id}")).await.hides("van-ban.pdf");
    let mut head = story.signed_in("head.a").await;
    head.get("/trace").await.shows("Từ chối một tệp mang dấu mật").hides("van-ban.pdf");
}

async fn a_form_sent_twice_makes_one_draft(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let first = drafted(&mut teacher, &world.a, &world, &[("once", "lần-này")]).await;
    let again = drafted(&mut teacher, &world.a, &world, &[("once", "lần-này")]).await;
    assert_eq!(first, again);
    let empty = teacher.post("/drafts/new", &[("kind", "report"), ("subject", " ")]).await;
    empty.is(422).shows("Ô này còn trống");
    // What is typed while writing is kept.
    let path = format!("/drafts/{first}/autosave");
    let fields =
        [("kind", "plan"), ("subject", "Kế hoạch mới"), ("demand_wording", "Báo cáo"), ("demand_day", "30/4/2024")];
    teacher.post(&path, &fields).await.is(204);
    teacher.get(&format!("/drafts/{first}")).await.shows("Kế hoạch mới").shows("30/04/2024");
    let mut stranger = story.signed_in("staff.b").await;
    stranger.post(&path, &fields).await.is(404);
    stranger.get(&format!("/drafts/{first}")).await.is(404);
}

async fn an_internal_document_ends_approved(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let internal =
        [("direction", "internal"), ("kind", "plan"), ("recipient_target", ""), ("recipient_role", "inform")];
    let id = drafted(&mut teacher, &world.a, &world, &internal).await;
    with_pdf(&mut teacher, &id, &pdf(&["Kế hoạch tổ"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
    for login in ["team.a", "office.a", "head.a"] {
        pass(&story, login, &id).await;
    }
    teacher.get("/submissions?f=mine").await.shows("Xong (nội bộ)");
    let mut clerk = story.signed_in("clerk.a").await;
    clerk.get("/").await.shows("data-live=\"to-number\">0<");
}

async fn a_file_at_the_approval_is_an_exception(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Báo cáo"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
    for login in ["team.a", "office.a"] {
        pass(&story, login, &id).await;
    }
    let mut head = story.signed_in("head.a").await;
    let old = head.get(&format!("/documents/{id}/approve")).await.text();
    let late = pdf(&["Phụ lục"]);
    let files = [("file", "phu-luc.pdf", "application/pdf", late.as_slice())];
    let path = format!("/documents/{id}/bring");
    let fields = [("declared", "yes"), ("role", "attachment"), ("reason", "")];
    head.upload(&path, &fields, &files).await.is(422).shows("Chưa ghi lý do");
    let fields = [("declared", "yes"), ("role", "attachment"), ("reason", "Bổ sung phụ lục")];
    head.upload(&path, &fields, &files).await.is(303);
    head.get(&format!("/documents/{id}/approve")).await.shows("phu-luc.pdf").shows("Bổ sung ngoài dự thảo đã trình");
    // The page that was open before shows another version.
    let hidden = |name: &str| {
        let at = old.find(&format!("name=\"{name}\" value=\"")).unwrap();
        old[at..].split('"').nth(3).unwrap().to_owned()
    };
    let (step, seen) = (hidden("step"), hidden("seen"));
    let stale = head.post(&format!("/documents/{id}/approve"), &[("step", &step), ("seen", &seen)]).await;
    stale.is(422).shows("không còn là bản hiện tại");
    pass(&story, "head.a", &id).await;
}

async fn a_persons_trace_tells_what_its_reader_may_see(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    let (document, account) = (format!("/documents/{id}"), teacher.get("/account").await);
    let person = account.text().split("/trace?person=").nth(1).unwrap()[..36].to_owned();

    // Everybody reads his own; the document is a link.
    let own = format!("/trace?person={person}");
    teacher.get(&own).await.is(200).shows("Soạn dự thảo: Kết quả khắc phục").shows(&document);
    teacher.get("/trace").await.is(404);
    // The administrator sees that something happened, not to which document and not its words.
    let mut admin = story.signed_in("admin.a").await;
    admin.get(&own).await.is(200).shows("Soạn dự thảo: —").hides("Kết quả khắc phục").hides(&document);
    admin.get(&format!("/organisation/people/{person}")).await.shows(&own);
    for stranger in ["team.a", "head.b", "head.so"] {
        story.signed_in(stranger).await.get(&own).await.is(404);
    }
    admin.get(&format!("/trace?person={}", uuid::Uuid::nil())).await.is(404);
}

/// The fields of a report with these besides.
fn report<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("kind", "report"), ("subject", "Báo cáo"), ("urgency", "normal")].iter().chain(more).copied().collect()
}

async fn recipients_are_picked_and_taken_off(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    // The picker finds the department above by parts of words, a person by initials, and nobody of another school.
    let found = |words: &str| format!("/drafts/recipients?q={words}");
    let so = format!("organisation:{}", world.so.id);
    teacher.get(&found("so+giao+duc")).await.is(200).shows(&so);
    let person = format!("position:{}", world.a.team_head);
    teacher.get(&found("ntt")).await.is(200).shows("Người Tổ Trưởng").shows(&person).hides(&so);
    teacher.get(&found("tan+yen")).await.is(200).hides("organisation:");
    teacher.get(&found("")).await.is(200).hides("name");

    let id = drafted(&mut teacher, &world.a, &world, &[("recipient_target", ""), ("recipient_role", "inform")]).await;
    let path = format!("/drafts/{id}");
    // Without script: words first, then a choice of what they found; nothing typed is lost.
    let asked = report(&[("recipient_q", "giáo dục"), ("note", "đang gõ")]);
    teacher.post(&path, &asked).await.is(200).shows(&so).shows("đang gõ");
    let picked = report(&[("recipient_pick", &so), ("recipient_pick", &person), ("recipient_new", "support")]);
    teacher.post(&path, &picked).await.is(303);
    teacher.get(&path).await.shows(&so).shows("Người Tổ Trưởng (Tổ trưởng)");

    // One is taken off by its role, and the other one picked again stays once.
    let rows = report(&[
        ("recipient_target", &so),
        ("recipient_name", ""),
        ("recipient_role", ""),
        ("recipient_target", &person),
        ("recipient_name", ""),
        ("recipient_role", "lead"),
        ("recipient_due", ""),
        ("recipient_pick", &person),
    ]);
    teacher.post(&path, &rows).await.is(303);
    let page = teacher.get(&path).await;
    page.hides(&format!("name=\"recipient_target\" value=\"{so}\""));
    assert_eq!(page.text().matches(&format!("value=\"{person}\"")).count(), 1);
}
