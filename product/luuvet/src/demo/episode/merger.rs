//! January 2026: one school goes on in the other.

use jiff::civil::date;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::DocumentId;

use super::Episode;
use crate::demo::acts;
use crate::demo::term::recipient;
use crate::documents::delivery::issue::issue;
use crate::documents::delivery::store::recipients;
use crate::documents::incoming::store::earlier;
use crate::documents::registers::store::series;
use crate::documents::tasks::store::find;
use crate::jobs;
use crate::organisations::mergers::{self, AgreeToMerger, Go, MergeOrganisation, Moved};
use crate::refusal::Refusal;

impl Episode<'_> {
    /// People and open work go over; what is sent to the old name later arrives at the successor.
    pub(super) async fn merge(&mut self, open: DocumentId) -> Result<(), Refusal> {
        self.telling.stage("14. Từ 06/01/2026: trường nhỏ sáp nhập vào trường xã");
        let (app, school, other) = (self.telling.app, self.school.clone(), self.other.clone());
        let department = self.department.clone();
        self.telling.at(date(2026, 1, 5), 14, 0);
        let subject = "Kế hoạch kiểm tra học kỳ I năm học 2025-2026";
        let waiting = self.approved(&department, Kind::Plan, subject, "gd", vec![recipient(&other, "lead")]).await?;
        let clerk = department.who("vanthu")?;
        acts::number(app, clerk, waiting).await?;
        jobs::run_until_idle(app).await?;
        self.telling.step(&department, clerk, format!("cấp số một văn bản gửi {}", other.short_name));

        self.telling.at(date(2026, 1, 6), 8, 0);
        let (admin, receiver) = (other.who("quantri")?, school.who("quantri")?);
        let mut people = Vec::new();
        for actor in other.people.values() {
            let Some(position) = actor.position else { continue };
            people.push(Moved { position, go: if actor.person == admin.person { Go::Both } else { Go::Open } });
        }
        let merge = MergeOrganisation { into: school.id, people, rest: Some(school.post("vanphong")?) };
        let early = app.perform(admin, merge.clone()).await;
        self.telling.refused("Không sáp nhập được vào nơi chưa đồng ý nhận", early)?;
        app.perform(receiver, AgreeToMerger { from: other.id }).await?;
        self.telling.step(&school, receiver, format!("đồng ý nhận {}", other.short_name));
        let tasks = acts::tasks_of(app, other.id, open).await?;
        app.perform(admin, merge).await?;
        self.telling.step(&other, admin, format!("sáp nhập vào {}", school.name));
        jobs::run_until_idle(app).await?;
        jobs::run_until_idle(app).await?;

        let day = "2026-01-06";
        let mut tx = app.read().await?;
        let mut moved = Vec::new();
        for task in tasks.iter().filter(|task| task.state == "open") {
            let there = find(&mut tx, school.id, task.id, day).await?;
            moved.push(there.is_some_and(|there| there.state == "open" && there.due == task.due));
        }
        let left = acts::tasks_of(app, other.id, open).await?.iter().filter(|task| task.state == "open").count();
        drop(tx);
        self.telling.same(
            "Việc còn mở đã sang trường mới, đúng hạn cũ, không việc nào rơi lại",
            &(moved, left),
            &(vec![true; 2], 0),
        );
        let (asked, wanted) = (mergers::successor(&mut app.read().await?, other.id).await?, school.id);
        self.telling.same("Đơn vị cũ có đơn vị nhận", &asked, &wanted);
        let books = series::of_year(&mut app.read().await?, other.id, "incoming", 2025).await?;
        let closed: Vec<_> = books.iter().map(|book| (book.numbers.last, book.closed)).collect();
        self.telling.same("Sổ đến của trường cũ đã khóa, số cuối 01", &closed, &vec![(1, Some(date(2026, 1, 6)))]);

        self.telling.at(date(2026, 1, 6), 9, 0);
        issue(app, clerk, waiting).await?;
        jobs::run_until_idle(app).await?;
        self.telling.step(&department, clerk, format!("phát hành văn bản đã ghi nơi nhận {}", other.short_name));
        let mut tx = app.read().await?;
        let found = (
            earlier(&mut tx, other.id, department.id, waiting).await?.is_some(),
            earlier(&mut tx, school.id, department.id, waiting).await?.is_some(),
        );
        let rows = recipients::of_document(&mut tx, department.id, waiting).await?;
        drop(tx);
        self.telling.same("Văn bản gửi trường cũ đến trường nhận", &found, &(false, true));
        let kept: Vec<(String, String)> = rows.into_iter().map(|one| (one.name, one.state)).collect();
        self.telling.same(
            "Nơi nhận trên văn bản giữ tên đã ghi",
            &kept,
            &vec![(other.name.clone(), "delivered".to_owned())],
        );
        Ok(())
    }
}
