//! Recall and precision per rule, and whether corrections correct.

use std::collections::BTreeMap;

use decree30::check::{Context, apply, of_draft};
use decree30::draft::Draft;
use decree30::finding::{Finding, Severity};

use super::faults::Fault;

#[derive(Default)]
struct Count {
    planted: usize,
    found: usize,
    /// Findings of this rule where it was not planted.
    wrong: usize,
}

#[derive(Default)]
pub struct Measured {
    rules: BTreeMap<String, Count>,
    missed: Vec<String>,
    strange: Vec<String>,
}

impl Measured {
    /// Compares what was found with what was planted; what was told before is no fault of the check. `also` are rules
    /// that rightly speak too, `of` says where it was planted.
    pub fn add(&mut self, rule: &str, also: &[&str], before: &[Finding], found: &[Finding], of: &str) {
        let same = |a: &Finding, b: &Finding| (&a.rule, &a.cell, &a.found) == (&b.rule, &b.cell, &b.found);
        let old = |finding: &Finding| before.iter().any(|old| same(old, finding));
        let count = self.rules.entry(rule.to_owned()).or_default();
        count.planted += 1;
        if found.iter().any(|finding| finding.rule == rule && !old(finding)) {
            count.found += 1;
        } else {
            self.missed.push(format!("missed: {rule} in {of}"));
        }
        for finding in found {
            if finding.rule != rule && !also.contains(&finding.rule.as_str()) && !old(finding) {
                self.rules.entry(finding.rule.clone()).or_default().wrong += 1;
                let told = format!("{} “{}” → “{}”", finding.rule, finding.found, finding.wanted);
                self.strange.push(format!("{rule} planted in {of}: {told}"));
            }
        }
    }

    /// Prints every rule, and holds the totals to recall 0.98 and precision 0.95.
    pub fn judge(&self, least: usize) {
        println!("{:<36} {:>7} {:>7} {:>9}", "rule", "planted", "recall", "precision");
        let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        let mut sum = Count::default();
        for (rule, count) in &self.rules {
            let (recall, precision) =
                (share(count.found, count.planted), share(count.found, count.found + count.wrong));
            println!("{rule:<36} {:>7} {recall:>7.2} {precision:>9.2}", count.planted);
            sum.planted += count.planted;
            sum.found += count.found;
            sum.wrong += count.wrong;
        }
        let (recall, precision) = (share(sum.found, sum.planted), share(sum.found, sum.found + sum.wrong));
        println!("{} rules, {} faults: recall {recall:.3}, precision {precision:.3}", self.rules.len(), sum.planted);
        self.missed.iter().chain(&self.strange).take(60).for_each(|line| println!("  {line}"));
        assert!(sum.planted >= least, "{} faults", sum.planted);
        assert!(recall >= 0.98 && precision >= 0.95, "recall {recall:.3}, precision {precision:.3}");
    }
}

/// Applies every correction of the planted rule by itself; answers how many there were.
pub fn corrections(fault: &Fault, draft: &Draft, context: &Context) -> usize {
    let before = of_draft(draft, context);
    let of_rule = |findings: &[Finding], rule: &str| findings.iter().filter(|finding| finding.rule == rule).count();
    let errors = |findings: &[Finding]| {
        let mut rules: Vec<String> =
            findings.iter().filter(|one| one.severity == Severity::Error).map(|one| one.rule.clone()).collect();
        rules.sort();
        rules
    };
    let mut count = 0;
    for finding in &before {
        let Some(fix) = &finding.fix else { continue };
        let mut mended = draft.clone();
        assert!(apply(&mut mended, fix), "{}: {fix:?}", finding.rule);
        let after = of_draft(&mended, context);
        assert!(
            of_rule(&after, &finding.rule) < of_rule(&before, &finding.rule),
            "{} planted: the correction of {} leaves it: {:?} → {:?}\n{:?}",
            fault.rule,
            finding.rule,
            finding.found,
            finding.wanted,
            after.iter().filter(|one| one.rule == finding.rule).collect::<Vec<_>>()
        );
        let mut old = errors(&before);
        for rule in errors(&after) {
            let known = old.iter().position(|one| *one == rule);
            assert!(known.is_some(), "{} planted: the correction of {} brings {rule}", fault.rule, finding.rule);
            old.remove(known.unwrap());
        }
        count += 1;
    }
    count
}
