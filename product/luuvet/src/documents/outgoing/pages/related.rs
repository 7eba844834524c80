//! Picking a related document: by the picker, or without script by sending the form with words to look for.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use luuvet_domain::ids::DocumentId;
use serde::{Deserialize, Serialize};

use super::input;
use crate::app::App;
use crate::clock;
use crate::documents::outgoing::store::drafts::{Recipient, Related};
use crate::documents::permitted;
use crate::documents::{delivery, outgoing};
use crate::refusal::Refusal;
use crate::search;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::visitor::Visitor;
use luuvet_domain::documents::Relation;

/// Documents offered at once.
const MOST: i64 = 20;

/// Words to look for.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

impl Asked {
    /// What was typed, as far as it is looked at.
    pub fn words(&self) -> &str {
        self.q.char_indices().nth(200).map_or(self.q.as_str(), |(end, _)| &self.q[..end])
    }
}

/// A document that can be picked.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Number and symbol, or the subject.
    pub name: String,
    /// Subject, issuer and day.
    pub note: String,
}

/// `/drafts/related`: documents that one may see, for the picker.
pub async fn search(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    match find(&app, &visitor, &asked.q).await {
        Ok(found) => Json(found).into_response(),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// Documents with these words that one may see, newest first.
pub async fn find(app: &App, visitor: &Visitor, asked: &str) -> Result<Vec<Choice>, Refusal> {
    let (asked, today) =
        (search::Asked { q: asked.to_owned(), ..search::Asked::default() }, clock::day(app.clock.now()));
    let (filter, _) = asked.trimmed().understand(today)?;
    if filter.words.is_empty() {
        return Ok(Vec::new());
    }
    let found = search::find(&mut app.read().await?, &visitor.actor, &filter, None, MOST, today).await?;
    let choice = |one: search::Found| {
        let day = one.day.map(vietnamese::dates::short).unwrap_or_default();
        let (name, subject) = match one.symbol {
            Some(symbol) => (symbol, one.subject),
            None => (one.subject, String::new()),
        };
        let note: Vec<String> = [day, one.issuer, subject].into_iter().filter(|part| !part.is_empty()).collect();
        Choice { id: one.id.to_string(), name, note: note.join(" · ") }
    };
    Ok(found.into_iter().map(choice).collect())
}

/// Whether the form was sent to look for a document: words, and nothing picked yet.
pub fn is_asking(form: &Form) -> bool {
    form.has("relation_q") && !form.has("relation_pick")
}

/// A new draft that corrects, replaces or revokes an issued document, or is otherwise related to one.
pub async fn begun(
    app: &App,
    visitor: &Visitor,
    form: Form,
    relation: &str,
    of: DocumentId,
) -> Result<(Form, &'static str), Refusal> {
    let relation = Relation::from_code(relation).map_err(|_| Refusal::NotFound)?;
    let mut tx = app.read().await?;
    let (old, _) = permitted::find(&mut tx, &visitor.actor, of).await?;
    let name = outgoing::related::name(&old);
    let lead = match relation {
        Relation::Corrects => "Đính chính",
        Relation::Replaces => "Thay thế",
        Relation::Amends => "Sửa đổi, bổ sung",
        Relation::Revokes => "Bãi bỏ",
        _ => "",
    };
    let subject = if lead.is_empty() { String::new() } else { format!("{lead} {name} {}", old.subject) };
    let kind = match relation {
        Relation::Corrects => "official-letter",
        _ => luuvet_domain::documents::Kind::from_code(&old.kind).map_or("official-letter", |kind| kind.code()),
    };
    let form = form.with("subject", subject).with("urgency", "normal");
    let mut form =
        input::with_relation(form, &Related { kind: relation.code().to_owned(), wording: name, other: Some(of) });
    if old.direction != "incoming" {
        // Whoever got the old one shall know of the new one.
        for one in delivery::store::recipients(&mut tx, old.organisation, of).await? {
            let role = if one.role == "lead" { "inform".to_owned() } else { one.role };
            let recipient = Recipient { kind: one.kind, target: one.target, name: one.name, role, due: None };
            form = input::with_recipient(form, &recipient);
        }
    }
    Ok((form, kind))
}
