//! What is too large to be typeset. Everything is counted before anything is set.

use super::TypesetError;
use crate::draft::{Block, Draft, LONGEST_BLOCK, Level, MOST_BLOCKS, MOST_COLUMNS, MOST_ROWS, Span, Table};

/// Most letters of a draft, counting what stands outside of the text too. About five hundred full pages.
const MOST_LETTERS: usize = 1_200_000;
/// What a block costs beyond its letters, in letters.
const BLOCK: usize = 60;
/// What a break of the line costs.
const LINE: usize = 60;
/// What costs a page: a page break, an annex, a table in landscape.
const PAGE: usize = 1_500;
/// Longest of the entries that have one line or two on the page: names, posts, symbol, contact.
const LONGEST_ENTRY: usize = 400;
/// What a cell of a table costs beyond its letters.
const CELL: usize = 25;
/// Most entries of the lists outside of the text (bases, signers, recipients), each.
const MOST_ENTRIES: usize = 500;

/// Refuses what is over a bound.
pub(super) fn check(draft: &Draft) -> Result<(), TypesetError> {
    let blocks = draft.all_blocks().count();
    if blocks > MOST_BLOCKS {
        return Err(TypesetError::TooManyBlocks(blocks));
    }
    let mut letters = entries(draft)?;
    for block in draft.all_blocks() {
        letters += weight(block)?;
        // Each is bounded, the sum therefore cannot overflow; stop early all the same.
        if letters > MOST_LETTERS {
            return Err(TypesetError::DraftTooLong { found: letters, most: MOST_LETTERS });
        }
    }
    Ok(())
}

fn weight(block: &Block) -> Result<usize, TypesetError> {
    let own = long(&block.text)?;
    let table = block.table.as_ref().map_or(Ok(0), table)?;
    let breaks = block.level == Level::PageBreak || block.table.as_ref().is_some_and(|table| table.landscape);
    Ok(BLOCK + own + table + if breaks { PAGE } else { 0 })
}

fn table(table: &Table) -> Result<usize, TypesetError> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    if table.rows.len() > MOST_ROWS {
        return Err(TypesetError::TooManyRows(table.rows.len()));
    }
    if columns.max(table.widths.len()) > MOST_COLUMNS {
        return Err(TypesetError::TooManyColumns(columns.max(table.widths.len())));
    }
    table.rows.iter().flatten().try_fold(0, |sum, cell| Ok(sum + CELL + long(&cell.text)?))
}

fn long(spans: &[Span]) -> Result<usize, TypesetError> {
    let letters = spans.iter().map(|span| span.text.chars().count() + 1).sum();
    let lines: usize = spans.iter().map(|span| span.text.matches('\n').count()).sum();
    within(letters, LONGEST_BLOCK).map(|letters| letters + lines * LINE)
}

/// Everything outside of the text: each entry as a block.
fn entries(draft: &Draft) -> Result<usize, TypesetError> {
    let issuers = std::iter::once(&draft.issuer).chain(&draft.joint);
    let lists =
        [draft.joint.len(), draft.bases.len(), draft.signers.len(), draft.recipients.len(), draft.addressees.len()];
    let lists = lists.into_iter().chain([draft.annexes.len(), draft.fields.len()]);
    if let Some(found) = lists.max().filter(|found| *found > MOST_ENTRIES) {
        return Err(TypesetError::TooManyBlocks(found));
    }
    let short = [&draft.place, &draft.archive, &draft.circulation, &draft.contact, &draft.drafter_mark];
    let short = short
        .into_iter()
        .chain([&draft.symbol.text])
        .chain(draft.signers.iter().flat_map(|signer| signer.lines.iter().chain([&signer.name])));
    let words = [&draft.subject, &draft.competence]
        .into_iter()
        .chain(issuers.flat_map(|issuer| [&issuer.parent, &issuer.name, &issuer.called]))
        .chain(draft.bases.iter().map(|basis| &basis.text))
        .chain(draft.fields.iter().map(|field| &field.value))
        .chain(draft.recipients.iter().chain(&draft.addressees))
        .chain(draft.annexes.iter().map(|annex| &annex.title));
    let words = short.map(|words| (words, LONGEST_ENTRY)).chain(words.map(|words| (words, LONGEST_BLOCK)));
    words.into_iter().try_fold(draft.annexes.len() * PAGE, |sum, (words, most)| {
        let lines = words.matches('\n').count();
        within(words.chars().count(), most).map(|letters| sum + BLOCK + letters + lines * LINE)
    })
}

fn within(found: usize, most: usize) -> Result<usize, TypesetError> {
    if found > most { Err(TypesetError::BlockTooLong { found, most }) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::TableCell;

    fn draft(blocks: Vec<Block>) -> Draft {
        Draft { kind: "plan".to_owned(), blocks, ..Draft::default() }
    }

    #[test]
    fn each_bound_refuses_with_its_code() {
        let long = Block::new(Level::Paragraph, &"a".repeat(LONGEST_BLOCK + 1));
        let many = vec![Block::default(); MOST_BLOCKS + 1];
        let full = vec![Block::new(Level::Paragraph, &"chữ ".repeat(2_000)); 200];
        let table = |rows: usize, columns: usize| {
            let rows = vec![vec![TableCell::default(); columns]; rows];
            vec![Block { level: Level::Table, table: Some(Table { rows, ..Table::default() }), ..Block::default() }]
        };
        let code = |blocks| check(&draft(blocks)).map_err(|error| error.code());
        assert_eq!(code(vec![long]), Err("block-too-long"));
        let lines = vec![Block::new(Level::Paragraph, &"\n".repeat(10_000)); 3];
        assert_eq!(code(lines), Err("draft-too-long"));
        assert_eq!(code(vec![Block::new(Level::PageBreak, ""); 1_000]), Err("draft-too-long"));
        let wordy = Draft { contact: "x".repeat(LONGEST_ENTRY + 1), ..draft(Vec::new()) };
        assert_eq!(check(&wordy).map_err(|error| error.code()), Err("block-too-long"));
        assert_eq!(code(many), Err("too-many-blocks"));
        assert_eq!(code(full), Err("draft-too-long"));
        assert_eq!(code(table(MOST_ROWS + 1, 1)), Err("table-too-large"));
        assert_eq!(code(table(1, MOST_COLUMNS + 1)), Err("table-too-large"));
        assert_eq!(code(table(MOST_ROWS, MOST_COLUMNS)), Err("draft-too-long"));
        assert_eq!(code(table(100, 10)), Ok(()));
    }
}
