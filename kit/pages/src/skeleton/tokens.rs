//! The words of a PDF between its streams, strictly: what is not understood is refused.

use std::io::Read;

use super::source::Source;
use crate::limits::PageError;

/// Longest word, and most entries of a dictionary that is looked into.
const LONGEST: usize = 4 << 10;
const ENTRIES: usize = 20_000;
const DEPTH: usize = 64;

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Int(u64),
    Name(Vec<u8>),
    Word(Vec<u8>),
    OpenDictionary,
    CloseDictionary,
    OpenArray,
    CloseArray,
    /// Strings and other numbers.
    Other,
    End,
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A value, as far as it is looked into.
pub(super) enum Value {
    /// The parts of a dictionary; of what is nested only the opening.
    Dictionary(Vec<Part>),
    Word(Part),
    Int(u64, usize),
    Other,
    End,
}

pub(super) fn unclear(why: &'static str) -> PageError {
    PageError::Unclear(why)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<R: Read> Source<R> {
    /// Space and comments.
    fn space(&mut self) -> Result<(), PageError> {
        while let Some(byte) = self.peek()? {
            if byte == b'%' {
                while self.peek()?.is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.keep(1)?;
                }
            } else if is_space(byte) {
                self.keep(1)?;
            } else {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn token(&mut self) -> Result<Part, PageError> {
        self.space()?;
        let start = self.place();
        let token = match self.peek()? {
            None => Token::End,
            Some(b'<') if self.ahead(2)?.get(1) == Some(&b'<') => self.kept_as(2, Token::OpenDictionary)?,
            Some(b'<') => self.digits()?,
            Some(b'>') if self.ahead(2)?.get(1) == Some(&b'>') => self.kept_as(2, Token::CloseDictionary)?,
            Some(b'[') => self.kept_as(1, Token::OpenArray)?,
            Some(b']') => self.kept_as(1, Token::CloseArray)?,
            Some(b'(') => self.string()?,
            Some(b'/') => {
                self.keep(1)?;
                Token::Name(self.run()?)
            }
            Some(byte) if is_regular(byte) => word(self.run()?),
            Some(_) => return Err(unclear("a bracket without its partner")),
        };
        Ok(Part { token, start, end: self.place() })
    }

    fn kept_as(&mut self, count: usize, token: Token) -> Result<Token, PageError> {
        self.keep(count)?;
        Ok(token)
    }

    fn run(&mut self) -> Result<Vec<u8>, PageError> {
        let mut run = Vec::new();
        while let Some(byte) = self.peek()?.filter(|byte| is_regular(*byte)) {
            if run.len() == LONGEST {
                return Err(unclear("a word without end"));
            }
            run.push(byte);
            self.keep(1)?;
        }
        Ok(run)
    }

    fn digits(&mut self) -> Result<Token, PageError> {
        self.keep(1)?;
        loop {
            match self.peek()? {
                Some(b'>') => return self.kept_as(1, Token::Other),
                Some(byte) if byte.is_ascii_hexdigit() || is_space(byte) => self.keep(1)?,
                _ => return Err(unclear("a string of digits that has others")),
            }
        }
    }

    fn string(&mut self) -> Result<Token, PageError> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                None => return Err(PageError::Damaged("a string without end".into())),
                Some(b'\\') if self.ahead(2)?.len() > 1 => self.keep(1)?,
                Some(b'(') => open += 1,
                Some(b')') => open -= 1,
                Some(_) => {}
            }
            self.keep(1)?;
            if open == 0 {
                return Ok(Token::Other);
            }
        }
    }

    /// A whole value.
    pub(super) fn value(&mut self) -> Result<Value, PageError> {
        let first = self.token()?;
        match first.token {
            Token::OpenDictionary => self.nested(true).map(Value::Dictionary),
            Token::OpenArray => self.nested(false).map(|_| Value::Other),
            Token::Word(_) => Ok(Value::Word(first)),
            Token::Int(value) => Ok(Value::Int(value, first.start)),
            Token::Name(_) | Token::Other => Ok(Value::Other),
            Token::CloseArray | Token::CloseDictionary => Err(unclear("a bracket without its partner")),
            Token::End => Ok(Value::End),
        }
    }

    /// What stands in a dictionary or array, up to its end.
    fn nested(&mut self, dictionary: bool) -> Result<Vec<Part>, PageError> {
        let (mut open, mut parts) = (vec![dictionary], Vec::new());
        loop {
            let part = self.token()?;
            if dictionary && open.len() == 1 && part.token != Token::CloseDictionary {
                parts.push(part.clone());
            }
            if open.len() > DEPTH || parts.len() > ENTRIES {
                return Err(unclear("too deep or too long"));
            }
            match part.token {
                Token::OpenDictionary => open.push(true),
                Token::OpenArray => open.push(false),
                Token::CloseDictionary | Token::CloseArray => {
                    let closes = part.token == Token::CloseDictionary;
                    if open.pop() != Some(closes) {
                        return Err(unclear("brackets that cross"));
                    }
                }
                Token::Word(word) if ![&b"R"[..], b"true", b"false", b"null"].contains(&word.as_slice()) => {
                    return Err(unclear("a word inside of a value"));
                }
                Token::End => return Err(PageError::Damaged("a value without end".into())),
                _ => {}
            }
            if open.is_empty() {
                return Ok(parts);
            }
        }
    }
}

fn word(run: Vec<u8>) -> Token {
    if run.iter().all(u8::is_ascii_digit) {
        let value = std::str::from_utf8(&run).ok().and_then(|digits| digits.parse().ok());
        return value.map_or(Token::Other, Token::Int);
    }
    let is_number = run.iter().all(|byte| byte.is_ascii_digit() || b"+-.".contains(byte));
    if is_number { Token::Other } else { Token::Word(run) }
}

/// What a dictionary says about its stream.
#[derive(Default)]
pub(super) struct Facts {
    /// A picture and nothing else: no key that would make it something to read.
    pub(super) is_picture: bool,
    /// Its length where it stands there itself.
    pub(super) length: Option<u64>,
    /// Where the length is written.
    pub(super) length_at: Option<(usize, usize)>,
}

/// Keys of a picture (ISO 32000-1, table 89, and those of every stream, table 5).
const PICTURE: &[&[u8]] = &[
    b"Type",
    b"Subtype",
    b"Width",
    b"Height",
    b"ColorSpace",
    b"BitsPerComponent",
    b"Intent",
    b"ImageMask",
    b"Mask",
    b"Decode",
    b"Interpolate",
    b"Alternates",
    b"SMask",
    b"SMaskInData",
    b"Name",
    b"StructParent",
    b"ID",
    b"OPI",
    b"Metadata",
    b"OC",
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"DL",
];

pub(super) fn facts(parts: &[Part]) -> Result<Facts, PageError> {
    let (mut facts, mut keys, mut subtype) = (Facts::default(), Vec::new(), false);
    let (mut others, mut at) = (false, 0);
    while let Some(Part { token, .. }) = parts.get(at) {
        let Token::Name(key) = token else { return Err(unclear("a key that is no name")) };
        let (value, next) = entry(parts, at + 1)?;
        others |= keys.contains(&key) || !PICTURE.contains(&key.as_slice());
        match (key.as_slice(), &value.token) {
            (b"Length", token) => {
                if facts.length_at.is_some() {
                    return Err(unclear("two lengths"));
                }
                facts.length_at = Some((value.start, parts[next - 1].end));
                facts.length = if let Token::Int(length) = token { Some(*length) } else { None };
                facts.length = facts.length.filter(|_| next == at + 2);
            }
            (b"Subtype", Token::Name(name)) => subtype = name == b"Image",
            (b"Type", Token::Name(name)) => others |= name != b"XObject",
            (b"Type", _) => others = true,
            _ => {}
        }
        keys.push(key);
        at = next;
    }
    facts.is_picture = subtype && !others && facts.length_at.is_some();
    Ok(facts)
}

/// The first part of a value, and where the next key stands.
fn entry(parts: &[Part], at: usize) -> Result<(&Part, usize), PageError> {
    let value = parts.get(at).ok_or_else(|| unclear("a key without value"))?;
    let token = |at: usize| parts.get(at).map(|part| &part.token);
    // Of a nested value only the opening is there.
    let next = match value.token {
        Token::Int(_) if matches!(token(at + 1), Some(Token::Int(_))) => {
            if !matches!(token(at + 2), Some(Token::Word(word)) if word == b"R") {
                return Err(unclear("two values to one key"));
            }
            at + 3
        }
        _ => at + 1,
    };
    Ok((value, next))
}
