//! What stands in the way of issuing, all of it at once: the domain's obstacles from the facts of the rows, and what the
//! program itself still has to do.

use luuvet_db::Tx;
use luuvet_domain::calendar::{Clock, Deadline};
use luuvet_domain::documents::outgoing::{IssueFacts, State, issue_obstacles};
use luuvet_domain::obstacles::Severity;

use super::approved::{is_as_approved, issued, printable};
use super::look::Look;
use super::store::Recipient;
use super::store::facts::{self, Approval};
use vietnamese::working_days::Calendar;

use crate::clock;
use crate::documents::days;
use crate::documents::store::{Document, StoredFile};
use crate::organisations::calendar;
use crate::refusal::{Problem, Refusal};

/// One thing that stands in the way, or that one is told.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it is, in the words of `problem-…`.
    pub problem: Problem,
    /// The stable code, for the trace.
    pub code: &'static str,
    /// Whether the document cannot be issued so.
    pub blocks: bool,
}

/// A document with everything that its issue is judged by.
pub struct Ready {
    /// The issued rendition, once it is made.
    pub rendition: Option<StoredFile>,
    /// Blockers first, then warnings.
    pub findings: Vec<Finding>,
}

/// The issued rendition that belongs to the approval and the number of now. One statement.
///
/// # Errors
/// The database's.
pub async fn rendition(
    tx: &mut Tx,
    document: &Document,
    stored: &[StoredFile],
) -> Result<(Option<Approval>, Option<StoredFile>), Refusal> {
    let approval = facts::approval(tx, document.organisation, document.id, document.version).await?;
    let rendition = issued(document, printable(approval.as_ref(), stored), stored).cloned();
    Ok((approval, rendition))
}

/// Judges a document. `look` is what was seen on its issued rendition, `now` in UTC microseconds.
///
/// # Errors
/// The database's.
pub async fn ready(
    tx: &mut Tx,
    document: &Document,
    stored: &[StoredFile],
    recipients: &[Recipient],
    look: Option<&Look>,
    now: i64,
) -> Result<Ready, Refusal> {
    let (approval, rendition) = rendition(tx, document, stored).await?;
    let (has_dossier, numbered_at) = facts::filed_and_numbered(tx, document.organisation, document.id).await?;
    let days = calendar::of(tx, document.organisation).await?;
    let facts = IssueFacts {
        has_number: document.symbol.is_some() && document.day.is_some(),
        // Until signatures come, the approval of the exact manifest stands for them; a paper has its scan.
        is_signed: approval.is_some() || stored.iter().any(|file| file.role == "scan"),
        is_as_approved: is_as_approved(approval.as_ref(), stored),
        is_sealed: true,
        recipients: u32::try_from(recipients.len()).unwrap_or(u32::MAX),
        blanks: look.map_or(0, |look| look.blanks),
        bears_secret_mark: look.is_some_and(|look| look.marked),
        bases_out_of_force: 0,
        has_dossier,
        is_late: numbered_at.map(|at| is_late(&days, at, now)).transpose()?.unwrap_or(false),
    };
    let mut findings: Vec<Finding> = issue_obstacles(&facts)
        .into_iter()
        .map(|obstacle| Finding {
            problem: Problem::new(obstacle.code().replace('.', "-")),
            code: obstacle.code(),
            blocks: obstacle.severity() == Severity::Blocker,
        })
        .collect();
    let seen = rendition.as_ref().zip(look).is_some_and(|(file, look)| file.hash == look.rendition);
    if document.state == State::Numbered.code() && !seen {
        findings.push(blocker("issue.rendition-waits", Problem::new("issue-rendition-waits")));
    }
    findings.extend(
        recipients
            .iter()
            .filter(|one| lacks_due(one))
            .map(|one| blocker("issue.recipient-due", Problem::new("issue-recipient-due").with("name", &one.name))),
    );
    findings.sort_by_key(|finding| !finding.blocks);
    Ok(Ready { rendition, findings })
}

fn blocker(code: &'static str, problem: Problem) -> Finding {
    Finding { problem, code, blocks: true }
}

/// Whoever leads in one's own organisation gets a task, and a lead's task has a due day.
fn lacks_due(recipient: &Recipient) -> bool {
    is_own(&recipient.kind) && recipient.role == "lead" && recipient.due.is_none()
}

/// Whether a recipient is a department or position of one's own organisation.
pub(super) fn is_own(kind: &str) -> bool {
    matches!(kind, "department" | "position")
}

/// Later than the working day after its number (Decree 30/2020, Article 18.1).
fn is_late(days: &Calendar, numbered_at: i64, now: i64) -> Result<bool, Refusal> {
    let last = days::due(days, Clock::Issue, clock::day(numbered_at))?;
    Ok(Deadline::EndOf(last).is_over(clock::local(now).datetime()))
}
