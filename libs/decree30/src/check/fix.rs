//! Puts a correction into a draft.

use crate::draft::{Basis, Block, Draft, Span, TableCell, words};
use crate::finding::Fix;

/// Puts a correction into a draft; false, and the draft as it was, when it does not fit any more (the block is gone, the
/// letters are fewer). After a correction the draft is to be checked again: the places of older findings may have moved.
#[must_use]
pub fn apply(draft: &mut Draft, fix: &Fix) -> bool {
    match fix {
        Fix::SetField { field, index, value } => set_field(draft, field, *index, value),
        Fix::Replace { id, from, to, by } => {
            block(draft, id).is_some_and(|block| replace(&mut block.text, *from, *to, by))
        }
        Fix::ReplaceInCell { id, cell: [row, column], from, to, by } => {
            let table = block(draft, id).and_then(|block| block.table.as_mut());
            let cell: Option<&mut TableCell> = table.and_then(|table| table.rows.get_mut(*row)?.get_mut(*column));
            cell.is_some_and(|cell| replace(&mut cell.text, *from, *to, by))
        }
        Fix::SetBlock { id, block: new } => block(draft, id).map(|block| block.clone_from(new)).is_some(),
        Fix::AddBasis { index, basis } => insert(&mut draft.bases, *index, basis.clone()),
        Fix::AddLine { field, index, value } => {
            list(draft, field).is_some_and(|lines| insert(lines, *index, value.clone()))
        }
        Fix::Remove { id } => remove(draft, id),
        Fix::Together { fixes } => {
            let before = draft.clone();
            let all = fixes.iter().all(|fix| apply(draft, fix));
            if !all {
                *draft = before;
            }
            all
        }
        Fix::Restyle => false,
    }
}

fn block<'a>(draft: &'a mut Draft, id: &str) -> Option<&'a mut Block> {
    let annexes = draft.annexes.iter_mut().flat_map(|annex| &mut annex.blocks);
    draft.blocks.iter_mut().chain(annexes).find(|block| block.id == id)
}

fn remove(draft: &mut Draft, id: &str) -> bool {
    let lists = [&mut draft.blocks].into_iter().chain(draft.annexes.iter_mut().map(|annex| &mut annex.blocks));
    for blocks in lists {
        if let Some(at) = blocks.iter().position(|block| block.id == id) {
            blocks.remove(at);
            return true;
        }
    }
    false
}

fn insert<T>(list: &mut Vec<T>, index: usize, value: T) -> bool {
    let fits = index <= list.len();
    if fits {
        list.insert(index, value);
    }
    fits
}

fn list<'a>(draft: &'a mut Draft, field: &str) -> Option<&'a mut Vec<String>> {
    match field {
        "addressees" => Some(&mut draft.addressees),
        "recipients" => Some(&mut draft.recipients),
        _ => None,
    }
}

fn set_field(draft: &mut Draft, field: &str, index: Option<usize>, value: &str) -> bool {
    let Some(index) = index else {
        return single(draft, field).map(|place| value.clone_into(place)).is_some();
    };
    if let Some(lines) = list(draft, field) {
        return set_line(lines, index, value.to_owned(), value.is_empty());
    }
    match field {
        "bases" => {
            let reference = draft.bases.get(index).and_then(|basis| basis.reference.clone());
            set_line(&mut draft.bases, index, Basis { text: value.to_owned(), reference }, value.is_empty())
        }
        "signers.lines" => {
            let lines = value.lines().map(str::to_owned).collect();
            draft.signers.get_mut(index).map(|signer| signer.lines = lines).is_some()
        }
        "signers.name" => draft.signers.get_mut(index).map(|signer| value.clone_into(&mut signer.name)).is_some(),
        "annexes.title" => draft.annexes.get_mut(index).map(|annex| value.clone_into(&mut annex.title)).is_some(),
        _ => false,
    }
}

fn set_line<T>(lines: &mut Vec<T>, index: usize, value: T, away: bool) -> bool {
    if index >= lines.len() {
        return false;
    }
    if away {
        lines.remove(index);
    } else if let Some(line) = lines.get_mut(index) {
        *line = value;
    }
    true
}

fn single<'a>(draft: &'a mut Draft, field: &str) -> Option<&'a mut String> {
    Some(match field {
        "kind" => &mut draft.kind,
        "symbol.text" => &mut draft.symbol.text,
        "issuer.parent" => &mut draft.issuer.parent,
        "issuer.name" => &mut draft.issuer.name,
        "place" => &mut draft.place,
        "subject" => &mut draft.subject,
        "competence" => &mut draft.competence,
        "archive" => &mut draft.archive,
        "circulation" => &mut draft.circulation,
        "drafter_mark" => &mut draft.drafter_mark,
        "contact" => &mut draft.contact,
        _ => return None,
    })
}

/// Replaces letters of spans; the new ones take the emphasis of the first letter that they replace, or of the one before.
fn replace(spans: &mut Vec<Span>, from: usize, to: usize, by: &str) -> bool {
    if from > to || to > words(spans).chars().count() {
        return false;
    }
    if spans.is_empty() {
        spans.push(Span::default());
    }
    let (mut start, mut put) = (0, false);
    let last = spans.len() - 1;
    for (index, span) in spans.iter_mut().enumerate() {
        let letters: Vec<char> = span.text.chars().collect();
        let end = start + letters.len();
        let here = from < end || index == last || (from == to && from == end);
        let cut = |at: usize| at.clamp(start, end) - start;
        let mut text: String = letters.iter().take(cut(from)).collect();
        if here && !put {
            text.push_str(by);
            put = true;
        }
        text.extend(letters.iter().skip(cut(to)));
        span.text = text;
        start = end;
    }
    spans.retain(|span| !span.text.is_empty());
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Level;

    fn span(text: &str, bold: bool) -> Span {
        Span { text: text.to_owned(), bold, italic: false }
    }

    #[test]
    fn replaced_letters_keep_the_emphasis() {
        let mut spans = vec![span("Điều ", false), span("thứ", true), span(" nhất", false)];
        assert!(replace(&mut spans, 3, 7, "m t"));
        assert_eq!(spans, [span("Điềm t", false), span("ứ", true), span(" nhất", false)]);
        assert!(replace(&mut spans, 6, 7, "ứ hai"));
        assert_eq!(spans[1], span("ứ hai", true));
        assert!(replace(&mut spans, 6, 11, ""));
        assert_eq!(words(&spans), "Điềm t nhất");
        spans.truncate(2);
        assert!(replace(&mut spans, 11, 11, "."));
        assert_eq!(words(&spans), "Điềm t nhất.");
        assert!(!replace(&mut spans, 10, 99, "x"));
    }

    #[test]
    fn what_does_not_fit_changes_nothing() {
        let mut draft = Draft { blocks: vec![Block::new(Level::Paragraph, "một")], ..Draft::default() };
        draft.blocks[0].id = "a".into();
        let before = draft.clone();
        let good = Fix::Replace { id: "a".into(), from: 0, to: 3, by: "hai".into() };
        let gone = Fix::Remove { id: "b".into() };
        assert!(!apply(&mut draft, &Fix::Together { fixes: vec![good.clone(), gone] }));
        assert_eq!(draft, before);
        assert!(apply(&mut draft, &good));
        assert_eq!(draft.blocks[0].words(), "hai");
    }
}
