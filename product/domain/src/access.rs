//! Roles, actions, and the table that says who may do what (`data/access.txt`).
//!
//! Văn thư of a school registers and numbers; its head approves and directs; a teacher drafts and does tasks. Which
//! *documents* somebody sees is another question: that is decided by rows that verbs write.

use std::sync::LazyLock;

use crate::codes::codes;

codes! {
    /// What a position is for.
    Role {
        /// Văn thư.
        Clerk = "clerk",
        /// The head of the organisation; a leader.
        Head = "head",
        /// A deputy; a leader in a field.
        Deputy = "deputy",
        /// Chánh văn phòng or whoever presents incoming documents.
        ChiefOfOffice = "chief-of-office",
        /// Head of a department or specialist team.
        DepartmentHead = "department-head",
        /// The person appointed to check the form.
        FormChecker = "form-checker",
        /// Everybody who works here.
        Staff = "staff",
        /// Keeps people, positions and settings.
        Administrator = "administrator",
        /// Reads registers and the trace.
        Auditor = "auditor",
    }
}

codes! {
    /// What can be done.
    Action {
        /// Write a draft.
        Draft = "draft",
        /// Submit a draft.
        Submit = "submit",
        /// Check the content.
        CheckContent = "check-content",
        /// Check the form.
        CheckForm = "check-form",
        /// Give an opinion.
        GiveOpinion = "give-opinion",
        /// Approve for the organisation.
        Approve = "approve",
        /// Give, reserve, insert and cancel numbers.
        Number = "number",
        /// Issue and send.
        Issue = "issue",
        /// Recall what was issued.
        Recall = "recall",
        /// Register what arrived.
        Register = "register",
        /// Refuse what arrived.
        Refuse = "refuse",
        /// Submit an incoming document for a directive.
        SubmitIncoming = "submit-incoming",
        /// Give a directive.
        Direct = "direct",
        /// Assign work to people.
        Assign = "assign",
        /// Do one's own work.
        DoTask = "do-task",
        /// Finish a document.
        FinishDocument = "finish-document",
        /// Open a register.
        OpenRegister = "open-register",
        /// Confirm a register opened in mid-year.
        ConfirmRegister = "confirm-register",
        /// See registers.
        SeeRegisters = "see-registers",
        /// See every document that is not restricted.
        SeeAllDocuments = "see-all-documents",
        /// See the organisation's trace.
        SeeTrace = "see-trace",
        /// Enter people and positions.
        ManagePeople = "manage-people",
        /// Give mandates and name substitutes.
        ManageMandates = "manage-mandates",
        /// Change the organisation and its departments.
        ManageOrganisation = "manage-organisation",
        /// Remind people and recipients.
        Remind = "remind",
        /// File in dossiers.
        File = "file",
        /// Remove secret content, with a second person.
        PurgeSecret = "purge-secret",
    }
}

const TABLE: &str = include_str!("../data/access.txt");

/// The table, read once.
static RULES: LazyLock<Vec<(Action, Vec<Role>)>> = LazyLock::new(|| TABLE.lines().filter_map(rule).collect());

fn rule(line: &str) -> Option<(Action, Vec<Role>)> {
    let mut words = line.split_whitespace();
    let action = Action::from_code(words.next()?).ok()?;
    Some((action, words.filter_map(|word| Role::from_code(word).ok()).collect()))
}

impl Role {
    /// Head or deputy.
    #[must_use]
    pub fn is_leader(self) -> bool {
        matches!(self, Self::Head | Self::Deputy)
    }

    /// Whether this role sees every document of its organisation that is not restricted.
    #[must_use]
    pub fn sees_all(self) -> bool {
        who_can(Action::SeeAllDocuments).contains(&self)
    }
}

/// Whether one of the roles may do this.
#[must_use]
pub fn allowed(roles: &[Role], action: Action) -> bool {
    who_can(action).iter().any(|role| roles.contains(role))
}

/// The roles that may do this, in the table's order.
#[must_use]
pub fn who_can(action: Action) -> &'static [Role] {
    RULES.iter().find(|(found, _)| *found == action).map_or(&[], |(_, roles)| roles)
}

/// The table as a page of the documentation.
#[must_use]
pub fn markdown() -> String {
    let rows = RULES.iter().map(|(action, roles)| {
        let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
        format!("| {} | {} |\n", action.code(), roles.join(", "))
    });
    let head = "# Who may do what\n\n| action | roles |\n|---|---|\n".to_owned();
    rows.fold(head, |page, row| page + &row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        for line in TABLE.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (_, roles) = rule(line).unwrap_or_else(|| panic!("unknown action: {line}"));
            assert_eq!(roles.len(), line.split_whitespace().count() - 1, "unknown role: {line}");
        }
        assert_eq!(RULES.len(), Action::ALL.len(), "every action has one line");
    }

    #[test]
    fn only_leaders_approve_and_only_clerks_number() {
        for role in Role::ALL {
            assert_eq!(allowed(&[*role], Action::Approve), role.is_leader());
            assert_eq!(allowed(&[*role], Action::Number), *role == Role::Clerk);
        }
    }
}
