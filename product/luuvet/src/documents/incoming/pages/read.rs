//! Reading the fields of our forms.

use jiff::civil::Date;
use vietnamese::dates::{Toward, parse_day_toward};
use vietnamese::working_days::Calendar;

use crate::documents::incoming::particulars::Particulars;
use crate::documents::store::Document;
use crate::refusal::{Problem, Refusal};
use crate::web::form::Form;

/// A day that is still to come: "30/4", "+5lv", "thứ 6".
pub(super) fn coming(form: &Form, name: &'static str, days: &Calendar, today: Date) -> Result<Option<Date>, Refusal> {
    let text = form.value(name);
    if text.is_empty() {
        return Ok(None);
    }
    let day = days.parse_day(text, today);
    day.map(Some).map_err(|_| Refusal::invalid(Problem::new("day-unreadable").at(name).with("value", text)))
}

/// A day that has been: the date of a document.
fn past(form: &Form, name: &'static str, today: Date) -> Result<Option<Date>, Refusal> {
    let text = form.value(name);
    if text.is_empty() {
        return Ok(None);
    }
    let day = parse_day_toward(text, today, Toward::Past);
    day.map(Some).map_err(|_| Refusal::invalid(Problem::new("day-unreadable").at(name).with("value", text)))
}

/// The particulars as they were typed.
pub(super) fn particulars(form: &Form, today: Date) -> Result<Particulars, Refusal> {
    let text = |name: &str| form.value(name).to_owned();
    Ok(Particulars {
        kind: text("kind"),
        symbol: text("symbol"),
        day: past(form, "day", today)?,
        subject: text("subject"),
        issuer: text("issuer"),
        signer: text("signer"),
        signer_title: text("signer_title"),
        urgency: text("urgency"),
        restricted: form.has("restricted"),
    })
}

/// The particulars of a document, for a form that is shown for the first time.
pub(super) fn filled(document: &Document) -> Form {
    let day = document.day.map(vietnamese::dates::short).unwrap_or_default();
    let form = Form::default()
        .with("kind", &document.kind)
        .with("symbol", document.symbol.clone().unwrap_or_default())
        .with("day", day)
        .with("subject", &document.subject)
        .with("issuer", &document.issuer)
        .with("signer", &document.signer)
        .with("signer_title", &document.signer_title)
        .with("urgency", &document.urgency);
    if document.restricted { form.with("restricted", "yes") } else { form }
}
