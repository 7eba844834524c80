//! Any words at any place: no panic, bounded findings, and corrections that fit or change nothing.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use decree30::check::{Context, Language, MOST_FINDINGS, apply, of_draft, of_seen, report, sentence};
use decree30::draft::{
    Annex, Basis, Block, Draft, Issuer, LONGEST_BLOCK, Level, Signer, Span, Symbol, Table, TableCell,
};
use decree30::kinds;
use decree30::seen::{Line, PageNumber, Paper, Run, Seen, Stands};

/// Pieces that rules look for, and letters that nobody expects.
const PIECES: [&str; 64] = [
    " ",
    "  ",
    "\n",
    "\t",
    ".",
    "..",
    "...",
    ",",
    ";",
    ":",
    "/",
    "./.",
    "-",
    "–",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "%",
    "ngày",
    "tháng",
    "năm",
    "số",
    "Số:",
    "Điều",
    "điều",
    "chương",
    "khoản",
    "Khoản",
    "điểm",
    "mục",
    "Phụ lục",
    "phụ lục",
    "I",
    "IV",
    "5",
    "05",
    "31",
    "2026",
    "1,000",
    "99999999999999999999",
    "Căn cứ",
    "Nghị định",
    "Luật",
    "nhân dân",
    "Nguyễn",
    "văn",
    "TM.",
    "KT.",
    "QUYẾT ĐỊNH:",
    "v.v",
    "đ/c",
    "hoà",
    "hòa",
    "bổ xung",
    "e\u{301}\u{302}",
    "\u{202e}",
    "\u{200b}",
    "\u{e000}",
    "\u{10ffff}",
    "\u{1d7ce}",
    "Coäng hoøa xaõ",
    "µ¸¶a",
];

struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    fn words(&mut self, most: usize) -> String {
        (0..self.below(most))
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect::<Vec<_>>()
            .join(["", " "][self.below(2)])
    }

    fn spans(&mut self) -> Vec<Span> {
        (0..self.below(4)).map(|_| Span { text: self.words(8), bold: self.below(2) == 0, italic: false }).collect()
    }

    fn block(&mut self, id: usize) -> Block {
        use Level::*;
        let levels = [
            Part, Chapter, Section, Subsection, Article, Heading, Clause, Point, Dash, Plus, Paragraph, Centred, Table,
            PageBreak,
        ];
        let level = levels[self.below(levels.len())];
        let cell = |chance: &mut Self| TableCell { text: chance.spans(), ..TableCell::default() };
        let rows = (0..self.below(3)).map(|_| (0..self.below(3)).map(|_| cell(self)).collect()).collect();
        let table = (level == Table).then(|| decree30::draft::Table { rows, ..decree30::draft::Table::default() });
        let stated = (self.below(3) == 0).then(|| self.words(2));
        Block { id: format!("b{id}"), level, stated, text: self.spans(), table, unknown: String::new() }
    }

    fn draft(&mut self) -> Draft {
        let kinds = kinds::all();
        let lines = |chance: &mut Self| (0..chance.below(4)).map(|_| chance.words(5)).collect::<Vec<String>>();
        let count = self.below(12);
        let annexes = self.below(3);
        Draft {
            kind: kinds[self.below(kinds.len())].code.clone(),
            issuer: Issuer { parent: self.words(5), name: self.words(5), called: self.words(3) },
            symbol: Symbol { number: Some(self.below(20) as u32), text: self.words(5) },
            place: self.words(4),
            subject: self.words(9),
            competence: self.words(4),
            addressees: lines(self),
            bases: lines(self).into_iter().map(|text| Basis { text, reference: None }).collect(),
            blocks: (0..count).map(|id| self.block(id)).collect(),
            signers: (0..self.below(3)).map(|_| Signer { lines: lines(self), name: self.words(4), body: 0 }).collect(),
            recipients: lines(self),
            archive: self.words(4),
            circulation: self.words(3),
            drafter_mark: self.words(3),
            annexes: (0..annexes)
                .map(|at| Annex { title: self.words(4), blocks: vec![self.block(100 + at)], ..Annex::default() })
                .collect(),
            ..Draft::default()
        }
    }

    fn seen(&mut self) -> Seen {
        let line = |chance: &mut Self, index: usize| {
            let text = chance.words(9);
            let end = chance.below(12);
            let run = Run { from: chance.below(5), to: end, size: Some(chance.below(40) as f32), ..Run::default() };
            Line {
                index,
                text,
                runs: vec![Run { capitals: chance.below(2) == 0, colour: Some(chance.words(2)), ..run.clone() }, run],
                stands: [None, Some(Stands::Centre), Some(Stands::Left)][chance.below(3)],
                indent: Some(f32::NAN),
                around: Some([f32::INFINITY, -1.0]),
                page: [None, Some(chance.below(3))][chance.below(2)],
                rect: [None, Some([0.0, f32::NAN, 1.0, 1.0])][chance.below(2)],
                cell: [None, Some([0, 1, 1])][chance.below(2)],
                rule: [None, Some(f32::INFINITY)][chance.below(2)],
                number: [None, Some(chance.words(2))][chance.below(2)].clone(),
                ..Line::default()
            }
        };
        let count = self.below(40);
        Seen {
            paper: Some(Paper { width: f32::NAN, height: 1.0, margins: [f32::NAN, -1.0, f32::INFINITY, 0.0] }),
            pages: [None, Some(0), Some(3)][self.below(3)],
            lines: (0..count).map(|index| line(self, index)).collect(),
            page_number: Some(PageNumber { top: false, stands: Stands::Left, size: Some(f32::NAN), on_first: true }),
        }
    }
}

fn context() -> Context {
    Context {
        today: Some(jiff::civil::date(2026, 1, 1)),
        organisations: vec!["Nghị định số".into(), String::new(), "  ".into()],
        abbreviations: vec![String::new()],
        left: vec!["Nguyễn văn".into(), String::new()],
        school_year: Some("\u{10ffff}026".into()),
    }
}

#[test]
fn any_draft_is_checked_and_corrected() {
    let (mut chance, context) = (Chance(0x9e37_79b9_7f4a_7c15), context());
    for round in 0..800 {
        let draft = chance.draft();
        for finding in of_draft(&draft, &context) {
            assert!(!sentence(&finding, Language::English).is_empty());
            let _ = report(&finding, Some(&draft.subject), Language::Vietnamese);
            if let Some(fix) = &finding.fix {
                let mut mended = draft.clone();
                assert!(apply(&mut mended, fix), "{round}: {} {fix:?}", finding.rule);
            }
        }
    }
}

#[test]
fn any_file_is_checked() {
    let (mut chance, context) = (Chance(0x5851_f42d_4c95_7f2d), context());
    for _ in 0..1_500 {
        let seen = chance.seen();
        for finding in of_seen(&seen, &context) {
            assert!(!sentence(&finding, Language::Vietnamese).is_empty());
        }
    }
}

#[test]
fn the_longest_blocks_and_the_most_faults_stay_bounded() {
    let long = |piece: &str| piece.repeat(LONGEST_BLOCK / piece.chars().count());
    for piece in [
        "a",
        " ",
        ",",
        ".",
        "1,",
        "e\u{301}",
        "ngày 4/3/2026 ",
        "bổ xung ",
        "Phụ lục ",
        "(",
        "v.v",
        "số 5/QĐ-A ",
        "Coäng ",
    ] {
        let blocks = (0..2).map(|id| Block { id: format!("b{id}"), ..Block::new(Level::Paragraph, &long(piece)) });
        let draft = Draft { kind: "plan".into(), blocks: blocks.collect(), ..Draft::default() };
        assert!(of_draft(&draft, &Context::default()).len() <= MOST_FINDINGS, "{piece}");
        let line = |index| Line { index, text: long(piece), ..Line::default() };
        let seen = Seen { lines: (0..2).map(line).collect(), ..Seen::default() };
        assert!(of_seen(&seen, &Context::default()).len() <= MOST_FINDINGS, "{piece}");
    }
}

#[test]
fn tables_are_read_too() {
    let cell = TableCell { text: vec![Span::plain("Bổ xung hồ sơ")], ..TableCell::default() };
    let table = Table { rows: vec![vec![TableCell::default(), cell]], ..Table::default() };
    let block = Block { id: "t".into(), level: Level::Table, table: Some(table), ..Block::default() };
    let mut draft = Draft { kind: "plan".into(), blocks: vec![block], ..Draft::default() };
    let findings = of_draft(&draft, &Context::default());
    let fix = findings.iter().find(|one| one.rule == "language.spelling").and_then(|one| one.fix.clone()).unwrap();
    assert!(apply(&mut draft, &fix));
    assert_eq!(decree30::draft::words(&draft.blocks[0].table.as_ref().unwrap().rows[0][1].text), "Bổ sung hồ sơ");
}
