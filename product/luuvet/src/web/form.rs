//! Forms that come back filled: values as they were typed, a sentence at each field.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::response::Response;

use crate::locale::{Locale, sentence};
use crate::refusal::Refusal;
use crate::web::answer;

/// Largest form that is taken (files go another way).
const LARGEST: usize = 1_000_000;
/// Most fields of a form.
const MOST: usize = 5_000;

/// What was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<(Option<&'static str>, String)>,
}

impl Form {
    /// The first value of a field, trimmed; empty when it was not sent.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// All values of a field.
    #[must_use]
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every field with each of its values.
    pub fn all(&self) -> impl Iterator<Item = (String, String)> {
        self.values.iter().flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone())))
    }

    /// Whether a box is ticked or a field is filled.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// Whether a field has exactly this value, for `checked` and `selected`.
    #[must_use]
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.values(name).iter().any(|v| v == value)
    }

    /// A value that parses, or none when the field is empty.
    ///
    /// # Errors
    /// A problem at the field when it is filled and does not parse.
    pub fn parse<T: std::str::FromStr>(&self, name: &'static str) -> Result<Option<T>, Refusal> {
        match self.value(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| {
                Refusal::invalid(crate::refusal::Problem::new("field-unreadable").at(name).with("value", text))
            }),
        }
    }

    /// Puts a value in, for a form that is shown for the first time.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.entry(name.to_owned()).or_default().push(value.into());
        self
    }

    /// Takes over what a refusal says.
    #[must_use]
    pub fn refused(mut self, locale: Locale, refusal: &Refusal) -> Self {
        self.errors = refusal.problems().iter().map(|p| (p.field, sentence(locale, p))).collect();
        // Secrets do not come back.
        self.values.retain(|name, _| !name.contains("password"));
        self
    }

    /// Takes over what another form of the same page was told.
    #[must_use]
    pub fn told(mut self, other: &Self) -> Self {
        self.errors.clone_from(&other.errors);
        self
    }

    /// The sentence at a field; empty when it is fine.
    #[must_use]
    pub fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == Some(name)).map_or("", |(_, sentence)| sentence)
    }

    /// Every sentence with its field, for the summary.
    #[must_use]
    pub fn errors(&self) -> &[(Option<&'static str>, String)] {
        &self.errors
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let locale = answer::locale(request.headers());
        let refuse = |code: &'static str| answer::plain(locale, &Refusal::invalid(crate::refusal::Problem::new(code)));
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(|_| refuse("form-too-large"))?;
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_bytes(&bytes).map_err(|_| refuse("form-unreadable"))?;
        if pairs.len() > MOST {
            return Err(refuse("form-too-large"));
        }
        let mut form = Self::default();
        for (name, value) in pairs {
            form.values.entry(name).or_default().push(value);
        }
        Ok(form)
    }
}
