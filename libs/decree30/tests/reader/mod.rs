//! Reads pages back with a program that is not ours: pdfplumber, run by the Python that `LUUVET_PDF_READER` names.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::{Path, PathBuf};
use std::process::Command;

use decree30::Draft;
use decree30::typeset::{Faces, Options, Typeset, typeset};
use serde::Deserialize;

const READER: &str = "LUUVET_PDF_READER";
const WITHOUT: &str = "LUUVET_WITHOUT_PDF_READER";

#[derive(Debug, Deserialize)]
pub struct File {
    pub pages: Vec<Page>,
    pub archive: Archive,
}

#[derive(Debug, Deserialize)]
pub struct Archive {
    pub xmp: String,
    pub intents: Vec<String>,
    pub embedded: bool,
    pub encrypted: bool,
    pub id: bool,
    pub scripts: bool,
}

#[derive(Debug, Deserialize)]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub chars: Vec<Char>,
    pub rules: Vec<Shape>,
    pub rects: Vec<Shape>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Char {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    pub base: f64,
    pub size: f64,
    pub font: String,
    pub colour: Vec<f64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Shape {
    pub x0: f64,
    pub x1: f64,
    pub top: f64,
    pub bottom: f64,
    pub colour: Vec<f64>,
}

/// Letters on one base line without a wide gap.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    pub base: f64,
    pub chars: Vec<Char>,
}

impl Shape {
    pub fn length(&self) -> f64 {
        self.x1 - self.x0
    }
}

impl Char {
    pub fn bold(&self) -> bool {
        self.font.contains("Bold")
    }

    pub fn italic(&self) -> bool {
        self.font.contains("Italic")
    }
}

impl Line {
    pub fn middle(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }

    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Size of its first letter.
    pub fn size(&self) -> f64 {
        self.chars[0].size
    }

    /// Whether every letter is of this type.
    pub fn is(&self, bold: bool, italic: bool) -> bool {
        self.chars.iter().filter(|one| one.text.trim() != "").all(|one| one.bold() == bold && one.italic() == italic)
    }
}

impl Page {
    /// Lines from the top, then from the left.
    pub fn lines(&self) -> Vec<Line> {
        let mut chars = self.chars.clone();
        chars.sort_by(|a, b| (a.base.round(), a.x0).partial_cmp(&(b.base.round(), b.x0)).unwrap());
        let mut lines: Vec<Line> = Vec::new();
        for one in chars {
            match lines.last_mut() {
                Some(line) if (line.base - one.base).abs() < 1.0 && one.x0 - line.x1 < one.size * 0.45 => {
                    line.text.push_str(&one.text);
                    line.x1 = one.x1;
                    line.chars.push(one);
                }
                _ => lines.push(Line {
                    text: one.text.clone(),
                    x0: one.x0,
                    x1: one.x1,
                    base: one.base,
                    chars: vec![one],
                }),
            }
        }
        for line in &mut lines {
            while line.text.ends_with([' ', '\u{a0}']) && line.chars.len() > 1 {
                line.text.pop();
                line.chars.pop();
                line.x1 = line.chars.last().unwrap().x1;
            }
            line.text = line.text.replace('\u{a0}', " ");
        }
        lines.retain(|line| !line.text.trim().is_empty());
        lines
    }

    /// The first line that begins so.
    pub fn line(&self, begins: &str) -> Line {
        let lines = self.lines();
        let found = lines.iter().find(|line| line.text.starts_with(begins));
        found.unwrap_or_else(|| panic!("no line begins with {begins:?} in {:#?}", texts(&lines))).clone()
    }

    /// The last line that says exactly this.
    pub fn exactly(&self, words: &str) -> Line {
        let lines = self.lines();
        let found = lines.iter().rfind(|line| line.text == words);
        found.unwrap_or_else(|| panic!("no line says {words:?} in {:#?}", texts(&lines))).clone()
    }

    /// The rule right below a line.
    pub fn rule_below(&self, line: &Line) -> Shape {
        let near = |rule: &&Shape| {
            rule.top > line.base && rule.top < line.base + 9.0 && rule.x0 < line.middle() && line.middle() < rule.x1
        };
        self.rules
            .iter()
            .find(near)
            .unwrap_or_else(|| panic!("no rule below {:?} in {:?}", line.text, self.rules))
            .clone()
    }
}

pub fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

/// The face of this machine.
pub fn faces() -> Faces {
    Faces::find(None).unwrap()
}

pub fn options() -> Options {
    Options::new("2026-10-05T03:00:00Z".parse().unwrap(), "decree30 golden")
}

pub fn set(draft: &Draft) -> Typeset {
    typeset(draft, &options(), &faces()).unwrap()
}

/// Reads files with the foreign program; none when the tests are told to go without it.
pub fn read(name: &str, files: &[&[u8]]) -> Option<Vec<File>> {
    if std::env::var_os(WITHOUT).is_some_and(|value| value == "1") {
        return None;
    }
    let python = std::env::var_os(READER).unwrap_or_else(|| {
        panic!("the pages are read back with pdfplumber: set {READER} to a Python that has it, or {WITHOUT}=1")
    });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    std::fs::create_dir_all(&folder).unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .enumerate()
        .map(|(index, bytes)| {
            let path = folder.join(format!("{name}-{index}.pdf"));
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read_pdf.py");
    let done = Command::new(python).arg(script).args(&paths).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(serde_json::from_slice(&done.stdout).unwrap())
}
