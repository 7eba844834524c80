//! One draft per kind, in words of our own about bodies that do not exist.

#![allow(dead_code, reason = "each test uses what it needs")]

use decree30::draft::{
    Align, Annex, Authority, Basis, Block, Draft, Field, Issuer, Level, Signer, Span, Symbol, Table, TableCell, Urgency,
};
use decree30::kinds::{self, Shape};

/// A body that does not exist.
pub fn school() -> Issuer {
    Issuer {
        parent: "Sở Giáo dục và Đào tạo Hòa Giang".to_owned(),
        name: "Trường Trung học phổ thông Bến Sậy số 2".to_owned(),
        called: "Trường Trung học phổ thông Bến Sậy số 2".to_owned(),
    }
}

fn block(level: Level, text: &str) -> Block {
    Block::new(level, text)
}

/// Cells of plain words.
pub fn row(words: &[&str]) -> Vec<TableCell> {
    words.iter().map(|word| TableCell { text: vec![Span::plain(word)], ..TableCell::default() }).collect()
}

fn table() -> Table {
    let mut rows = vec![row(&["STT", "Nội dung công việc", "Người thực hiện", "Thời hạn", "Ghi chú"])];
    for number in 1..=6 {
        let words = [
            &number.to_string(),
            "Rà soát hồ sơ của từng tổ và lập danh mục các việc còn chậm",
            "Tổ Văn phòng",
            "15/10/2026",
            "",
        ];
        let mut cells = row(&words);
        cells[0].align = Align::Centre;
        rows.push(cells);
    }
    Table { head: 1, rows, ..Table::default() }
}

fn plan() -> Vec<Block> {
    let mut blocks = vec![
        block(Level::Heading, "Mục đích, yêu cầu"),
        block(Level::Clause, "Mục đích"),
        block(
            Level::Dash,
            "Giúp mọi bộ phận của nhà trường biết việc phải làm, người chịu trách nhiệm và thời hạn hoàn thành trong học kỳ I năm học 2026-2027;",
        ),
        block(Level::Dash, "Giảm số giấy tờ phải in, phải chuyển tay; mỗi việc chỉ nhập một lần."),
        block(Level::Clause, "Yêu cầu"),
        block(Level::Point, "Nội dung sát với điều kiện của nhà trường, không sao chép kế hoạch của năm học trước;"),
        block(Level::Point, "Mỗi việc có một người chịu trách nhiệm chính theo khoản 2 Điều 5 của Quy chế làm việc;"),
        block(Level::Point, "Kết quả được báo cáo trước ngày 25 tháng 12 năm 2026."),
        block(Level::Heading, "Nội dung"),
        block(Level::Paragraph, "Các việc của học kỳ I được phân công như sau:"),
    ];
    blocks.push(Block { table: Some(table()), ..block(Level::Table, "") });
    blocks.extend([
        block(Level::Heading, "Tổ chức thực hiện"),
        block(Level::Clause, "Tổ trưởng các tổ phổ biến kế hoạch này đến từng thành viên trước ngày 05 tháng 10 năm 2026 và gửi danh sách phân công về Tổ Văn phòng để theo dõi chung."),
        block(Level::Clause, "Tổ Văn phòng nhắc việc hằng tuần, tổng hợp kết quả và báo cáo Hiệu trưởng theo mẫu 03/BC-VP."),
        block(Level::Paragraph, "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các bộ phận phản ánh về Tổ Văn phòng để tổng hợp, trình Hiệu trưởng xem xét, điều chỉnh cho phù hợp."),
    ]);
    blocks
}

fn articles() -> Vec<Block> {
    vec![
        block(
            Level::Article,
            "Thành lập Tổ rà soát hồ sơ điện tử của Trường Trung học phổ thông Bến Sậy số 2 gồm các thành viên có tên trong danh sách kèm theo.",
        ),
        block(
            Level::Article,
            "Tổ rà soát có nhiệm vụ kiểm tra việc lập, nộp và khai thác hồ sơ điện tử năm học 2026-2027; báo cáo kết quả trước ngày 30 tháng 11 năm 2026. Tổ tự giải thể khi hoàn thành nhiệm vụ.",
        ),
        block(
            Level::Article,
            "Quyết định này có hiệu lực kể từ ngày ký. Các tổ trưởng, bộ phận Văn phòng và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
        ),
    ]
}

fn regulation() -> Vec<Block> {
    vec![
        block(Level::Chapter, "Quy định chung"),
        block(Level::Article, "Phạm vi điều chỉnh và đối tượng áp dụng"),
        block(Level::Clause, "Quy chế này quy định việc lập, nộp và khai thác hồ sơ điện tử trong nhà trường."),
        block(Level::Clause, "Quy chế này áp dụng đối với mọi viên chức, người lao động của nhà trường."),
        block(Level::Chapter, "Lập và nộp hồ sơ"),
        block(Level::Section, "Lập hồ sơ"),
        block(Level::Article, "Trách nhiệm lập hồ sơ"),
        block(Level::Clause, "Người được giao giải quyết công việc lập hồ sơ về công việc đó, gồm:"),
        block(Level::Point, "Mở hồ sơ theo danh mục của năm;"),
        block(Level::Point, "Thu thập văn bản, tài liệu vào hồ sơ;"),
        block(Level::Point, "Kết thúc hồ sơ khi công việc đã xong."),
    ]
}

fn field(code: &str, value: &str) -> Field {
    Field { code: code.to_owned(), value: value.to_owned() }
}

fn basis(text: &str) -> Basis {
    Basis { text: text.to_owned(), reference: None }
}

/// What every draft has.
fn common(code: &str) -> Draft {
    let kind = kinds::find(code).unwrap();
    let symbol = kind.abbreviation.as_ref().map_or_else(|| "THPTBS2-VP".to_owned(), |short| format!("{short}-THPTBS2"));
    Draft {
        kind: code.to_owned(),
        issuer: school(),
        symbol: Symbol { number: Some(7), text: symbol },
        place: "Bến Sậy".to_owned(),
        day: Some(jiff::civil::date(2026, 10, 5)),
        subject: "tổ chức thực hiện công tác hồ sơ điện tử học kỳ I năm học 2026-2027".to_owned(),
        signers: vec![Signer {
            lines: Authority::Head.lines("", "", "", "Hiệu trưởng"),
            name: "Lê Văn Mẫu".to_owned(),
            body: 0,
        }],
        recipients: vec![
            "Sở Giáo dục và Đào tạo (để báo cáo)".to_owned(),
            "Các tổ chuyên môn (để thực hiện)".to_owned(),
        ],
        archive: "VT, VP".to_owned(),
        ..Draft::default()
    }
}

/// The sample of a kind.
pub fn sample(code: &str) -> Draft {
    let mut draft = common(code);
    let shape = kinds::find(code).unwrap().shape;
    match shape {
        Shape::Decision => {
            draft.competence = "Hiệu trưởng Trường Trung học phổ thông Bến Sậy số 2".to_owned();
            draft.subject = "thành lập Tổ rà soát hồ sơ điện tử năm học 2026-2027".to_owned();
            draft.bases = vec![
                basis("Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019"),
                basis("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"),
                basis("Theo đề nghị của Tổ trưởng Tổ Văn phòng."),
            ];
            draft.blocks = articles();
        }
        Shape::Letter => {
            draft.addressees = vec!["Sở Giáo dục và Đào tạo Hòa Giang".to_owned()];
            draft.subject = "báo cáo việc lập hồ sơ điện tử học kỳ I".to_owned();
            draft.contact =
                "Số 1 đường Ven Sông, xã Bến Sậy; ĐT: 0000.000.000; Email: vanthu@truong.example".to_owned();
            draft.blocks = vec![
                block(
                    Level::Paragraph,
                    "Thực hiện hướng dẫn của Sở Giáo dục và Đào tạo về việc lập hồ sơ điện tử, Trường Trung học phổ thông Bến Sậy số 2 báo cáo như sau:",
                ),
                block(
                    Level::Clause,
                    "Đến ngày 30 tháng 9 năm 2026, nhà trường đã lập 120 hồ sơ, đạt 96 % danh mục của năm học 2026-2027.",
                ),
                block(
                    Level::Clause,
                    "Nhà trường đề nghị được tập huấn thêm về nộp lưu hồ sơ có thời hạn bảo quản vĩnh viễn.",
                ),
                block(Level::Paragraph, "Trân trọng cảm ơn sự quan tâm của Quý Sở."),
            ];
        }
        Shape::Telegram => {
            draft.urgency = Urgency::Express;
            draft.addressees = vec!["Các tổ chuyên môn".to_owned(), "Ban đại diện cha mẹ học sinh".to_owned()];
            draft.subject = "ứng phó với mưa lớn trong tuần 6".to_owned();
            draft.blocks = vec![block(
                Level::Paragraph,
                "Dự báo từ ngày 08 tháng 10 năm 2026 có mưa rất to. Yêu cầu các tổ kiểm tra phòng học, di chuyển thiết bị lên cao và báo cáo trước 16 giờ 00 phút hằng ngày.",
            )];
        }
        Shape::Invitation => {
            draft.subject = "Dự hội nghị viên chức năm học 2026-2027".to_owned();
            draft.addressees = vec!["Ban đại diện cha mẹ học sinh".to_owned()];
            draft.fields = vec![
                field("event", "Hội nghị viên chức, người lao động năm học 2026-2027"),
                field("time", "08 giờ 00 phút, ngày 10 tháng 10 năm 2026"),
                field("place", "Hội trường của nhà trường"),
            ];
            draft.blocks = vec![block(Level::Paragraph, "Rất hân hạnh được đón tiếp.")];
        }
        Shape::Introduction => {
            draft.subject = String::new();
            draft.addressees = Vec::new();
            draft.fields = vec![
                field("person", "Trần Thị Thử"),
                field("post", "Nhân viên văn thư"),
                field("to", "Trung tâm Lưu trữ lịch sử tỉnh Hòa Giang"),
                field("matter", "giao nộp hồ sơ năm học 2015-2016"),
                field("until", "30 tháng 10 năm 2026"),
            ];
        }
        Shape::Minutes => {
            draft.place = String::new();
            draft.subject = "Họp Hội đồng thi đua tháng 10 năm 2026".to_owned();
            draft.fields = vec![
                field("start", "14 giờ 00 phút, ngày 05 tháng 10 năm 2026"),
                field("place", "Phòng họp số 1"),
                field("present", "07/07 thành viên Hội đồng"),
                field("chair", "ông Lê Văn Mẫu"),
                field("secretary", "bà Trần Thị Thử"),
                field("end", "16 giờ 30 phút, ngày 05 tháng 10 năm 2026"),
            ];
            draft.blocks = vec![
                block(Level::Clause, "Chủ tọa thông qua chương trình; các thành viên nhất trí."),
                block(Level::Clause, "Thư ký đọc báo cáo tổng hợp; có 03 ý kiến bổ sung đã được ghi vào phụ lục."),
            ];
            draft.signers = vec![
                Signer { lines: vec!["Thư ký".to_owned()], name: "Trần Thị Thử".to_owned(), body: 0 },
                Signer { lines: vec!["Chủ tọa".to_owned()], name: "Lê Văn Mẫu".to_owned(), body: 0 },
            ];
        }
        Shape::Leave => {
            draft.subject = String::new();
            draft.fields = vec![
                field("asked", "01 tháng 10 năm 2026"),
                field("person", "Trần Thị Thử"),
                field("post", "Nhân viên văn thư"),
                field("days", "05 ngày"),
                field("from", "12 tháng 10 năm 2026"),
                field("to", "16 tháng 10 năm 2026"),
                field("where", "xã Bến Sậy"),
                field("year", "2026"),
            ];
        }
        Shape::Copy => {
            draft.subject = String::new();
            draft.blocks = if code == "extract-copy" { articles() } else { Vec::new() };
        }
        Shape::Named => draft.blocks = plan(),
    }
    match code {
        "resolution" => draft.competence = "Hội đồng Trường Trung học phổ thông Bến Sậy số 2".to_owned(),
        "regulation" | "rule" => draft.blocks = regulation(),
        "proposal" | "report" => draft.addressees = vec!["Sở Giáo dục và Đào tạo Hòa Giang".to_owned()],
        _ => {}
    }
    draft
}

/// A plan of two pages, with everything that costs time.
pub fn two_pages() -> Draft {
    sample("plan")
}

/// A decision that issues a regulation, with a numbered list as second annex in landscape.
pub fn with_annexes() -> Draft {
    let mut draft = sample("decision");
    draft.annexes = vec![
        Annex {
            title: "Quy chế\nLập và quản lý hồ sơ điện tử".to_owned(),
            issued: true,
            blocks: regulation(),
            ..Annex::default()
        },
        Annex {
            title: "Danh sách Tổ rà soát".to_owned(),
            blocks: vec![block(Level::Paragraph, "Danh sách gồm 05 thành viên.")],
            ..Annex::default()
        },
        Annex {
            title: "Danh mục hồ sơ".to_owned(),
            landscape: true,
            blocks: vec![Block { table: Some(long_table(60)), ..block(Level::Table, "") }],
            ..Annex::default()
        },
    ];
    draft
}

/// A table over several pages whose head has two rows.
pub fn long_table(count: usize) -> Table {
    let mut first = row(&["STT", "Tên hồ sơ", "Thời hạn"]);
    first[0].rows = 1;
    first[1].rows = 1;
    first[2].columns = 1;
    let mut rows = vec![first, row(&["Bảo quản", "Nộp lưu"])];
    for number in 1..=count {
        rows.push(row(&[
            &number.to_string(),
            "Hồ sơ về công tác thi đua, khen thưởng của nhà trường",
            "20 năm",
            "30/6/2027",
        ]));
    }
    Table { head: 2, rows, ..Table::default() }
}
