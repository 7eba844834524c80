use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 22);

fn check(bases: &[&str], day: Date, field: Option<&str>) -> Vec<Finding> {
    let bases = bases.iter().map(|text| Basis { text: (*text).to_owned(), reference: None }).collect();
    let draft = Draft { kind: "plan".to_owned(), bases, ..Draft::default() };
    of_bases(&draft, &Library::shipped(), day, field)
}

fn rules(bases: &[&str], day: Date) -> Vec<String> {
    check(bases, day, None).into_iter().map(|finding| finding.rule).collect()
}

fn value(finding: &Finding) -> &str {
    match &finding.fix {
        Some(Fix::SetField { value, .. }) => value,
        other => panic!("{other:?}"),
    }
}

const RECORDS: &str = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư";

#[test]
fn right_bases_are_passed_over() {
    let bases = [
        "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019",
        RECORDS,
        "Căn cứ Thông tư số 09/2024/TT-BGDĐT ngày 03 tháng 6 năm 2024 của Bộ trưởng Bộ Giáo dục và Đào tạo",
        "Căn cứ Kế hoạch số 7/KH-SGDĐT ngày 10 tháng 9 năm 2026 của Sở Giáo dục và Đào tạo về năm học mới",
        "Theo đề nghị của Tổ trưởng Tổ Văn phòng",
    ];
    assert_eq!(check(&bases, TODAY, None), []);
}

#[test]
fn a_replaced_basis_names_its_successor_and_the_rest_of_the_line_stays() {
    let line = "Căn cứ Luật Bảo vệ bí mật nhà nước ngày 15 tháng 11 năm 2018;";
    let found = check(&[line], TODAY, None);
    assert_eq!((found.len(), found[0].rule.as_str(), found[0].severity), (1, "bases.replaced", Severity::Warning));
    assert_eq!(found[0].found, "Luật Bảo vệ bí mật nhà nước");
    assert_eq!(value(&found[0]), "Căn cứ Luật Bảo vệ bí mật nhà nước ngày 10 tháng 12 năm 2025;");
    assert_eq!(check(&[line], date(2026, 2, 28), None), []);
}

#[test]
fn what_rests_on_doubtful_facts_is_a_hint() {
    let found = check(&["Căn cứ Nghị định số 26/2020/NĐ-CP ngày 28 tháng 02 năm 2020 của Chính phủ"], TODAY, None);
    assert_eq!((found[0].rule.as_str(), found[0].severity), ("bases.replaced", Severity::Hint));
    assert!(found[0].wanted.starts_with("Nghị định số 63/2026/NĐ-CP ngày 28 tháng 02 năm 2026 của Chính phủ"));
}

#[test]
fn an_expired_basis_without_successor_and_one_not_yet_in_force() {
    let mut library = Library::shipped();
    let mut text = library.get("tt-52-2020-bgddt").unwrap().clone();
    text.until = Some(date(2026, 1, 31));
    library.add(text).unwrap();
    let bases = vec![Basis { text: "Căn cứ Thông tư số 52/2020/TT-BGDĐT".to_owned(), reference: None }];
    let draft = Draft { bases, ..Draft::default() };
    assert_eq!(of_bases(&draft, &library, TODAY, None)[0].rule, "bases.expired");
    assert_eq!(of_bases(&draft, &library, date(2026, 1, 31), None), []);
    let early = check(&["Căn cứ Nghị định số 23/2025/NĐ-CP ngày 21 tháng 02 năm 2025"], date(2025, 3, 1), None);
    assert_eq!((early[0].rule.as_str(), early[0].wanted.as_str()), ("bases.not-yet", "từ ngày 10 tháng 4 năm 2025"));
}

#[test]
fn an_older_law_of_the_name() {
    let found = check(&["Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010"], TODAY, None);
    assert_eq!(found[0].rule, "bases.older-law");
    assert_eq!(value(&found[0]), "Căn cứ Luật Viên chức ngày 10 tháng 12 năm 2025");
    assert_eq!(check(&["Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010"], date(2026, 6, 30), None), []);
}

#[test]
fn wrong_numbers_days_and_issuers_are_put_right() {
    for wrong in [
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 03 năm 2021 của Chính phủ về công tác văn thư",
        "Căn cứ Nghị định số 30/2020/NĐCP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        "Căn cứ Nghị định số 03/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Bộ Nội vụ về công tác văn thư",
    ] {
        let found = check(&[wrong], TODAY, None);
        assert_eq!(
            (found.len(), found[0].rule.as_str(), found[0].severity),
            (1, "bases.miscited", Severity::Error),
            "{wrong}"
        );
        assert_eq!(value(&found[0]), RECORDS);
        assert_eq!(check(&[value(&found[0])], TODAY, None), []);
    }
    assert_eq!(rules(&["Căn cứ Luật Giáo dục ngày 15 tháng 6 năm 2019"], TODAY), ["bases.miscited"]);
}

#[test]
fn laws_stand_without_number() {
    let found = check(&["Căn cứ Luật số 117/2025/QH15 ngày 10 tháng 12 năm 2025 về bảo vệ bí mật"], TODAY, None);
    assert_eq!((found.len(), found[0].rule.as_str()), (1, "bases.law-number"));
    assert_eq!(value(&found[0]), "Căn cứ Luật Bảo vệ bí mật nhà nước ngày 10 tháng 12 năm 2025");
    let unknown = check(&["Căn cứ Luật Điện ảnh số 5/2022/QH15 ngày 15 tháng 6 năm 2022"], TODAY, None);
    assert_eq!(unknown[0].wanted, "Luật Điện ảnh ngày 15 tháng 6 năm 2022");
}

#[test]
fn unknown_and_twice() {
    let own = "Căn cứ Kế hoạch số 7/KH-SGDĐT ngày 10 tháng 9 năm 2026";
    assert_eq!(rules(&["Căn cứ Thông tư số 77/2023/TT-BGDĐT ngày 01/12/2023"], TODAY), ["bases.unknown"]);
    assert_eq!(rules(&[RECORDS, "Căn cứ Nghị định 30/2020/NĐ-CP"], TODAY), ["bases.twice"]);
    assert_eq!(rules(&[own, own], TODAY), ["bases.twice"]);
    assert_eq!(value(&check(&[own, own], TODAY, None)[0]), "");
}

#[test]
fn what_a_field_wants_is_added_at_its_rank() {
    let found = check(&["Căn cứ Luật Bảo vệ bí mật nhà nước ngày 10 tháng 12 năm 2025"], TODAY, Some("state-secrets"));
    assert_eq!((found.len(), found[0].rule.as_str()), (1, "bases.required"));
    let Some(Fix::AddBasis { index, basis }) = &found[0].fix else { panic!("{found:?}") };
    assert_eq!((*index, basis.reference.as_deref()), (1, Some("nd-63-2026")));
    // In 2024 the texts of then are wanted.
    let then = check(&[RECORDS], date(2024, 4, 3), Some("state-secrets"));
    let wanted: Vec<_> = then
        .iter()
        .filter_map(|finding| match &finding.fix {
            Some(Fix::AddBasis { index, basis }) => Some((*index, basis.reference.as_deref().unwrap_or_default())),
            _ => None,
        })
        .collect();
    assert_eq!(wanted, [(0, "luat-bi-mat-2018"), (1, "nd-26-2020")]);
    let mut library = Library::shipped();
    library.require(Vec::new());
    let draft = Draft { kind: "plan".to_owned(), ..Draft::default() };
    assert_eq!(of_bases(&draft, &library, TODAY, Some("state-secrets")), []);
}
