use super::*;

fn dossier(retention: Option<&str>) -> Dossier {
    Dossier {
        title: Subject::parse("Hồ sơ kiểm tra năm 2024").unwrap(),
        number: PlanNumber::parse("1.TCCB").unwrap(),
        school_year: Some(SchoolYear(2023)),
        retention: retention.map(|text| Retention::parse(text).unwrap()),
        state: State::Open,
    }
}

#[test]
fn the_table_is_sound() {
    crate::transitions::tests::is_sound(&TABLE);
}

#[test]
fn numbers_of_the_file_plan() {
    assert_eq!(PlanNumber::parse(" 1.TCCB ").unwrap().as_str(), "01.TCCB");
    for number in 1..2000 {
        let parsed = PlanNumber::parse(&format!("{number}.VP")).unwrap();
        assert_eq!(PlanNumber::parse(parsed.as_str()), Ok(parsed));
    }
    for bad in ["", "TCCB", "01", "0.VP", "1.", "1.A B", "x.VP", "+1.VP", "123456.VP"] {
        assert_eq!(PlanNumber::parse(bad), Err(BadDossier::Number), "{bad}");
    }
}

#[test]
fn what_goes_to_the_archive() {
    let goes = |text: &str| Retention::parse(text).unwrap().goes_to_archive();
    assert_eq!(
        (goes("Vĩnh viễn"), goes("20 năm"), goes("5 năm"), goes("2 năm")),
        (Some(true), Some(true), Some(true), Some(false))
    );
    assert_eq!(goes("Đến khi văn bản hết hiệu lực"), None);
    assert!(Retention::parse(" ").is_err());
}

#[test]
fn closing_names_every_obstacle_in_every_combination() {
    for bits in 0_u32..128 {
        let is = |bit: u32| bits & (1 << bit) != 0;
        let facts = CloseFacts {
            documents: u32::from(!is(0)),
            unfinished: u32::from(is(1)),
            drafts: u32::from(is(2)),
            tasks: u32::from(is(3)),
            is_counted: !is(5),
            is_late: is(6),
        };
        let dossier = dossier((!is(4)).then_some("10 năm"));
        assert_eq!(close_obstacles(&dossier, &facts).len() as u32, bits.count_ones());
        assert_eq!(close(&dossier, &facts).is_ok(), bits & 0b11_1111 == 0);
    }
}
