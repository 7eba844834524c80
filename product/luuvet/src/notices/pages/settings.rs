//! `/account/notices`: how one wants to hear.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::locale::text;
use crate::notices::settings::{DIGEST_HOURS, Settings};
use crate::notices::store::devices::Device;
use crate::notices::store::{devices, settings};
use crate::notices::{SetNotices, keys};
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "notices/views/settings.html")]
struct SettingsPage {
    p: Page,
    form: Form,
    devices: Vec<Device>,
    /// The installation's public key, when it can push.
    key: Option<String>,
    /// Whether it can send mail.
    mails: bool,
}

impl SettingsPage {
    fn is_here(&self, device: &Device) -> bool {
        device.session == self.p.visitor.live.id
    }

    fn has_here(&self) -> bool {
        self.devices.iter().any(|device| self.is_here(device))
    }

    fn digest_hours(&self) -> Vec<(String, bool)> {
        self.hours(DIGEST_HOURS, "digest_hour")
    }

    fn quiet_hours(&self, name: &str) -> Vec<(String, bool)> {
        self.hours(0..=23, name)
    }

    fn hours(&self, of: std::ops::RangeInclusive<i64>, name: &str) -> Vec<(String, bool)> {
        of.map(|hour| (hour.to_string(), self.form.value(name) == hour.to_string())).collect()
    }
}

/// `GET /account/notices`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, None, 200).await
}

async fn page(app: &App, visitor: Visitor, form: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Option<Form>) -> Result<SettingsPage, Refusal> {
    let (title, person) = (text(visitor.locale, "notices-settings-title"), visitor.live.person);
    let p = Page::load(app, visitor, "nav-more", title).await?;
    let mut tx = app.read().await?;
    let form = match form {
        Some(form) => form,
        None => filled(&settings::of(&mut tx, person).await?),
    };
    let devices = devices::of_person(&mut tx, person).await?;
    drop(tx);
    let messages = &app.settings.messages;
    let key = match &messages.pusher {
        Some(_) => keys::key(app).await?.map(|key| key.public()),
        None => None,
    };
    Ok(SettingsPage { p, form, devices, key, mails: messages.mailer.is_some() })
}

fn filled(settings: &Settings) -> Form {
    let form = Form::default()
        .with("mail", &settings.mail)
        .with("digest_hour", settings.digest_hour.to_string())
        .with("quiet_from", settings.quiet_from.to_string())
        .with("quiet_until", settings.quiet_until.to_string());
    let form = if settings.mail_on { form.with("mail_on", "yes") } else { form };
    if settings.digest_on { form.with("digest_on", "yes") } else { form }
}

/// `POST /account/notices`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = match wished(&visitor, &form) {
        Ok(settings) => app.perform(&visitor.actor, SetNotices { settings }).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => answer::go("/account/notices?done=notices"),
        Err(refusal) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, Some(form), status).await
        }
    }
}

fn wished(visitor: &Visitor, form: &Form) -> Result<Settings, Refusal> {
    let usual = Settings::default();
    Ok(Settings {
        mail: form.value("mail").to_owned(),
        mail_on: form.has("mail_on"),
        digest_on: form.has("digest_on"),
        digest_hour: form.parse("digest_hour")?.unwrap_or(usual.digest_hour),
        quiet_from: form.parse("quiet_from")?.unwrap_or(usual.quiet_from),
        quiet_until: form.parse("quiet_until")?.unwrap_or(usual.quiet_until),
        language: visitor.locale.code().to_owned(),
    })
}
