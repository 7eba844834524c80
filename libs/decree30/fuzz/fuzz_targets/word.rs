//! A foreign Word file is looked at, read, and what is read is written again.

#![no_main]

use decree30::layout;
use decree30::word::{Limits, blanks, read, seen, write};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    if let Ok(seen) = seen(bytes, &limits) {
        let _ = blanks(&seen);
    }
    if let Ok(read) = read(bytes, &limits) {
        assert!(write(&read.draft, layout::current()).is_ok());
    }
});
