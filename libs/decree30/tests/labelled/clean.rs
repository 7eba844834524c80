//! Drafts without a fault: our own words, school matters.

use decree30::check::Context;
use decree30::draft::{Annex, Basis, Block, Draft, Issuer, Level, Signer, Span, Symbol, Table, TableCell, Urgency};
use decree30::kinds::{self, Kind, Shape};

const TOPICS: [&str; 12] = [
    "kiểm tra nội bộ",
    "bồi dưỡng giáo viên",
    "phòng cháy và chữa cháy trong nhà trường",
    "chuyển đổi số trong quản lý hồ sơ",
    "tổ chức ngày hội đọc sách",
    "hướng nghiệp cho học sinh cuối cấp",
    "bảo đảm an toàn giao thông cổng trường",
    "chăm sóc cây xanh và vệ sinh môi trường",
    "ôn tập và kiểm tra cuối kỳ",
    "sinh hoạt chuyên môn theo nghiên cứu bài học",
    "công khai tài chính và cơ sở vật chất",
    "tư vấn tâm lý học đường",
];
const SCHOOLS: [(&str, &str); 3] =
    [("Trường THPT Đồi Sim", "THPTĐS"), ("Trường THPT Suối Ngọc", "THPTSN"), ("Trường THPT Bến Gỗ", "THPTBG")];
const PLACES: [&str; 3] = ["Đồi Sim", "Suối Ngọc", "Thành phố Bến Gỗ"];
const NAMES: [&str; 6] = ["Trần Thị Mẫu", "Lê Văn Thử", "Phạm Minh Ví", "Ngô Thu Dụ", "Bùi Xuân Nháp", "Đặng Ngọc Bản"];

/// What is known around all of them.
pub fn context() -> Context {
    Context {
        today: Some(jiff::civil::date(2026, 11, 20)),
        organisations: vec!["Trường THPT Đồi Sim".into(), "Trung tâm Học liệu Suối Ngọc".into()],
        abbreviations: ["THPTĐS", "THPTSN", "THPTBG"].map(String::from).to_vec(),
        left: vec!["Vũ Văn Cũ".into()],
        school_year: Some("2026-2027".into()),
    }
}

/// The kinds that have a text of their own.
pub fn kinds() -> Vec<&'static Kind> {
    let usual = |kind: &&Kind| {
        matches!(kind.shape, Shape::Decision | Shape::Named | Shape::Letter | Shape::Invitation | Shape::Minutes)
            && kind.code != "personal-letter"
    };
    kinds::all().iter().filter(usual).collect()
}

/// The clean draft of a number; every kind comes again and again with other words.
pub fn clean(number: usize) -> Draft {
    let kinds = kinds();
    let kind = kinds[number % kinds.len()];
    let topic = TOPICS[(number * 5 + number / kinds.len()) % TOPICS.len()];
    let (school, short) = SCHOOLS[number % 3];
    let letter = kind.code == "official-letter";
    let mut draft = Draft {
        kind: kind.code.clone(),
        issuer: Issuer {
            parent: "Sở Giáo dục và Đào tạo".into(), name: school.into(), called: String::new()
        },
        symbol: Symbol {
            number: Some(1 + (number as u32 * 7) % 240),
            text: match &kind.abbreviation {
                Some(abbreviation) => format!("{abbreviation}-{short}"),
                None => format!("{short}-CM"),
            },
        },
        place: PLACES[number % 3].into(),
        day: Some(jiff::civil::date(2026, 1 + (number % 10) as i8, 1 + (number * 3 % 28) as i8)),
        subject: match (letter, kind.shape) {
            (true, _) => format!("báo cáo kết quả {topic}"),
            (_, Shape::Decision) => format!("Về việc {topic}"),
            _ => format!("Công tác {topic} năm học 2026-2027"),
        },
        recipients: vec!["Sở Giáo dục và Đào tạo (để báo cáo)".into(), "Các tổ chuyên môn".into()],
        archive: ["VT", "VT, CM"][number % 2].into(),
        signers: vec![signer(number)],
        ..Draft::default()
    };
    if letter || (number.is_multiple_of(2) && matches!(kind.code.as_str(), "report" | "proposal")) {
        draft.addressees = vec!["Sở Giáo dục và Đào tạo".into()];
        if number.is_multiple_of(3) {
            draft.addressees.push("Ủy ban nhân dân phường Đồi Sim".into());
        }
        draft.recipients[0] = "Như trên".into();
    }
    if number % 5 == 3 {
        draft.urgency = [Urgency::Urgent, Urgency::VeryUrgent, Urgency::Express][number % 3];
        draft.circulation = ["XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"][number % 2].into();
        draft.drafter_mark = "TM.(12)".into();
        draft.contact = "Địa chỉ: số 12, đường Bờ Suối; điện thoại: 0200 000 000".into();
    }
    draft.blocks = match kind.shape {
        Shape::Decision => decision(&mut draft, topic, number),
        Shape::Letter | Shape::Invitation | Shape::Minutes => letter_text(topic, number),
        _ if matches!(kind.code.as_str(), "regulation" | "rule") => regulation(topic, number),
        _ => plan(topic, number),
    };
    if number % 4 == 1 {
        annexes(&mut draft, topic, number);
    }
    for (index, block) in
        draft.blocks.iter_mut().chain(draft.annexes.iter_mut().flat_map(|annex| &mut annex.blocks)).enumerate()
    {
        block.id = format!("b{index}");
    }
    draft
}

fn signer(number: usize) -> Signer {
    let lines: &[&str] = match number % 4 {
        0 | 2 => &["HIỆU TRƯỞNG"],
        1 => &["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"],
        _ => &["TM. BAN TỔ CHỨC", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"],
    };
    let lines = lines.iter().map(|line| (*line).to_owned()).collect();
    Signer { lines, name: NAMES[number % NAMES.len()].into(), body: 0 }
}

fn block(level: Level, text: String) -> Block {
    Block { level, text: vec![Span { text, ..Span::default() }], ..Block::default() }
}

/// Every fourth draft states its numbers, as a Word file does.
fn stated(blocks: &mut [Block], number: usize) {
    if number % 4 != 2 {
        return;
    }
    let before = blocks.to_vec();
    for (block, number) in blocks.iter_mut().zip(decree30::numbering::numbers(&before)) {
        block.stated = number;
    }
}

fn basis(text: &str) -> Basis {
    Basis { text: text.into(), reference: None }
}

fn decision(draft: &mut Draft, topic: &str, number: usize) -> Vec<Block> {
    draft.competence = format!("HIỆU TRƯỞNG {}", draft.issuer.name.to_uppercase());
    draft.bases = vec![
        basis("Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019"),
        basis("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"),
        basis("Theo đề nghị của Tổ trưởng Tổ Văn phòng"),
    ];
    let mut blocks = vec![
        block(Level::Article, format!("Thành lập Tổ công tác về {topic} gồm các ông, bà có tên sau đây:")),
        block(Level::Clause, format!("Ông {}, Tổ trưởng.", NAMES[(number + 1) % 6])),
        block(Level::Clause, format!("Bà {}, thành viên.", NAMES[(number + 2) % 6])),
        block(Level::Article, "Tổ công tác có nhiệm vụ sau đây:".into()),
        block(Level::Clause, "Xây dựng chương trình làm việc, trong đó:".into()),
        block(Level::Point, "Phân công rõ người, rõ việc, rõ thời hạn;".into()),
        block(Level::Point, "Báo cáo kết quả trước ngày 25 tháng 12 năm 2026.".into()),
        block(Level::Clause, "Thực hiện quy định tại khoản 2 Điều 5 của Quy chế làm việc; tự giải thể khi xong việc.".into()),
        block(Level::Article, "Quyết định này có hiệu lực kể từ ngày ký.".into()),
        block(Level::Article, "Các tổ chuyên môn, Tổ Văn phòng và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.".into()),
    ];
    if number.is_multiple_of(2) {
        blocks.insert(
            0,
            block(Level::Centred, if draft.kind == "resolution" { "QUYẾT NGHỊ:" } else { "QUYẾT ĐỊNH:" }.into()),
        );
    }
    stated(&mut blocks, number);
    blocks
}

fn plan(topic: &str, number: usize) -> Vec<Block> {
    let mut blocks = vec![
        block(Level::Paragraph, format!("Thực hiện Kế hoạch số 45/KH-SGDĐT ngày 04 tháng 9 năm 2026 của Sở Giáo dục và Đào tạo, nhà trường triển khai công tác {topic} như sau:")),
        block(Level::Heading, "MỤC ĐÍCH, YÊU CẦU".into()),
        block(Level::Clause, "Mục đích".into()),
        block(Level::Point, format!("Nâng cao chất lượng {topic}, đáp ứng yêu cầu của Nhân dân và Nhà nước;")),
        block(Level::Point, "Phát huy vai trò của tổ chuyên môn, giáo viên chủ nhiệm và Ban đại diện cha mẹ học sinh.".into()),
        block(Level::Clause, "Yêu cầu".into()),
        block(Level::Dash, "Làm đúng tiến độ, tiết kiệm, không phô trương.".into()),
        block(Level::Dash, format!("Ít nhất {},5% số lớp tham gia; kinh phí không quá {}.500.000 đồng.", 90 + number % 9, 1 + number % 8)),
        block(Level::Heading, "NỘI DUNG".into()),
        block(Level::Clause, format!("Đợt 1: từ ngày 07 tháng 12 năm 2026, tại phòng họp A{}.", 1 + number % 5)),
        block(Level::Clause, "Đợt 2: từ ngày 04 tháng 01 năm 2027; mỗi tổ cử 02 giáo viên.".into()),
        table(number),
        block(Level::Heading, "TỔ CHỨC THỰC HIỆN".into()),
        block(Level::Paragraph, format!("Phó Hiệu trưởng {} chỉ đạo chung. Tổ Văn phòng chuẩn bị hồ sơ, giấy tờ, v.v. theo phân công.", NAMES[number % 6])),
        block(Level::Paragraph, "Trong quá trình thực hiện, nếu có vướng mắc, các tổ phản ánh về “Tổ Văn phòng” (qua thư điện tử vanphong@doisim.example) để được giải quyết.".into()),
    ];
    stated(&mut blocks, number);
    blocks
}

fn table(number: usize) -> Block {
    let cell =
        |text: &str| TableCell { text: vec![Span { text: text.into(), ..Span::default() }], ..TableCell::default() };
    let row = |cells: [&str; 3]| cells.map(cell).to_vec();
    let rows = vec![
        row(["STT", "Nội dung", "Thời gian"]),
        row(["1", "Họp tổ, thống nhất danh sách", "07/12/2026"]),
        row(["2", "Tổng kết, khen thưởng", ["04/01/2027", "05/01/2027"][number % 2]]),
    ];
    Block { level: Level::Table, table: Some(Table { rows, head: 1, ..Table::default() }), ..Block::default() }
}

fn regulation(topic: &str, number: usize) -> Vec<Block> {
    let mut blocks = vec![
        block(Level::Chapter, "QUY ĐỊNH CHUNG".into()),
        block(Level::Article, "Phạm vi điều chỉnh".into()),
        block(Level::Paragraph, format!("Văn bản này quy định về {topic} trong nhà trường.")),
        block(Level::Article, "Đối tượng áp dụng".into()),
        block(Level::Clause, "Cán bộ quản lý, giáo viên, nhân viên.".into()),
        block(Level::Clause, "Học sinh đang học tại trường.".into()),
        block(Level::Chapter, "QUY ĐỊNH CỤ THỂ".into()),
        block(Level::Section, "TRÁCH NHIỆM".into()),
        block(Level::Article, "Trách nhiệm của tổ chuyên môn".into()),
        block(Level::Clause, "Tổ chuyên môn có trách nhiệm:".into()),
        block(Level::Point, "Lập kế hoạch của tổ trước ngày 15 hằng tháng;".into()),
        block(Level::Point, "Theo dõi, đôn đốc, kiểm tra;".into()),
        block(Level::Point, "Lưu giữ hồ sơ theo quy định tại điểm a khoản 1 Điều 2.".into()),
        block(Level::Clause, "Tổ trưởng báo cáo kết quả cho Hiệu trưởng.".into()),
        block(Level::Section, "KHEN THƯỞNG".into()),
        block(Level::Article, "Khen thưởng".into()),
        block(Level::Paragraph, "Tập thể, cá nhân có thành tích được xem xét khen thưởng.".into()),
    ];
    stated(&mut blocks, number);
    blocks
}

fn letter_text(topic: &str, number: usize) -> Vec<Block> {
    let mut blocks = vec![
        block(
            Level::Paragraph,
            format!(
                "Thực hiện Công văn số 1{}5/SGDĐT-VP ngày 12 tháng 10 năm 2026 của Sở Giáo dục và Đào tạo, nhà trường báo cáo kết quả {topic} như sau:",
                number % 10
            ),
        ),
        block(Level::Clause, "Kết quả đạt được: 12 lớp tham gia, 1.250 lượt học sinh.".into()),
        block(Level::Clause, "Hạn chế: thời gian chuẩn bị ngắn; thiếu phòng học bộ môn.".into()),
        block(Level::Paragraph, "Nhà trường trân trọng báo cáo.".into()),
    ];
    stated(&mut blocks, number);
    blocks
}

fn annexes(draft: &mut Draft, topic: &str, number: usize) {
    let count = 1 + number % 3;
    let said = if count == 1 {
        "(Chi tiết tại Phụ lục kèm theo)".to_owned()
    } else {
        "(Chi tiết tại Phụ lục I và các phụ lục kèm theo)".to_owned()
    };
    let at = draft
        .blocks
        .iter()
        .rposition(|block| block.level == Level::Paragraph || block.level == Level::Clause)
        .unwrap_or(0);
    let words = draft.blocks[at].words();
    draft.blocks[at].text =
        vec![Span { text: format!("{} {said}.", words.trim_end_matches(['.', ';'])), ..Span::default() }];
    draft.annexes = (0..count)
        .map(|index| Annex {
            title: format!("Danh mục công việc {topic} đợt {}", index + 1),
            blocks: vec![
                block(Level::Clause, "Chuẩn bị tài liệu, thiết bị.".into()),
                block(Level::Clause, "Tổng hợp ý kiến góp ý.".into()),
            ],
            ..Annex::default()
        })
        .collect();
}
