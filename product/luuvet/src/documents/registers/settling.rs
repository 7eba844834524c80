//! How documents were settled: counted by state, in time or late, by unit and month.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use luuvet_domain::ids::DocumentId;

use crate::clock;
use crate::documents::registers::store::report::Settled;

/// Counts of one row of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub all: i64,
    /// Done by the last day for it, or done without one.
    pub in_time: i64,
    /// Done later.
    pub late: i64,
    /// Not done, the last day not over.
    pub open: i64,
    /// Not done, the last day over.
    pub overdue: i64,
}

/// A report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// All documents.
    pub all: Counts,
    /// By the code of their state.
    pub states: BTreeMap<String, i64>,
    /// By month, "2024-04".
    pub months: BTreeMap<String, Counts>,
    /// By unit; the empty name stands for the leaders.
    pub units: BTreeMap<String, Counts>,
}

/// Counts documents, each once in all and by month, and once for every unit that had work with it.
#[must_use]
pub fn count(rows: &[Settled], today: Date) -> Report {
    let mut report = Report::default();
    let mut by_document: BTreeMap<DocumentId, Vec<&Settled>> = BTreeMap::new();
    for row in rows {
        by_document.entry(row.document).or_default().push(row);
    }
    for rows in by_document.values() {
        let Some(first) = rows.first() else { continue };
        *report.states.entry(first.state.clone()).or_default() += 1;
        // A document is as far as the work that is furthest behind.
        let worst = rows.iter().map(|row| standing(row, today)).max().unwrap_or(Standing::Open);
        add(&mut report.all, worst);
        add(report.months.entry(first.month.clone()).or_default(), worst);
        let units: BTreeSet<&str> = rows.iter().map(|row| row.department.as_str()).collect();
        for unit in units {
            let of_unit = rows.iter().filter(|row| row.department == unit).map(|row| standing(row, today));
            add(report.units.entry(unit.to_owned()).or_default(), of_unit.max().unwrap_or(Standing::Open));
        }
    }
    report
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    InTime,
    Late,
    Open,
    Overdue,
}

fn standing(row: &Settled, today: Date) -> Standing {
    let day = row.done_at.map_or(today, clock::day);
    let is_late = row.due.is_some_and(|due| day > due);
    match (row.done_at.is_some(), is_late) {
        (true, false) => Standing::InTime,
        (true, true) => Standing::Late,
        (false, false) => Standing::Open,
        (false, true) => Standing::Overdue,
    }
}

fn add(counts: &mut Counts, standing: Standing) {
    counts.all += 1;
    *match standing {
        Standing::InTime => &mut counts.in_time,
        Standing::Late => &mut counts.late,
        Standing::Open => &mut counts.open,
        Standing::Overdue => &mut counts.overdue,
    } += 1;
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn row(id: u128, department: &str, due: Option<Date>, done: Option<Date>) -> Settled {
        Settled {
            document: DocumentId(Uuid::from_u128(id)),
            month: "2024-04".into(),
            department: department.into(),
            state: "registered".into(),
            due,
            done_at: done.map(|day| clock::instant(day, 9, 0)),
        }
    }

    #[test]
    fn a_document_is_as_far_as_its_work_that_is_furthest_behind() {
        let (due, today) = (Some(date(2024, 4, 10)), date(2024, 4, 12));
        let rows = [
            row(1, "Tổ Toán", due, due),
            row(1, "Tổ Văn", due, None),
            row(2, "Tổ Toán", due, Some(today)),
            row(3, "", None, None),
        ];
        let report = count(&rows, today);
        assert_eq!(report.all, Counts { all: 3, late: 1, open: 1, overdue: 1, in_time: 0 });
        assert_eq!(report.units["Tổ Toán"], Counts { all: 2, in_time: 1, late: 1, ..Counts::default() });
        assert_eq!(report.units["Tổ Văn"].overdue, 1);
        assert_eq!((report.months["2024-04"].all, report.states["registered"]), (3, 3));
    }
}
