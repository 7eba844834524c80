//! June and July 2025: the old order, two parents, new names, a mandate that ended.

use jiff::civil::date;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::organisations::lines::Line;
use luuvet_domain::signing::MandateKind;

use super::{Episode, NEW, OLD, above, outside};
use crate::demo::acts;
use crate::demo::world::{self, Settled};
use crate::organisations::mandates::{EndMandate, GiveMandate};
use crate::organisations::open_organisation::Parent;
use crate::organisations::tree::{MoveOrganisation, RenameOrganisation};
use crate::refusal::Refusal;

impl Episode<'_> {
    /// Under the district: the school issues a report in its old name.
    pub(super) async fn before(&mut self) -> Result<DocumentId, Refusal> {
        self.telling.stage("9. Hồi sau (minh họa): tháng 6/2025, trường còn thuộc huyện");
        let school = self.school.clone();
        let to = vec![outside("Phòng Giáo dục và Đào tạo huyện (minh họa)")];
        let subject = "Tổng kết năm học 2024-2025";
        let document = self.approved(&school, Kind::Report, subject, "hieutruong", to).await?;
        let numbered = self.issued(&school, document).await?;
        let said = format!("phát hành {} dưới tên {}", numbered.symbol, school.name);
        self.telling.step(&school, school.who("vanthu")?, said);
        Ok(document)
    }

    /// The commune begins; it manages both schools, the department directs them.
    pub(super) async fn commune(&mut self) -> Result<(), Refusal> {
        self.telling.stage("10. Từ 01/7/2025: chính quyền hai cấp, trường có hai cơ quan trên");
        self.telling.at(NEW, 8, 0);
        let (app, names) = (self.telling.app, self.names.clone());
        let of_commune = [Parent { line: "managing".into(), organisation: None, name: names.commune.parent.clone() }];
        let commune = world::settle_body(app, &names.commune, &of_commune, NEW).await?;
        let department = self.world.department.clone();
        let rename = RenameOrganisation {
            name: names.department.name.clone(),
            short_name: names.department.short_name.clone(),
            symbol: department.symbol.clone(),
            place: names.department.place.clone(),
            from: NEW,
        };
        let admin = department.who("quantri")?;
        app.perform(admin, rename).await?;
        self.department = Settled {
            name: names.department.name.clone(),
            short_name: names.department.short_name.clone(),
            place: names.department.place.clone(),
            above: names.department.parent.clone(),
            ..department
        };
        self.telling.step(
            &self.department,
            self.department.who("quantri")?,
            format!("đổi tên thành {}", names.department.name),
        );
        let (upper, commune_name) = (names.department.name.to_uppercase(), commune.name.to_uppercase());
        for school in &self.world.schools {
            for line in [Line::Managing, Line::Professional] {
                let parent = Some(self.department.id);
                let verb = MoveOrganisation { line, parent, parent_name: upper.clone(), from: NEW };
                app.perform(school.who("quantri")?, verb).await?;
            }
        }
        for school in [self.school.clone(), self.other.clone()] {
            for (line, parent, name) in
                [(Line::Managing, commune.id, &commune_name), (Line::Professional, self.department.id, &upper)]
            {
                let verb = MoveOrganisation { line, parent: Some(parent), parent_name: name.clone(), from: NEW };
                app.perform(school.who("quantri")?, verb).await?;
            }
            self.telling.step(
                &school,
                school.who("quantri")?,
                format!("do {} quản lý, Sở chỉ đạo chuyên môn", commune.short_name),
            );
        }
        (self.school.above, self.other.above) = (commune_name.clone(), commune_name.clone());
        let found = [
            above(app, &self.school, "managing", OLD).await?,
            above(app, &self.school, "managing", NEW).await?,
            above(app, &self.school, "professional", OLD).await?,
            above(app, &self.school, "professional", NEW).await?,
        ];
        let wanted = [names.before.managing, commune_name, names.before.professional, upper];
        self.telling.same("Cơ quan trên của trường ngày 16/6 và ngày 01/7, hai tuyến", &found, &wanted);
        Ok(())
    }

    /// The school's new name; the old document keeps the old one.
    pub(super) async fn renamed(&mut self, old: DocumentId) -> Result<(), Refusal> {
        let (app, called) = (self.telling.app, self.names.renamed.clone());
        let before = self.school.clone();
        let verb = RenameOrganisation {
            name: called.name.clone(),
            short_name: called.short_name.clone(),
            symbol: called.symbol.clone(),
            place: called.place.clone(),
            from: NEW,
        };
        app.perform(before.who("quantri")?, verb).await?;
        let (name, short_name, symbol) = (called.name, called.short_name, called.symbol);
        self.school = Settled { name, short_name, symbol, place: called.place, ..before.clone() };
        let school = self.school.clone();
        self.telling.step(&school, school.who("quantri")?, format!("đổi tên thành {}", school.name));
        let subject = "Phân công nhiệm vụ hè 2025";
        let new = self.approved(&school, Kind::Notice, subject, "hieutruong", vec![outside("Cha mẹ học sinh")]).await?;
        let numbered = self.issued(&school, new).await?;
        self.telling.step(&school, school.who("vanthu")?, format!("phát hành {}", numbered.symbol));
        let (was, is) = (self.document(&school, old).await?, self.document(&school, new).await?);
        self.telling.same("Văn bản tháng 6 vẫn mang tên cũ", &was.issuer, &before.name);
        let old_symbol = format!("/BC-{}", before.symbol);
        let kept = was.symbol.clone().unwrap_or_default().ends_with(&old_symbol);
        self.telling.check("Văn bản tháng 6 vẫn mang ký hiệu cũ", (!kept).then(|| format!("{:?}", was.symbol)));
        self.telling.same("Văn bản tháng 7 mang tên mới", &is.issuer, &school.name);
        let carries = numbered.symbol.ends_with(&format!("/TB-{}", school.symbol));
        self.telling.check("Văn bản tháng 7 mang ký hiệu mới", (!carries).then(|| numbered.symbol.clone()));
        Ok(())
    }

    /// The deputy's mandate stood on the old order: it ends, and nothing is signed under it any more.
    pub(super) async fn mandates(&mut self) -> Result<(), Refusal> {
        self.telling.stage("11. Thẩm quyền ký có thời hạn");
        let (app, school) = (self.telling.app, self.school.clone());
        let (head, deputy) = (school.who("hieutruong")?, school.post("phohieutruong1")?);
        self.telling.at(NEW, 14, 0);
        let old = acts::mandate(app, school.id, deputy).await?.ok_or(Refusal::NotFound)?;
        app.perform(head, EndMandate { mandate: old, until: date(2025, 7, 2) }).await?;
        self.telling.step(&school, head, "chấm dứt phân công ký thay của năm học cũ");
        self.telling.at(date(2025, 7, 2), 8, 0);
        let to = || vec![outside("Cha mẹ học sinh")];
        let subject = "Kế hoạch tuyển sinh bổ sung";
        let tried = self.approved(&school, Kind::Notice, subject, "phohieutruong1", to()).await;
        self.telling.refused("Phó Hiệu trưởng không trình ký được khi thẩm quyền đã hết", tried)?;
        let verb = GiveMandate {
            kind: MandateKind::Kt,
            position: deputy,
            on_behalf_of: None,
            field: "Tuyển sinh, chuyên môn".into(),
            kinds: Vec::new(),
            basis: "Quyết định phân công nhiệm vụ số 02/QĐ-THCSXĐT ngày 02/7/2025 (minh họa)".into(),
            from: date(2025, 7, 2),
            until: Some(date(2026, 7, 1)),
        };
        app.perform(head, verb).await?;
        self.telling.step(&school, head, "giao thẩm quyền KT. mới, đến hết 30/6/2026");
        let document = self.approved(&school, Kind::Notice, subject, "phohieutruong1", to()).await?;
        let numbered = self.issued(&school, document).await?;
        self.telling.step(
            &school,
            school.who("vanthu")?,
            format!("phát hành {}, Phó Hiệu trưởng ký thay", numbered.symbol),
        );
        let signed = self.document(&school, document).await?;
        self.telling.check("Ký lại được theo thẩm quyền mới", (signed.state != "issued").then(|| signed.state.clone()));
        Ok(())
    }
}
