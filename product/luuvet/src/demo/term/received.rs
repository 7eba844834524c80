//! What a school receives.

use luuvet_domain::calendar::WorkingDays;
use luuvet_domain::ids::{DocumentId, DossierId};

use super::templates::{Outside, Sent};
use crate::app::App;
use crate::clock;
use crate::demo::acts;
use crate::demo::world::{Settled, World};
use crate::documents::incoming::arrive::Arrive;
use crate::documents::incoming::direct::Direct;
use crate::documents::incoming::particulars::Particulars;
use crate::documents::incoming::refuse::Refuse;
use crate::documents::store::{NewFile, Owner};
use crate::documents::tasks::finish_task::FinishTask;
use crate::documents::tasks::open::Open;
use crate::organisations::calendar;
use crate::refusal::Refusal;

/// The fate of what the clerk sends back.
pub const REFUSED: usize = 10;

/// A school handles a document of the department as far as its fate says.
pub async fn from_department(
    app: &App,
    world: &World,
    place: &Settled,
    sent: DocumentId,
    template: &Sent,
    fate: usize,
    dossier: DossierId,
) -> Result<(), Refusal> {
    let document = acts::received(app, place.id, world.department.id, sent).await?;
    handle(app, place, document, &template.lead, template.days, fate, dossier).await
}

/// The clerk takes in a document from outside; then it is handled as far as its fate says.
pub async fn from_outside(
    app: &App,
    place: &Settled,
    template: &Outside,
    file: &NewFile,
    round: usize,
    fate: usize,
    dossier: DossierId,
) -> Result<(), Refusal> {
    let letter = template.letter(round, clock::day(app.clock.now()))?;
    let arrive = Arrive {
        paper: false,
        particulars: Particulars {
            kind: template.kind.code().into(),
            symbol: format!("{:02}/{}", letter.number.unwrap_or_default(), letter.symbol),
            day: letter.day.ok(),
            subject: template.subject.clone(),
            issuer: template.issuer.clone(),
            signer: String::new(),
            signer_title: template.signer.clone(),
            urgency: if round % 5 == 3 { "urgent" } else { "normal" }.into(),
            restricted: false,
        },
        pages: file.pages,
        answer_by: None,
        files: vec![NewFile { role: "scan".into(), ..file.clone() }],
        // Bodies outside send the same letter again with another number.
        anyway: true,
    };
    let document = app.perform(place.who("vanthu")?, arrive).await?;
    handle(app, place, document, &template.lead, template.days, fate.min(9), dossier).await
}

async fn handle(
    app: &App,
    place: &Settled,
    document: DocumentId,
    lead: &str,
    within: u16,
    fate: usize,
    dossier: DossierId,
) -> Result<(), Refusal> {
    if fate == 0 {
        return Ok(());
    }
    if fate == REFUSED {
        let reason = "Tệp thiếu phụ lục nêu trong văn bản; đề nghị gửi lại.".to_owned();
        return app.perform(place.who("vanthu")?, Refuse { document, reason }).await;
    }
    let proposal = (fate > 1).then_some("Kính trình lãnh đạo cho ý kiến chỉ đạo, phân công.");
    acts::lay_before(app, place, document, proposal).await?;
    if fate <= 2 {
        return Ok(());
    }
    let today = clock::day(app.clock.now());
    let due =
        WorkingDays::add(calendar::built_in()?, today, within).map_err(|error| Refusal::Broken(error.to_string()))?;
    let team = if lead.ends_with(".toan") { "van" } else { "toan" };
    let direct = Direct {
        document,
        wording: "Giao chủ trì thực hiện, báo cáo kết quả đúng hạn; các tổ phối hợp.".into(),
        lead: Some(Owner::Position(place.post(lead)?)),
        due: Some(due),
        supports: vec![Owner::Position(place.post(&format!("totruong.{team}"))?)],
        informs: vec![Owner::Department(place.unit(team)?)],
        inform_all: false,
    };
    app.perform(place.who("hieutruong")?, direct).await?;
    if fate <= 3 || fate == 5 {
        return Ok(());
    }
    app.perform(place.who(lead)?, Open { document }).await?;
    app.perform(place.who(&format!("gv1.{team}"))?, Open { document }).await?;
    if fate < 7 {
        return Ok(());
    }
    finish(app, place, document, lead, dossier).await
}

/// The lead is done; the document lies in the school's dossier.
async fn finish(
    app: &App,
    place: &Settled,
    document: DocumentId,
    lead: &str,
    dossier: DossierId,
) -> Result<(), Refusal> {
    let who = place.who(lead)?;
    let tasks = acts::tasks_of(app, place.id, document).await?;
    let own = tasks.iter().find(|task| task.kind == "lead" && task.owner_position == who.position);
    let task = own.ok_or_else(|| Refusal::Broken(format!("{lead}.{} leads nothing", place.key)))?.id;
    let result = "Đã thực hiện, lưu hồ sơ.".to_owned();
    app.perform(who, FinishTask { task, result, answer: None, dossier: Some(dossier), evidence: None }).await
}
