//! The registers: what the domain's audit finds in them.

use luuvet_db::Db;
use luuvet_domain::registers;

use super::{Check, Level, store};
use crate::refusal::Refusal;

/// Faults of one register that are told.
const TOLD: usize = 5;

pub(super) async fn look(db: &Db) -> Result<Vec<Check>, Refusal> {
    let (mut checks, mut count) = (Vec::new(), 0);
    let heads = store::heads(&mut db.read().await?).await?;
    for (organisation, _) in heads {
        // One picture of register and rows.
        let mut tx = db.read().await?;
        for (id, name, register) in store::registers(&mut tx, organisation).await? {
            let rows = store::numbers(&mut tx, organisation, id).await?;
            let faults = registers::audit::faults(&register, &rows);
            count += 1;
            if !faults.is_empty() {
                let told: Vec<String> = faults.iter().take(TOLD).map(ToString::to_string).collect();
                let check = Check::new(Level::Wrong, "doctor-register-faults").with("name", name);
                checks.push(check.with("count", faults.len()).with("faults", told.join("; ")));
            }
        }
    }
    if checks.is_empty() {
        checks.push(Check::new(Level::Well, "doctor-registers").with("count", count));
    }
    Ok(checks)
}
