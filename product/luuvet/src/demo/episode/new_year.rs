//! The autumn of 2025, and a new year's registers.

use jiff::civil::date;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::DocumentId;

use super::{Episode, outside};
use crate::demo::acts;
use crate::demo::term::recipient;
use crate::documents::incoming::direct::Direct;
use crate::documents::registers::store::series;
use crate::documents::store::Owner;
use crate::refusal::Refusal;

impl Episode<'_> {
    /// The department's guidance reaches the school that will merge; its work stays open. Gives it as it lies there.
    pub(super) async fn autumn(&mut self) -> Result<DocumentId, Refusal> {
        self.telling.stage("12. Năm học 2025-2026: Sở chỉ đạo chuyên môn trường do xã quản lý");
        let (app, other, department) = (self.telling.app, self.other.clone(), self.department.clone());
        self.telling.at(date(2025, 12, 15), 8, 0);
        let subject = "Hướng dẫn rà soát cơ sở vật chất trước khi sáp nhập trường";
        let to = vec![recipient(&self.school, "lead"), recipient(&other, "lead")];
        let sent = self.approved(&department, Kind::Plan, subject, "gd", to).await?;
        let numbered = self.issued(&department, sent).await?;
        let what = format!("phát hành {} đến hai trường", numbered.symbol);
        self.telling.step(&department, department.who("vanthu")?, what);
        self.telling.at(date(2025, 12, 16), 9, 0);
        let here = acts::received(app, other.id, department.id, sent).await?;
        let number = acts::lay_before(app, &other, here, Some("Kính trình Hiệu trưởng.")).await?;
        self.telling.step(&other, other.who("vanthu")?, format!("đăng ký số đến {number:02} và trình"));
        let direct = Direct {
            document: here,
            wording: "Tổ Văn phòng chủ trì rà soát, lập biên bản bàn giao.".into(),
            lead: Some(Owner::Position(other.post("vanphong")?)),
            due: Some(date(2026, 1, 15)),
            supports: vec![Owner::Position(other.post("totruong.toan")?)],
            informs: Vec::new(),
            inform_all: false,
        };
        let head = other.who("hieutruong")?;
        app.perform(head, direct).await?;
        self.telling.step(&other, head, "bút phê: Tổ Văn phòng chủ trì đến 15/01/2026");
        Ok(here)
    }

    /// What is approved on 31 December and numbered in January belongs to the new year's series, from 01.
    pub(super) async fn new_year(&mut self) -> Result<(), Refusal> {
        self.telling.stage("13. Sang năm 2026: sổ mới bắt đầu từ 01");
        let (app, school) = (self.telling.app, self.school.clone());
        self.telling.at(date(2025, 12, 31), 15, 30);
        let subject = "Lịch trực Tết Dương lịch và kế hoạch tuần đầu năm 2026";
        let to = vec![outside("Cha mẹ học sinh")];
        let document = self.approved(&school, Kind::Notice, subject, "hieutruong", to).await?;
        self.telling.step(&school, school.who("hieutruong")?, "duyệt ngày 31/12/2025, chưa cấp số");
        let last = |year| async move {
            let books = series::of_year(&mut app.read().await?, school.id, "outgoing", year).await?;
            Ok::<_, Refusal>(books.iter().map(|book| book.numbers.last).max().unwrap_or(0))
        };
        let before = last(2025).await?;
        self.telling.at(date(2026, 1, 5), 8, 0);
        let school = self.school.clone();
        let numbered = self.issued(&school, document).await?;
        self.telling.step(&school, school.who("vanthu")?, format!("cấp số {} ngày 05/01/2026", numbered.symbol));
        let first = numbered.symbol.starts_with("01/");
        self.telling.check("Số đầu tiên của sổ 2026 là 01", (!first).then(|| numbered.symbol.clone()));
        self.telling.same("Ngày văn bản là ngày cấp số", &numbered.day, &date(2026, 1, 5));
        let after = last(2025).await?;
        self.telling.same("Sổ 2025 dừng ở số cuối của năm", &after, &before);
        Ok(())
    }
}
