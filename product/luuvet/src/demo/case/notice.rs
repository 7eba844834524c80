//! The department: from the draft to the issued notice.

use luuvet_domain::ids::DocumentId;

use super::{ANSWERING, Case, DAY, FORGOTTEN};
use crate::demo::acts;
use crate::demo::letter::Letter;
use crate::demo::notice;
use crate::demo::term::{organisation, recipient};
use crate::demo::world::World;
use crate::documents::delivery::issue::issue;
use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::store::drafts::{Demand, Related};
use crate::documents::registers::confirm_register::ConfirmRegister;
use crate::documents::registers::open_behind::OpenBehind;
use crate::documents::registers::open_register::Cover;
use crate::documents::store::NewFile;
use crate::jobs;
use crate::organisations::calendar;
use crate::refusal::Refusal;
use jiff::civil::date;
use luuvet_domain::documents::Kind;

/// The letters of the case: the notice, then the answers of the schools.
///
/// # Errors
/// When the texts cannot be read.
pub fn letters(world: &World) -> Result<Vec<(String, Letter)>, Refusal> {
    let notice = notice::read()?;
    let of = organisation(&world.department, notice.kind, "vp", "pgd", &notice.subject)?;
    let letter = Letter {
        text: notice.text.clone(),
        recipients: notice.recipients.clone(),
        capacity: notice.capacity.clone(),
        signer: notice.signer.clone(),
        ..of
    };
    let mut all = vec![("thong-bao-ket-qua-kiem-tra.pdf".to_owned(), letter)];
    for key in ANSWERING {
        let school = world.school(key)?;
        let of = organisation(school, notice.answer.kind, "vp", "hieutruong", &notice.answer.subject)?;
        let text = notice.answer.text.iter().map(|line| line.replace("{school}", &school.short_name)).collect();
        let letter = Letter { text, recipients: notice.answer.recipients.clone(), ..of };
        all.push((format!("bao-cao-khac-phuc-{key}.pdf"), letter));
    }
    Ok(all)
}

impl Case<'_> {
    /// The book of notices goes on behind the old one; the notice is drafted, checked, approved, numbered and issued.
    pub(super) async fn issue(&mut self) -> Result<DocumentId, Refusal> {
        self.stage("1. Sở soạn, kiểm tra, duyệt, cấp số và phát hành thông báo");
        self.open_book().await?;
        let document = self.draft().await?;
        self.circuit(document).await?;
        let (app, place) = (self.app, &self.world.department);
        let clerk = place.who("vanthu")?;
        self.at(DAY, 9, 0);
        let numbered = acts::number(app, clerk, document).await?;
        self.step(place, clerk, format!("cấp số {}", numbered.symbol));
        let wanted = format!("{}/TB-SGDĐT", self.notice.number);
        self.same("Số lấy từ sổ thông báo, tiếp sau số cuối của sổ cũ", &numbered.symbol, &wanted);
        self.same("Ngày văn bản là ngày cấp số", &numbered.day, &DAY);
        jobs::run_until_idle(app).await?;
        self.at(DAY, 9, 30);
        let issued = issue(app, clerk, document).await?;
        self.step(place, clerk, format!("phát hành {} đến {} nơi nhận", issued.symbol, issued.recipients));
        jobs::run_until_idle(app).await?;
        Ok(document)
    }

    async fn open_book(&mut self) -> Result<(), Refusal> {
        let (app, place) = (self.app, &self.world.department);
        let (clerk, head) = (place.who("vanthu")?, place.who("gd")?);
        self.at(date(2024, 4, 1), 8, 15);
        let cover = Cover {
            name: "Sổ thông báo".into(),
            direction: "outgoing".into(),
            year: 2024,
            kinds: vec![Kind::Notice.code().into()],
            owner_symbol: String::new(),
        };
        let verb = OpenBehind {
            cover,
            first_number: self.notice.number,
            last_number: self.notice.number - 1,
            last_day: Some(date(2024, 3, 29)),
            scan: Some(NewFile { role: "scan".into(), name: "trang-cuoi-so-cu.pdf".into(), ..self.file.clone() }),
        };
        let register = app.perform(clerk, verb).await?;
        let last = self.notice.number - 1;
        self.step(place, clerk, format!("mở sổ thông báo giữa năm, nối sau số {last}"));
        app.perform(head, ConfirmRegister { register }).await?;
        self.step(place, head, "xác nhận sổ mở giữa năm");
        Ok(())
    }

    async fn draft(&mut self) -> Result<DocumentId, Refusal> {
        let (app, place, notice) = (self.app, &self.world.department, self.notice.clone());
        self.at(date(2024, 4, 1), 14, 0);
        let calendar = calendar::built_in()?;
        let mut demands = Vec::new();
        for demand in &notice.demands {
            let due = calendar.last_day_before(demand.stated).map_err(|error| Refusal::Broken(error.to_string()))?;
            self.same(
                format!(
                    "“trước ngày {}”: ngày làm việc cuối cùng là {}",
                    vietnamese::dates::short(demand.stated),
                    vietnamese::dates::short(demand.last_working_day)
                ),
                &due,
                &demand.last_working_day,
            );
            demands.push(Demand { wording: demand.wording.clone(), stated: demand.stated, excludes: true, due });
        }
        let schools = self.world.schools.iter().filter(|school| school.key != FORGOTTEN);
        let signer = place.post("pgd")?;
        let related = |basis: &String| Related { kind: "based-on".into(), wording: basis.clone(), other: None };
        let content = Content {
            direction: "outgoing".into(),
            kind: notice.kind.code().into(),
            subject: notice.subject.clone(),
            urgency: "normal".into(),
            department: Some(place.unit("vp")?),
            signer: Some(signer),
            mandate: acts::mandate(app, place.id, signer).await?,
            recipients: schools.map(|school| recipient(school, "lead")).collect(),
            demands,
            relations: notice.bases.iter().map(related).collect(),
            ..Content::default()
        };
        let drafter = place.who("cv1.vp")?;
        let document = acts::write(app, drafter, None, content, &self.file).await?;
        self.step(place, drafter, format!("soạn dự thảo “{}”", notice.subject));
        let plan = Plan {
            content: Some(place.post("cvp")?),
            form: Some(place.post("pcvp")?),
            opinions: vec![place.post("ctt")?],
            due: Some(DAY),
            approvers: Vec::new(),
        };
        acts::submit(app, drafter, document, "Kính trình Phó Giám đốc ký thay Giám đốc.", plan).await?;
        self.step(place, drafter, "trình ký: duyệt nội dung, kiểm tra thể thức, xin ý kiến Thanh tra, duyệt ban hành");
        Ok(document)
    }

    async fn circuit(&mut self, document: DocumentId) -> Result<(), Refusal> {
        let (app, place) = (self.app, &self.world.department);
        let early = acts::number(app, place.who("vanthu")?, document).await;
        self.refused("Chưa duyệt thì không cấp được số", early)?;
        let words = [
            (date(2024, 4, 2), 8, "duyệt nội dung", "Đủ tồn tại theo từng đơn vị."),
            (date(2024, 4, 2), 10, "kiểm tra thể thức", ""),
            (date(2024, 4, 2), 15, "góp ý: đồng ý", "Nhất trí với dự thảo."),
            (DAY, 8, "duyệt ban hành, ký thay Giám đốc (KT.)", ""),
        ];
        for (day, hour, what, said) in words {
            self.at(day, hour, 20);
            let turns = acts::pending(app, place.id, document).await?;
            let turn = turns.first().ok_or_else(|| Refusal::Broken("the circuit ended early".into()))?;
            let who = place.holder(turn.position)?;
            acts::decide(app, who, document, turn, said).await?;
            self.step(place, who, what);
        }
        let left = acts::pending(app, place.id, document).await?.len();
        self.same("Mọi bước trình ký đã qua, trên đúng một bản đã đóng băng", &left, &0);
        Ok(())
    }
}
