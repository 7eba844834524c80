//! Roles and what they may do, from a table that a person can read (`data/access.txt`).

use crate::codes::codes;
use crate::data::DataError;

codes! {
/// A role of a position in an organisation.
Role {
    /// Văn thư.
    Clerk = "clerk",
    /// The head; a leader.
    Head = "head",
    /// A deputy; a leader.
    Deputy = "deputy",
    /// Chánh văn phòng.
    ChiefOfOffice = "chief-of-office",
    /// Head of a department or team.
    DepartmentHead = "department-head",
    /// Appointed to check the form.
    FormChecker = "form-checker",
    /// Everybody who works here.
    Staff = "staff",
    /// Keeps the machine and the accounts.
    Administrator = "administrator",
    /// Reads the trace.
    Auditor = "auditor",
}
}

impl Role {
    /// Head or deputy.
    #[must_use]
    pub const fn is_leader(self) -> bool {
        matches!(self, Self::Head | Self::Deputy)
    }
}

codes! {
/// What somebody can do.
Action {
    /// Give an incoming document its number.
    RegisterIncoming = "register-incoming",
    /// Send an incoming document back.
    RefuseIncoming = "refuse-incoming",
    /// Lay it before the one who directs.
    SubmitIncoming = "submit-incoming",
    /// Write a directive.
    Direct = "direct",
    /// Assign tasks.
    Assign = "assign",
    /// Move a due date.
    ExtendDue = "extend-due",
    /// Remind an owner.
    Remind = "remind",
    /// Read, work on and finish one's own tasks.
    Work = "work",
    /// Write a draft.
    Draft = "draft",
    /// Start an approval circuit.
    Submit = "submit",
    /// Answer for the content.
    CheckContent = "check-content",
    /// Answer for the form.
    CheckForm = "check-form",
    /// Give an opinion.
    GiveOpinion = "give-opinion",
    /// Approve for the organisation.
    Approve = "approve",
    /// Sign, with the mandate that the rules of signing ask for.
    Sign = "sign",
    /// Give number and date.
    Number = "number",
    /// Reserve a number.
    ReserveNumber = "reserve-number",
    /// Insert a number.
    InsertNumber = "insert-number",
    /// Cancel a number.
    CancelNumber = "cancel-number",
    /// Use the organisation's seal.
    Seal = "seal",
    /// Issue a document.
    Issue = "issue",
    /// Take an issued document back.
    Recall = "recall",
    /// Open a register.
    OpenRegister = "open-register",
    /// Confirm a register opened in mid-year.
    ConfirmRegister = "confirm-register",
    /// Set kinds, circuits, registers and lists that the head decides.
    SetRules = "set-rules",
    /// Grant a mandate.
    GrantMandate = "grant-mandate",
    /// Open and close a dossier.
    OpenDossier = "open-dossier",
    /// Hand dossiers to the archive.
    HandOverDossier = "hand-over-dossier",
    /// Accounts and sign-in.
    ManageAccounts = "manage-accounts",
    /// Positions and who holds them.
    ManagePositions = "manage-positions",
    /// Publish on the public site.
    Publish = "publish",
    /// Read counts and indicators of the organisation.
    ReadCounts = "read-counts",
    /// Read the trace.
    ReadTrace = "read-trace",
    /// Take out secret content, two persons together.
    PurgeSecret = "purge-secret",
}
}

/// The table of roles and actions.
#[derive(Clone, Debug)]
pub struct Access {
    rows: Vec<(Action, Vec<Role>)>,
}

impl Access {
    /// The table that is built in.
    ///
    /// # Errors
    /// When the file is damaged; the tests read it.
    pub fn built_in() -> Result<Self, DataError> {
        Self::read(include_str!("../data/access.txt"))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When a column is no role or a line no action, one is missing or stands twice, or a cell is neither `x` nor `.`.
    pub fn read(text: &str) -> Result<Self, DataError> {
        let wrong = |reason: String| DataError::new("access", reason);
        let mut lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut head = lines.next().unwrap_or_default().split_whitespace();
        if head.next() != Some("action") {
            return Err(wrong("the first line names no columns".to_owned()));
        }
        let roles = head
            .map(Role::from_code)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| wrong(error.to_string()))?;
        if roles.len() != Role::ALL.len() || !Role::ALL.iter().all(|role| roles.contains(role)) {
            return Err(wrong("a role is missing or stands twice".to_owned()));
        }
        let rows = lines
            .map(|line| row(line, &roles))
            .collect::<Result<Vec<_>, _>>()?;
        for action in Action::ALL {
            let count = rows.iter().filter(|(one, _)| one == action).count();
            if count != 1 {
                return Err(wrong(format!("{action} stands {count} times")));
            }
        }
        Ok(Self { rows })
    }

    /// Whether one of the roles may do it.
    #[must_use]
    pub fn allowed(&self, roles: &[Role], action: Action) -> bool {
        self.who_can(action).iter().any(|role| roles.contains(role))
    }

    /// The roles that may do it: for the sentence beside a disabled action.
    #[must_use]
    pub fn who_can(&self, action: Action) -> &[Role] {
        self.rows
            .iter()
            .find(|(one, _)| *one == action)
            .map_or(&[], |(_, roles)| roles)
    }

    /// The table as a page of the documentation.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut page = String::from("# Roles and actions\n\n| action | who |\n|---|---|\n");
        for (action, roles) in &self.rows {
            let roles: Vec<_> = roles.iter().map(|role| role.code()).collect();
            page.push_str(&format!("| `{action}` | {} |\n", roles.join(", ")));
        }
        page
    }
}

fn row(line: &str, roles: &[Role]) -> Result<(Action, Vec<Role>), DataError> {
    let mut cells = line.split_whitespace();
    let action = Action::from_code(cells.next().unwrap_or_default())
        .map_err(|error| DataError::new("access", error))?;
    let cells: Vec<_> = cells.collect();
    if cells.len() != roles.len() || cells.iter().any(|cell| !matches!(*cell, "x" | ".")) {
        return Err(DataError::new(
            "access",
            format!("{action}: one x or . for each role"),
        ));
    }
    let may = roles
        .iter()
        .zip(cells)
        .filter(|(_, cell)| *cell == "x")
        .map(|(role, _)| *role);
    Ok((action, may.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_somebody_and_every_set_of_roles_is_the_sum_of_its_roles() {
        let access = Access::built_in().unwrap();
        for action in Action::ALL {
            assert!(!access.who_can(*action).is_empty(), "{action}");
            assert!(!access.allowed(&[], *action));
            for bits in 0..1_u32 << Role::ALL.len() {
                let roles: Vec<_> = Role::ALL
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| bits >> at & 1 == 1)
                    .map(|(_, role)| *role)
                    .collect();
                let one_may = roles.iter().any(|role| access.allowed(&[*role], *action));
                assert_eq!(access.allowed(&roles, *action), one_may);
            }
        }
    }

    #[test]
    fn what_the_rules_fix() {
        let access = Access::built_in().unwrap();
        for action in [
            Action::Number,
            Action::Seal,
            Action::Issue,
            Action::RegisterIncoming,
        ] {
            assert_eq!(access.who_can(action), [Role::Clerk]);
        }
        assert!(
            access
                .who_can(Action::Approve)
                .iter()
                .all(|role| role.is_leader())
        );
        for action in Action::ALL {
            let admin = matches!(action, Action::ManageAccounts | Action::ManagePositions);
            assert_eq!(access.allowed(&[Role::Administrator], *action), admin);
            let audit = matches!(action, Action::ReadTrace | Action::ReadCounts);
            assert_eq!(access.allowed(&[Role::Auditor], *action), audit);
        }
    }

    #[test]
    fn a_damaged_table_is_refused() {
        let text = include_str!("../data/access.txt");
        assert!(Access::read("").is_err());
        assert!(Access::read(&text.replace("auditor\n", "boss\n")).is_err());
        assert!(Access::read(&text.replace("\nseal ", "\nsign ")).is_err());
        assert!(
            Access::read(&text.replace("seal                    x", "seal                    ?"))
                .is_err()
        );
        assert!(
            Access::read(&text.replace(
                "seal                    x     .",
                "seal                    x"
            ))
            .is_err()
        );
    }
}
