//! The schools: registered, directed, read; and the one that was forgotten.

use jiff::civil::date;
use luuvet_domain::ids::DocumentId;

use super::{Case, DAY, FORGOTTEN, SILENT};
use crate::demo::acts;
use crate::documents::delivery::add_recipients::{AddRecipients, Addressee};
use crate::documents::incoming::direct::Direct;
use crate::documents::permitted;
use crate::documents::store::Owner;
use crate::documents::tasks::acknowledge::Acknowledge;
use crate::documents::tasks::open::{Open, ReadToEnd};
use crate::documents::tasks::support::GiveSupport;
use crate::jobs;
use crate::refusal::Refusal;
use crate::work::Actor;

impl Case<'_> {
    /// The clerks register and submit; the heads direct and assign.
    pub(super) async fn receive(&mut self, document: DocumentId) -> Result<(), Refusal> {
        self.stage("2. Các trường tiếp nhận, đăng ký, trình, bút phê và giao việc");
        let (app, world) = (self.app, self.world);
        for school in world.schools.iter().filter(|school| school.key != FORGOTTEN && school.key != SILENT) {
            self.at(DAY, 14, 0);
            let here = acts::received(app, school.id, world.department.id, document).await?;
            let clerk = school.who("vanthu")?;
            let proposal = "Kính trình lãnh đạo; đề xuất Tổ Văn phòng chủ trì, các tổ chuyên môn phối hợp.";
            let number = acts::lay_before(app, school, here, Some(proposal)).await?;
            self.step(school, clerk, format!("đăng ký số đến {number:02} và trình lãnh đạo"));
            self.at(date(2024, 4, 4), 8, 0);
            self.direct(school.key.as_str(), here).await?;
        }
        jobs::run_until_idle(app).await?;
        Ok(())
    }

    async fn direct(&mut self, key: &str, document: DocumentId) -> Result<(), Refusal> {
        let school = self.world.school(key)?;
        let head = school.who("hieutruong")?;
        let (who, note) = if key == "ty2" {
            // The head is away; the deputy who was named handles what lies before her, visibly.
            let deputy = school.who("phohieutruong1")?.clone();
            (Actor { substitutes: head.position.into_iter().collect(), ..deputy }, " (xử lý thay Hiệu trưởng)")
        } else {
            (head.clone(), "")
        };
        let teams = ["toan", "van", "khtn", "nnxh"];
        let posts: Result<Vec<Owner>, Refusal> =
            teams.iter().map(|team| Ok(Owner::Position(school.post(&format!("totruong.{team}"))?))).collect();
        let verb = Direct {
            document,
            wording:
                "Tổ Văn phòng chủ trì khắc phục kiến nghị 3 và 4, soạn báo cáo gửi Sở; các tổ phối hợp, mọi giáo viên \
                      đọc trên hệ thống."
                    .into(),
            lead: Some(Owner::Position(school.post("vanphong")?)),
            due: Some(date(2024, 4, 24)),
            supports: posts?,
            informs: Vec::new(),
            inform_all: true,
        };
        self.app.perform(&who, verb).await?;
        self.step(
            school,
            &who,
            format!("bút phê{note}: Tổ Văn phòng chủ trì đến 24/4, các tổ phối hợp, mọi người đọc"),
        );
        Ok(())
    }

    /// Leads, teams and teachers open and read it.
    pub(super) async fn read(&mut self, document: DocumentId) -> Result<(), Refusal> {
        self.stage("3. Tổ chuyên môn và giáo viên đọc, phối hợp trên hệ thống");
        let (app, world) = (self.app, self.world);
        for school in
            world.schools.iter().filter(|school| ![FORGOTTEN, SILENT, super::OVERDUE].contains(&school.key.as_str()))
        {
            self.at(date(2024, 4, 5), 7, 30);
            let here = acts::received(app, school.id, world.department.id, document).await?;
            let lead = school.who("vanphong")?;
            app.perform(lead, Open { document: here }).await?;
            self.step(school, lead, "mở việc chủ trì: văn bản chuyển sang đang xử lý");
            for login in ["gv1.toan", "gv2.toan", "gv1.van"] {
                let teacher = school.who(login)?;
                app.perform(teacher, Open { document: here }).await?;
                app.perform(teacher, ReadToEnd { document: here }).await?;
            }
            self.step(school, school.who("gv1.toan")?, "cùng hai giáo viên khác mở và đọc hết thông báo");
            let head_of_team = school.who("totruong.toan")?;
            let tasks = acts::tasks_of(app, school.id, here).await?;
            if let Some(task) = tasks.iter().find(|task| task.owner_position == head_of_team.position) {
                app.perform(head_of_team, Acknowledge { task: task.id }).await?;
                let opinion = Some("Tổ đã phân công từng giáo viên xử lý văn bản trên hệ thống.".to_owned());
                app.perform(head_of_team, GiveSupport { task: task.id, opinion }).await?;
                self.step(school, head_of_team, "xác nhận đã đọc và góp ý phối hợp");
            }
        }
        jobs::run_until_idle(app).await?;
        let (one, other) = (world.school("hh3")?, world.school("hh2")?);
        let foreign = acts::received(app, other.id, world.department.id, document).await?;
        let seen = permitted::find(&mut app.read().await?, one.who("gv1.toan")?, foreign).await;
        self.refused("Giáo viên trường này không thấy văn bản của trường khác", seen)
    }

    /// The department sends the notice to the school that was forgotten.
    pub(super) async fn send_later(&mut self, document: DocumentId) -> Result<(), Refusal> {
        self.stage("4. Sở gửi bổ sung cho trường bị sót");
        let (app, world) = (self.app, self.world);
        let (place, school) = (&world.department, world.school(FORGOTTEN)?);
        self.at(date(2024, 4, 8), 8, 10);
        let clerk = place.who("vanthu")?;
        let to = Addressee { kind: "organisation".into(), target: Some(school.id.0), name: String::new() };
        let verb = AddRecipients { document, to: vec![to], role: "lead".into(), due: None };
        app.perform(clerk, verb.clone()).await?;
        self.step(place, clerk, format!("gửi bổ sung đến {}", school.short_name));
        jobs::run_until_idle(app).await?;
        let again = app.perform(clerk, verb).await;
        self.refused("Không gửi được lần thứ hai cho nơi đã nhận", again)?;
        self.at(date(2024, 4, 8), 9, 0);
        let here = acts::received(app, school.id, place.id, document).await?;
        let number = acts::lay_before(app, school, here, Some("Kính trình Hiệu trưởng.")).await?;
        self.step(school, school.who("vanthu")?, format!("đăng ký số đến {number:02} và trình lãnh đạo"));
        jobs::run_until_idle(app).await?;
        Ok(())
    }
}
