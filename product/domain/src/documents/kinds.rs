//! Kinds of documents, with what the decree says of each (`data/kinds.toml`).

use serde::Deserialize;

use crate::codes::codes;
use crate::data::DataError;

codes! {
/// A kind of document: Decree 30/2020, Article 7 (29 administrative kinds) and Article 25 (copies).
Kind {
    /// Nghị quyết (cá biệt).
    Resolution = "resolution",
    /// Quyết định (cá biệt).
    Decision = "decision",
    /// Chỉ thị.
    Directive = "directive",
    /// Quy chế.
    Regulation = "regulation",
    /// Quy định.
    Rule = "rule",
    /// Thông cáo.
    Communique = "communique",
    /// Thông báo.
    Notice = "notice",
    /// Hướng dẫn.
    Guidance = "guidance",
    /// Chương trình.
    Programme = "programme",
    /// Kế hoạch.
    Plan = "plan",
    /// Phương án.
    Option = "option",
    /// Đề án.
    Scheme = "scheme",
    /// Dự án.
    Project = "project",
    /// Báo cáo.
    Report = "report",
    /// Biên bản.
    Minutes = "minutes",
    /// Tờ trình.
    Proposal = "proposal",
    /// Hợp đồng.
    Contract = "contract",
    /// Công văn.
    OfficialLetter = "official-letter",
    /// Công điện.
    Telegram = "telegram",
    /// Bản ghi nhớ.
    Memorandum = "memorandum",
    /// Bản thỏa thuận.
    Agreement = "agreement",
    /// Giấy ủy quyền.
    Authorisation = "authorisation",
    /// Giấy mời.
    Invitation = "invitation",
    /// Giấy giới thiệu.
    Introduction = "introduction",
    /// Giấy nghỉ phép.
    LeavePermit = "leave-permit",
    /// Phiếu gửi.
    DispatchSlip = "dispatch-slip",
    /// Phiếu chuyển.
    TransferSlip = "transfer-slip",
    /// Phiếu báo.
    ReportSlip = "report-slip",
    /// Thư công.
    PersonalLetter = "personal-letter",
    /// Bản sao y.
    TrueCopy = "true-copy",
    /// Bản trích sao.
    ExtractCopy = "extract-copy",
    /// Bản sao lục.
    CopyOfCopy = "copy-of-copy",
}
}

codes! {
/// What a kind belongs to.
Group {
    /// One of the 29 administrative kinds.
    Administrative = "administrative",
    /// A copy; all copies of an organisation share one series.
    Copy = "copy",
}
}

codes! {
/// How the symbol of a kind is built (Decree 30/2020, Annex I, part II.3).
SymbolForm {
    /// `TB-SGDĐT`.
    KindOrganisation = "kind-organisation",
    /// `SGDĐT-GDTH`.
    OrganisationUnit = "organisation-unit",
}
}

/// What the decree says of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindFacts {
    /// The kind.
    #[serde(rename = "code")]
    pub kind: Kind,
    /// Its Vietnamese name.
    pub name: String,
    /// Its abbreviation, case-sensitive; none for công văn and thư công.
    pub abbreviation: Option<String>,
    /// Administrative or copy.
    pub group: Group,
    /// How its symbol is built.
    pub symbol: SymbolForm,
}

/// All kinds, each exactly once.
#[derive(Clone, Debug)]
pub struct Kinds {
    rows: Vec<KindFacts>,
    other: KindFacts,
    /// Decree and article.
    pub source: String,
}

#[derive(Deserialize)]
struct File {
    source: String,
    kind: Vec<KindFacts>,
}

impl Kinds {
    /// The table that is built in.
    ///
    /// # Errors
    /// When the file is damaged; the tests read it.
    pub fn built_in() -> Result<Self, DataError> {
        Self::read(include_str!("../../data/kinds.toml"))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When it is not TOML of this form, or a kind is missing or stands twice.
    pub fn read(text: &str) -> Result<Self, DataError> {
        let file: File = toml::from_str(text).map_err(|error| DataError::new("kinds", error))?;
        for kind in Kind::ALL {
            let rows = file.kind.iter().filter(|row| row.kind == *kind).count();
            if rows != 1 {
                return Err(DataError::new("kinds", format!("{kind} stands {rows} times")));
            }
        }
        match file.kind.iter().find(|row| row.kind == Kind::OfficialLetter).cloned() {
            Some(other) => Ok(Self { rows: file.kind, other, source: file.source }),
            None => Err(DataError::new("kinds", "the official letter is missing")),
        }
    }

    /// What the decree says of the kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &KindFacts {
        // `read` lets no kind be missing; a document without a kind of its own is an official letter.
        self.rows.iter().find(|row| row.kind == kind).unwrap_or(&self.other)
    }

    /// All kinds in the order of the decree.
    pub fn iter(&self) -> impl Iterator<Item = &KindFacts> {
        self.rows.iter()
    }

    /// The kind with this abbreviation, letter case counts.
    #[must_use]
    pub fn by_abbreviation(&self, abbreviation: &str) -> Option<Kind> {
        self.rows.iter().find(|row| row.abbreviation.as_deref() == Some(abbreviation)).map(|row| row.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_nine_kinds_and_three_copies() {
        let kinds = Kinds::built_in().unwrap();
        let group = |group| kinds.iter().filter(|row| row.group == group).count();
        assert_eq!((group(Group::Administrative), group(Group::Copy)), (29, 3));
        let without: Vec<_> = kinds.iter().filter(|row| row.abbreviation.is_none()).map(|row| row.kind).collect();
        assert_eq!(without, [Kind::OfficialLetter, Kind::PersonalLetter]);
    }

    #[test]
    fn abbreviations_are_unique_and_keep_their_case() {
        let kinds = Kinds::built_in().unwrap();
        for row in kinds.iter() {
            if let Some(abbreviation) = &row.abbreviation {
                assert_eq!(kinds.by_abbreviation(abbreviation), Some(row.kind));
            }
            assert_eq!(kinds.of(row.kind).name, row.name);
        }
        assert_eq!(kinds.by_abbreviation("TTr"), Some(Kind::Proposal));
        assert_eq!(kinds.by_abbreviation("TTR"), None);
        assert_eq!(kinds.by_abbreviation("QyĐ"), Some(Kind::Rule));
        assert_eq!(kinds.by_abbreviation("CV"), None);
    }

    #[test]
    fn a_damaged_table_is_refused() {
        let text = include_str!("../../data/kinds.toml");
        assert!(Kinds::read(&text.replace("code = \"plan\"", "code = \"notice\"")).is_err());
        assert!(Kinds::read(&text.replace("code = \"plan\"", "code = \"plans\"")).is_err());
        assert!(Kinds::read("").is_err());
    }
}
