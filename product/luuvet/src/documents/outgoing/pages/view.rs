//! What several pages of drafting show.

use jiff::civil::Date;
use luuvet_domain::documents::{Kinds, Relation, Urgency};
use luuvet_domain::ids::{DocumentId, FileId};

use crate::documents::outgoing::readiness;
use crate::documents::outgoing::store::StepRow;
use crate::documents::outgoing::store::choices::{Choices, Post};
use crate::documents::store::StoredFile;
use crate::refusal::Refusal;
use crate::web::form::Form;

/// An entry of a list to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into() }
    }

    /// Positions by name and title.
    #[must_use]
    pub fn posts(posts: &[&Post]) -> Vec<Self> {
        posts.iter().map(|post| Self::new(post.id, post.words())).collect()
    }

    /// Organisations of the line, departments and positions, as `kind:id`.
    #[must_use]
    pub fn recipients(choices: &Choices) -> Vec<Self> {
        let organisations = choices.organisations.iter().map(|one| ("organisation", one.id, one.name.clone()));
        let departments = choices.departments.iter().map(|one| ("department", one.id, one.name.clone()));
        let posts = choices.posts.iter().map(|post| ("position", post.id.0, post.words()));
        let all = organisations.chain(departments).chain(posts);
        all.map(|(kind, id, name)| Self::new(format!("{kind}:{id}"), name)).collect()
    }
}

/// Everything that a draft's form offers.
#[derive(Clone, Debug)]
pub struct Offers {
    /// Kinds of documents.
    pub kinds: Vec<Choice>,
    /// Codes of urgencies.
    pub urgencies: Vec<&'static str>,
    /// Codes of relations.
    pub relations: Vec<&'static str>,
    /// Departments.
    pub departments: Vec<Choice>,
    /// Leaders, and who holds a mandate.
    pub signers: Vec<Choice>,
    /// Mandates.
    pub mandates: Vec<Choice>,
    /// Who can receive it: organisations of the line, departments and positions.
    pub recipients: Vec<Choice>,
}

impl Offers {
    /// From what can be chosen on the day.
    ///
    /// # Errors
    /// When the table of kinds is damaged.
    pub fn new(choices: &Choices, day: Date) -> Result<Self, Refusal> {
        let kinds = Kinds::built_in().map_err(|error| Refusal::Broken(error.to_string()))?;
        let mandates = choices.mandates.iter().map(|one| {
            let holder = choices.post(one.holder).map_or("", |post| post.title.as_str());
            Choice::new(one.id, format!("{}. {holder} {} {}", one.kind.to_uppercase(), one.field, one.basis))
        });
        Ok(Self {
            kinds: kinds.iter().map(|row| Choice::new(row.kind, row.name.clone())).collect(),
            urgencies: Urgency::ALL.iter().map(|one| one.code()).collect(),
            relations: Relation::ALL.iter().map(|one| one.code()).collect(),
            departments: choices.departments.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            signers: Choice::posts(&choices.approvers(day)),
            mandates: mandates.collect(),
            recipients: Choice::recipients(choices),
        })
    }

    /// The name of a recipient that was chosen; empty when it cannot be chosen any more.
    #[must_use]
    pub fn recipient(&self, value: &str) -> &str {
        self.recipients.iter().find(|one| one.value == value).map_or("", |one| &one.label)
    }

    /// The organisations of the line.
    #[must_use]
    pub fn line(&self) -> Vec<&Choice> {
        self.recipients.iter().filter(|one| one.value.starts_with("organisation:")).collect()
    }
}

/// A row of recipients, demands or relations in the form; the last ones are empty.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Counted from 1.
    pub number: usize,
    /// Target, rule or kind.
    pub choice: String,
    /// Name or wording.
    pub words: String,
    /// Role; of a related document its id.
    pub role: String,
    /// Day.
    pub day: String,
}

/// The rows of a form with empty ones after them.
#[must_use]
pub fn rows(form: &Form, choice: &str, words: &str, role: &str, day: &str, empty: usize) -> Vec<Row> {
    let filled = [choice, words, role, day].iter().map(|name| form.values(name).len()).max().unwrap_or(0);
    let at = |name: &str, row: usize| form.values(name).get(row).cloned().unwrap_or_default();
    (0..filled + empty)
        .map(|row| Row {
            number: row + 1,
            choice: at(choice, row),
            words: at(words, row),
            role: at(role, row),
            day: at(day, row),
        })
        .filter(|row| row.number > filled || !row.choice.is_empty() || !row.words.is_empty())
        .collect()
}

/// The pictures of the rendition that is decided about.
#[must_use]
pub fn leaves(document: DocumentId, files: &[StoredFile]) -> Vec<Leaf> {
    const SHOWN: i64 = 20;
    let Some(file) = readiness::rendition(files) else { return Vec::new() };
    let src = |page| format!("/documents/{document}/files/{}/pages/{page}?w=900", file.id);
    (1..=file.pages.min(SHOWN)).map(|page| Leaf { page, pages: file.pages, src: src(page) }).collect()
}

/// The picture of a page.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Counted from 1.
    pub page: i64,
    /// Of how many.
    pub pages: i64,
    /// Where it is.
    pub src: String,
}

/// A file in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id.
    pub id: FileId,
    /// Its role's code.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Whether text can be read in it; a scan cannot be searched for marks of secrecy.
    pub has_text: bool,
    /// Why it came late.
    pub exception: bool,
}

impl Listed {
    /// Every file of a document.
    #[must_use]
    pub fn all(files: &[StoredFile]) -> Vec<Self> {
        let listed = |file: &StoredFile| Self {
            id: file.id,
            role: file.role.clone(),
            name: file.name.clone(),
            has_text: file.has_text,
            exception: file.exception.is_some(),
        };
        files.iter().map(listed).collect()
    }
}

/// The class of a step in a circuit.
#[must_use]
pub fn mark(step: &StepRow) -> &'static str {
    match step.state.as_str() {
        "open" => "step-now",
        "passed" | "answered" | "lapsed" => "step-done",
        "returned" => "step-refused",
        _ => "step-next",
    }
}
