//! The logs: no number missing, the head where the last event is, every leaf as it was hashed.

use luuvet_db::Db;
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::leaf_hash;

use super::{Check, Level, store};
use crate::refusal::Refusal;

pub(super) async fn look(db: &Db) -> Result<Vec<Check>, Refusal> {
    let heads = store::heads(&mut db.read().await?).await?;
    if heads.is_empty() {
        return Ok(vec![Check::new(Level::Mind, "doctor-trace-empty")]);
    }
    let (mut checks, mut events) = (Vec::new(), 0);
    for (organisation, head) in heads {
        match fault(db, organisation, head).await? {
            None => events += head,
            Some(check) => checks.push(check.with("organisation", organisation.0)),
        }
    }
    if checks.is_empty() {
        checks.push(Check::new(Level::Well, "doctor-trace").with("events", events));
    }
    Ok(checks)
}

/// The first thing that is wrong with a log. It may grow while we look: what comes after `head` is not ours to judge.
async fn fault(db: &Db, organisation: OrganisationId, head: i64) -> Result<Option<Check>, Refusal> {
    let mut last = 0;
    loop {
        let piece = store::leaves(&mut db.read().await?, organisation, last).await?;
        if piece.is_empty() {
            let missing = last < head;
            return Ok(missing.then(|| Check::new(Level::Wrong, "doctor-trace-gap").with("sequence", last + 1)));
        }
        for (sequence, leaf, hash) in piece {
            if sequence != last + 1 {
                return Ok(Some(Check::new(Level::Wrong, "doctor-trace-gap").with("sequence", last + 1)));
            }
            if leaf_hash(&leaf) != hash {
                return Ok(Some(Check::new(Level::Wrong, "doctor-trace-changed").with("sequence", sequence)));
            }
            last = sequence;
        }
    }
}
