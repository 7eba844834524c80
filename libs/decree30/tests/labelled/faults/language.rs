//! Faults of the words.

use decree30::draft::{Block, Draft, Level};

use super::{Fault, fault};

/// A fault that stands in a sentence of its own.
macro_rules! said {
    ($rule:literal, $($text:literal),+ $(,)?) => {
        fault($rule, |draft, at| {
            let texts = [$($text),+];
            say(draft, texts[at % texts.len()])
        })
    };
}

/// Puts a sentence into the text.
fn say(draft: &mut Draft, text: &str) -> bool {
    let id = format!("said{}", draft.blocks.len());
    draft.blocks.insert(1, Block { id, ..Block::new(Level::Paragraph, text) });
    true
}

pub const FAULTS: &[Fault] = &[
    said!(
        "language.composed",
        "Mo\u{302}n thi do tổ phụ trách.",
        "Phòng ho\u{323}c mới.",
        "Giáo viên mo\u{302}\u{323}t lớp.",
        "Tru\u{31b}ờng mở cửa."
    ),
    said!(
        "language.legacy",
        "Céng hßa x· héi chñ nghÜa ViÖt Nam, häc sinh giái.",
        "Nhµ tr\u{ad}êng tæ chøc kiÓm tra cuèi k×.",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam.",
        "Nhaø tröôøng toå chöùc kieåm tra cuoái kyø."
    ),
    said!(
        "language.name-capitals",
        "Giao ông Nguyễn văn Mẫu phụ trách.",
        "Bà Trần thị Thử dự họp.",
        "Mời ông Lê hữu Ví.",
        "Cử bà Phạm ngọc Nháp."
    ),
    said!(
        "language.post-capital",
        "Do phó hiệu trưởng Trần Thị Mẫu chủ trì.",
        "Cuộc họp do hiệu trưởng Lê Văn Thử điều khiển.",
        "Trình giám đốc Ngô Thu Dụ xem xét.",
        "Báo cáo trưởng phòng Bùi Xuân Nháp."
    ),
    said!(
        "language.place-capital",
        "Học sinh cư trú tại phường 3.",
        "Tham quan thủ đô Hà Nội.",
        "Về thành phố Hồ Chí Minh.",
        "Địa bàn quận 5 rộng."
    ),
    said!(
        "language.place-small",
        "Học sinh của Xã Đồi Sim đi bộ.",
        "Đường về Tỉnh Suối Ngọc dài.",
        "Trạm y tế Phường Bến Gỗ.",
        "Nhà văn hóa Thôn Đồi Sim."
    ),
    said!(
        "language.organisation-capitals",
        "Báo cáo sở giáo dục và đào tạo.",
        "Theo hướng dẫn của Bộ giáo dục và đào tạo.",
        "Trình Ủy ban Nhân dân phường.",
        "Gửi Sở nội vụ."
    ),
    said!(
        "language.organisation-name",
        "Học sinh trường THPT Đồi Sim.",
        "Trường THPT Đồi sim mở cửa.",
        "Phối hợp với trung tâm học liệu Suối Ngọc.",
        "Trung tâm Học Liệu Suối Ngọc mời."
    ),
    said!(
        "language.people-capital",
        "Phục vụ nhân dân tốt hơn.",
        "Theo chính sách của nhà nước.",
        "Được nhân dân ủng hộ.",
        "Tài sản của nhà nước."
    ),
    said!(
        "language.cited-capital",
        "Áp dụng điều 5 của Quy chế.",
        "Theo chương II của Quy chế.",
        "Nêu tại mục 3 của Kế hoạch.",
        "Theo tiểu mục 2 của Quy chế."
    ),
    fault("language.cited-mixed", |draft, at| {
        say(draft, "Thực hiện khoản 1 và khoản 2 Điều 3.");
        say(
            draft,
            ["Theo Khoản 3 Điều 4.", "Áp dụng Khoản 1 Điều 2.", "Trừ Điểm a khoản 2.", "Theo Khoản 5 Điều 9."][at % 4],
        )
    }),
    said!(
        "language.sentence-capital",
        "Việc đã xong. các tổ nghỉ.",
        "Tổ họp hằng tuần. biên bản lưu tại tổ.",
        "Lớp học sạch. sân trường rộng.",
        "Thư viện mở cửa. học sinh đọc sách."
    ),
    said!(
        "language.law-number",
        "Theo Luật Giáo dục số 43/2019/QH14 ngày 14 tháng 6 năm 2019.",
        "Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024, nhà trường lập hồ sơ.",
        "Luật Viên chức số 58/2010/QH12 quy định.",
        "Theo Luật Nhà giáo số 73/2025/QH15."
    ),
    said!(
        "language.citation-incomplete",
        "Theo Nghị định số 24/2024/NĐ-CP, hồ sơ được lưu.",
        "Thực hiện Thông tư số 09/2024/TT-BGDĐT.",
        "Theo Công văn số 815/SGDĐT-GDTH, lớp nghỉ.",
        "Theo Quyết định số 99/QĐ-SGDĐT của Sở."
    ),
    fault("language.citation-again", |draft, at| {
        let texts = [
            "Theo Thông tư số 09/2024/TT-BGDĐT ngày 03 tháng 6 năm 2024.",
            "Làm theo Công văn số 88/SGDĐT-VP ngày 12 tháng 5 năm 2026.",
        ];
        say(draft, texts[at % 2]) && say(draft, texts[at % 2])
    }),
    said!(
        "language.date-digits",
        "Nộp trước ngày 4/3/2027.",
        "Họp vào ngày 15-12-2026.",
        "Xong trước ngày 4/12.",
        "Nộp trước ngày 07/01/2027."
    ),
    said!(
        "language.date-zero",
        "Nộp trước ngày 4 tháng 12 năm 2026.",
        "Họp vào ngày 15 tháng 1 năm 2027.",
        "Xong trước ngày 10 tháng 03 năm 2027.",
        "Nộp ngày 5 tháng 2."
    ),
    said!(
        "language.date-impossible",
        "Nộp trước ngày 31 tháng 4 năm 2026.",
        "Họp ngày 30 tháng 02 năm 2027.",
        "Xong ngày 29 tháng 02 năm 2026.",
        "Nộp ngày 31/11/2026."
    ),
    said!(
        "language.number-zero",
        "Theo Quyết định số 5/QĐ-THPTĐS ngày 12 tháng 5 năm 2026.",
        "Theo Thông báo số 7/TB-THPTĐS.",
        "Theo Kế hoạch số 8/KH-SGDĐT ngày 12 tháng 5 năm 2026.",
        "Giấy mời số 2/GM-SGDĐT."
    ),
    said!(
        "language.thousands",
        "Có 1,250 học sinh.",
        "Kinh phí 2,500,000 đồng.",
        "Trồng 1,000 cây xanh.",
        "Tặng 3,200 cuốn sách."
    ),
    said!("language.decimal", "Đạt 98.5% kế hoạch.", "Dài 2.5 km.", "Kinh phí 1.5 triệu đồng.", "Tăng 0.8 điểm."),
    said!(
        "language.double-space",
        "Các  tổ nộp báo cáo.",
        "Các tổ nộp   báo cáo.",
        "Nhà trường  mời.",
        "Lớp học   rộng."
    ),
    said!("language.space-before", "Các tổ , các lớp.", "Gồm ba việc : quét, lau, xếp.", "Nộp báo cáo .", "Bàn ; ghế."),
    said!("language.space-after", "Các tổ,các lớp.", "Gồm:bàn, ghế.", "Việc xong.Các tổ nghỉ.", "Bàn;ghế."),
    said!(
        "language.space-inside",
        "Các tổ ( nếu có) nộp.",
        "Các tổ (nếu có ) nộp.",
        "Gọi là “ Tổ mẫu”.",
        "Gọi là “Tổ mẫu ”."
    ),
    said!("language.repeated-sign", "Các tổ,, các lớp.", "Nộp báo cáo..", "Gồm:: bàn, ghế.", "Bàn;; ghế."),
    said!(
        "language.and-so-on",
        "Gồm bàn, ghế, v.v...",
        "Gồm bàn, ghế, vv.",
        "Gồm bàn, v.v và ghế.",
        "Gồm bàn, ghế, vv..."
    ),
    said!("language.short-form", "Giao đ/c Mẫu phụ trách.", "Các h/s nộp bài.", "Đ/c Thử dự họp.", "Lớp ko nộp."),
    said!(
        "language.spelling",
        "Bổ xung hồ sơ.",
        "Nhà trường sữ dụng phòng mới.",
        "KẾ HOẠCH XẮP XẾP PHÒNG.",
        "Học sinh thăm quan bảo tàng."
    ),
    fault("language.tone", |draft, at| {
        say(draft, "Ủy ban hòa giải khóa học văn hóa.");
        say(draft, ["Trường hoà đồng.", "Phòng thuỷ lợi.", "Người khoẻ mạnh.", "Mở khoá cửa."][at % 4])
    }),
    fault("language.quotes", |draft, at| {
        say(draft, "Giải “Lớp sạch”.");
        say(
            draft,
            ["Giải \"Lớp đẹp\".", "Thi (\"Vở sạch\").", "\"Đọc sách\" là cuộc thi.", "Giải \"A\" và \"B\"."][at % 4],
        )
    }),
    said!(
        "language.repeated-word",
        "Các tổ tổ nộp báo cáo.",
        "Nộp báo báo cáo.",
        "Học sinh sinh hoạt hoạt hè.",
        "Phòng phòng học."
    ),
];
