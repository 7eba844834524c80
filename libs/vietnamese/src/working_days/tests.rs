use super::*;

fn calendar() -> Calendar {
    Calendar::embedded().unwrap()
}

fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(1.day()).take_while(move |day| *day <= to)
}

#[test]
fn the_deadlines_of_the_notice() {
    let calendar = calendar();
    assert_eq!(calendar.last_day_before(date(2024, 4, 30)), Ok(date(2024, 4, 26)));
    assert_eq!(calendar.last_day_before(date(2024, 6, 20)), Ok(date(2024, 6, 19)));
    assert_eq!(calendar.kind(date(2024, 4, 29)), DayKind::Off(DayOff::Swap));
    assert_eq!(calendar.kind(date(2024, 5, 4)), DayKind::MakeUp);
    assert_eq!(calendar.kind(date(2024, 4, 18)), DayKind::Off(DayOff::HungKings));
    assert_eq!(calendar.next_working_day(date(2024, 4, 26)), Ok(date(2024, 5, 2)));
    assert_eq!(calendar.next_working_day(date(2024, 5, 3)), Ok(date(2024, 5, 4)));
}

#[test]
fn tet_is_skipped() {
    let calendar = calendar();
    assert!(days(date(2024, 2, 8), date(2024, 2, 14)).all(|day| !calendar.is_working_day(day)));
    assert_eq!(calendar.next_working_day(date(2024, 2, 7)), Ok(date(2024, 2, 15)));
    assert_eq!(calendar.next_working_day(date(2023, 1, 19)), Ok(date(2023, 1, 27)));
    assert_eq!(calendar.next_working_day(date(2025, 1, 24)), Ok(date(2025, 2, 3)));
    assert_eq!(calendar.next_working_day(date(2026, 2, 13)), Ok(date(2026, 2, 23)));
    assert_eq!(calendar.working_days_between(date(2024, 2, 7), date(2024, 2, 16)), 2);
}

#[test]
fn says_what_is_announced() {
    let calendar = calendar();
    for (year, status) in [
        (2023, YearStatus::Announced),
        (2024, YearStatus::Announced),
        (2025, YearStatus::Announced),
        (2026, YearStatus::PartlyProposed),
        (2027, YearStatus::Proposed),
        (2040, YearStatus::Proposed),
        (1990, YearStatus::Unknown),
        (2150, YearStatus::Unknown),
    ] {
        assert_eq!(calendar.status(year), status, "{year}");
    }
    assert!(calendar.is_announced(date(2026, 2, 16)) && calendar.is_announced(date(2026, 3, 3)));
    assert!(!calendar.is_announced(date(2026, 11, 24)) && !calendar.is_announced(date(2027, 1, 1)));
    assert!(calendar.sources(2025).iter().any(|source| source.contains("8726/VPCP-KGVX")));
    assert!(calendar.sources(2040).is_empty());
}

#[test]
fn the_law_proposes_what_was_then_announced_but_for_swaps() {
    let law = Law::read(LAW).unwrap();
    let calendar = calendar();
    for year in 2023..=2027 {
        let proposed = law.propose(year).unwrap();
        for day in days(date(year, 1, 1), date(year, 12, 31)) {
            let kind = calendar.kind(day);
            if matches!(kind, DayKind::MakeUp | DayKind::Off(DayOff::Swap)) {
                continue;
            }
            let works = !proposed.days.contains_key(&day) && !is_weekly_day_off(day);
            assert_eq!(works, !matches!(kind, DayKind::Off(_)), "{day} {kind:?}");
        }
    }
}

#[test]
fn a_holiday_on_a_weekend_moves() {
    let calendar = calendar();
    // 2028: 1 January is a Saturday, 30 April a Sunday, 2 September a Saturday.
    assert!(!calendar.is_working_day(date(2028, 1, 3)) && calendar.is_working_day(date(2028, 1, 4)));
    assert!(!calendar.is_working_day(date(2028, 5, 2)) && calendar.is_working_day(date(2028, 5, 3)));
    assert!(!calendar.is_working_day(date(2028, 9, 1)) && !calendar.is_working_day(date(2028, 9, 4)));
    assert!(calendar.is_working_day(date(2019, 9, 3)), "one day only before 2021");
}

#[test]
fn adding_counting_and_going_back_agree() {
    let calendar = calendar().with_additions(&[date(2024, 11, 20)], &[date(2024, 6, 1)]).unwrap();
    for day in days(date(2023, 12, 20), date(2025, 1, 10)) {
        for count in [-260, -23, -5, -1, 0, 1, 2, 5, 22, 260] {
            let found = calendar.add_working_days(day, count).unwrap();
            assert!(calendar.is_working_day(found), "{day} {count}");
            if count != 0 {
                assert_eq!(calendar.working_days_between(day, found), i64::from(count), "{day} {count}");
            }
            if calendar.is_working_day(day) {
                assert_eq!(calendar.add_working_days(found, -count), Ok(day), "{day} {count}");
            }
        }
    }
}

#[test]
fn counting_by_arithmetic_is_counting_one_by_one() {
    let calendar = calendar().with_additions(&[date(2024, 5, 4), date(2026, 3, 7)], &[date(2024, 4, 30)]).unwrap();
    let from = date(2022, 12, 28);
    let mut counted = 0;
    for day in days(from, date(2028, 1, 1)) {
        counted += i64::from(day > from && calendar.is_working_day(day));
        assert_eq!(calendar.working_days_between(from, day), counted, "{day}");
    }
    assert_eq!(calendar.working_days_between(date(2024, 6, 3), date(2024, 6, 3)), 0);
    assert!(calendar.working_days_between(Date::MIN, Date::MAX) > 5_000_000);
}

#[test]
fn an_organisation_adds_its_own_days() {
    let day_off = date(2024, 11, 20);
    let worked = date(2024, 11, 23);
    let own = calendar().with_additions(&[day_off], &[worked]).unwrap();
    assert_eq!(own.kind(day_off), DayKind::Off(DayOff::Organisation));
    assert_eq!(own.kind(worked), DayKind::AddedWorking);
    assert!(calendar().is_working_day(day_off));
    assert_eq!(calendar().with_additions(&[day_off], &[day_off]).unwrap_err(), CalendarError::Contradiction(day_off));
    let many: Vec<Date> = days(date(2024, 1, 1), date(2026, 12, 31)).collect();
    assert_eq!(calendar().with_additions(&many, &[]).unwrap_err(), CalendarError::TooManyAdditions);
}

#[test]
fn a_later_announcement_replaces_a_year() {
    let text = "year = 2027\nstatus = \"announced\"\nsources = [\"x\"]\n\
        [[off]]\nfirst = \"2027-02-05\"\nlast = \"2027-02-11\"\nreason = \"lunar_new_year\"\n";
    let newer = calendar().with_year(text).unwrap();
    assert_eq!(newer.status(2027), YearStatus::Announced);
    assert!(newer.is_working_day(date(2027, 2, 4)) && !newer.is_working_day(date(2027, 2, 11)));
}

#[test]
fn refuses_wrong_data() {
    let head = "year = 2027\nstatus = \"announced\"\nsources = []\n";
    for entry in [
        "[[off]]\nfirst = \"2028-01-01\"\nreason = \"new_year\"",
        "[[off]]\nfirst = \"2027-01-02\"\nlast = \"2027-01-01\"\nreason = \"new_year\"",
        "[[off]]\nfirst = \"2027-01-01\"\nlast = \"2027-12-01\"\nreason = \"new_year\"",
        "[[off]]\nfirst = \"2027-01-01\"\nreason = \"carnival\"",
        "[[off]]\nfirst = \"2027-01-01\"\nreason = \"labour\"\n[[off]]\nfirst = \"2027-01-01\"\nreason = \"labour\"",
        "[[worked]]\nday = \"2027-01-09\"\ninstead_of = \"2027-01-08\"",
        "surprise = 1",
    ] {
        let error = calendar().with_year(&format!("{head}{entry}")).unwrap_err();
        assert!(matches!(error, CalendarError::Data(_)), "{entry}");
    }
    assert!(calendar().with_year(&"#".repeat(100_000)).is_err());
}

#[test]
fn stays_in_range() {
    let calendar = calendar();
    assert_eq!(calendar.next_working_day(Date::MAX), Err(CalendarError::OutOfRange));
    assert_eq!(calendar.previous_working_day(date(1, 1, 1)), Err(CalendarError::OutOfRange));
    assert_eq!(calendar.add_working_days(date(2024, 1, 1), 10_001), Err(CalendarError::OutOfRange));
    assert_eq!(calendar.add_working_days(date(2024, 1, 1), i32::MIN), Err(CalendarError::OutOfRange));
    assert!(calendar.add_working_days(date(2024, 1, 1), 10_000).is_ok());
}

#[test]
fn typed_working_days() {
    let calendar = calendar();
    let today = date(2024, 4, 26);
    for text in ["+2", "+2lv", "+ 2 LV", "+2 ngày làm việc", "2 ngày làm việc", "2 nlv"] {
        assert_eq!(calendar.parse_day(text, today), Ok(date(2024, 5, 3)), "{text}");
    }
    assert_eq!(calendar.parse_day("+0", date(2024, 4, 28)), Ok(date(2024, 5, 2)));
    assert_eq!(calendar.parse_day("+2n", today), Ok(date(2024, 4, 28)));
    assert_eq!(calendar.parse_day("30/4", today), Ok(date(2024, 4, 30)));
    assert_eq!(calendar.parse_day("2", today), Err(DayError::NotUnderstood));
    assert_eq!(calendar.parse_day("+99999", today), Err(DayError::TooFar));
}
