//! Rows of `joint_body`, `joint_approval` and `joint_request`.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};
use uuid::Uuid;

use crate::documents::joint::Name;
use crate::documents::joint::bodies::Body;

/// The approval of one body.
#[derive(Clone, Debug)]
pub struct Approval {
    /// The body's row.
    pub id: Uuid,
    /// The organisation; none outside.
    pub target: Option<Uuid>,
    /// The body's name.
    pub name: String,
    /// `named` before it was asked; `asked`, `approved`, `refused` or `void`.
    pub state: String,
    /// Who signs or has signed for it.
    pub signer: String,
    /// In which post.
    pub title: String,
    /// On which day.
    pub day: Option<Date>,
    /// Why it refused.
    pub reason: String,
    /// UTC microseconds.
    pub answered_at: Option<i64>,
}

/// What another organisation asks of this one.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which approval.
    pub name: Name,
    /// The lead body's name.
    pub lead_name: String,
    /// The hash of the manifest.
    pub manifest: [u8; 32],
    /// `asked`, `approved`, `refused` or `withdrawn`.
    pub state: String,
    /// Who decided.
    pub signer: String,
    /// In which post.
    pub title: String,
    /// Why it was refused or withdrawn.
    pub reason: String,
    /// UTC microseconds.
    pub answered_at: Option<i64>,
}

/// How an approval ends.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// The state that it gets.
    pub state: &'a str,
    /// Who decided.
    pub signer: &'a str,
    /// In which post.
    pub title: &'a str,
    /// On which day.
    pub day: Option<Date>,
    /// Why not.
    pub reason: &'a str,
    /// UTC microseconds.
    pub at: i64,
}

/// Puts other bodies in place of those of a draft.
///
/// # Errors
/// The database's.
pub async fn set_bodies(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    all: &[(Uuid, &Body)],
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM joint_body WHERE organisation_id = $1 AND document_id = $2"),
        &[organisation.0.into(), document.0.into()],
    )
    .await?;
    for ((id, body), ordinal) in all.iter().zip(1_i64..) {
        tx.execute(
            sql!(
                "INSERT INTO joint_body (organisation_id, document_id, id, ordinal, target_id, name, signer, signer_title)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            &[
                organisation.0.into(),
                document.0.into(),
                (*id).into(),
                ordinal.into(),
                body.target.into(),
                (&body.name).into(),
                (&body.signer).into(),
                (&body.title).into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Asks every body of a document about a version.
///
/// # Errors
/// The database's.
pub async fn ask(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "INSERT INTO joint_approval (organisation_id, document_id, version, body_id, ordinal, target_id, name, state,
               signer, signer_title, signed_day, reason, asked_at, answered_at)
             SELECT organisation_id, document_id, $3, id, ordinal, target_id, name, 'asked', signer, signer_title, NULL, '',
                    $4, NULL
             FROM joint_body WHERE organisation_id = $1 AND document_id = $2"
        ),
        &[organisation.0.into(), document.0.into(), version.into(), now.into()],
    )
    .await
}

/// The approvals of a version, in the order of the page.
///
/// # Errors
/// The database's.
pub async fn approvals(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
) -> Result<Vec<Approval>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT body_id, target_id, name, state, signer, signer_title, signed_day, reason, answered_at
                 FROM joint_approval WHERE organisation_id = $1 AND document_id = $2 AND version = $3
                 ORDER BY ordinal LIMIT 50"
            ),
            &[organisation.0.into(), document.0.into(), version.into()],
        )
        .await?;
    rows.iter().map(approval).collect()
}

fn approval(row: &Row) -> Result<Approval, DbError> {
    let day: Option<String> = row.get(6)?;
    Ok(Approval {
        id: row.get(0)?,
        target: row.get(1)?,
        name: row.get(2)?,
        state: row.get(3)?,
        signer: row.get(4)?,
        title: row.get(5)?,
        day: day.and_then(|day| day.parse().ok()),
        reason: row.get(7)?,
        answered_at: row.get(8)?,
    })
}

/// Ends an approval that is still asked for; `false` when it is not.
///
/// # Errors
/// The database's.
pub async fn end(tx: &mut Tx, name: &Name, how: Ending<'_>) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE joint_approval SET state = $5, signer = $6, signer_title = $7, signed_day = $8, reason = $9,
               answered_at = $10
             WHERE organisation_id = $1 AND document_id = $2 AND version = $3 AND body_id = $4 AND state = 'asked'"
        ),
        &[
            name.lead.0.into(),
            name.document.0.into(),
            name.version.into(),
            name.body.into(),
            how.state.into(),
            how.signer.into(),
            how.title.into(),
            how.day.map(|day| day.to_string()).into(),
            how.reason.into(),
            how.at.into(),
        ],
    )
    .await
}

/// What was asked for and given about a version is void.
///
/// # Errors
/// The database's.
pub async fn void(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE joint_approval SET state = 'void'
             WHERE organisation_id = $1 AND document_id = $2 AND version = $3 AND state IN ('asked', 'approved')"
        ),
        &[organisation.0.into(), document.0.into(), version.into()],
    )
    .await
}

/// Keeps a request as a document of this organisation.
///
/// # Errors
/// The database's; the same request twice breaks a constraint.
pub async fn insert_request(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    asked: &Asked,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO joint_request (organisation_id, document_id, lead_id, lead_name, lead_document_id, lead_version,
               body_id, manifest, state, signer, signer_title, reason, answered_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '', NULL)"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            asked.name.lead.0.into(),
            (&asked.lead_name).into(),
            asked.name.document.0.into(),
            asked.name.version.into(),
            asked.name.body.into(),
            asked.manifest.into(),
            (&asked.state).into(),
        ],
    )
    .await?;
    Ok(())
}

/// The document of this organisation that a request became, with the request's state.
///
/// # Errors
/// The database's.
pub async fn known(
    tx: &mut Tx,
    organisation: OrganisationId,
    name: &Name,
) -> Result<Option<(DocumentId, String)>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT document_id, state FROM joint_request
                 WHERE organisation_id = $1 AND lead_id = $2 AND lead_document_id = $3 AND lead_version = $4
                   AND body_id = $5"
            ),
            &[organisation.0.into(), name.lead.0.into(), name.document.0.into(), name.version.into(), name.body.into()],
        )
        .await?;
    row.map(|row| Ok((DocumentId(row.get(0)?), row.get(1)?))).transpose()
}

/// Moves a request from one state to another; `false` when it was not in the first one any more.
///
/// # Errors
/// The database's.
pub async fn settle(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    from: &str,
    how: Ending<'_>,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE joint_request SET state = $4, signer = $5, signer_title = $6, reason = $7, answered_at = $8
             WHERE organisation_id = $1 AND document_id = $2 AND state = $3"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            from.into(),
            how.state.into(),
            how.signer.into(),
            how.title.into(),
            how.reason.into(),
            how.at.into(),
        ],
    )
    .await
}

/// What is joint about a document: the bodies that issue it too, or who asks for one's own approval.
#[derive(Clone, Debug, Default)]
pub struct Joint {
    /// The bodies beside the lead body, in the order of the page.
    pub bodies: Vec<Approval>,
    /// The request, when another organisation leads.
    pub request: Option<Asked>,
}

/// What is joint about a document in a version: one statement.
///
/// # Errors
/// The database's.
pub async fn joint(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    version: i64,
) -> Result<Joint, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT b.id, b.target_id, b.name, COALESCE(a.state, 'named'), COALESCE(a.signer, b.signer),
                        COALESCE(a.signer_title, b.signer_title), a.signed_day, COALESCE(a.reason, ''), a.answered_at,
                        b.ordinal, NULL AS manifest, b.document_id
                 FROM joint_body b
                 LEFT JOIN joint_approval a ON a.organisation_id = b.organisation_id AND a.document_id = b.document_id
                   AND a.version = $3 AND a.body_id = b.id
                 WHERE b.organisation_id = $1 AND b.document_id = $2
                 UNION ALL
                 SELECT r.body_id, r.lead_id, r.lead_name, r.state, r.signer, r.signer_title, NULL, r.reason, r.answered_at,
                        r.lead_version, r.manifest, r.lead_document_id
                 FROM joint_request r WHERE r.organisation_id = $1 AND r.document_id = $2
                 ORDER BY 10
                 LIMIT 50"
            ),
            &[organisation.0.into(), document.0.into(), version.into()],
        )
        .await?;
    let mut joint = Joint::default();
    for row in &rows {
        match row.get::<Option<[u8; 32]>>(10)? {
            Some(manifest) => joint.request = Some(asked(row, manifest)?),
            None => joint.bodies.push(approval(row)?),
        }
    }
    Ok(joint)
}

fn asked(row: &Row, manifest: [u8; 32]) -> Result<Asked, DbError> {
    let name = Name {
        lead: OrganisationId(row.get(1)?),
        document: DocumentId(row.get(11)?),
        version: row.get(9)?,
        body: row.get(0)?,
    };
    Ok(Asked {
        name,
        lead_name: row.get(2)?,
        manifest,
        state: row.get(3)?,
        signer: row.get(4)?,
        title: row.get(5)?,
        reason: row.get(7)?,
        answered_at: row.get(8)?,
    })
}
