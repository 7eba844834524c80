use super::*;

fn short(text: &str) -> Abbreviation {
    Abbreviation::parse(text).unwrap()
}

#[test]
fn the_three_patterns_of_the_decree() {
    let kinds = Kinds::built_in().unwrap();
    let of = |kind, number, unit: Option<&str>| {
        let unit = unit.map(short);
        let symbol = Symbol::of(&kinds, kind, &short("SGDĐT"), unit.as_ref()).unwrap();
        symbol.numbered(Number::new(number).unwrap())
    };
    assert_eq!(of(Kind::Notice, 135, None), "135/TB-SGDĐT");
    assert_eq!(of(Kind::Decision, 5, Some("TCCB")), "05/QĐ-SGDĐT");
    assert_eq!(of(Kind::OfficialLetter, 123, Some("GDTH")), "123/SGDĐT-GDTH");
    assert_eq!(of(Kind::TrueCopy, 7, None), "07/SY-SGDĐT");
    assert_eq!(of(Kind::ExtractCopy, 10, None), "10/TrS-SGDĐT");
}

#[test]
fn every_kind_has_a_symbol_and_none_says_cv() {
    let kinds = Kinds::built_in().unwrap();
    for kind in Kind::ALL {
        let symbol = Symbol::of(&kinds, *kind, &short("THPTHH3"), Some(&short("VP"))).unwrap();
        assert!(!symbol.as_str().starts_with("CV"));
        let again = parse_numbered(&symbol.numbered(Number::new(9).unwrap())).unwrap();
        assert_eq!(again, (Number::new(9).unwrap(), symbol));
    }
    let alone = Symbol::of(&kinds, Kind::OfficialLetter, &short("SGDĐT"), None);
    assert_eq!(alone, Err(BadSymbol::UnitMissing));
}

#[test]
fn numbers_print_and_read_back() {
    for value in (1..2000).chain([LARGEST]) {
        let number = Number::new(value).unwrap();
        assert_eq!(Number::parse(&number.to_string()), Ok(number));
        for letter in LETTERS.chars() {
            let inserted = Number::inserted(value, letter).unwrap();
            assert_eq!(Number::parse(&inserted.to_string()), Ok(inserted));
            assert!(number < inserted);
        }
    }
    assert_eq!(Number::inserted(7, 'a').unwrap().to_string(), "07a");
    for bad in ["", "0", "00", "1000000", "99999999999", "a", "1f", "12ab", "1 2", "-1", "1.5", "١"] {
        assert_eq!(Number::parse(bad), Err(BadSymbol::Number), "{bad}");
    }
}

#[test]
fn numbered_documents_are_read_as_printed() {
    let read = |text| parse_numbered(text).map(|(number, symbol)| (number.value(), String::from(symbol)));
    assert_eq!(read("Số: 578/SGDĐT-VP"), Ok((578, "SGDĐT-VP".into())));
    assert_eq!(read("Số 14/KH-SGDĐT"), Ok((14, "KH-SGDĐT".into())));
    assert_eq!(read("26/2020/NĐ-CP"), Ok((26, "2020/NĐ-CP".into())));
    assert!(read("Số: /TB-SGDĐT").is_err() && read("135").is_err() && read("1/a b").is_err());
}

#[test]
fn abbreviations_are_one_word() {
    for good in ["SGDĐT", "SGD&ĐT", "VP.NVN", "THPTHH3"] {
        assert!(Abbreviation::parse(good).is_ok());
    }
    for bad in ["", "A B", "A/B", "A-B", &"A".repeat(31)] {
        assert!(Abbreviation::parse(bad).is_err());
    }
}
