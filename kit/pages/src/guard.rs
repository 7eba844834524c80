//! Runs work on foreign bytes where it can neither panic into the caller, nor overflow its stack, nor take for ever.

use crate::limits::{Limits, PageError, What};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Threads that ran over their time and could not be stopped. More than a few would starve the machine.
static OVERDUE: AtomicUsize = AtomicUsize::new(0);
const MOST_OVERDUE: usize = 4;

const RUNNING: u8 = 0;
const DONE: u8 = 1;
const LEFT: u8 = 2;

/// Runs `job` on a thread with its own stack and waits at most `limits.time`. Third-party parsers cannot be interrupted: a
/// thread that is over time is left behind, counted, and new work is refused (`Busy`) while four are left.
pub(crate) fn bounded<T: Send + 'static>(
    limits: &Limits,
    job: impl FnOnce() -> Result<T, PageError> + Send + 'static,
) -> Result<T, PageError> {
    if OVERDUE.load(Ordering::SeqCst) >= MOST_OVERDUE {
        return Err(PageError::Busy);
    }
    let state = Arc::new(AtomicU8::new(RUNNING));
    let (answer, answers) = mpsc::sync_channel(1);
    let theirs = Arc::clone(&state);
    thread::Builder::new()
        .name("pages".into())
        .stack_size(limits.stack)
        .spawn(move || {
            let result = unwound(job);
            if theirs.swap(DONE, Ordering::SeqCst) == LEFT {
                OVERDUE.fetch_sub(1, Ordering::SeqCst);
            }
            // The caller may have gone: nobody to tell.
            let _ = answer.send(result);
        })
        .map_err(|error| PageError::System(error.to_string()))?;
    match answers.recv_timeout(limits.time) {
        Ok(result) => result,
        Err(_) => {
            if state.compare_exchange(RUNNING, LEFT, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                OVERDUE.fetch_add(1, Ordering::SeqCst);
            }
            Err(PageError::TooLarge { what: What::Time, limit: limits.time.as_millis() as u64 })
        }
    }
}

/// Turns a panic of third-party code into `Damaged`.
pub(crate) fn unwound<T>(job: impl FnOnce() -> Result<T, PageError>) -> Result<T, PageError> {
    catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| Err(PageError::Damaged("the parser gave up".into())))
}

/// Refuses a file over `limits.bytes` before anything is copied, and hands out a copy for the working thread.
pub(crate) fn taken(bytes: &[u8], limits: &Limits) -> Result<Arc<Vec<u8>>, PageError> {
    if bytes.len() > limits.bytes {
        return Err(PageError::over(What::Bytes, limits.bytes));
    }
    Ok(Arc::new(bytes.to_vec()))
}
