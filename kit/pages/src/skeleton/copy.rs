//! Copies a PDF without the bytes of its pictures.

use std::io::Read;

use memchr::memmem;

use super::source::{Kept, Source};
use super::tokens::{Facts, Part, Token, Value, facts, unclear};
use crate::limits::PageError;

/// Streams up to this size are kept whatever they are.
const SMALL: usize = 16 << 10;
const END: &[u8] = b"endstream";
/// What stands in place of a picture.
const NOTHING: &[u8] = b"\nendstream\nendobj\n";
/// Longest beginning of an object that is looked for in pictures.
const OPENING: usize = 48;

/// An object as it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) id: (u32, u16),
    pub(super) body: Body,
}

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    Value,
    /// A stream that was kept, of so many bytes, the end of line before its end included.
    Stream(usize),
    /// A picture without its bytes.
    Hole,
}

/// The objects by place.
pub(super) type Objects = std::collections::BTreeMap<usize, Met>;

/// Reads a file of `size` bytes to its end.
pub(super) fn copy(from: impl Read, size: usize, most: usize) -> Result<(Kept, Objects), PageError> {
    let mut source = Source::new(from, Kept::new(size, most)?);
    if !source.ahead(5)?.starts_with(b"%PDF-") {
        return Err(unclear("something before the beginning"));
    }
    let mut objects = Objects::new();
    let mut numbers: Vec<(u64, usize)> = Vec::new();
    loop {
        match source.value()? {
            Value::Int(value, place) => {
                // A table's numbers come by the thousand; only the last two can begin an object.
                numbers.drain(..numbers.len().saturating_sub(1));
                numbers.push((value, place));
            }
            Value::Word(part) => {
                let Token::Word(word) = part.token else { continue };
                match word.as_slice() {
                    b"obj" => {
                        let [(id, place), (generation, _)] = numbers[..] else {
                            return Err(unclear("an object without number"));
                        };
                        let id = (u32::try_from(id).ok(), u16::try_from(generation).ok());
                        let (Some(id), Some(generation)) = id else { return Err(unclear("an object's number")) };
                        let body = object(&mut source)?;
                        objects.insert(place, Met { id: (id, generation), body });
                    }
                    b"trailer" => {
                        if !matches!(source.value()?, Value::Dictionary(_)) {
                            return Err(unclear("a trailer that is no dictionary"));
                        }
                    }
                    b"xref" | b"startxref" | b"n" | b"f" => {}
                    _ => return Err(unclear("a word between objects")),
                }
                numbers.clear();
            }
            Value::End if source.place() == size => return Ok((source.kept, objects)),
            Value::End => return Err(PageError::Damaged("shorter than announced".into())),
            Value::Dictionary(_) | Value::Other => return Err(unclear("a value between objects")),
        }
    }
}

/// What follows `obj`, up to `endobj`.
fn object<R: Read>(source: &mut Source<R>) -> Result<Body, PageError> {
    let (mut dictionary, mut count): (Option<Vec<Part>>, usize) = (None, 0);
    loop {
        count += 1;
        match source.value()? {
            Value::Word(part) => match &part.token {
                Token::Word(word) if word == b"endobj" => return Ok(Body::Value),
                Token::Word(word) if word == b"stream" => {
                    let Some(parts) = dictionary.filter(|_| count == 2) else {
                        return Err(unclear("a stream without its dictionary"));
                    };
                    return stream(source, &facts(&parts)?);
                }
                Token::Word(word) if [&b"R"[..], b"true", b"false", b"null"].contains(&word.as_slice()) => {}
                _ => return Err(unclear("a word inside of an object")),
            },
            Value::Dictionary(parts) => dictionary = Some(parts),
            Value::Int(..) | Value::Other => {}
            Value::End => return Err(PageError::Damaged("an object without end".into())),
        }
    }
}

fn stream<R: Read>(source: &mut Source<R>, facts: &Facts) -> Result<Body, PageError> {
    match source.ahead(2)? {
        [b'\r', b'\n', ..] => source.keep(2)?,
        [b'\n', ..] => source.keep(1)?,
        _ => return Err(unclear("a stream that begins on its line")),
    }
    let start = source.place();
    let ahead = source.ahead(SMALL)?;
    let is_small = memmem::find(&ahead[..ahead.len().min(SMALL)], END).is_some();
    let is_hole = facts.is_picture && !is_small;
    if is_hole {
        source.kept.write(start, NOTHING)?;
        let (from, to) = facts.length_at.ok_or_else(|| unclear("no length"))?;
        let mut length = vec![b' '; to - from];
        length[0] = b'0';
        source.kept.write(from, &length)?;
    }
    let size = through(source, is_hole)? - start;
    // The end that stands there and the length that is claimed must agree, but for the end of the line.
    if facts.length.is_some_and(|length| !(length..=length + 2).contains(&(size as u64))) {
        return Err(unclear("a stream's length"));
    }
    for word in [END, b"endobj"] {
        if source.token()?.token != Token::Word(word.to_vec()) {
            return Err(unclear("a stream's end"));
        }
    }
    Ok(if is_hole { Body::Hole } else { Body::Stream(size) })
}

/// Goes on to the end of a stream's bytes, and tells where it is.
fn through<R: Read>(source: &mut Source<R>, is_hole: bool) -> Result<usize, PageError> {
    let (end, object) = (memmem::Finder::new(END), memmem::Finder::new(b"obj"));
    loop {
        let ahead = source.ahead(OPENING * 2)?;
        let found = end.find(ahead);
        let is_last = ahead.len() < OPENING * 2;
        let behind = found.unwrap_or(ahead.len());
        // Nothing that a reader could take for an object may be lost with a picture.
        if is_hole && object.find_iter(&ahead[..behind]).any(|at| opens(&ahead[..at])) {
            return Err(unclear("an object inside of a picture"));
        }
        // What is cut by the window is looked at again with the next one.
        let count = found.unwrap_or(behind.saturating_sub(OPENING));
        if is_hole {
            source.leave(count);
        } else {
            source.keep(count)?;
        }
        if found.is_some() {
            return Ok(source.place());
        }
        if is_last {
            return Err(PageError::Damaged("a stream without end".into()));
        }
    }
}

/// Whether these bytes end with two numbers, as before `obj`.
fn opens(before: &[u8]) -> bool {
    let before = &before[before.len().saturating_sub(OPENING)..];
    let space = |bytes: &[u8]| bytes.iter().rev().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
    let digits = |bytes: &[u8]| bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &before[..before.len() - space(before)];
    let generation = digits(rest);
    let rest = &rest[..rest.len() - generation];
    let gap = space(rest);
    generation > 0 && gap > 0 && digits(&rest[..rest.len() - gap]) > 0
}
