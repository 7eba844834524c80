//! The job after a notice: who still has not read it hears of it outside, where wanted.

use luuvet_domain::ids::OrganisationId;
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::notices::store::deliveries;
use crate::refusal::Refusal;

/// The job's kind.
pub const NOTIFY: &str = "notify";

/// What was told: everything about a document at one instant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// About which document.
    pub document: Uuid,
    /// UTC microseconds.
    pub at: i64,
}

/// Writes the deliveries. What is read, done or undone by now needs none.
///
/// # Errors
/// The database's, or a body that is none.
pub async fn run(app: &App, job: &Job) -> Result<(), Refusal> {
    let told: Told = serde_json::from_str(&job.body).map_err(|error| Refusal::Broken(error.to_string()))?;
    let organisation = OrganisationId(job.organisation_id);
    app.change_later(move |tx, draw| {
        Box::pin(async move { Ok(deliveries::of_notices(tx, organisation, told.document, told.at, draw.now).await?) })
    })
    .await
}
