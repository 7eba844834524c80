//! Texts by language, from Fluent files.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeSet;
use std::sync::Mutex;
use unic_langid::{LanguageIdentifier, langid};

/// A language of the pages. Vietnamese first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Locale {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// For `<html lang>` and the cookie: `vi`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// From the person's choice (a cookie's value) or else the header `Accept-Language`, its order and weights included.
    /// What names neither language is Vietnamese.
    pub fn choose(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        if let Some(chosen) = cookie.and_then(Self::from_code) {
            return chosen;
        }
        let mut best: Option<(f32, Self)> = None;
        // A header is the browser's; sixteen entries are more than any honest one has.
        for entry in accept_language.unwrap_or_default().split(',').take(16) {
            let mut fields = entry.split(';');
            let Some(locale) = fields.next().and_then(Self::from_code) else {
                continue;
            };
            let weight =
                fields.find_map(|field| field.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, locale));
            }
        }
        best.map_or(Self::Vi, |(_, locale)| locale)
    }

    /// From a language tag: `vi`, `vi-VN`, `en-GB`. Nothing for other languages.
    pub fn from_code(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.code().eq_ignore_ascii_case(language))
    }

    fn langid(self) -> LanguageIdentifier {
        match self {
            Self::Vi => langid!("vi"),
            Self::En => langid!("en"),
        }
    }
}

/// A value in a text. Numbers choose plural forms; how a number or date looks is the caller's matter (1.234,5), so pass it as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words, a name, a formatted number or date. Not escaped: the page escapes the whole.
    Text(&'a str),
    /// A count.
    Count(i64),
}

/// Why texts could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocaleError {
    /// The file is no Fluent: language and what the parser says.
    Syntax(Locale, String),
    /// A key stands twice in one language.
    Twice(Locale, String),
}

impl std::fmt::Display for LocaleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(locale, why) => {
                write!(f, "texts in {} do not parse: {why}", locale.code())
            }
            Self::Twice(locale, key) => {
                write!(f, "texts in {} have a key twice: {key}", locale.code())
            }
        }
    }
}

impl std::error::Error for LocaleError {}

/// The texts of all languages.
pub struct Texts {
    vi: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    missing: Mutex<BTreeSet<String>>,
}

/// More missing keys than this are not remembered: the first hundred say enough.
const MISSING_KEPT: usize = 100;

impl Texts {
    /// Loads Fluent sources; a language may have several.
    ///
    /// # Errors
    /// A source that does not parse, or a key that stands twice in one language.
    pub fn load(sources: &[(Locale, &str)]) -> Result<Self, LocaleError> {
        let mut texts = Self { vi: bundle(Locale::Vi), en: bundle(Locale::En), missing: Mutex::default() };
        for &(locale, source) in sources {
            let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
                LocaleError::Syntax(locale, errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
            })?;
            let bundle = match locale {
                Locale::Vi => &mut texts.vi,
                Locale::En => &mut texts.en,
            };
            bundle.add_resource(resource).map_err(|errors| {
                LocaleError::Twice(locale, errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
            })?;
        }
        Ok(texts)
    }

    /// The text of a key. A missing key is its own text and is remembered, see [`Texts::missing`].
    pub fn text(&self, locale: Locale, key: &str) -> String {
        self.text_with(locale, key, &[])
    }

    /// The text of a key (`name`, or `name.attribute`) with values. A value that the text wants and does not get counts as missing too.
    pub fn text_with(&self, locale: Locale, key: &str, args: &[(&str, Arg)]) -> String {
        let bundle = match locale {
            Locale::Vi => &self.vi,
            Locale::En => &self.en,
        };
        let (name, attribute) = key.split_once('.').map_or((key, None), |(name, attribute)| (name, Some(attribute)));
        let pattern = bundle.get_message(name).and_then(|message| match attribute {
            None => message.value(),
            Some(attribute) => message.get_attribute(attribute).map(|found| found.value()),
        });
        let Some(pattern) = pattern else {
            self.remember(locale, key);
            return key.to_owned();
        };
        let values: FluentArgs = args
            .iter()
            .map(|&(name, arg)| match arg {
                Arg::Text(text) => (name, FluentValue::from(text)),
                Arg::Count(count) => (name, FluentValue::from(count)),
            })
            .collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if !errors.is_empty() {
            self.remember(locale, key);
        }
        text
    }

    /// Whether a key (`name` or `name.attribute`) exists in a language.
    pub fn has(&self, locale: Locale, key: &str) -> bool {
        let bundle = match locale {
            Locale::Vi => &self.vi,
            Locale::En => &self.en,
        };
        let (name, attribute) = key.split_once('.').map_or((key, None), |(name, attribute)| (name, Some(attribute)));
        bundle.get_message(name).is_some_and(|message| match attribute {
            None => message.value().is_some(),
            Some(attribute) => message.get_attribute(attribute).is_some(),
        })
    }

    /// What was asked for and did not exist, as `vi/key`, sorted, at most a hundred. A test fails when it is not empty.
    pub fn missing(&self) -> Vec<String> {
        self.missing.lock().map(|keys| keys.iter().cloned().collect()).unwrap_or_default()
    }

    fn remember(&self, locale: Locale, key: &str) {
        if let Ok(mut keys) = self.missing.lock()
            && keys.len() < MISSING_KEPT
        {
            keys.insert(format!("{}/{key}", locale.code()));
        }
    }
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.langid()]);
    // Both languages run left to right: the isolating marks would only spoil copying.
    bundle.set_use_isolating(false);
    bundle
}
