//! Three schools answer the first demand.

use jiff::civil::date;
use luuvet_domain::ids::DocumentId;

use super::{ANSWERING, Case};
use crate::demo::acts;
use crate::demo::term::recipient;
use crate::documents::delivery::issue::issue;
use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::store::drafts;
use crate::jobs;
use crate::refusal::Refusal;

impl Case<'_> {
    /// Drafted from the task, checked, approved by the head, numbered, issued, registered at the department.
    pub(super) async fn answer(&mut self, document: DocumentId) -> Result<(), Refusal> {
        self.stage("5. Ba trường báo cáo kết quả khắc phục");
        for (at, key) in ANSWERING.into_iter().enumerate() {
            self.answer_of(document, key, at).await?;
        }
        Ok(())
    }

    async fn answer_of(&mut self, document: DocumentId, key: &str, at: usize) -> Result<(), Refusal> {
        let (app, world) = (self.app, self.world);
        let (place, school) = (&world.department, world.school(key)?);
        let day = date(2024, 4, 16).saturating_add(jiff::Span::new().days(i64::try_from(at).unwrap_or(0)));
        self.at(day, 8, 0);
        let here = acts::received(app, school.id, place.id, document).await?;
        let asked = drafts::parts(&mut app.read().await?, school.id, here, here).await?.asked;
        let wanted: Vec<_> = self.notice.demands.iter().map(|demand| Some(demand.last_working_day)).collect();
        let found: Vec<_> = asked.iter().map(|one| one.due).collect();
        self.same(format!("Hai hạn trả lời đến {} như Sở đã đặt", school.short_name), &found, &wanted);
        let answer = self.notice.answer.clone();
        let signer = school.post("hieutruong")?;
        let content = Content {
            direction: "outgoing".into(),
            kind: answer.kind.code().into(),
            subject: answer.subject.clone(),
            urgency: "normal".into(),
            department: Some(school.unit("vp")?),
            signer: Some(signer),
            recipients: vec![recipient(place, "inform")],
            answered: asked.iter().take(1).map(|one| one.id).collect(),
            ..Content::default()
        };
        let drafter = school.who("vanphong")?;
        let file = self.answers.get(at).cloned().ok_or(Refusal::NotFound)?;
        let reply = acts::write(app, drafter, Some(here), content, &file).await?;
        let plan = Plan {
            content: Some(school.post("phohieutruong1")?),
            form: Some(school.post("vanthu")?),
            ..Plan::default()
        };
        acts::submit(app, drafter, reply, "Kính trình Hiệu trưởng ký báo cáo gửi Sở.", plan).await?;
        self.step(school, drafter, "soạn trả lời từ việc được giao và trình ký");
        acts::run_circuit(app, school, reply, 3).await?;
        self.step(school, school.who("hieutruong")?, "duyệt ban hành báo cáo do cấp dưới soạn");
        let clerk = school.who("vanthu")?;
        let numbered = acts::number(app, clerk, reply).await?;
        jobs::run_until_idle(app).await?;
        self.at(day, 9, 0);
        issue(app, clerk, reply).await?;
        self.step(school, clerk, format!("cấp số {} và phát hành về Sở", numbered.symbol));
        jobs::run_until_idle(app).await?;
        self.at(day, 10, 0);
        let arrived = acts::received(app, place.id, school.id, reply).await?;
        let number = acts::lay_before(app, place, arrived, None).await?;
        self.step(place, place.who("vanthu")?, format!("đăng ký báo cáo, số đến {number:02}"));
        jobs::run_until_idle(app).await?;
        Ok(())
    }
}
