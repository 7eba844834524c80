//! What can be done with the document that is open: the next step first, the rest quiet, the impossible with its reason.

/// How a deed looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The next step: one, or one of few.
    Primary,
    /// A usual action.
    Plain,
    /// A rare action, in the menu.
    Quiet,
    /// An action that takes something away.
    Danger,
}

/// Something that can be done.
#[derive(Clone, Debug)]
pub struct Deed {
    /// The key of its words: `deed-…`, the verb first.
    pub key: &'static str,
    /// Where it is done: a page with a form, or the address that a button posts to.
    pub href: String,
    /// Whether pressing it does it at once.
    pub post: bool,
    /// How it looks.
    pub weight: Weight,
    /// Its key on the keyboard.
    pub letter: Option<&'static str>,
    /// Why it cannot be done now and who can, as a sentence; then it is shown but not done.
    pub why: Option<String>,
}

impl Deed {
    /// A deed that opens a page with a form.
    #[must_use]
    pub fn page(key: &'static str, href: String, weight: Weight) -> Self {
        Self { key, href, post: false, weight, letter: None, why: None }
    }

    /// A deed that is done by pressing.
    #[must_use]
    pub fn press(key: &'static str, href: String, weight: Weight) -> Self {
        Self { post: true, ..Self::page(key, href, weight) }
    }

    /// With a key on the keyboard.
    #[must_use]
    pub fn on(mut self, letter: &'static str) -> Self {
        self.letter = Some(letter);
        self
    }

    /// With the reason why it cannot be done now, when there is one.
    #[must_use]
    pub fn unless(mut self, why: Option<String>) -> Self {
        self.why = why;
        self
    }
}
