use jiff::civil::date;
use uuid::Uuid;

use super::*;

fn mandate(kind: MandateKind) -> Mandate {
    Mandate {
        id: MandateId(Uuid::from_u128(1)),
        kind,
        holder: PositionId(Uuid::from_u128(2)),
        basis: Some("Quyết định phân công".into()),
        period: Period::new(date(2026, 1, 1), date(2027, 1, 1)).unwrap(),
        kinds: vec![Kind::Notice, Kind::Plan],
        fields: vec![],
        given_out_of: None,
        through: None,
    }
}

fn facts(mandate: Option<&Mandate>) -> SignFacts<'_> {
    SignFacts {
        day: date(2026, 4, 3),
        position: PositionId(Uuid::from_u128(2)),
        held: Period::since(date(2020, 1, 1)),
        is_head: false,
        is_substitute: false,
        mandate,
        kind: Kind::Notice,
        field: None,
    }
}

fn codes(facts: &SignFacts<'_>) -> Vec<&'static str> {
    obstacles(facts).iter().map(Obstacle::code).collect()
}

#[test]
fn the_blocks_of_the_decree() {
    let block = |kind| {
        let mut mandate = mandate(kind);
        mandate.through = Some("Chánh Văn phòng".into());
        signature_block("Ủy ban nhân dân", "Chủ tịch", "Phó Chủ tịch", Some(&mandate)).join(" / ")
    };
    assert_eq!(block(MandateKind::Kt), "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH");
    assert_eq!(block(MandateKind::Tm), "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH");
    assert_eq!(block(MandateKind::TmKt), "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH");
    assert_eq!(block(MandateKind::Q), "Q. CHỦ TỊCH");
    assert_eq!(block(MandateKind::TlKt), "TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHỦ TỊCH");
    assert_eq!(signature_block("Sở", "Giám đốc", "Giám đốc", None), ["GIÁM ĐỐC"]);
    let deputy = signature_block("Sở", "Giám đốc", "Phó Giám đốc", Some(&mandate(MandateKind::Kt)));
    assert_eq!(deputy, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
    for kind in MandateKind::ALL {
        let lines = signature_block("A", "B", "C", Some(&mandate(*kind)));
        assert!((1..=3).contains(&lines.len()) && lines[0].contains(". "));
    }
}

#[test]
fn a_mandate_holds_from_its_first_day_to_the_day_before_its_end() {
    let mandate = mandate(MandateKind::Kt);
    for day in date(2025, 12, 1).series(jiff::Span::new().days(1)).take(500) {
        let found = codes(&SignFacts { day, ..facts(Some(&mandate)) });
        assert_eq!(found.contains(&"sign.mandate-not-yet"), day < date(2026, 1, 1));
        assert_eq!(found.contains(&"sign.mandate-ended"), day >= date(2027, 1, 1));
    }
}

#[test]
fn only_the_head_signs_without_a_mandate_and_a_substitute_never_does() {
    assert_eq!(codes(&facts(None)), ["sign.mandate-missing"]);
    assert!(codes(&SignFacts { is_head: true, ..facts(None) }).is_empty());
    assert_eq!(codes(&SignFacts { is_head: true, is_substitute: true, ..facts(None) }), ["sign.substitute"]);
    let left = Period::new(date(2020, 1, 1), date(2026, 4, 3)).unwrap();
    assert_eq!(codes(&SignFacts { is_head: true, held: left, ..facts(None) }), ["sign.position-not-held"]);
}

#[test]
fn kinds_fields_basis_and_holder_are_judged_at_once() {
    let mut wrong = mandate(MandateKind::Tuq);
    wrong.holder = PositionId(Uuid::from_u128(9));
    wrong.basis = None;
    wrong.fields = vec!["tccb".into()];
    wrong.given_out_of = Some(MandateKind::Tuq);
    wrong.period = Period::since(date(2026, 1, 1));
    let found = codes(&SignFacts { kind: Kind::Decision, field: Some("gdth"), ..facts(Some(&wrong)) });
    let all = [
        "sign.mandate-of-another",
        "sign.basis-missing",
        "sign.kind-outside",
        "sign.field-outside",
        "sign.unlimited",
        "sign.passed-on",
    ];
    assert_eq!(found, all);
    let through = mandate(MandateKind::TlKt);
    assert_eq!(codes(&facts(Some(&through))), ["sign.through-missing"]);
}

#[test]
fn every_kind_of_document_is_inside_or_outside() {
    let some = mandate(MandateKind::Kt);
    let all = Mandate { kinds: vec![], ..some.clone() };
    for kind in Kind::ALL {
        assert_eq!(codes(&SignFacts { kind: *kind, ..facts(Some(&some)) }).is_empty(), some.kinds.contains(kind));
        assert!(codes(&SignFacts { kind: *kind, ..facts(Some(&all)) }).is_empty());
    }
}
