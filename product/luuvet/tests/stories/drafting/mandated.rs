//! Signers below the leaders: by regulation (TL.), by a written authorisation (TUQ.), and only as long as it holds.

use super::{decide, drafted, pass, pdf, submitted, with_pdf};
use crate::story;
use crate::support::Story;
use crate::support::browser::Browser;
use crate::support::world::{Place, World};

story!(a_head_of_office_signs_by_regulation);
story!(a_written_authorisation_ends_and_is_not_passed_on);

/// The administrator enters a mandate; gives its id.
async fn mandate(admin: &mut Browser, fields: &[(&str, &str)]) -> String {
    let page = admin.submit("/organisation/mandates", fields).await;
    page.is(200);
    let text = page.text();
    let (_, rest) = text.rsplit_once("/end\"").map(|(before, _)| before.rsplit_once('/').unwrap()).unwrap();
    rest.to_owned()
}

/// The circuit of a draft that the head of the office signs: the clerk checks its form.
async fn under_way(story: &Story, place: &Place, teacher: &mut Browser, id: &str) {
    with_pdf(teacher, id, &pdf(&["Giấy giới thiệu"])).await;
    let clerk = place.clerk.to_string();
    let team = place.team_head.to_string();
    let fields = [("slip", ""), ("content", team.as_str()), ("form", clerk.as_str())];
    teacher.post(&format!("/documents/{id}/submit"), &fields).await.is(303);
    for login in ["team.a", "clerk.a"] {
        pass(story, login, id).await;
    }
}

async fn a_head_of_office_signs_by_regulation(story: Story) {
    let world = World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let office = world.a.office_head.to_string();
    // Without a mandate nobody below the leaders signs, whatever the form says.
    let id = drafted(&mut teacher, &world.a, &world, &[("signer", office.as_str())]).await;
    let page = teacher.get(&format!("/documents/{id}/submit")).await;
    page.is(200).shows("không có thẩm quyền ký TL.").hides("TL. HIỆU TRƯỞNG");
    teacher.get(&format!("/drafts/{id}")).await.hides(&format!("<option value=\"{office}\""));

    let mut admin = story.signed_in("admin.a").await;
    let regulation =
        [("kind", "tl"), ("position", office.as_str()), ("basis", "Quy chế làm việc số 5/QĐ-THPTHH3"), ("from", "")];
    let tl = mandate(&mut admin, &regulation).await;
    teacher.get(&format!("/drafts/{id}")).await.shows(&format!("<option value=\"{office}\""));
    let named = [("signer", office.as_str()), ("mandate", tl.as_str())];
    let id = drafted(&mut teacher, &world.a, &world, &named).await;
    let page = teacher.get(&format!("/documents/{id}/submit")).await;
    page.shows("TL. HIỆU TRƯỞNG<br>CHÁNH VĂN PHÒNG<br>Người Chánh Văn Phòng");
    under_way(&story, &world.a, &mut teacher, &id).await;
    // The step is his: nobody else, not the teacher and not the head, signs in his place.
    let path = format!("/documents/{id}/approve");
    teacher.get(&path).await.is(409);
    let mut signer = story.signed_in("office.a").await;
    signer.get(&path).await.is(200).shows("TL. HIỆU TRƯỞNG<br>CHÁNH VĂN PHÒNG").shows("Duyệt ban hành");
    decide(&mut signer, &path, &[("comment", "")]).await.is(303);
    signer.get(&format!("/documents/{id}")).await.shows("Người Chánh Văn Phòng, Chánh Văn phòng");
    story.signed_in("clerk.a").await.get("/").await.shows("data-live=\"to-number\">1<");
    // The same mandate in another's hand is refused with its reason.
    let team = world.a.team_head.to_string();
    let wrong = [("signer", team.as_str()), ("mandate", tl.as_str())];
    let id = drafted(&mut teacher, &world.a, &world, &wrong).await;
    teacher.get(&format!("/documents/{id}/submit")).await.shows("Thẩm quyền này giao cho vị trí khác");
}

async fn a_written_authorisation_ends_and_is_not_passed_on(story: Story) {
    let world = World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    let (office, team) = (world.a.office_head.to_string(), world.a.team_head.to_string());
    let written = "Giấy ủy quyền số 2/GUQ-THPTHH3";
    let unlimited = [("kind", "tuq"), ("position", office.as_str()), ("basis", written), ("from", "")];
    admin.post("/organisation/mandates", &unlimited).await.is(422).shows("Thừa ủy quyền phải có");
    let limited = [unlimited[0], unlimited[1], unlimited[2], ("kinds", "report"), ("until", "10/04/2024")];
    let tuq = mandate(&mut admin, &limited).await;
    let passed = [
        ("kind", "tuq"),
        ("position", team.as_str()),
        ("on_behalf_of", office.as_str()),
        ("basis", "Giấy ủy quyền số 3"),
        ("kinds", "report"),
        ("until", "10/04/2024"),
    ];
    admin.post("/organisation/mandates", &passed).await.is(422).shows("không ủy quyền lại được");

    let mut teacher = story.signed_in("staff.a").await;
    // It covers reports only.
    let outside = [("signer", office.as_str()), ("mandate", tuq.as_str()), ("kind", "plan")];
    let id = drafted(&mut teacher, &world.a, &world, &outside).await;
    teacher.get(&format!("/documents/{id}/submit")).await.shows("ngoài phạm vi thẩm quyền");
    let named = [("signer", office.as_str()), ("mandate", tuq.as_str())];
    let (early, late) =
        (drafted(&mut teacher, &world.a, &world, &named).await, drafted(&mut teacher, &world.a, &world, &named).await);
    for id in [&early, &late] {
        teacher.get(&format!("/documents/{id}/submit")).await.shows("TUQ. HIỆU TRƯỞNG<br>CHÁNH VĂN PHÒNG");
        under_way(&story, &world.a, &mut teacher, id).await;
    }
    let mut signer = story.signed_in("office.a").await;
    decide(&mut signer, &format!("/documents/{early}/approve"), &[("comment", "")]).await.is(303);
    // The day after its last one it permits nothing any more.
    story.on("2024-04-11", 8, 0);
    let mut signer = story.signed_in("office.a").await;
    let refused = decide(&mut signer, &format!("/documents/{late}/approve"), &[("comment", "")]).await;
    refused.is(422).shows("Thẩm quyền này đã hết hạn");
    let mut teacher = story.signed_in("staff.a").await;
    let id = drafted(&mut teacher, &world.a, &world, &named).await;
    with_pdf(&mut teacher, &id, &pdf(&["Báo cáo"])).await;
    let fields = [("slip", ""), ("content", team.as_str())];
    teacher.post(&format!("/documents/{id}/submit"), &fields).await.is(422).shows("Thẩm quyền này đã hết hạn");
    // The head signs what he signs himself, as ever.
    let id = drafted(&mut teacher, &world.a, &world, &[]).await;
    with_pdf(&mut teacher, &id, &pdf(&["Báo cáo"])).await;
    submitted(&mut teacher, &world.a, &id, &[]).await;
}
