//! Files as other programs and other hands make them.

use super::package::{changed, columns, file, p, plain, r, rooted, strong};
use super::words::lost;
use crate::draft::{Draft, Level, Urgency};
use crate::word::{Kept, Limits, What, read};

fn draft(body: &str, parts: &[(&str, &str, String)]) -> (Draft, Vec<Kept>) {
    let bytes = file(body, parts);
    assert_eq!(lost(&bytes), [""; 0]);
    let read = read(&bytes, &Limits::default()).unwrap();
    (read.draft, read.kept)
}

fn blocks(draft: &Draft) -> Vec<(Level, Option<&str>, String)> {
    draft.blocks.iter().map(|block| (block.level, block.stated.as_deref(), block.words())).collect()
}

fn head(symbol: &str, day: &str) -> String {
    let left = [
        p("<w:jc w:val='center'/>", &r("", "UBND XÃ SUỐI TRONG")),
        strong("TRƯỜNG TIỂU HỌC"),
        strong("ĐẦU NGUỒN"),
        p("", &r("", symbol)),
    ]
    .concat();
    let right =
        [strong("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), strong("Độc lập - Tự do - Hạnh phúc"), p("", &r("<w:i/>", day))]
            .concat();
    columns(&[&left, &right])
}

fn closing() -> String {
    let left = [
        p("", &r("<w:b/><w:i/>", "Nơi nhận:")),
        plain("- Các lớp;"),
        plain("- Phòng Văn hóa - Xã hội"),
        plain("xã (để báo cáo);"),
        plain("- Lưu: VT."),
    ]
    .concat();
    let right = [
        strong("KT. HIỆU TRƯỞNG"),
        strong("PHÓ HIỆU TRƯỞNG"),
        p("", ""),
        p("", &r("<w:i/>", "(Đã ký)")),
        p("", ""),
        strong("Giàng Thị Mẫu"),
    ]
    .concat();
    columns(&[&left, &right])
}

const LISTS: &str = "<w:abstractNum w:abstractNumId='1'>\
    <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>\
    <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%3)'/></w:lvl>\
    <w:lvl w:ilvl='3'><w:start w:val='1'/><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{f0b7}'/></w:lvl></w:abstractNum>\
    <w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num>";

fn listed(level: u8, text: &str) -> String {
    p(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='5'/></w:numPr>"), &r("", text))
}

#[test]
fn a_plan_with_words_own_lists() {
    let body = [
        head("Số: ......./KH-THĐN", "Suối Trong, ngày      tháng 9 năm 2024"),
        strong("KẾ HOẠCH"),
        strong("Tổ chức ngày hội đọc sách"),
        strong("năm học 2024 - 2025"),
        p("", &r("<w:i/>", "Căn cứ Kế hoạch số 15/KH-UBND ngày 20 tháng 8 năm 2024 của UBND xã;")),
        plain("Nhà trường xây dựng kế hoạch như sau:"),
        listed(0, "MỤC ĐÍCH"),
        listed(1, "Giúp các em yêu sách."),
        listed(2, "Mỗi lớp một tủ sách;"),
        listed(3, "Có sổ mượn."),
        listed(0, "THỰC HIỆN"),
        listed(1, "Giáo viên chủ nhiệm phụ trách./."),
        closing(),
    ];
    let (draft, kept) = draft(&body.concat(), &[("numbering", "numbering", rooted("numbering", LISTS))]);
    assert_eq!(
        (draft.kind.as_str(), draft.subject.as_str()),
        ("plan", "Tổ chức ngày hội đọc sách năm học 2024 - 2025")
    );
    assert_eq!(
        (draft.issuer.parent.as_str(), draft.issuer.name.as_str()),
        ("UBND XÃ SUỐI TRONG", "TRƯỜNG TIỂU HỌC ĐẦU NGUỒN")
    );
    assert_eq!(
        (draft.symbol.number, draft.symbol.text.as_str(), draft.place.as_str(), draft.day),
        (None, "KH-THĐN", "Suối Trong", None)
    );
    assert_eq!(draft.bases.len(), 1);
    let expected = [
        (Level::Paragraph, None, "Nhà trường xây dựng kế hoạch như sau:"),
        (Level::Heading, None, "MỤC ĐÍCH"),
        (Level::Clause, None, "Giúp các em yêu sách."),
        (Level::Point, None, "Mỗi lớp một tủ sách;"),
        (Level::Dash, None, "Có sổ mượn."),
        (Level::Heading, None, "THỰC HIỆN"),
        (Level::Clause, None, "Giáo viên chủ nhiệm phụ trách."),
    ];
    assert_eq!(blocks(&draft), expected.map(|(level, stated, words)| (level, stated, words.to_owned())));
    assert_eq!(draft.signers[0].lines, ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]);
    assert_eq!(draft.signers[0].name, "Giàng Thị Mẫu");
    assert_eq!(draft.recipients, ["Các lớp", "Phòng Văn hóa - Xã hội xã (để báo cáo)"]);
    assert_eq!(draft.archive, "VT");
    assert!(kept.iter().any(|kept| kept.what == What::Form && kept.text == "(Đã ký)"));
}

#[test]
fn an_old_letter_without_any_table() {
    let body = [
        plain("UBND XÃ SUỐI TRONG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        p("", &(r("<w:b/>", "TRƯỜNG TIỂU HỌC ĐẦU NGUỒN") + &r("<w:b/>", "\t\tĐộc lập - Tự do - Hạnh phúc"))),
        plain("Số: 31/THĐN\tSuối Trong, ngày 03 tháng 10 năm 2024"),
        plain("V/v mượn phòng họp"),
        plain(""),
        plain("Kính gửi: \n").replace('\n', ""),
        plain("- Đảng ủy xã;"),
        plain("- Ủy ban nhân dân xã."),
        plain("Căn cứ lịch năm học, Trường đề nghị được mượn phòng họp như sau:"),
        plain("1. Thời gian: sáng thứ Bảy."),
        plain("a) Từ 7 giờ;"),
        plain("b) Đến 11 giờ."),
        plain("Trân trọng cảm ơn./."),
        p("", &(r("<w:b/><w:i/>", "Nơi nhận:") + &r("<w:b/>", "\tHIỆU TRƯỞNG"))),
        plain("- Như trên;"),
        plain("- Lưu: VT."),
        plain("\tSùng Văn Thử"),
    ];
    let (draft, _) = draft(&body.concat(), &[]);
    assert_eq!((draft.kind.as_str(), draft.subject.as_str()), ("official-letter", "mượn phòng họp"));
    assert_eq!(
        (draft.issuer.parent.as_str(), draft.issuer.name.as_str()),
        ("UBND XÃ SUỐI TRONG", "TRƯỜNG TIỂU HỌC ĐẦU NGUỒN")
    );
    assert_eq!((draft.symbol.number, draft.symbol.text.as_str()), (Some(31), "THĐN"));
    assert_eq!(draft.day, jiff::civil::Date::new(2024, 10, 3).ok());
    assert_eq!(draft.addressees, ["Đảng ủy xã", "Ủy ban nhân dân xã"]);
    let levels: Vec<_> = draft.blocks.iter().map(|block| block.level).collect();
    assert_eq!(levels, [Level::Paragraph, Level::Clause, Level::Point, Level::Point, Level::Paragraph]);
    assert_eq!((draft.recipients.as_slice(), draft.archive.as_str()), (&["Như trên".to_owned()][..], "VT"));
    assert_eq!(
        (draft.signers[0].lines.as_slice(), draft.signers[0].name.as_str()),
        (&["HIỆU TRƯỞNG".to_owned()][..], "Sùng Văn Thử")
    );
}

#[test]
fn a_decision_with_annex_and_issued_regulation() {
    let page = "<w:r><w:br w:type='page'/></w:r>";
    let body = [
        head("Số: 08/QĐ-THĐN", "Suối Trong, ngày 09 tháng 9 năm 2024"),
        strong("QUYẾT ĐỊNH"),
        strong("Về việc ban hành Quy chế sử dụng thư viện"),
        strong("HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC ĐẦU NGUỒN"),
        p("", &r("<w:i/>", "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;")),
        p("", &r("<w:i/>", "Theo đề nghị của tổ Văn phòng.")),
        strong("QUYẾT ĐỊNH:"),
        p("", &(r("<w:b/>", "Điều 1. ") + &r("", "Ban hành kèm theo Quyết định này Quy chế sử dụng thư viện."))),
        p("", &(r("<w:b/>", "Điều 3. ") + &r("", "Các bộ phận thi hành Quyết định này./."))),
        closing(),
        p("", page),
        strong("QUY CHẾ"),
        strong("Sử dụng thư viện"),
        p(
            "<w:jc w:val='center'/>",
            &r("<w:i/>", "(Ban hành kèm theo Quyết định số 08/QĐ-THĐN ngày 09 tháng 9 năm 2024)"),
        ),
        strong("Chương I"),
        strong("QUY ĐỊNH CHUNG"),
        p("", &r("<w:b/>", "Điều 1. Đối tượng")),
        plain("Mọi học sinh."),
        p("<w:pageBreakBefore/><w:jc w:val='center'/>", &r("<w:b/>", "PHỤ LỤC 01: MẪU THẺ")),
        plain("Họ và tên:"),
    ];
    let (draft, kept) = draft(&body.concat(), &[]);
    assert_eq!((draft.kind.as_str(), draft.subject.as_str()), ("decision", "ban hành Quy chế sử dụng thư viện"));
    assert_eq!(draft.competence, "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC ĐẦU NGUỒN");
    assert_eq!(draft.bases.len(), 2);
    let expected = [
        (Level::Article, None, "Ban hành kèm theo Quyết định này Quy chế sử dụng thư viện.".to_owned()),
        (Level::Article, Some("3"), "Các bộ phận thi hành Quyết định này.".to_owned()),
    ];
    assert_eq!(blocks(&draft), expected);
    assert_eq!(draft.annexes.len(), 2);
    let [regulation, form] = &draft.annexes[..] else { panic!("two annexes") };
    assert_eq!((regulation.issued, regulation.title.as_str()), (true, "QUY CHẾ\nSử dụng thư viện"));
    let levels: Vec<_> = regulation.blocks.iter().map(|block| (block.level, block.words())).collect();
    assert_eq!(levels[0], (Level::Chapter, "QUY ĐỊNH CHUNG".to_owned()));
    assert_eq!((form.issued, form.title.as_str(), form.blocks.len()), (false, "MẪU THẺ", 1));
    assert!(kept.iter().all(|kept| kept.what == What::Form), "{kept:?}");
}

#[test]
fn what_is_not_understood_is_kept_and_told() {
    let picture = "<w:r><w:drawing><wp:inline><wp:extent cx='900' cy='900'/><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        plain("trong khung")
    );
    let body = [
        plain("Mở đầu."),
        p("", &(r("", "Có hình ") + picture)),
        p("", picture),
        p("", &(r("", "Có khung") + &boxed)),
        p(
            "",
            "<w:ins><w:r><w:t>mới thêm </w:t></w:r></w:ins><w:del><w:r><w:delText>đã bỏ</w:delText></w:r></w:del><w:r><w:t>còn lại</w:t></w:r>",
        ),
        p(
            "",
            &(r("", "Có chú thích")
                + "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:commentReference w:id='4'/></w:r>"),
        ),
        p("", "<w:r><w:t>Tính </w:t></w:r><m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"),
        p("", &(r("", "Thấy") + &r("<w:vanish/>", "không thấy"))),
        p(
            "",
            "<w:hyperlink><w:r><w:t>Trang mạng</w:t></w:r></w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> của trường</w:t></w:r></w:sdtContent></w:sdt>",
        ),
        columns(&[&(plain("ngoài") + &columns(&[&plain("trong")]) + &plain("")), &plain("bên")]),
    ];
    let parts = [
        (
            "footnotes",
            "footnotes",
            rooted("footnotes", "<w:footnote w:id='2'><w:p><w:r><w:t>lời chú</w:t></w:r></w:p></w:footnote>"),
        ),
        (
            "comments",
            "comments",
            rooted("comments", "<w:comment w:id='4'><w:p><w:r><w:t>xem lại</w:t></w:r></w:p></w:comment>"),
        ),
    ];
    let (draft, kept) = draft(&body.concat(), &parts);
    let told: Vec<(String, String)> = draft.blocks.iter().map(|block| (block.words(), block.unknown.clone())).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(words, unknown)| (words.as_str(), unknown.as_str())).collect();
    assert_eq!(told[1], ("Có hình", "Hình ảnh"));
    assert_eq!(told[2], ("", "Hình ảnh"));
    assert_eq!(told[4], ("trong khung", "Chữ trong hộp văn bản"));
    assert_eq!(told[5], ("mới thêm còn lại", "Chữ đã xóa khi theo dõi thay đổi: “đã bỏ”"));
    assert_eq!(told[6].1, "Chú thích: “lời chú”; Nhận xét bên lề: “xem lại”");
    assert_eq!(told[7], ("Tính x+y", "Công thức"));
    assert_eq!((told[8].0, told[9].0), ("Thấy", "Trang mạng của trường"));
    let table = draft.blocks[10].table.as_ref().unwrap();
    assert_eq!(crate::draft::words(&table.rows[0][0].text), "ngoài\ntrong");
    let whats: Vec<What> = kept.iter().map(|kept| kept.what).collect();
    for what in
        [What::Picture, What::Deleted, What::Footnote, What::Comment, What::Formula, What::Hidden, What::InnerTable]
    {
        assert!(whats.contains(&what), "{what:?}");
        assert!(!what.name(true).is_empty() && !what.name(false).is_empty());
    }
}

#[test]
fn stamps_in_boxes_and_words_in_margins() {
    let boxed = format!(
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        strong("HỎA TỐC")
    );
    let section = "<w:sectPr><w:headerReference w:type='default' r:id='header1'/><w:titlePg/></w:sectPr>";
    let body =
        [head("Số: 1/CV", "Suối Trong, ngày 1 tháng 3 năm 2024"), p("", &boxed), plain("Một câu."), section.to_owned()];
    let header = rooted("hdr", &plain("Dự thảo lần 2"));
    let (draft, kept) = draft(&body.concat(), &[("header", "header1", header)]);
    assert_eq!(draft.urgency, Urgency::Express);
    assert!(kept.iter().any(|kept| kept.what == What::Header && kept.text == "Dự thảo lần 2"));
}

#[test]
fn decomposed_letters_become_composed_even_across_runs() {
    let body = p("", &(r("", "Ho\u{323}c sinh tie") + &r("<w:b/>", "\u{302}\u{301}ng"))) + &plain("Một câu.");
    let read = read(&file(&body, &[]), &Limits::default()).unwrap();
    assert_eq!(read.draft.blocks[0].words(), "Học sinh tiếng");
}

#[test]
fn strict_files_and_other_prefixes_are_read_too() {
    let bytes = changed(&file(&plain("Một câu."), &[]), "word/document.xml", |text| {
        text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace("xmlns:w=", "xmlns:q=")
        .replace("w:", "q:")
    });
    let read = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(read.draft.blocks[0].words(), "Một câu.");
}

#[test]
fn minutes_with_tabs_and_a_form_that_says_where_papers_are_taken() {
    let body = [
        head("Số: 02/BB-THĐN", "Suối Trong, ngày 12 tháng 11 năm 2024"),
        p(
            "<w:jc w:val='center'/>",
            &(r("<w:b/>", "BIÊN BẢN") + "<w:r><w:br/></w:r>" + &r("<w:b/>", "Họp tổ chuyên môn")),
        ),
        plain("_______________"),
        plain("Thời gian bắt đầu: 14 giờ 00 ngày 12 tháng 11 năm 2024"),
        plain("Nơi nhận hồ sơ: văn phòng nhà trường"),
        plain("Theo ý kiến của các thành viên, tổ thống nhất như sau."),
        plain("1. Chọn ba bài mẫu."),
        plain("Cuộc họp kết thúc vào 16 giờ cùng ngày./."),
        p("", &r("<w:b/>", "\tTHƯ KÝ\tCHỦ TỌA").replace('\t', "</w:t><w:tab/><w:t>")),
        plain(""),
        p("", &r("<w:b/>", "\tSùng Thị Thử\tLò Văn Mẫu").replace('\t', "</w:t><w:tab/><w:t>")),
    ];
    let (draft, _) = draft(&body.concat(), &[]);
    assert_eq!((draft.kind.as_str(), draft.subject.as_str()), ("minutes", "Họp tổ chuyên môn"));
    let fields: Vec<_> = draft.fields.iter().map(|field| (field.code.as_str(), field.value.as_str())).collect();
    assert_eq!(fields, [("start", "14 giờ 00 ngày 12 tháng 11 năm 2024"), ("end", "16 giờ cùng ngày")]);
    let levels: Vec<_> = draft.blocks.iter().map(|block| block.level).collect();
    assert_eq!(levels, [Level::Paragraph, Level::Paragraph, Level::Clause]);
    let signers: Vec<_> = draft.signers.iter().map(|signer| (signer.lines.join(" "), signer.name.as_str())).collect();
    assert_eq!(signers, [("THƯ KÝ".to_owned(), "Sùng Thị Thử"), ("CHỦ TỌA".to_owned(), "Lò Văn Mẫu")]);
}

#[test]
fn a_report_whose_subject_is_upright_and_bases_are_too() {
    let body = [
        head("Số: 15/BC-THĐN", "Suối Trong, ngày 12 tháng 11 năm 2024"),
        strong("BÁO CÁO"),
        p("<w:jc w:val='center'/>", &r("", "Kết quả tháng 10")),
        plain("Căn cứ Kế hoạch số 3/KH-THĐN ngày 02 tháng 9 năm 2024 của nhà trường;"),
        plain("Theo đề nghị của các tổ."),
        plain("Nhà trường báo cáo như sau:"),
        plain("I. KẾT QUẢ"),
        plain("1.1. Học tập: 20.000 lượt đọc."),
        plain("Điều 5 của nội quy được giữ đúng."),
        closing(),
    ];
    let (draft, kept) = draft(&body.concat(), &[]);
    assert_eq!((draft.kind.as_str(), draft.subject.as_str(), draft.bases.len()), ("report", "Kết quả tháng 10", 2));
    let expected = [
        (Level::Paragraph, None, "Nhà trường báo cáo như sau:".to_owned()),
        (Level::Heading, None, "KẾT QUẢ".to_owned()),
        (Level::Clause, Some("1.1"), "Học tập: 20.000 lượt đọc.".to_owned()),
        (Level::Paragraph, None, "Điều 5 của nội quy được giữ đúng.".to_owned()),
    ];
    assert_eq!(blocks(&draft), expected);
    assert!(kept.iter().all(|kept| kept.what == What::Form), "{kept:?}");
}
