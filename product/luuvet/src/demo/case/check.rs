//! What holds in the end.

use std::collections::BTreeMap;

use luuvet_domain::ids::DocumentId;
use luuvet_domain::registers::audit::faults;
use luuvet_domain::trace::{commitment, leaf_hash};

use super::{ANSWERING, Case, FORGOTTEN, OVERDUE, SILENT};
use crate::clock;
use crate::demo::telling::Telling;
use crate::demo::world::Settled;
use crate::demo::{acts, store};
use crate::documents::delivery::store::recipients;
use crate::documents::exchange::{DELIVER, Delivery};
use crate::documents::registers::store::{numbers, series};
use crate::documents::tasks::escalate;
use crate::jobs;
use crate::refusal::Refusal;

/// Events that are read at once, as the store gives them.
const PAGE: usize = 1000;

impl Case<'_> {
    /// Work that is overdue is told further up.
    pub(super) async fn overdue(&mut self, document: DocumentId) -> Result<(), Refusal> {
        self.stage("6. Quá hạn được báo lên");
        let (app, world) = (self.app, self.world);
        escalate::run(app).await?;
        let school = world.school(OVERDUE)?;
        let here = acts::received(app, school.id, world.department.id, document).await?;
        let level = store::escalation(&mut app.read().await?, school.id, here).await?;
        let wrong = (level == 0).then(|| "chưa ai được báo".to_owned());
        self.check(format!("Việc chủ trì của {} quá hạn đã được báo lên cấp trên", school.short_name), wrong);
        Ok(())
    }

    /// Who has got it, who has registered it, who has answered, who is late.
    pub(super) async fn state_of(&mut self, document: DocumentId) -> Result<(), Refusal> {
        self.stage("7. Sở thấy ai đã nhận, đăng ký, trả lời, ai chậm");
        let (app, world) = (self.app, self.world);
        let all = recipients::of_document(&mut app.read().await?, world.department.id, document).await?;
        let today = clock::day(app.clock.now());
        self.same("Đủ các trường trong danh sách nơi nhận", &all.len(), &world.schools.len());
        let mut late = Vec::new();
        for school in &world.schools {
            let Some(one) = all.iter().find(|one| one.target == Some(school.id.0)) else { continue };
            let answered = one.answers.first().is_some_and(|owed| owed.answered_at.is_some());
            if !answered && one.answers.first().is_some_and(|owed| owed.due < today) {
                late.push(school.short_name.clone());
            }
            let should =
                (true, school.key != SILENT, ANSWERING.contains(&school.key.as_str()), school.key == FORGOTTEN);
            let found = (one.delivered_at.is_some(), one.arrival_number.is_some(), answered, one.later);
            self.same(
                format!("{}: đã chuyển, đăng ký, trả lời hạn 1, gửi bổ sung", school.short_name),
                &found,
                &should,
            );
        }
        let waiting = world.schools.len() - ANSWERING.len();
        self.same(format!("Chậm hạn 1: {}", late.join(", ")), &late.len(), &waiting);
        Ok(())
    }

    /// Handing it over again changes nothing.
    pub(super) async fn once(&mut self, document: DocumentId) -> Result<(), Refusal> {
        let (app, world) = (self.app, self.world);
        let sender = world.department.id;
        let all = recipients::of_document(&mut app.read().await?, sender, document).await?;
        for recipient in &all {
            let delivery = Delivery { document, recipient: recipient.id };
            app.change(move |tx, draw| {
                let body = serde_json::to_string(&delivery).map_err(|error| Refusal::Broken(error.to_string()));
                Box::pin(async move {
                    let job = luuvet_jobs::Job {
                        id: draw.request(),
                        organisation_id: sender.0,
                        kind: DELIVER.to_owned(),
                        body: body?,
                        run_at: draw.now,
                        attempts: 0,
                    };
                    Ok(luuvet_jobs::enqueue(tx, &job).await?)
                })
            })
            .await?;
        }
        jobs::run_until_idle(app).await?;
        let arrived = store::arrivals(&mut app.read().await?, sender, document).await?;
        let once = arrived.iter().all(|count| *count == 1) && arrived.len() == all.len();
        let wrong = (!once).then(|| format!("{arrived:?}"));
        self.check("Chuyển lại lần nữa, mỗi trường vẫn có đúng một văn bản", wrong);
        Ok(())
    }

    /// The traces verify.
    pub(super) async fn trace(&mut self) -> Result<(), Refusal> {
        self.stage("8. Vết và sổ");
        let world = self.world;
        verify(&mut self.telling, world.all()).await
    }

    /// Every register is without fault.
    pub(super) async fn registers(&mut self) -> Result<(), Refusal> {
        let (mut given, mut wrong) = (0, Vec::new());
        for place in self.world.all() {
            let mut tx = self.app.read().await?;
            for direction in ["incoming", "outgoing", "copies"] {
                for book in series::of_year(&mut tx, place.id, direction, 2024).await? {
                    let rows = numbers::after(&mut tx, place.id, book.id, None).await?;
                    given += rows.len();
                    let found = faults(&book.numbers, &rows);
                    wrong.extend(found.iter().map(|fault| format!("{} {}: {fault}", place.short_name, book.name)));
                }
            }
        }
        let wrong = (!wrong.is_empty()).then(|| wrong.join("; "));
        self.check(format!("{given} số trong các sổ: không hụt, không trùng, ngày tăng dần"), wrong);
        Ok(())
    }
}

/// Checks that the traces of organisations verify.
///
/// # Errors
/// The database's.
pub async fn verify<'s>(
    telling: &mut Telling<'_>,
    places: impl IntoIterator<Item = &'s Settled>,
) -> Result<(), Refusal> {
    let (mut events, mut wrong) = (0, Vec::new());
    for place in places {
        let mut tx = telling.app.read().await?;
        let mut last = 0;
        loop {
            let page = store::events(&mut tx, place.id, last).await?;
            let Some(end) = page.last().map(|event| event.sequence) else { break };
            let mut opened: BTreeMap<i64, Vec<[u8; 32]>> = BTreeMap::new();
            for (sequence, salt, value) in store::openings(&mut tx, place.id, last, end).await? {
                opened.entry(sequence).or_default().push(commitment(&salt, &value));
            }
            for event in &page {
                let gapless = event.sequence == last + 1;
                last = event.sequence;
                events += 1;
                let holds = |commitment: &[u8; 32]| event.leaf.windows(32).any(|window| window == commitment);
                let committed = opened.get(&event.sequence).is_none_or(|all| all.iter().all(holds));
                if !gapless || leaf_hash(&event.leaf) != event.hash || !committed {
                    wrong.push(format!("{} {}", place.short_name, event.sequence));
                }
            }
            if page.len() < PAGE {
                break;
            }
        }
    }
    let wrong = (!wrong.is_empty()).then(|| wrong.join(", "));
    telling.check(format!("{events} vết liền số, mã băm và cam kết tính lại đều khớp"), wrong);
    Ok(())
}
