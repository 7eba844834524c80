//! Typing as in Markdown: `# `, `- `, `1. `, `a) `, `Điều 1.`, `**bold**`, `*italic*`, tables with `|`.

use super::inline::emphasised;
use super::lines::{block, finished};
use crate::draft::{Align, Block, Level, MOST_COLUMNS, MOST_ROWS, Table, TableCell};
use crate::word::rich;

/// Typed text as blocks, one for every line that says something.
///
/// `# ` is a heading (`I.`), `## ` a clause (`1.`), `### ` a point (`a)`), `- ` a dash and, further right, `+`; numbers
/// typed as in documents are read as those; lines of `| a | b |` make a table, with a head when a line of dashes
/// follows the first.
#[must_use]
pub fn from_text(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rows: Vec<&str> = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with('|') && line.trim().len() > 1 {
            rows.push(line.trim());
            continue;
        }
        blocks.extend(table(&std::mem::take(&mut rows)));
        blocks.extend(typed_line(line));
    }
    blocks.extend(table(&rows));
    finished(blocks, false)
}

fn typed_line(line: &str) -> Option<Block> {
    let words = line.trim_start();
    let inset = line
        .chars()
        .take_while(|letter| letter.is_whitespace())
        .map(|letter| if letter == '\t' { 4 } else { 1 })
        .sum::<usize>();
    for (sign, level) in [("# ", Level::Heading), ("## ", Level::Clause), ("### ", Level::Point)] {
        if let Some(rest) = words.strip_prefix(sign) {
            return block(emphasised(rest), (level, None));
        }
    }
    // "* " is a dash here and not the beginning of italics.
    let words = words.strip_prefix("* ").map_or_else(|| words.to_owned(), |rest| format!("- {rest}"));
    let mut out = block(emphasised(&words), (Level::Paragraph, None))?;
    if out.level == Level::Dash && inset >= 2 {
        out.level = Level::Plus;
    }
    Some(out)
}

fn table(lines: &[&str]) -> Option<Block> {
    let mut table = Table::default();
    let mut aligns: Vec<Align> = Vec::new();
    for (index, line) in lines.iter().take(MOST_ROWS).enumerate() {
        let cells: Vec<String> = cells(line);
        let is_rule =
            cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|letter| matches!(letter, '-' | ':' | ' ')));
        if index == 1 && is_rule {
            table.head = 1;
            aligns = cells.iter().map(|cell| align(cell)).collect();
        } else {
            table.rows.push(
                cells
                    .iter()
                    .map(|cell| TableCell { text: rich::tidy(emphasised(cell)), ..TableCell::default() })
                    .collect(),
            );
        }
    }
    for row in table.rows.iter_mut().skip(table.head) {
        row.iter_mut().zip(&aligns).for_each(|(cell, align)| cell.align = *align);
    }
    (!table.rows.is_empty()).then(|| Block { level: Level::Table, table: Some(table), ..Block::default() })
}

/// What stands between the bars; `\|` is a bar itself.
fn cells(line: &str) -> Vec<String> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for letter in inner.chars() {
        match letter {
            '|' if !escaped => cells.push(String::new()),
            letter => {
                if let Some(last) = cells.last_mut() {
                    last.push(letter);
                }
            }
        }
        escaped = letter == '\\' && !escaped;
    }
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().take(MOST_COLUMNS).map(|cell| cell.trim().replace("\\|", "|")).collect()
}

fn align(rule: &str) -> Align {
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => Align::Centre,
        (false, true) => Align::Right,
        _ => Align::Left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Span;

    fn said(text: &str) -> Vec<(Level, Option<String>, String)> {
        from_text(text).into_iter().map(|block| (block.level, block.stated.clone(), block.words())).collect()
    }

    #[test]
    fn signs_of_markdown_and_of_documents() {
        let text = "# Mục đích\n## Yêu cầu\n- một\n  - hai\n\n1. ba\na) bốn\nĐiều 7. năm\n3. sáu\nchữ thường";
        let expected = [
            (Level::Heading, None, "Mục đích"),
            (Level::Clause, None, "Yêu cầu"),
            (Level::Dash, None, "một"),
            (Level::Plus, None, "hai"),
            (Level::Clause, Some("1"), "ba"),
            (Level::Point, None, "bốn"),
            (Level::Article, Some("7"), "năm"),
            (Level::Clause, Some("3"), "sáu"),
            (Level::Paragraph, None, "chữ thường"),
        ];
        let expected = expected.map(|(level, stated, words)| (level, stated.map(str::to_owned), words.to_owned()));
        assert_eq!(said(text), expected);
    }

    #[test]
    fn emphasis_needs_both_its_ends() {
        let [block] = &from_text("2 * 3 và **đậm**, *nghiêng*, ***cả hai***, \\*sao\\*, **hở")[..] else {
            panic!("one block")
        };
        let span = |text: &str, bold, italic| Span { text: text.to_owned(), bold, italic };
        let expected = [
            span("2 * 3 và ", false, false),
            span("đậm", true, false),
            span(", ", false, false),
            span("nghiêng", false, true),
            span(", ", false, false),
            span("cả hai", true, true),
            span(", *sao*, **hở", false, false),
        ];
        assert_eq!(block.text, expected);
    }

    #[test]
    fn tables_have_heads_and_alignment() {
        let blocks = from_text("| TT | Tên |\n|---|--:|\n| 1 | a \\| b |\n| 2 |\nsau bảng");
        let table = blocks[0].table.as_ref().unwrap();
        assert_eq!((table.head, table.rows.len(), blocks.len()), (1, 3, 2));
        assert_eq!(crate::draft::words(&table.rows[1][1].text), "a | b");
        assert_eq!(table.rows[1][1].align, Align::Right);
        assert_eq!(table.rows[2].len(), 1);
    }

    #[test]
    fn endless_lines_are_divided_and_nothing_is_lost() {
        let blocks = from_text(&"chữ ".repeat(30_000));
        assert!(
            blocks.len() == 6
                && blocks.iter().all(|block| block.words().chars().count() <= crate::draft::LONGEST_BLOCK)
        );
        let words: usize = blocks.iter().map(|block| block.words().matches("chữ").count()).sum();
        assert_eq!(words, 30_000);
    }
}
