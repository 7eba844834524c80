//! What is written reads back.

use super::drafts::{all, plain};
use super::package::changed;
use super::words::lost;
use crate::layout;
use crate::word::{Limits, What, read, write};

#[test]
fn every_kind_reads_back_as_it_was() {
    for (name, draft) in all() {
        let bytes = write(&draft, layout::current()).unwrap();
        let read = read(&bytes, &Limits::default()).unwrap();
        assert_eq!(plain(read.draft), plain(draft), "{name}");
        let strange: Vec<_> = read.kept.iter().filter(|kept| kept.what != What::Form).collect();
        assert!(strange.is_empty(), "{name}: {strange:?}");
    }
}

#[test]
fn every_kind_reads_back_without_our_styles_names() {
    for (name, mut draft) in all() {
        // Two bodies one below the other, and kinds that say nothing before an addressee, are told by the style alone.
        if name == "joint" || name == "introduction" {
            continue;
        }
        let bytes = write(&draft, layout::current()).unwrap();
        let nameless = changed(&bytes, "word/styles.xml", |text| {
            crate::word::say::file().style.iter().fold(text, |text, style| {
                text.replace(&format!("w:name w:val=\"{}\"", style.name), "w:name w:val=\"Kiểu\"")
            })
        });
        let read = read(&nameless, &Limits::default()).unwrap();
        // The name of one who does not hold a post of the list cannot be told then.
        draft.competence.clone_from(&read.draft.competence);
        assert_eq!(plain(read.draft), plain(draft), "{name}");
        assert_eq!(lost(&nameless), [""; 0], "{name}");
    }
}

#[test]
fn no_word_of_what_is_written_is_lost() {
    for (name, draft) in all() {
        let bytes = write(&draft, layout::current()).unwrap();
        assert_eq!(lost(&bytes), [""; 0], "{name}");
    }
}

#[test]
fn the_same_draft_is_the_same_file() {
    let (_, draft) = all().remove(9);
    assert_eq!(write(&draft, layout::current()), write(&draft, layout::current()));
}

#[test]
fn what_xml_cannot_carry_is_dropped_and_the_rest_stays() {
    let (_, mut draft) = all().remove(9);
    draft.blocks.truncate(1);
    draft.blocks[0].text[0].text = "a<&>\"\u{0}\u{b}\u{202e}ب\u{10ffff}\u{fffe}đ".to_owned();
    let read = read(&write(&draft, layout::current()).unwrap(), &Limits::default()).unwrap();
    assert_eq!(read.draft.blocks[0].words(), "a<&>\"\u{202e}ب\u{10ffff}đ.");
}

#[test]
fn drafts_over_the_limits_are_refused() {
    let (_, mut draft) = all().remove(9);
    draft.blocks[0].text[0].text = "x".repeat(crate::draft::LONGEST_BLOCK + 1);
    assert_eq!(write(&draft, layout::current()).unwrap_err().code(), "too-much");
    draft.blocks = vec![crate::draft::Block::default(); crate::draft::MOST_BLOCKS + 1];
    let error = write(&draft, layout::current()).unwrap_err();
    assert!(error.sentence(true).contains("20000") && error.sentence(false).contains("20000"));
}
