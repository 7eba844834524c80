//! Drafts of all kinds, in our own words.

use crate::draft::{
    Align, Annex, Authority, Basis, Block, Draft, Field, Issuer, Level, Signer, Span, Symbol, Table, TableCell, Urgency,
};
use crate::kinds::{self, Addressed, Kind, Shape};

pub(super) fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

pub(super) fn block(level: Level, text: &str) -> Block {
    Block::new(level, text)
}

fn span(text: &str, bold: bool, italic: bool) -> Span {
    Span { text: text.to_owned(), bold, italic }
}

fn issuer() -> Issuer {
    Issuer {
        parent: "Sở Giáo dục và Đào tạo Bắc Sơn".to_owned(),
        name: "Trường THPT Suối Trong".to_owned(),
        called: String::new(),
    }
}

fn cell(text: &str) -> TableCell {
    TableCell { text: if text.is_empty() { Vec::new() } else { vec![Span::plain(text)] }, ..TableCell::default() }
}

/// A table with a head of two rows, cells over rows and columns, and all alignments.
pub(super) fn table(landscape: bool) -> Block {
    let rows = vec![
        vec![
            TableCell { rows: 1, ..cell("TT") },
            TableCell { columns: 1, ..cell("Kết quả") },
            TableCell { rows: 1, ..cell("Ghi chú") },
        ],
        vec![cell("Khối 10"), cell("Khối 11")],
        vec![
            TableCell { align: Align::Centre, ..cell("1") },
            TableCell { align: Align::Right, ..cell("12,5") },
            TableCell { text: vec![span("đạt ", false, false), span("tốt", true, false)], ..cell("") },
            TableCell { rows: 1, ..cell("hai dòng\nmột ô") },
        ],
        vec![TableCell { align: Align::Centre, ..cell("2") }, TableCell { columns: 1, ..cell("chưa có") }],
    ];
    let table = Table { widths: vec![1, 3, 3, 2], head: 2, rows, landscape, plain: false };
    Block { level: Level::Table, table: Some(table), ..Block::default() }
}

fn plan() -> Vec<Block> {
    vec![
        block(Level::Heading, "Mục đích, yêu cầu"),
        Block { text: vec![span("Mục đích", true, false)], ..block(Level::Clause, "") },
        Block {
            text: vec![
                span("Giúp học sinh ", false, false),
                span("tự học", false, true),
                span(" tốt hơn", false, false),
            ],
            ..block(Level::Point, "")
        },
        block(Level::Point, "Tăng cường phối hợp với gia đình."),
        block(Level::Clause, "Yêu cầu chung của năm học."),
        block(Level::Dash, "Tổ chức đúng lịch;"),
        block(Level::Plus, "Khối 10 trước, khối 11 sau."),
        block(Level::Heading, "Nội dung"),
        block(Level::Paragraph, "Nhà trường giao các tổ chuyên môn thực hiện như sau:"),
        table(false),
        Block { stated: Some("V".to_owned()), ..block(Level::Heading, "Kinh phí") },
        block(Level::PageBreak, ""),
        table(true),
        block(Level::Heading, "Tổ chức thực hiện"),
        block(Level::Paragraph, "Các tổ gửi kết quả về văn phòng trước ngày 20 hằng tháng."),
    ]
    .into_iter()
    .map(|one| if one.level == Level::PageBreak { Block { text: Vec::new(), ..one } } else { one })
    .collect()
}

fn rules() -> Vec<Block> {
    vec![
        block(Level::Chapter, "Quy định chung"),
        block(Level::Article, "Phạm vi điều chỉnh"),
        block(Level::Clause, "Văn bản này quy định việc sử dụng phòng học bộ môn."),
        block(Level::Chapter, "Tổ chức thực hiện"),
        block(Level::Section, "Trách nhiệm"),
        block(Level::Subsection, "Của giáo viên"),
        block(Level::Article, "Trách nhiệm của giáo viên"),
        block(Level::Clause, "Giáo viên có trách nhiệm:"),
        block(Level::Point, "Đăng ký lịch sử dụng;"),
        block(Level::Point, "Bàn giao thiết bị."),
        block(Level::Part, "Phụ trách chung"),
        block(Level::Article, "Hiệu lực thi hành"),
        block(Level::Paragraph, "Quy định này có hiệu lực kể từ ngày ký."),
    ]
}

fn decision() -> Vec<Block> {
    vec![
        block(Level::Article, "Thành lập Ban chỉ đạo phong trào đọc sách gồm các ông, bà có tên tại phụ lục kèm theo."),
        block(Level::Article, "Ban chỉ đạo có nhiệm vụ:"),
        block(Level::Clause, "Xây dựng kế hoạch từng tháng."),
        block(Level::Clause, "Theo dõi, tổng hợp kết quả."),
        block(Level::Article, "Các ông, bà có tên và các bộ phận liên quan chịu trách nhiệm thi hành Quyết định này."),
    ]
}

/// A draft of a kind that uses what the kind has.
pub(super) fn of_kind(kind: &Kind) -> Draft {
    let symbol = match (&kind.abbreviation, kind.shape) {
        (Some(abbreviation), _) => format!("{abbreviation}-THPTST"),
        (None, _) if kind.code == "personal-letter" => String::new(),
        (None, _) => "THPTST-VP".to_owned(),
    };
    let number = (!symbol.is_empty()).then_some(7);
    let personal = kind.code == "personal-letter";
    let copy = kind.shape == Shape::Copy;
    let fields = crate::forms::find(&kind.code).map(|form| &form.fields[..]).unwrap_or_default();
    let field =
        |blank: &crate::forms::Blank| Field { code: blank.code.clone(), value: format!("giá trị {}", blank.code) };
    Draft {
        kind: kind.code.clone(),
        issuer: issuer(),
        symbol: Symbol { number, text: symbol },
        place: "Suối Trong".to_owned(),
        day: jiff::civil::Date::new(2024, 2, 9).ok(),
        subject: if personal || copy {
            String::new()
        } else {
            "Tăng cường hoạt động đọc sách năm học 2023 - 2024".to_owned()
        },
        competence: if kind.shape == Shape::Decision {
            "Hiệu trưởng Trường THPT Suối Trong".to_owned()
        } else {
            String::new()
        },
        addressees: match kind.addressed {
            Addressed::Always => strings(&["Các tổ chuyên môn", "Hội cha mẹ học sinh"]),
            Addressed::Up => strings(&["Sở Giáo dục và Đào tạo Bắc Sơn"]),
            Addressed::Never => Vec::new(),
        },
        bases: if kind.shape == Shape::Decision || kind.code == "plan" {
            let text = [
                "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019",
                "Căn cứ Kế hoạch số 12/KH-SGDĐT ngày 05 tháng 01 năm 2024 của Sở Giáo dục và Đào tạo",
                "Theo đề nghị của Trưởng phòng Hành chính",
            ];
            text.map(|text| Basis { text: text.to_owned(), reference: None }).to_vec()
        } else {
            Vec::new()
        },
        blocks: match kind.shape {
            Shape::Decision => decision(),
            _ if kind.code == "regulation" || kind.code == "rule" => rules(),
            _ if copy => Vec::new(),
            Shape::Named => plan(),
            _ => {
                vec![block(Level::Paragraph, "Nhà trường trân trọng thông tin để các bộ phận biết và cùng thực hiện.")]
            }
        },
        fields: fields.iter().map(field).collect(),
        signers: vec![Signer {
            lines: Authority::ForHead.lines("", "hiệu trưởng", "", "phó hiệu trưởng"),
            name: "Lò Văn Thử".to_owned(),
            body: 0,
        }],
        recipients: if kind.addressed == Addressed::Never {
            strings(&["Ban giám hiệu", "Các tổ chuyên môn"])
        } else {
            strings(&["Như trên", "Ban giám hiệu"])
        },
        archive: "VT, HC".to_owned(),
        ..Draft::default()
    }
}

/// One of every kind, and drafts of what few documents have.
pub(super) fn all() -> Vec<(String, Draft)> {
    let mut out: Vec<_> = kinds::all().iter().map(|kind| (kind.code.clone(), of_kind(kind))).collect();
    let plan = of_kind(kinds::find("plan").unwrap());
    let decision = of_kind(kinds::find("decision").unwrap());
    let blank = Draft { symbol: Symbol { number: None, ..plan.symbol.clone() }, day: None, ..plan.clone() };
    let stamped = Draft {
        urgency: Urgency::VeryUrgent,
        circulation: "LƯU HÀNH NỘI BỘ".to_owned(),
        drafter_mark: "PL.(300)".to_owned(),
        contact: "Thôn Đầu Nguồn, xã Suối Trong; điện thoại: 0200 000 000".to_owned(),
        ..of_kind(kinds::find("official-letter").unwrap())
    };
    let annexes = vec![
        Annex {
            title: "Danh sách lớp\nNăm học 2023 - 2024".to_owned(),
            blocks: vec![table(false), block(Level::Paragraph, "Danh sách có hai em.")],
            ..Annex::default()
        },
        Annex {
            title: "Biểu tổng hợp".to_owned(), landscape: true, blocks: vec![table(false)], ..Annex::default()
        },
        Annex {
            title: "Quy chế\nSử dụng phòng học bộ môn".to_owned(),
            issued: true,
            blocks: rules(),
            ..Annex::default()
        },
    ];
    let joint = Draft {
        joint: vec![Issuer {
            parent: "UBND tỉnh Bắc Sơn".to_owned(),
            name: "Sở Nội vụ".to_owned(),
            called: String::new(),
        }],
        signers: vec![
            Signer { lines: strings(&["GIÁM ĐỐC"]), name: "Hà Thị Mẫu".to_owned(), body: 0 },
            Signer {
                lines: strings(&["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]), name: "Vàng A Thí".to_owned(), body: 1
            },
        ],
        ..plan.clone()
    };
    let minutes = Draft {
        signers: ["THƯ KÝ", "CHỦ TỌA"]
            .map(|post| Signer { lines: strings(&[post]), name: format!("Họ Tên {post}"), body: 0 })
            .to_vec(),
        recipients: Vec::new(),
        archive: String::new(),
        ..of_kind(kinds::find("minutes").unwrap())
    };
    out.push(("blank".to_owned(), blank));
    out.push(("stamped".to_owned(), stamped));
    out.push(("annexes".to_owned(), Draft { annexes, ..decision }));
    out.push(("joint".to_owned(), joint));
    out.push(("minutes of two".to_owned(), minutes));
    out
}

/// A draft of about so many pages.
pub(super) fn long(pages: usize) -> Draft {
    let mut draft = of_kind(kinds::find("plan").unwrap());
    let text = "Nhà trường tổ chức cho học sinh đọc sách vào tiết cuối của ngày thứ Sáu hằng tuần, có ghi chép và chia sẻ trước lớp. ";
    draft.blocks = (0..pages * 9)
        .map(|index| match index % 9 {
            0 => block(Level::Heading, "Nội dung"),
            3 => table(false),
            4 => Block {
                text: vec![span("Việc chính: ", true, false), span(text.trim(), false, false)],
                ..block(Level::Clause, "")
            },
            _ => block(Level::Clause, (text.repeat(2)).trim()),
        })
        .collect();
    draft
}

/// Without what a file does not carry: ids, and how a body is called.
pub(super) fn plain(mut draft: Draft) -> Draft {
    let blocks = draft.blocks.iter_mut().chain(draft.annexes.iter_mut().flat_map(|annex| &mut annex.blocks));
    blocks.for_each(|block| block.id = String::new());
    draft
}
