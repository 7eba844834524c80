//! Something is pasted.

#![no_main]

use decree30::word::{Limits, from_html, from_text};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = from_html(text, &Limits::default());
    let _ = from_text(text);
});
