use super::*;

#[test]
fn tet_falls_on_the_days_people_remember() {
    let known = [
        date(1975, 2, 11),
        // Việt Nam kept Tết a month before China.
        date(1985, 1, 21),
        date(2000, 2, 5),
        date(2001, 1, 24),
        date(2002, 2, 12),
        date(2003, 2, 1),
        date(2004, 1, 22),
        date(2005, 2, 9),
        date(2006, 1, 29),
        // A day before China.
        date(2007, 2, 17),
        date(2008, 2, 7),
        date(2009, 1, 26),
        date(2010, 2, 14),
        date(2011, 2, 3),
        date(2012, 1, 23),
        date(2013, 2, 10),
        date(2014, 1, 31),
        date(2015, 2, 19),
        date(2016, 2, 8),
        date(2017, 1, 28),
        date(2018, 2, 16),
        date(2019, 2, 5),
        date(2020, 1, 25),
        date(2021, 2, 12),
        date(2022, 2, 1),
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2029, 2, 13),
        // A day before China.
        date(2030, 2, 2),
    ];
    for day in known {
        assert_eq!(tet(day.year()), Ok(day));
    }
}

#[test]
fn hung_kings_day() {
    for day in [date(2022, 4, 10), date(2023, 4, 29), date(2024, 4, 18), date(2025, 4, 7), date(2026, 4, 26)] {
        assert_eq!(hung_kings(day.year()), Ok(day));
    }
}

#[test]
fn leap_months() {
    let known =
        [(2001, 4), (2004, 2), (2006, 7), (2009, 5), (2012, 4), (2014, 9), (2017, 6), (2020, 4), (2023, 2), (2025, 6)];
    for year in 2001..=2026 {
        let leap = (1..=12).find(|month| to_solar(LunarDate { year, month: *month, leap: true, day: 1 }).is_ok());
        let expected = known.iter().find(|(y, _)| *y == year).map(|(_, month)| *month);
        assert_eq!(leap, expected, "{year}");
    }
}

#[test]
fn every_day_goes_there_and_back_and_follows_the_one_before() {
    let mut day = date(1990, 1, 1);
    let mut before = to_lunar(day.yesterday().unwrap()).unwrap();
    while day < date(2035, 1, 1) {
        let lunar = to_lunar(day).unwrap();
        assert_eq!(to_solar(lunar), Ok(day), "{lunar:?}");
        assert!(lunar.day == before.day + 1 || (lunar.day == 1 && before.day >= 29), "{day}");
        before = lunar;
        day = day.tomorrow().unwrap();
    }
}

#[test]
fn refuses_what_is_not_there() {
    let lunar = LunarDate { year: 2024, month: 1, leap: false, day: 1 };
    // The first month of 2024 is short.
    assert_eq!(to_solar(LunarDate { day: 30, ..lunar }), Err(LunarError::NoSuchDay));
    assert!(to_solar(LunarDate { day: 29, ..lunar }).is_ok());
    assert_eq!(to_solar(LunarDate { day: 0, ..lunar }), Err(LunarError::NoSuchDay));
    assert_eq!(to_solar(LunarDate { month: 13, ..lunar }), Err(LunarError::NoSuchDay));
    assert_eq!(to_solar(LunarDate { leap: true, ..lunar }), Err(LunarError::NoSuchDay));
    assert_eq!(tet(1967), Err(LunarError::OutOfRange));
    assert_eq!(to_lunar(date(2200, 1, 1)), Err(LunarError::OutOfRange));
    assert!(tet(FIRST_YEAR).is_ok() && tet(LAST_YEAR).is_ok());
    assert!(to_lunar(date(1968, 1, 1)).is_ok() && to_lunar(date(2199, 12, 31)).is_ok());
}

#[test]
fn agrees_with_an_independent_ephemeris() {
    let lines = include_str!("../../data/lunar/check.txt").lines().filter(|line| !line.starts_with('#'));
    let mut years = 0;
    for line in lines {
        let (day, leap_month) = line.split_once(' ').unwrap();
        let day: Date = day.parse().unwrap();
        assert_eq!(tet(day.year()), Ok(day));
        for month in 1..=12 {
            let leap = LunarDate { year: day.year(), month, leap: true, day: 1 };
            assert_eq!(to_solar(leap).is_ok(), leap_month.parse() == Ok(month), "{leap:?}");
        }
        years += 1;
    }
    assert_eq!(years, 131);
}
