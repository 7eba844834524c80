//! Faults of the build.

use decree30::draft::{Annex, Basis, Block, Draft, Level};

use super::{Fault, fault, with};

fn decides(draft: &Draft) -> bool {
    !draft.competence.is_empty()
}

fn block(id: &str, level: Level, text: &str) -> Block {
    Block { id: id.into(), ..Block::new(level, text) }
}

/// Puts a paragraph behind the first block.
fn say(draft: &mut Draft, text: &str) {
    draft.blocks.insert(1, block("said", Level::Paragraph, text));
}

/// The blocks of a level, in order.
fn of(draft: &Draft, level: Level) -> Vec<usize> {
    (0..draft.blocks.len()).filter(|at| draft.blocks[*at].level == level).collect()
}

fn is_stated(draft: &Draft) -> bool {
    draft.blocks.iter().any(|block| block.stated.is_some())
}

/// States another number at the given block of a level.
fn state(draft: &mut Draft, level: Level, nth: usize, number: &str) -> bool {
    let Some(at) = of(draft, level).get(nth).copied() else { return false };
    draft.blocks[at].stated = Some(number.into());
    true
}

fn unnumbered(draft: &mut Draft) {
    draft.blocks.iter_mut().for_each(|block| block.stated = None);
}

pub const FAULTS: &[Fault] = &[
    with("structure.text-missing", &["structure.annex-unmentioned"], |draft, _| {
        draft.blocks.clear();
        !matches!(draft.kind.as_str(), "minutes" | "invitation")
    }),
    fault("structure.bases-missing", |draft, _| {
        draft.bases.clear();
        decides(draft)
    }),
    fault("structure.base-in-text", |draft, at| {
        let text = ["Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;", "Theo đề nghị của Tổ trưởng Tổ Toán;"][at % 2];
        let at = if at % 3 == 0 { 0 } else { draft.blocks.len() };
        draft.blocks.insert(at, block("base", Level::Paragraph, text));
        true
    }),
    fault("structure.base-sign", |draft, at| {
        let Some(basis) = draft.bases.first_mut() else { return false };
        basis.text += [";", ".", ",", " ;"][at % 4];
        true
    }),
    fault("structure.base-sign", |draft, at| {
        let texts = ["Căn cứ Quy chế làm việc;", "Xét đề nghị của Tổ Toán.", "Căn cứ Quy chế làm việc,"];
        draft.bases.push(Basis { text: texts[at % 3].into(), reference: None });
        draft.bases.len() == 1
    }),
    fault("structure.base-words", |draft, at| {
        let Some(basis) = draft.bases.first_mut() else { return false };
        let law = "Luật Giáo dục ngày 14 tháng 6 năm 2019";
        basis.text = format!("{}{law}", ["căn cứ ", "", "- Căn cứ ", "CĂN CỨ "][at % 4]);
        true
    }),
    fault("structure.base-order", |draft, _| {
        let plants = draft.bases.len() > 2;
        draft.bases.rotate_right(usize::from(plants));
        plants
    }),
    fault("structure.number-order", |draft, at| {
        is_stated(draft) && state(draft, Level::Clause, 1, ["3", "4", "1", "9"][at % 4])
    }),
    fault("structure.number-order", |draft, at| state(draft, Level::Article, 1, ["3", "1", "5", "4"][at % 4])),
    fault("structure.number-order", |draft, at| state(draft, Level::Point, 1, ["c", "a", "đ", "d"][at % 4])),
    fault("structure.number-order", |draft, at| state(draft, Level::Heading, 1, ["III", "I", "V", "IV"][at % 4])),
    fault("structure.number-form", |draft, at| state(draft, Level::Point, 1, ["f", "w", "2", "j"][at % 4])),
    fault("structure.number-form", |draft, at| state(draft, Level::Heading, 0, ["1", "A", "a", "IIII"][at % 4])),
    with("structure.article-empty", &["structure.executing-article"], |draft, _| {
        draft.blocks.push(block("empty", Level::Article, " "));
        of(draft, Level::Article).len() > 1
    }),
    fault("structure.title-missing", |draft, at| {
        let found = [Level::Chapter, Level::Section, Level::Heading].map(|level| of(draft, level)).concat();
        let Some(at) = found.get(at % found.len().max(1)).copied() else { return false };
        draft.blocks[at].text.clear();
        true
    }),
    fault("structure.heading-empty", |draft, at| {
        let Some(first) = of(draft, Level::Heading).get(at % 3).copied() else { return false };
        draft.blocks.insert(first, block("bare", Level::Heading, "GIẢI PHÁP"));
        !is_stated(draft)
    }),
    fault("structure.alone", |draft, at| {
        let (above, level) = [(Level::Clause, Level::Point), (Level::Heading, Level::Clause)][at % 2];
        draft.blocks.push(block("above", above, "Việc khác"));
        draft.blocks.push(block("alone", level, "Tự đánh giá hằng tháng."));
        // Below the last heading stand paragraphs only, so that a clause would be alone too.
        !is_stated(draft) && of(draft, Level::Heading).len() > 1 && level == Level::Clause
            || (draft.kind == "official-letter" && !is_stated(draft) && level == Level::Point)
    }),
    fault("structure.empty-block", |draft, at| {
        let level = [Level::Paragraph, Level::Dash, Level::Paragraph, Level::Plus][at % 4];
        draft.blocks.insert(1, block("blank", level, ["", " ", "\u{a0}", ""][at % 4]));
        true
    }),
    fault("structure.annex-unmentioned", |draft, _| {
        for block in &mut draft.blocks {
            let words = block.words();
            let other = words.replace("Phụ lục", "bảng").replace("phụ lục", "bảng").replace("kèm theo", "sau đây");
            if words != other {
                block.text = Block::new(Level::Paragraph, &other).text;
            }
        }
        !draft.annexes.is_empty()
    }),
    fault("structure.annex-missing", |draft, at| {
        let number = ["III.", "V kèm theo.", "IV Kế hoạch này.", "VI."][at % 4];
        say(draft, &format!("Danh sách tại Phụ lục {number}"));
        draft.annexes.len() < 2
    }),
    fault("structure.annex-number", |draft, at| {
        say(draft, &format!("Danh sách tại Phụ lục {}.", 1 + at % 2));
        draft.annexes.len() > 1
    }),
    fault("structure.annex-title", |draft, _| draft.annexes.first_mut().map(|annex| annex.title.clear()).is_some()),
    fault("structure.annex-empty", |draft, at| {
        let blocks = if at % 2 == 0 { Vec::new() } else { vec![block("x", Level::PageBreak, "")] };
        let Some(annex) = draft.annexes.first_mut() else { return false };
        *annex = Annex { blocks, ..annex.clone() };
        true
    }),
    fault("structure.closing", |draft, at| {
        let last = if at % 2 == 0 { draft.blocks.len() - 1 } else { 1 };
        let words = format!("{} xong./.", draft.blocks[last].words());
        draft.blocks[last].text = Block::new(Level::Paragraph, &words).text;
        draft.blocks[last].table.is_none()
    }),
    fault("structure.competence-missing", |draft, _| {
        let plants = decides(draft);
        draft.competence.clear();
        plants
    }),
    fault("structure.decides", |draft, at| {
        let Some(centred) = draft.blocks.iter_mut().find(|block| block.level == Level::Centred) else { return false };
        let words = ["QUYẾT ĐỊNH", "Quyết định:", "QUYẾT ĐỊNH :", "QUYẾT ĐỊNH."][at % 4];
        centred.text = Block::new(Level::Centred, words).text;
        true
    }),
    fault("structure.decides-order", |draft, _| {
        let Some(at) = of(draft, Level::Centred).first().copied() else { return false };
        let line = draft.blocks.remove(at);
        draft.blocks.push(line);
        true
    }),
    fault("structure.articles-missing", |draft, _| {
        draft.blocks = vec![block("only", Level::Paragraph, "Thành lập Tổ công tác gồm các ông, bà sau đây.")];
        draft.annexes.clear();
        decides(draft)
    }),
    fault("structure.executing-article", |draft, at| {
        let articles = of(draft, Level::Article);
        let Some(last) = articles.last().copied().filter(|_| decides(draft)) else { return false };
        let line = draft.blocks.remove(last);
        if at % 2 == 0 {
            draft.blocks.insert(articles[0], line);
        }
        unnumbered(draft);
        draft.annexes.is_empty()
    }),
    fault("structure.person-left", |draft, at| {
        match at % 3 {
            0 => draft.signers[0].name = "Vũ Văn Cũ".into(),
            1 => say(draft, "Ông Vũ Văn Cũ phụ trách chung."),
            _ => draft.recipients.push("Ông Vũ Văn Cũ".into()),
        }
        true
    }),
    fault("structure.school-year", |draft, at| {
        let year = ["2024-2025", "2025 - 2026", "2023–2024", "2025-2026"][at % 4];
        say(draft, &format!("Kết quả áp dụng từ năm học {year}."));
        true
    }),
];
