//! What a token may do, at most; the person's rights hold besides.

/// A noun, and whether it may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Read documents, tasks and deliveries.
    DocumentsRead,
    /// Register, direct, draft, approve, issue and finish documents.
    DocumentsWrite,
    /// Read registers.
    RegistersRead,
    /// Give, reserve and cancel numbers, open registers.
    RegistersWrite,
    /// Read organisation, departments and people.
    OrganisationRead,
    /// Change departments, positions, mandates and people.
    OrganisationWrite,
    /// Read the trace.
    TraceRead,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::DocumentsRead,
        Self::DocumentsWrite,
        Self::RegistersRead,
        Self::RegistersWrite,
        Self::OrganisationRead,
        Self::OrganisationWrite,
        Self::TraceRead,
    ];

    /// As it is written in a token's list: `documents:read`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::DocumentsRead => "documents:read",
            Self::DocumentsWrite => "documents:write",
            Self::RegistersRead => "registers:read",
            Self::RegistersWrite => "registers:write",
            Self::OrganisationRead => "organisation:read",
            Self::OrganisationWrite => "organisation:write",
            Self::TraceRead => "trace:read",
        }
    }

    /// The scope of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}
