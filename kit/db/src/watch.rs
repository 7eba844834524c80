//! Watching which statements run: for tests of what a page costs, and for benches that run the same again raw.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::{Sql, Value};

static ON: AtomicBool = AtomicBool::new(false);
static RAN: Mutex<Vec<Ran>> = Mutex::new(Vec::new());

/// A statement that ran.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Which.
    pub sql: &'static Sql,
    /// With which values.
    pub values: Vec<Value>,
}

/// Begins to note every statement of this process; one watcher at a time.
pub fn begin() {
    RAN.lock().unwrap_or_else(PoisonError::into_inner).clear();
    ON.store(true, Ordering::SeqCst);
}

/// Ends it, and gives what ran since [`begin`], in order.
#[must_use]
pub fn end() -> Vec<Ran> {
    ON.store(false, Ordering::SeqCst);
    std::mem::take(&mut *RAN.lock().unwrap_or_else(PoisonError::into_inner))
}

pub(crate) fn note(sql: &'static Sql, values: &[Value]) {
    if ON.load(Ordering::Relaxed) {
        let ran = Ran { sql, values: values.to_vec() };
        RAN.lock().unwrap_or_else(PoisonError::into_inner).push(ran);
    }
}
