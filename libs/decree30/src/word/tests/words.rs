//! No word is lost: those of `document.xml` against those of the draft and of what is kept beside it.

use std::collections::HashMap;

use crate::draft::{Block, Draft, words};
use crate::numbering;
use crate::word::{Limits, read};

/// Small words of a text with how often each stands there; numbers without leading zeros.
fn counted(text: &str) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    let text = crate::word::letters::nfc(text).to_lowercase();
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let bare = word.trim_start_matches('0');
        *out.entry(if bare.is_empty() { word } else { bare }.to_owned()).or_insert(0) += 1;
    }
    out
}

/// Everything that a draft says, with what the form puts between.
fn said(draft: &Draft) -> String {
    let mut out = vec![draft.subject.clone(), draft.competence.clone(), draft.place.clone(), draft.archive.clone()];
    for issuer in std::iter::once(&draft.issuer).chain(&draft.joint) {
        out.extend([issuer.parent.clone(), issuer.name.clone()]);
    }
    out.extend([
        draft.symbol.text.clone(),
        draft.circulation.clone(),
        draft.drafter_mark.clone(),
        draft.contact.clone(),
    ]);
    out.push("Số ngày tháng năm V/v Về việc Lưu".to_owned());
    out.extend(draft.symbol.number.map(|number| number.to_string()));
    out.extend(draft.day.map(|day| format!("{} {} {}", day.day(), day.month(), day.year())));
    out.push(crate::kinds::find(&draft.kind).map_or(String::new(), |kind| kind.name.clone()));
    out.extend(draft.addressees.iter().chain(&draft.recipients).cloned());
    out.extend(draft.bases.iter().map(|basis| basis.text.clone()));
    out.extend(draft.fields.iter().map(|field| field.value.clone()));
    out.extend(draft.signers.iter().flat_map(|signer| signer.lines.iter().chain([&signer.name])).cloned());
    out.push(match draft.urgency {
        crate::draft::Urgency::Normal => String::new(),
        crate::draft::Urgency::Urgent => "KHẨN".to_owned(),
        crate::draft::Urgency::VeryUrgent => "THƯỢNG KHẨN".to_owned(),
        crate::draft::Urgency::Express => "HỎA TỐC".to_owned(),
    });
    out.push(blocks(&draft.blocks));
    for annex in &draft.annexes {
        out.extend([annex.title.clone(), blocks(&annex.blocks)]);
    }
    out.join("\n")
}

fn blocks(blocks: &[Block]) -> String {
    let mut out = Vec::new();
    for (block, number) in blocks.iter().zip(numbering::numbers(blocks)) {
        out.push(numbering::label(block.level, &number.unwrap_or_default()));
        out.push(block.words());
        let cells = block.table.iter().flat_map(|table| table.rows.iter().flatten());
        out.extend(cells.map(|cell| words(&cell.text)));
    }
    out.join("\n")
}

/// Words of the body that neither the draft nor what is kept says as often.
pub(super) fn lost(bytes: &[u8]) -> Vec<String> {
    let read = read(bytes, &Limits::default()).unwrap();
    let kept: Vec<&str> = read.kept.iter().map(|kept| kept.text.as_str()).collect();
    let there = counted(&format!("{}\n{}", said(&read.draft), kept.join("\n")));
    let mut lost: Vec<String> = counted(&body(bytes))
        .into_iter()
        .filter(|(word, count)| there.get(word).copied().unwrap_or(0) < *count)
        .map(|(word, _)| word)
        .collect();
    lost.sort();
    lost
}

/// The words of the body as they stand in the XML. The second form of a drawing says the same again.
fn body(bytes: &[u8]) -> String {
    let limits = Limits::default();
    let mut package = crate::word::package::Package::open(bytes, &limits).unwrap();
    let name = package.main().unwrap();
    let text = package.part(&name).unwrap().unwrap();
    let document = crate::word::xml::parse(&text, &limits).unwrap();
    // What is deleted or hidden does not touch the words around it.
    let (mut out, mut aside) = (String::new(), String::new());
    for node in document.root_element().descendants() {
        let within = |name: &str| node.ancestors().any(|above| above.tag_name().name() == name);
        match node.tag_name().name() {
            "delText" if !within("Fallback") => aside.push_str(node.text().unwrap_or_default()),
            "t" if !within("Fallback") => {
                let hidden = node
                    .parent()
                    .and_then(|run| run.descendants().find(|one| one.tag_name().name() == "vanish"))
                    .is_some();
                let out = if hidden { &mut aside } else { &mut out };
                out.push_str(node.text().unwrap_or_default());
            }
            "p" | "tab" | "br" | "tc" => [&mut out, &mut aside].iter_mut().for_each(|out| out.push('\n')),
            _ => {}
        }
    }
    format!("{out}\n{aside}")
}
