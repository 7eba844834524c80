//! Lays a draft out as a Word file shows it: every paragraph with its type.

use decree30::draft::{Annex, Block, Draft, Level, Urgency};
use decree30::kinds;
use decree30::numbering::{label, numbers, roman};
use decree30::seen::{Line, PageNumber, Paper, Run, Seen, Stands};

const FACE: &str = "Times New Roman";

/// Type of a line.
#[derive(Clone, Copy)]
struct Type(f32, bool, bool, Stands);

const CENTRE: Stands = Stands::Centre;

struct Sheet {
    lines: Vec<Line>,
    cell: Option<[usize; 3]>,
}

impl Sheet {
    fn put(&mut self, text: &str, Type(size, bold, italic, stands): Type) -> &mut Line {
        let run =
            Run { to: text.chars().count(), size: Some(size), bold, italic, face: Some(FACE.into()), ..Run::default() };
        self.lines.push(Line {
            index: self.lines.len(),
            text: text.into(),
            runs: vec![run],
            stands: Some(stands),
            cell: self.cell,
            ..Line::default()
        });
        self.lines.last_mut().unwrap()
    }

    fn body(&mut self, text: &str, bold: bool, italic: bool) -> &mut Line {
        let line = self.put(text, Type(14.0, bold, italic, Stands::Justified));
        (line.indent, line.around, line.spacing) = (Some(12.7), Some([0.0, 6.0]), Some(1.15));
        line
    }

    fn head(&mut self, draft: &Draft) {
        self.cell = Some([0, 0, 0]);
        self.put(&draft.issuer.parent.to_uppercase(), Type(13.0, false, false, CENTRE));
        self.put(&draft.issuer.name.to_uppercase(), Type(13.0, true, false, CENTRE)).rule = Some(0.4);
        self.cell = Some([0, 0, 1]);
        self.put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Type(13.0, true, false, CENTRE));
        self.put("Độc lập - Tự do - Hạnh phúc", Type(14.0, true, false, CENTRE)).rule = Some(1.0);
        self.cell = Some([0, 1, 0]);
        let number = draft.symbol.number.map_or("     ".into(), |number| format!("{number:02}"));
        self.put(&format!("Số: {number}/{}", draft.symbol.text), Type(13.0, false, false, CENTRE));
        if draft.kind == "official-letter" {
            self.put(&format!("V/v {}", draft.subject), Type(12.0, false, false, CENTRE));
        }
        let stamp = match draft.urgency {
            Urgency::Normal => "",
            Urgency::Urgent => "KHẨN",
            Urgency::VeryUrgent => "THƯỢNG KHẨN",
            Urgency::Express => "HỎA TỐC",
        };
        if !stamp.is_empty() {
            self.put(stamp, Type(13.0, true, false, CENTRE)).runs[0].colour = Some("FF0000".into());
        }
        if !draft.circulation.is_empty() {
            self.put(&draft.circulation, Type(13.0, true, false, CENTRE));
        }
        self.cell = Some([0, 1, 1]);
        let day = draft.day.unwrap();
        let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
        let text = format!("{}, ngày {:02} tháng {month} năm {}", draft.place, day.day(), day.year());
        self.put(&text, Type(14.0, false, true, CENTRE));
        self.cell = None;
    }

    fn title(&mut self, draft: &Draft) {
        let kind = kinds::find(&draft.kind).unwrap();
        let name = kind.name.split(" (").next().unwrap().to_uppercase();
        if draft.kind != "official-letter" {
            self.put(&name, Type(14.0, true, false, CENTRE));
            self.put(&draft.subject, Type(14.0, true, false, CENTRE)).rule = Some(0.4);
        }
        match draft.addressees.as_slice() {
            [] => {}
            [one] => {
                self.put(&format!("Kính gửi: {one}"), Type(14.0, false, false, CENTRE));
            }
            many => {
                self.put("Kính gửi:", Type(14.0, false, false, CENTRE));
                for (at, one) in many.iter().enumerate() {
                    let sign = if at + 1 == many.len() { "." } else { ";" };
                    self.put(&format!("- {one}{sign}"), Type(14.0, false, false, Stands::Left));
                }
            }
        }
        if !draft.competence.is_empty() {
            self.put(&draft.competence, Type(14.0, true, false, CENTRE));
        }
        for (at, basis) in draft.bases.iter().enumerate() {
            let sign = if at + 1 == draft.bases.len() { "." } else { ";" };
            self.body(&format!("{}{sign}", basis.text), false, true);
        }
        if !draft.competence.is_empty() {
            let words = if draft.kind == "resolution" { "QUYẾT NGHỊ:" } else { "QUYẾT ĐỊNH:" };
            self.put(words, Type(14.0, true, false, CENTRE));
        }
    }

    fn blocks(&mut self, blocks: &[Block], closes: bool) {
        for (at, (block, number)) in blocks.iter().zip(numbers(blocks)).enumerate() {
            let last = closes && at + 1 == blocks.len();
            let words = if last { format!("{}./.", block.words().trim_end_matches('.')) } else { block.words() };
            let label = label(block.level, number.as_deref().unwrap_or_default());
            match block.level {
                Level::Part | Level::Chapter | Level::Section | Level::Subsection => {
                    self.put(&label, Type(14.0, true, false, CENTRE));
                    self.put(&words, Type(14.0, true, false, CENTRE));
                }
                Level::Table => self.table(block),
                Level::Centred => {}
                Level::Article => {
                    let line = self.body(&format!("{label} {words}"), false, false);
                    let (bold, rest) = (line.runs[0].clone(), line.runs[0].clone());
                    let end = label.chars().count();
                    line.runs = vec![Run { to: end, bold: true, ..bold }, Run { from: end, ..rest }];
                }
                _ => {
                    self.body(format!("{label} {words}").trim(), block.level == Level::Heading, false);
                }
            }
        }
    }

    fn table(&mut self, block: &Block) {
        for (row, cells) in block.table.iter().flat_map(|table| &table.rows).enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                self.cell = Some([1, row, column]);
                self.put(&decree30::draft::words(&cell.text), Type(13.0, row == 0, false, Stands::Left));
            }
        }
        self.cell = None;
    }

    fn signatures(&mut self, draft: &Draft) {
        self.cell = Some([2, 0, 0]);
        self.put("Nơi nhận:", Type(12.0, true, true, Stands::Left));
        for one in &draft.recipients {
            self.put(&format!("- {one};"), Type(11.0, false, false, Stands::Left));
        }
        self.put(&format!("- Lưu: {}.", draft.archive), Type(11.0, false, false, Stands::Left));
        if !draft.drafter_mark.is_empty() {
            self.put(&draft.drafter_mark, Type(11.0, false, false, Stands::Left));
            self.put(&draft.contact, Type(11.0, false, false, CENTRE));
        }
        self.cell = Some([2, 0, 1]);
        for signer in &draft.signers {
            for line in &signer.lines {
                self.put(line, Type(14.0, true, false, CENTRE));
            }
            self.put("", Type(14.0, false, false, CENTRE));
            self.put(&signer.name, Type(14.0, true, false, CENTRE));
        }
        self.cell = None;
    }

    fn annex(&mut self, annex: &Annex, number: Option<usize>) {
        let label = number.map_or("Phụ lục".into(), |number| format!("Phụ lục {}", roman(number)));
        self.put(&label, Type(14.0, true, false, CENTRE));
        self.put(&annex.title.to_uppercase(), Type(14.0, true, false, CENTRE));
        self.put("(Kèm theo Văn bản số … ngày … tháng … năm … của nhà trường)", Type(14.0, false, true, CENTRE));
        self.blocks(&annex.blocks, false);
    }
}

/// The draft as a Word file shows it.
pub fn laid(draft: &Draft) -> Seen {
    let mut sheet = Sheet { lines: Vec::new(), cell: None };
    sheet.head(draft);
    sheet.title(draft);
    sheet.blocks(&draft.blocks, true);
    sheet.signatures(draft);
    for (at, annex) in draft.annexes.iter().enumerate() {
        sheet.annex(annex, (draft.annexes.len() > 1).then_some(at + 1));
    }
    Seen {
        paper: Some(Paper { width: 210.0, height: 297.0, margins: [20.0, 15.0, 20.0, 30.0] }),
        pages: None,
        lines: sheet.lines,
        page_number: Some(PageNumber { top: true, stands: CENTRE, size: Some(13.0), on_first: false }),
    }
}
