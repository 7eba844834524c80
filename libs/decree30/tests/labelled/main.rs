//! The checks measured on drafts of which every fault is known.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test prints its figures and may fail")]

mod clean;
mod faults;
mod laid;
mod measure;
mod type_faults;

use std::collections::HashSet;

use decree30::check::{Language, of_draft, of_seen, report, rules};
use decree30::finding::Severity;

/// At least so many clean drafts.
const CLEAN: usize = 60;

#[test]
fn clean_drafts_have_neither_error_nor_warning() {
    let context = clean::context();
    let mut told = String::new();
    for number in 0..CLEAN {
        let draft = clean::clean(number);
        for finding in of_draft(&draft, &context).iter().filter(|finding| finding.severity > Severity::Hint) {
            told += &format!("{number} {}: {}", draft.kind, report(finding, None, Language::Vietnamese));
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn planted_faults_are_found_and_nothing_else() {
    let context = clean::context();
    let mut measured = measure::Measured::default();
    for fault in faults::all() {
        let mut planted = 0;
        for number in 0..CLEAN * 2 {
            let mut draft = clean::clean(number);
            if planted == faults::TIMES || !(fault.plant)(&mut draft, planted) {
                continue;
            }
            planted += 1;
            let clean = of_draft(&clean::clean(number), &context);
            measured.add(fault.rule, fault.also, &clean, &of_draft(&draft, &context), &draft.kind);
        }
        assert!(planted >= 3, "{} could be planted {planted} times only", fault.rule);
    }
    measured.judge(200);
}

#[test]
fn a_correction_takes_its_fault_away_and_brings_none() {
    let context = clean::context();
    let mut corrected = 0;
    for fault in faults::all() {
        let planted = (0..CLEAN).filter_map(|number| {
            let mut draft = clean::clean(number);
            (fault.plant)(&mut draft, number).then_some(draft)
        });
        for draft in planted.take(faults::TIMES) {
            corrected += measure::corrections(fault, &draft, &context);
        }
    }
    assert!(corrected > 300, "{corrected}");
    println!("{corrected} corrections applied");
}

#[test]
fn clean_files_have_neither_error_nor_warning() {
    let context = clean::context();
    let mut told = String::new();
    for number in 0..CLEAN {
        let seen = laid::laid(&clean::clean(number));
        for finding in of_seen(&seen, &context).iter().filter(|finding| finding.severity > Severity::Hint) {
            told += &format!("{number}: {}", report(finding, None, Language::Vietnamese));
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn faults_of_type_are_found_and_nothing_else() {
    let context = clean::context();
    let mut measured = measure::Measured::default();
    for fault in type_faults::all() {
        let mut planted = 0;
        for number in 0..CLEAN * 2 {
            let clean = laid::laid(&clean::clean(number));
            let mut seen = clean.clone();
            if planted == faults::TIMES || !fault.plant(&mut seen, planted) {
                continue;
            }
            planted += 1;
            measured.add(fault.rule, fault.also, &of_seen(&clean, &context), &of_seen(&seen, &context), &fault.name());
        }
        assert!(planted >= 3, "{} could be planted {planted} times only", fault.name());
    }
    measured.judge(200);
}

#[test]
fn every_rule_is_planted_somewhere() {
    let type_faults = type_faults::all();
    let planted: HashSet<&str> =
        faults::all().map(|fault| fault.rule).chain(type_faults.iter().map(|fault| fault.rule)).collect();
    let unplanted: Vec<&str> =
        rules().iter().map(|rule| rule.code.as_str()).filter(|code| !planted.contains(code)).collect();
    assert_eq!(unplanted, Vec::<&str>::new());
    assert_eq!(planted.len(), rules().len(), "a rule that is planted is not told of");
}
