//! What a removal takes out of every table that tells something of a document.
//!
//! Each table that refers to a document or may hold its words stands here; `tests/access/secrets.rs` compares this file
//! with the schema. What stays, and why: `document_grant` (who may see it), `register_number` (the number; its reason is
//! taken), `demand_answer`, `issue_copies`, `original_handover`, `dossier_document`, `task_reminder`, `purge`,
//! `notice`, `paper_handover`, `joint_body` (days, numbers and ids only, and to whom).

use luuvet_db::{DbError, Sql, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_domain::secrecy::purge::REMOVED;

use crate::documents::store::Document;
use crate::documents::store::documents::folded;

/// Replaces the words of a document and of everything that hangs on it, and takes away its open tasks.
///
/// # Errors
/// The database's.
pub async fn words(tx: &mut Tx, document: &Document, now: i64) -> Result<(), DbError> {
    let keys: [Value; 2] = [document.organisation.0.into(), document.id.0.into()];
    for statement in emptied() {
        tx.execute(statement, &keys).await?;
    }
    let wording: [Value; 3] = [keys[0].clone(), keys[1].clone(), REMOVED.into()];
    for statement in replaced() {
        tx.execute(statement, &wording).await?;
    }
    let found = folded(document.symbol.as_deref(), REMOVED, &document.issuer, &document.signer);
    tx.execute(
        sql!(
            "UPDATE document SET subject = $3, folded = $4, note = '', pages = 0
             WHERE organisation_id = $1 AND id = $2"
        ),
        &[keys[0].clone(), keys[1].clone(), REMOVED.into(), found.into()],
    )
    .await?;
    tx.execute(
        sql!(
            "UPDATE task SET state = 'taken-away', done_at = $3
             WHERE organisation_id = $1 AND document_id = $2 AND state = 'open'"
        ),
        &[keys[0].clone(), keys[1].clone(), now.into()],
    )
    .await?;
    Ok(())
}

/// Rows that go, and texts that become empty.
fn emptied() -> [&'static Sql; 14] {
    [
        sql!("DELETE FROM document_file WHERE organisation_id = $1 AND document_id = $2"),
        sql!("DELETE FROM document_relation WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE manifest SET body = hash WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE submission SET slip = '', reason = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE step SET opinion = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE recipient SET reason = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE arrival SET reason = '', content = NULL WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE task SET instruction = '', result = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE paper_document SET reason = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE copy_source SET part = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE joint_approval SET reason = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE joint_request SET reason = '' WHERE organisation_id = $1 AND document_id = $2"),
        sql!("DELETE FROM directive WHERE organisation_id = $1 AND document_id = $2"),
        sql!(
            "UPDATE register_number SET reason = '' WHERE organisation_id = $1 AND document_id = $2 AND state = 'given'"
        ),
    ]
}

/// Texts in whose place the fact of the removal stands.
fn replaced() -> [&'static Sql; 3] {
    [
        sql!("UPDATE demand SET wording = $3 WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE arrival_demand SET wording = $3 WHERE organisation_id = $1 AND document_id = $2"),
        sql!("UPDATE document_relation SET wording = $3 WHERE organisation_id = $1 AND other_id = $2"),
    ]
}

/// Takes a content out of another document of the organisation; how many of its files go. Needs a permit of this
/// transaction.
///
/// # Errors
/// The database's.
pub async fn content(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    hash: [u8; 32],
) -> Result<u64, DbError> {
    tx.execute(
        sql!("UPDATE arrival SET content = NULL WHERE organisation_id = $1 AND document_id = $2 AND content = $3"),
        &[organisation.0.into(), document.0.into(), hash.into()],
    )
    .await?;
    tx.execute(
        sql!(
            "DELETE FROM event_private
             WHERE organisation_id = $1 AND field = 'file'
               AND sequence IN (SELECT sequence FROM event WHERE organisation_id = $1 AND subject_id = $2)
               AND value IN (SELECT name FROM document_file
                             WHERE organisation_id = $1 AND document_id = $2 AND hash = $3)"
        ),
        &[organisation.0.into(), document.0.into(), hash.into()],
    )
    .await?;
    tx.execute(
        sql!("DELETE FROM document_file WHERE organisation_id = $1 AND document_id = $2 AND hash = $3"),
        &[organisation.0.into(), document.0.into(), hash.into()],
    )
    .await
}

/// Takes a content out of forms that wait to be sent.
///
/// # Errors
/// The database's.
pub async fn waiting(tx: &mut Tx, organisation: OrganisationId, hash: [u8; 32]) -> Result<(), DbError> {
    let written = serde_json::to_string(&hash).unwrap_or_default();
    tx.execute(
        sql!("DELETE FROM arriving_file WHERE organisation_id = $1 AND body LIKE $2"),
        &[organisation.0.into(), format!("%{written}%").into()],
    )
    .await?;
    Ok(())
}

/// Removes follow-up work and kept answers that name a document.
///
/// # Errors
/// The database's.
pub async fn work(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<(), DbError> {
    let named: Value = format!("%{}%", document.0).into();
    let jobs = sql!("DELETE FROM job WHERE organisation_id = $1 AND body LIKE $2");
    tx.execute(jobs, &[organisation.0.into(), named.clone()]).await?;
    let answers = sql!("DELETE FROM idempotency WHERE organisation_id = $1 AND answer LIKE $2");
    tx.execute(answers, &[organisation.0.into(), named]).await?;
    Ok(())
}

/// Erases what events tell of a document; network addresses and names of people and bodies stay. Elsewhere in the trace
/// the subject goes wherever it was quoted. How many values went. Needs a permit of this transaction.
///
/// # Errors
/// The database's.
pub async fn values(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    subject: &str,
) -> Result<u64, DbError> {
    let own = tx
        .execute(
            sql!(
                "DELETE FROM event_private
                 WHERE organisation_id = $1
                   AND sequence IN (SELECT sequence FROM event WHERE organisation_id = $1 AND subject_id = $2)
                   AND field NOT IN ('address', 'recipient', 'issuer', 'to', 'person', 'title', 'from')"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let quoted = tx
        .execute(
            sql!("DELETE FROM event_private WHERE organisation_id = $1 AND value = $2"),
            &[organisation.0.into(), subject.into()],
        )
        .await?;
    Ok(own + quoted)
}
