//! The kinds of documents, read once.

use std::sync::LazyLock;

use luuvet_domain::documents::kinds::{Kind, Kinds};

use crate::refusal::{Problem, Refusal};

static KINDS: LazyLock<Option<Kinds>> = LazyLock::new(|| Kinds::built_in().ok());

/// What the decree says of the kinds.
pub(crate) fn kinds() -> Result<&'static Kinds, Refusal> {
    KINDS.as_ref().ok_or_else(|| Refusal::Broken("no kinds".to_owned()))
}

/// The kind of a code in the database.
pub(crate) fn kind(code: &str) -> Result<Kind, Refusal> {
    Kind::from_code(code).map_err(|_| Refusal::invalid(Problem::new("number-kind").at("kind")))
}

/// The kind's Vietnamese name, as it stands in a register; the code itself when it is not one of ours.
pub(crate) fn kind_name(code: &str) -> String {
    match (KINDS.as_ref(), Kind::from_code(code)) {
        (Some(kinds), Ok(kind)) => kinds.of(kind).name.clone(),
        _ => code.to_owned(),
    }
}
