//! What the department and the schools write themselves.

use luuvet_domain::ids::DocumentId;

use super::templates::{Own, Sent};
use crate::app::App;
use crate::demo::acts;
use crate::demo::world::{Settled, World};
use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::return_to_drafter::ReturnToDrafter;
use crate::documents::outgoing::store::drafts::{Recipient, Related};
use crate::documents::outgoing::withdraw::Withdraw;
use crate::documents::store::NewFile;
use crate::refusal::Refusal;

/// More steps than any circuit of the term has.
const ALL: usize = 10;

/// An organisation as a recipient.
#[must_use]
pub fn recipient(place: &Settled, role: &str) -> Recipient {
    let (kind, name) = ("organisation".to_owned(), place.name.clone());
    Recipient { kind, target: Some(place.id.0), name, role: role.to_owned(), due: None }
}

/// The department writes, checks, approves and numbers a document to all schools.
pub async fn sent(
    app: &App,
    world: &World,
    template: &Sent,
    file: &NewFile,
    relations: Vec<Related>,
) -> Result<(DocumentId, String), Refusal> {
    let place = &world.department;
    let signer = place.post(&template.signer)?;
    let content = Content {
        direction: "outgoing".into(),
        kind: template.kind.code().into(),
        subject: template.subject.clone(),
        urgency: "normal".into(),
        department: Some(place.unit(&template.unit)?),
        signer: Some(signer),
        mandate: acts::mandate(app, place.id, signer).await?,
        recipients: world.schools.iter().map(|school| recipient(school, "lead")).collect(),
        relations,
        ..Content::default()
    };
    let form = if template.checker == "cvp" { "pcvp" } else { "cvp" };
    let plan = Plan { content: Some(place.post(&template.checker)?), form: Some(place.post(form)?), ..Plan::default() };
    let drafter = place.who(&template.drafter)?;
    let document = acts::write(app, drafter, None, content, file).await?;
    acts::submit(app, drafter, document, "Kính trình lãnh đạo Sở xem xét, ký ban hành.", plan).await?;
    acts::run_circuit(app, place, document, ALL).await?;
    let numbered = acts::number(app, place.who("vanthu")?, document).await?;
    Ok((document, numbered.symbol))
}

/// A school writes a document and brings it as far as its fate says; gives it when it is to be issued.
pub async fn written(
    app: &App,
    place: &Settled,
    world: &World,
    template: &Own,
    file: &NewFile,
    fate: usize,
) -> Result<Option<DocumentId>, Refusal> {
    let (drafter, signer) = (place.who(&template.drafter)?, place.post(&template.signer)?);
    let internal = template.direction == "internal";
    let content = Content {
        direction: template.direction.clone(),
        kind: template.kind.code().into(),
        subject: template.subject.clone(),
        urgency: "normal".into(),
        restricted: template.restricted,
        department: Some(place.unit(&template.unit)?),
        signer: Some(signer),
        mandate: acts::mandate(app, place.id, signer).await?,
        recipients: if internal { Vec::new() } else { vec![recipient(&world.department, "inform")] },
        ..Content::default()
    };
    let document = acts::write(app, drafter, None, content, file).await?;
    if fate == 0 {
        return Ok(None);
    }
    let (checker, form) = (place.post(&template.checker)?, place.post("vanphong")?);
    let plan = Plan { content: Some(checker), form: (form != checker).then_some(form), ..Plan::default() };
    acts::submit(app, drafter, document, "Kính trình lãnh đạo trường duyệt.", plan).await?;
    match fate {
        1 => {}
        2 => {
            acts::run_circuit(app, place, document, 1).await?;
        }
        5 => give_back(app, place, document).await?,
        6 => {
            let reason = "Bổ sung số liệu của tổ".to_owned();
            app.perform(drafter, Withdraw { document, reason }).await?;
        }
        _ => {
            acts::run_circuit(app, place, document, ALL).await?;
            if internal || fate == 3 {
                return Ok(None);
            }
            acts::number(app, place.who("vanthu")?, document).await?;
            return Ok((fate != 4).then_some(document));
        }
    }
    Ok(None)
}

/// The one whose turn it is returns the draft.
async fn give_back(app: &App, place: &Settled, document: DocumentId) -> Result<(), Refusal> {
    let turns = acts::pending(app, place.id, document).await?;
    let Some(turn) = turns.first() else { return Ok(()) };
    let reason = "Thiếu căn cứ pháp lý, nội dung chép lại của năm trước".to_owned();
    let verb = ReturnToDrafter { document, step: turn.step, reason };
    app.perform(place.holder(turn.position)?, verb).await
}
