//! Text with emphasis: joining, cutting, trimming.

use super::letters::nfc;
use crate::draft::Span;

/// Appends text, to the last span when it has the same emphasis.
pub(super) fn push(spans: &mut Vec<Span>, text: &str, bold: bool, italic: bool) {
    if text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(last) if (last.bold, last.italic) == (bold, italic) => last.text.push_str(text),
        _ => spans.push(Span { text: text.to_owned(), bold, italic }),
    }
}

/// Drops so many bytes from the beginning.
pub(super) fn cut(spans: &mut Vec<Span>, mut bytes: usize) {
    while let Some(first) = spans.first_mut().filter(|_| bytes > 0) {
        if first.text.len() > bytes {
            first.text = first.text.get(bytes..).unwrap_or_default().to_owned();
            return;
        }
        bytes -= first.text.len();
        spans.remove(0);
    }
}

/// Without white space at both ends, in composed form; emphasis of mere white space is dropped.
pub(super) fn tidy(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let blank = span.text.trim().is_empty();
        match out.last_mut() {
            Some(last) if blank => last.text.push_str(&span.text),
            // White space that was put to the span before may part two of one emphasis.
            Some(last) if (last.bold, last.italic) == (span.bold, span.italic) => last.text.push_str(&span.text),
            None if blank => {}
            _ => out.push(span),
        }
    }
    if let Some(first) = out.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    for span in &mut out {
        if let std::borrow::Cow::Owned(text) = nfc(&span.text) {
            span.text = text;
        }
    }
    out.retain(|span| !span.text.is_empty());
    out
}

/// Whether all of it has an emphasis.
pub(super) fn all(spans: &[Span], has: impl Fn(&Span) -> bool) -> bool {
    !spans.is_empty() && spans.iter().all(|span| span.text.trim().is_empty() || has(span))
}

/// Without bold type.
pub(super) fn unbold(spans: Vec<Span>) -> Vec<Span> {
    let mut out = Vec::with_capacity(spans.len());
    spans.into_iter().for_each(|span| push(&mut out, &span.text, false, span.italic));
    out
}
