//! One row of a list of people, and what can be wrong with it.

use luuvet_domain::access::Role;
use serde::{Deserialize, Serialize};

use crate::organisations::people::correct_person::contact_problems;
use crate::refusal::Problem;

/// Longest title of a position and longest name of a department, in letters.
const WORDS: usize = 200;

/// The columns that are understood, by the words of their heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Họ và tên.
    Name,
    /// Chức vụ.
    Title,
    /// Phòng, tổ.
    Department,
    /// Vai trò.
    Roles,
    /// E-mail.
    Email,
    /// Điện thoại.
    Phone,
}

impl Column {
    /// All of them; the first two are needed.
    pub const ALL: [Self; 6] = [Self::Name, Self::Title, Self::Department, Self::Roles, Self::Email, Self::Phone];

    /// The code in sentences: `import-column-<code>`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Title => "title",
            Self::Department => "department",
            Self::Roles => "roles",
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// The column of a head, in any case, with or without marks.
    #[must_use]
    pub fn of_head(head: &str) -> Option<Self> {
        Some(match vietnamese::fold::fold(head).as_str() {
            "ho va ten" | "ho ten" | "ho, ten" | "full name" | "name" => Self::Name,
            "chuc vu" | "chuc danh" | "vi tri" | "title" | "position" => Self::Title,
            "phong, to" | "phong to" | "phong" | "to" | "to chuyen mon" | "bo phan" | "department" => Self::Department,
            "vai tro" | "roles" | "role" => Self::Roles,
            "email" | "e-mail" | "thu dien tu" => Self::Email,
            "dien thoai" | "so dien thoai" | "phone" => Self::Phone,
            _ => return None,
        })
    }
}

/// A person with a position, as a row says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row in the file, from 1; the head is row 1.
    pub number: usize,
    /// Full name, tidied.
    pub name: String,
    /// Title of the position.
    pub title: String,
    /// Name of the department; empty for none.
    pub department: String,
    /// What the position may do.
    pub roles: Vec<Role>,
    /// E-mail; empty for none.
    pub email: String,
    /// Telephone; empty for none.
    pub phone: String,
}

/// What is wrong in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row in the file, from 1.
    pub row: usize,
    /// Which column.
    pub column: Column,
    /// What.
    pub problem: Problem,
}

impl Row {
    /// Reads the cells of a row, and everything that is wrong with them.
    #[must_use]
    pub fn of_cells(number: usize, cell: impl Fn(Column) -> String) -> (Self, Vec<RowError>) {
        let mut errors = Vec::new();
        let mut wrong = |column, problem| errors.push(RowError { row: number, column, problem });
        let typed = cell(Column::Name);
        let name = vietnamese::names::normalise(&typed).unwrap_or_else(|_| {
            wrong(Column::Name, Problem::new(if typed.trim().is_empty() { "field-empty" } else { "person-name" }));
            typed
        });
        let [title, department] = [Column::Title, Column::Department].map(|column| {
            let text = vietnamese::fold::nfc(cell(column).trim());
            if text.chars().count() > WORDS {
                wrong(column, Problem::new("field-too-long").with("limit", WORDS));
            }
            text
        });
        if title.is_empty() {
            wrong(Column::Title, Problem::new("field-empty"));
        }
        let mut roles = Vec::new();
        for word in cell(Column::Roles).split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
            match role(word) {
                Some(role) => roles.push(role),
                None => wrong(Column::Roles, Problem::new("import-role").with("value", word)),
            }
        }
        if roles.is_empty() {
            roles.push(Role::Staff);
        }
        let (email, phone) = (cell(Column::Email).trim().to_owned(), cell(Column::Phone).trim().to_owned());
        for problem in contact_problems(&email, &phone) {
            let column = if problem.field == Some("email") { Column::Email } else { Column::Phone };
            wrong(column, problem);
        }
        (Self { number, name, title, department, roles, email, phone }, errors)
    }
}

/// A role by its code or its Vietnamese name.
fn role(word: &str) -> Option<Role> {
    let folded = vietnamese::fold::fold(word);
    Some(match folded.as_str() {
        "van thu" => Role::Clerk,
        "thu truong" | "nguoi dung dau" | "hieu truong" | "giam doc" => Role::Head,
        "cap pho" | "pho hieu truong" | "pho giam doc" => Role::Deputy,
        "chanh van phong" => Role::ChiefOfOffice,
        "to truong" | "truong phong" => Role::DepartmentHead,
        "kiem tra the thuc" => Role::FormChecker,
        "nhan vien" | "giao vien" | "moi nguoi" | "chuyen vien" => Role::Staff,
        "quan tri" | "nguoi quan tri" => Role::Administrator,
        "kiem tra so" => Role::Auditor,
        code => return Role::from_code(code).ok(),
    })
}
