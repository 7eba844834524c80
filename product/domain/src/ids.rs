//! Typed ids: a position can never be passed where a document is meant.
//!
//! Every id is a UUIDv7 drawn by the program (never by the database), so that ids sort by time and a retry of a verb
//! draws the same ones.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A legal body with its own registers, seal and clerk.
    OrganisationId,
    /// Part of an organisation.
    DepartmentId,
    /// A human being; holds positions.
    PersonId,
    /// A post in an organisation that a person holds for a period.
    PositionId,
    /// Under which one signs for somebody else or for a collective.
    MandateId,
    /// A document as one organisation holds it; sender and receiver have different ids.
    DocumentId,
    /// A stored file of a document.
    FileId,
    /// One series of numbers.
    RegisterId,
    /// One step of an approval circuit.
    StepId,
    /// Open work that a position or a department owns.
    TaskId,
    /// One recipient of an issued document.
    RecipientId,
    /// One question or report that an issued document asks for.
    DemandId,
    /// A dossier.
    DossierId,
    /// A signed-in session.
    SessionId,
}
