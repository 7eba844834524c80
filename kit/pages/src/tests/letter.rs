//! A letter as a Vietnamese body writes it: the sample of the tests.

use crate::compose::*;
use crate::{Faces, Limits};
use std::sync::OnceLock;

pub(crate) fn faces() -> Faces {
    static FACES: OnceLock<Faces> = OnceLock::new();
    FACES.get_or_init(|| Faces::find(None).unwrap()).clone()
}

pub(crate) const MADE: Moment = Moment { year: 2026, month: 11, day: 22, hour: 8, minute: 30 };
pub(crate) const SENTENCE: &str = "Thực hiện nhiệm vụ năm học, Trường xây dựng kế hoạch kiểm tra nội bộ, rà soát hồ sơ sổ sách, \
    phân công rõ người, rõ việc, rõ thời hạn; mọi bước xử lý văn bản đều để lại dấu vết trên hệ thống và được đối chiếu định kỳ.";

fn column(share: f32, paragraphs: Vec<Paragraph>) -> Column {
    Column { share, blocks: paragraphs.into_iter().map(Block::from).collect() }
}

pub(crate) fn head(number: &str, date: &str) -> Block {
    let left = vec![
        Paragraph::new("SỞ GIÁO DỤC VÀ ĐÀO TẠO").centred().sized(12.0),
        Paragraph::new("TRƯỜNG THPT SÔNG HƯƠNG").centred().bold().sized(12.0).ruled(0.4),
        Paragraph { before: 4.0, ..Paragraph::new(number).centred() },
    ];
    let right = vec![
        Paragraph::new("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").centred().bold().sized(12.0),
        Paragraph::new("Độc lập - Tự do - Hạnh phúc").centred().bold().sized(13.0).ruled(1.0),
        Paragraph { before: 4.0, ..Paragraph::new(date).centred().italic() },
    ];
    Block::Columns(vec![column(5.0, left), column(7.0, right)])
}

pub(crate) fn letter(paragraphs: usize) -> Sheet {
    let mut blocks = vec![
        head("Số:         /KH-THPTSH", "Thừa Thiên Huế, ngày       tháng       năm 2026"),
        Block::Space(18.0),
        Paragraph::new("KẾ HOẠCH").centred().bold().sized(14.0).into(),
        Paragraph::new("Kiểm tra nội bộ năm học 2026 - 2027").centred().bold().sized(14.0).ruled(0.35).into(),
        Block::Space(12.0),
    ];
    for index in 0..paragraphs {
        let start =
            Run { text: format!("{}. Mục tiêu thứ {}. ", index + 1, index + 1), bold: true, ..Run::default() };
        let rest = Run { text: SENTENCE.into(), ..Run::default() };
        blocks.push(Paragraph { runs: vec![start, rest], ..Paragraph::body("") }.into());
    }
    // A signature never stands alone on a page: it takes the last paragraph along.
    let last = blocks.pop().into_iter();
    blocks.push(Block::Together(last.chain([Block::Space(8.0), signature()]).collect()));
    Sheet::new("Kế hoạch kiểm tra nội bộ", MADE, blocks)
}

fn signature() -> Block {
    let recipients = vec![
        Paragraph::new("Nơi nhận:").bold().italic().sized(12.0),
        Paragraph::new("- Sở GDĐT (để b/c);").sized(11.0),
        Paragraph::new("- Các tổ chuyên môn (để t/h);").sized(11.0),
        Paragraph::new("- Lưu: VT.").sized(11.0),
    ];
    let signer = vec![
        Paragraph::new("KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG").centred().bold().sized(14.0),
        Paragraph { before: 60.0, ..Paragraph::new("Nguyễn Thị Ví Dụ").centred().bold().sized(14.0) },
    ];
    Block::Columns(vec![column(1.0, recipients), column(1.0, signer)])
}

pub(crate) fn table(rows: usize) -> Sheet {
    let cell = |text: &str| Cell::from(Paragraph::new(text).sized(12.0));
    let bold = |text: &str| Cell::from(Paragraph::new(text).sized(12.0).bold().centred());
    let mut all =
        vec![vec![bold("Số, ký hiệu"), bold("Ngày tháng"), bold("Tên loại và trích yếu nội dung"), bold("Ghi chú")]];
    for row in 1..=rows {
        all.push(vec![cell(&format!("{row:02}/TB-THPTSH")), cell("05/01/2026"), cell(SENTENCE), Cell::default()]);
    }
    let table = Table { widths: vec![3.0, 2.0, 8.0, 2.0], header_rows: 1, rows: all, lines: true };
    let title = Paragraph {
        after: 8.0,
        with_next: true,
        ..Paragraph::new("SỔ ĐĂNG KÝ VĂN BẢN ĐI").centred().bold().sized(16.0)
    };
    Sheet {
        landscape: true, ..Sheet::new("Sổ đăng ký văn bản đi", MADE, vec![title.into(), Block::Table(table)])
    }
}

pub(crate) fn made(sheet: &Sheet) -> Vec<u8> {
    compose(sheet, &faces(), &Limits::default()).unwrap()
}

/// Words of the sheet in reading order of its blocks.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    words.sort();
    words
}
