use jiff::civil::{Date, date};

use super::*;

fn one(text: &str) -> Citation {
    let found = find_citations(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().unwrap()
}

fn told(citation: &Citation) -> (&str, &str, Option<Date>, &str, &str) {
    (&citation.kind, &citation.number, citation.day, &citation.issuer, &citation.subject)
}

#[test]
fn a_whole_basis() {
    let text = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;";
    let citation = one(text);
    let wanted = ("decree", "30/2020/NĐ-CP", Some(date(2020, 3, 5)), "Chính phủ", "công tác văn thư");
    assert_eq!(told(&citation), wanted);
    assert_eq!(citation.symbol(), "NĐ-CP");
    let words: String = text.chars().skip(citation.range.0).take(citation.range.1 - citation.range.0).collect();
    assert_eq!(words, text["Căn cứ ".len()..text.len() - 1]);
}

#[test]
fn laws_by_name() {
    let day = Some(date(2019, 6, 14));
    assert_eq!(told(&one("Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;")), ("law", "", day, "", "Giáo dục"));
    let long = one("Luật Phòng, chống tham nhũng ngày 20 tháng 11 năm 2018");
    assert_eq!(long.subject, "Phòng, chống tham nhũng");
    let numbered = one("theo Luật số 29/2018/QH14 về BV BMNN;");
    assert_eq!(told(&numbered), ("law", "29/2018/QH14", None, "", "BV BMNN"));
    let both = one("Luật Lưu trữ số 33/2024/QH15 ngày 21/6/2024");
    assert_eq!(told(&both), ("law", "33/2024/QH15", Some(date(2024, 6, 21)), "", "Lưu trữ"));
    assert_eq!(one("theo Luật Giáo dục năm 2019 thì").year, Some(2019));
    assert_eq!(one("theo Luật Giáo dục, nhà trường phải").subject, "Giáo dục, nhà trường phải");
    let blank = one("Luật Lưu trữ ngày … tháng … năm 2024");
    assert_eq!((blank.subject.as_str(), blank.year, blank.range.1), ("Lưu trữ", Some(2024), 36));
    let blank = one("Nghị định số 335/2025/NĐ-CP ngày ... tháng ... năm 2025 của Chính phủ");
    assert_eq!((blank.issuer.as_str(), blank.year), ("Chính phủ", Some(2025)));
    assert_eq!(one("Bộ luật Lao động ngày 20/11/2019").kind, "code");
    for text in ["Văn phòng Luật sư", "chấp hành pháp luật", "Luật sư Minh", "kỷ luật số 5"] {
        assert_eq!(find_citations(text), [], "{text}");
    }
}

#[test]
fn short_forms_and_orders() {
    assert_eq!(one("Thông tư 09/2024/TT-BGDĐT").number, "09/2024/TT-BGDĐT");
    assert_eq!(one("tại TT 32/2020/TT-BGDĐT.").kind, "circular");
    assert_eq!(one("theo Luật Chuyển đổi số.").subject, "Chuyển đổi số");
    let plan = one("Kế hoạch số 12/KH-SGDĐT ngày 17/01/2024 của Sở Giáo dục và Đào tạo (GDĐT) về kiểm tra");
    assert_eq!(told(&plan), ("plan", "12/KH-SGDĐT", Some(date(2024, 1, 17)), "Sở Giáo dục và Đào tạo", "kiểm tra"));
    let turned =
        one("Thông tư số 09/2024/TT-BGDĐT của Bộ trưởng Bộ Giáo dục và Đào tạo ngày 03/6/2024 quy định về công khai.");
    assert_eq!(turned.issuer, "Bộ trưởng Bộ Giáo dục và Đào tạo");
    assert_eq!((turned.day, turned.subject.as_str()), (Some(date(2024, 6, 3)), "quy định về công khai"));
    assert_eq!(one("Nghị định 30/2020/NĐ-CP (05/3/2020)").day, Some(date(2020, 3, 5)));
    assert_eq!(one("Nghị quyết số 29-NQ/TW ngày 04/11/2013").number, "29-NQ/TW");
    assert_eq!(one("(Quyết định số 175)").number, "175");
}

#[test]
fn several_in_one_sentence_and_none_in_its_subject() {
    let text = "Thực hiện Kế hoạch số 14/KH-SGDĐT ngày 17/01/2024 của Sở Giáo dục và Đào tạo về kiểm tra; Quyết định số \
                175/QĐ-SGDĐT ngày 11/3/2024 của Sở GDĐT thành lập Đoàn kiểm tra, Đoàn đã làm việc.";
    let found = find_citations(text);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].subject, "thành lập Đoàn kiểm tra");
    let nested =
        one("Nghị định số 48/2023/NĐ-CP ngày 17/7/2023 của Chính phủ sửa đổi, bổ sung Nghị định số 90/2020/NĐ-CP");
    assert_eq!(nested.number, "48/2023/NĐ-CP");
    let list = find_citations("Thông tư 01/2019/TT-BNV về văn thư và Thông tư 02/2019/TT-BNV về lưu trữ");
    assert_eq!(list.len(), 2);
}

#[test]
fn what_is_no_citation() {
    for text in ["Kế hoạch 5 năm", "quyết định 12/5/2024", "Thông báo", "kế hoạch số", "Nghị định", "STT 5/2020/TT-BNV"]
    {
        assert_eq!(find_citations(text), [], "{text}");
    }
}

#[test]
fn a_long_text_takes_linear_time() {
    for piece in
        ["Luật Giáo dục ", "Nghị định số 30/2020/NĐ-CP về ", "của ", "Luật ", "12/", "ngày 5 tháng ", "Thông tư "]
    {
        let long = piece.repeat(1_000_000 / piece.len());
        let started = std::time::Instant::now();
        assert!(find_citations(&long).len() <= MOST_CITATIONS);
        assert!(started.elapsed().as_secs() < 30, "{piece:?} took {:?}", started.elapsed());
    }
}
