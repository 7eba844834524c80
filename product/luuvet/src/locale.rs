//! The words of the product, in both languages.

use std::sync::LazyLock;

use luuvet_ui::locale::Texts;
pub use luuvet_ui::locale::{Arg, Locale};

use crate::refusal::Problem;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(
            (Locale::Vi, include_str!(concat!("../locales/vi/", $name, ".ftl"))),
            (Locale::En, include_str!(concat!("../locales/en/", $name, ".ftl"))),
        )+]
    };
}

/// Every file of texts, in both languages.
#[rustfmt::skip]
const FILES: &[(Locale, &str)] = files![
    "shell",
    "sign-in",
    "problems",
    "trace",
    "organisations",
    "access",
    "documents",
    "registers",
    "incoming",
    "commands",
    "demo",
    "delivery",
    "drafting",
    "tasks",
    "dossiers",
    "search",
    "api",
    "paper",
    "copies",
    "unsent",
    "notices",
    "secrets",
    "joint",
];

/// Read once. Files that do not parse are found by the tests; a program built with one shows keys.
static TEXTS: LazyLock<Option<Texts>> = LazyLock::new(|| {
    let loaded = Texts::load(FILES);
    loaded.inspect_err(|error| tracing::error!(%error, "texts")).ok()
});

/// The text of a key.
#[must_use]
pub fn text(locale: Locale, key: &str) -> String {
    text_with(locale, key, &[])
}

/// The text of a key, with values filled in.
#[must_use]
pub fn text_with(locale: Locale, key: &str, values: &[(&str, Arg)]) -> String {
    TEXTS.as_ref().map_or_else(|| key.to_owned(), |texts| texts.text_with(locale, key, values))
}

/// What a person is told of a problem, with codes of roles and actions in words.
#[must_use]
pub fn sentence(locale: Locale, problem: &Problem) -> String {
    let worded: Vec<(&str, String)> =
        problem.facts.iter().map(|(name, value)| (*name, worded(locale, name, value))).collect();
    let values: Vec<(&str, Arg)> = worded.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
    text_with(locale, &format!("problem-{}", problem.code), &values)
}

/// Codes of a family, parted by commas, in words.
pub(crate) fn worded(locale: Locale, name: &str, value: &str) -> String {
    let family = match name {
        "roles" => "role",
        "action" => "action",
        "state" => "state",
        "kind" => "kind",
        _ => return value.to_owned(),
    };
    let words: Vec<String> = value.split(',').map(|code| text(locale, &format!("{family}-{code}"))).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use luuvet_domain::access::{Action, Role};
    use luuvet_domain::documents::{Kind, incoming, outgoing};
    use luuvet_domain::trace::EventKind;

    use super::*;

    /// Every code that the program turns into words has them in both languages.
    #[test]
    fn every_code_has_its_words() {
        let mut keys: Vec<String> = Vec::new();
        keys.extend(EventKind::ALL.iter().map(|kind| format!("event-{}", kind.code().replace('.', "-"))));
        keys.extend(Role::ALL.iter().map(|role| format!("role-{}", role.code())));
        keys.extend(Action::ALL.iter().map(|action| format!("action-{}", action.code())));
        keys.extend(Kind::ALL.iter().map(|kind| format!("kind-{}", kind.code())));
        keys.extend(outgoing::State::ALL.iter().map(|state| format!("state-{}", state.code())));
        keys.extend(incoming::State::ALL.iter().map(|state| format!("state-{}", state.code())));
        let texts = TEXTS.as_ref().unwrap();
        let missing: Vec<String> = keys
            .into_iter()
            .flat_map(|key| Locale::ALL.map(|locale| (locale, key.clone())))
            .filter(|(locale, key)| !texts.has(*locale, key))
            .map(|(locale, key)| format!("{}/{key}", locale.code()))
            .collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }
}
