use super::*;

use Level::{HighlySecret as B, Secret as C, TopSecret as A};

/// The head of a document with a line in the place of the mark.
fn with(mark: &str) -> String {
    format!(
        "CÔNG AN TỈNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-PA\n{mark}\n\
         Bắc Giang, ngày 03 tháng 4 năm 2024\nKẾ HOẠCH\nPhối hợp bảo vệ kỳ thi\nKính gửi: Sở Giáo dục và Đào tạo\n\
         Căn cứ quy định hiện hành, đơn vị xây dựng kế hoạch như sau:\nNội dung chi tiết.\nNơi nhận:\n- Như trên;\n- Lưu: VT."
    )
}

fn page(text: &str) -> Option<Level> {
    marks(&[Piece { place: Place::Page(1), text }]).iter().map(|mark| mark.level).max()
}

fn meta(text: &str) -> Option<Level> {
    marks(&[Piece { place: Place::Metadata, text }]).iter().map(|mark| mark.level).max()
}

/// Lines in the place of the mark, with the level that they mean.
const HEADS: &[(&str, Option<Level>)] = &[
    ("MẬT", Some(C)),
    ("TỐI MẬT", Some(B)),
    ("TUYỆT MẬT", Some(A)),
    ("   MẬT   ", Some(C)),
    ("M Ậ T", Some(C)),
    ("T Ố I   M Ậ T", Some(B)),
    ("T U Y Ệ T  M Ậ T", Some(A)),
    ("M  Ậ  T", Some(C)),
    ("| MẬT |", Some(C)),
    ("║ TỐI MẬT ║", Some(B)),
    ("┌───────┐\n│  MẬT  │\n└───────┘", Some(C)),
    ("+-----------+\n| TUYỆT MẬT |\n+-----------+", Some(A)),
    ("[MẬT]", Some(C)),
    ("(TỐI MẬT)", Some(B)),
    ("* MẬT *", Some(C)),
    ("\"MẬT\"", Some(C)),
    ("MẬT.", Some(C)),
    ("TUYỆT\nMẬT", Some(A)),
    ("TỐI\nMẬT", Some(B)),
    ("Số: 12/KH-PA     MẬT", Some(C)),
    ("MẬT\tBắc Giang, ngày 03 tháng 4 năm 2024", Some(C)),
    ("MẬT Bắc Giang, ngày 03 tháng 4 năm 2024", Some(C)),
    ("Số: 05/BC-CAT TỐI MẬT", Some(B)),
    ("Số: 05/BC-CAT MẬT Bắc Giang, ngày 03 tháng 4 năm 2024", Some(C)),
    ("Độ mật: Mật", Some(C)),
    ("Độ mật: TỐI MẬT", Some(B)),
    ("ĐỘ MẬT: TUYỆT MẬT", Some(A)),
    ("Mức độ mật : Tuyệt mật", Some(A)),
    ("- Độ mật: Mật;", Some(C)),
    ("Độ khẩn: Thường   Độ mật: Mật", Some(C)),
    ("Độ mật:\nTối mật", Some(B)),
    ("Độ mật: ☐ Mật ☒ Tối mật ☐ Tuyệt mật", Some(B)),
    ("MA\u{302}\u{323}T", Some(C)),
    ("MA\u{323}\u{302}T", Some(C)),
    ("TO\u{302}\u{301}I MÂ\u{323}T", Some(B)),
    ("TUYE\u{323}\u{302}T MẠ\u{302}T", Some(A)),
    ("tuyÖt mËt", Some(A)),
    ("mËt", Some(C)),
    ("TOÁI MAÄT", Some(B)),
    ("TUYET MAT", Some(A)),
    ("", None),
    ("V/v bảo vệ bí mật nhà nước", None),
    ("V/v quản lý văn bản mật", None),
    ("QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", None),
    ("QUY CHẾ BẢO VỆ BÍ\nMẬT NHÀ NƯỚC", None),
    ("SỔ QUẢN LÝ VĂN BẢN\nMẬT", None),
    ("CÔNG TÁC BẢO\nMẬT", None),
    ("TĂNG CƯỜNG BẢO VỆ BÍ\nMẬT", None),
    ("Mật", None),
    ("mật", None),
    ("MẶT", None),
    ("MẮT", None),
    ("MẤT", None),
    ("MẬT KHẨU", None),
    ("MẬT ONG", None),
    ("BẢO MẬT", None),
    ("BÍ MẬT", None),
    ("THÂN MẬT", None),
    ("Độ mật:", None),
    ("Độ mật: Không", None),
    ("Độ mật: Thường", None),
    ("Độ mật: .........", None),
    ("Độ mật: Mật / Tối mật / Tuyệt mật", None),
    ("Độ mật: ☐ Mật ☐ Tối mật ☐ Tuyệt mật", None),
    ("Độ mật: không phải văn bản mật", None),
    ("Bảo mật: MẬT KHẨU MẠNH", None),
    ("KHẨN", None),
    ("THƯỢNG KHẨN", None),
    ("LƯU HÀNH NỘI BỘ", None),
    ("TỐI", None),
    ("Kỳ thi tuyệt đối bí mật", None),
    ("Số: 12/KH-BMNN", None),
    ("Về dấu chỉ độ mật TUYỆT MẬT, TỐI MẬT và MẬT", None),
    ("THÔNG BÁO VỀ VĂN BẢN MẬT", None),
    ("Các mẫu dấu:\nTUYỆT MẬT\nTỐI MẬT\nMẬT", None),
];

/// Metadata values and file names.
const META: &[(&str, Option<Level>)] = &[
    ("Độ mật: Mật", Some(C)),
    ("Keywords: TUYỆT MẬT", Some(A)),
    ("tối mật", Some(B)),
    ("DoMat=MẬT", Some(C)),
    ("Kế hoạch 12 (MẬT).docx", Some(C)),
    ("[TỐI MẬT] phương án.pdf", Some(B)),
    ("Title: Quy chế bảo vệ bí mật nhà nước", None),
    ("Độ mật: Thường", None),
    ("Subject: quản lý văn bản mật", None),
    ("quy-che-bao-mat.docx", None),
    ("Mật khẩu", None),
    ("Author: Nguyễn Thị Mật", None),
    ("danh sách văn bản (mật).xlsx", None),
];

/// Bodies: what stands after the head is no mark, wherever it speaks of marks.
const BODIES: &[(&str, Option<Level>)] = &[
    ("Văn bản có độ mật phải đóng dấu MẬT ở góc trái.", None),
    ("Độ mật: Mật", None),
    ("Bảng các mức:\nTUYỆT MẬT\nTỐI MẬT\nMẬT\nGhi chú: theo Luật.", None),
    ("Dấu mẫu:\nMẬT\nđược đóng bằng mực đỏ.\nHết.", None),
    ("Đoàn kiểm tra lập sổ quản lý văn bản mật, giao nhận đầy đủ.", None),
    ("Trường đã bố trí máy tính soạn thảo văn bản mật, chưa đặt mật khẩu.", None),
    ("Các độ mật gồm\nTUYỆT MẬT\nTỐI MẬT\nMẬT", None),
    ("Nội dung.\nMẬT", Some(C)),
    ("Nội dung.\nTUYỆT MẬT", Some(A)),
];

#[test]
fn every_mark_is_found_and_nothing_else() {
    let heads = HEADS.iter().map(|(text, level)| (*text, *level, page(&with(text))));
    let metas = META.iter().map(|(text, level)| (*text, *level, meta(text)));
    let bodies = BODIES.iter().map(|(text, level)| {
        (*text, *level, page(&format!("THÔNG BÁO\nVề công tác văn thư\nCăn cứ quy định:\nNhư sau.\n{text}")))
    });
    let all: Vec<_> = heads.chain(metas).chain(bodies).collect();
    assert!(all.len() >= 60, "{} cases", all.len());
    let count = |is_so: fn(&Option<Level>, &Option<Level>) -> bool| {
        all.iter().filter(|(_, meant, found)| is_so(meant, found)).count() as f64
    };
    let hits = count(|meant, found| meant.is_some() && found.is_some());
    let recall = hits / count(|meant, _| meant.is_some());
    let precision = hits / count(|_, found| found.is_some());
    let wrong: Vec<_> = all.iter().filter(|(_, meant, found)| meant != found).collect();
    assert!(recall >= 1.0 && precision >= 1.0, "recall {recall}, precision {precision}: {wrong:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The head and passages of a public notice about the protection of state secrets.
#[test]
fn a_notice_about_secrecy_passes() {
    let notice = "Số: /TB-SGDĐT\n\nBắc Giang, ngày 03 tháng 4 năm 2024\n\nTHÔNG BÁO\n\n\
        Kết quả kiểm tra thực hiện nhiệm vụ cải cách hành chính và bảo vệ bí mật nhà nước\n\n\
        Thực hiện Kế hoạch số 14/KH-SGDĐT về BV BMNN\n3. Công tác văn thư, lưu trữ; BV BMNN\n\
        lập sổ quản lý văn bản mật; các văn bản mật được bảo quản\nmáy tính riêng dành cho soạn thảo văn bản\nmật\n\
        Nơi nhận:\n- Lưu: VT.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC";
    assert_eq!(page(notice), None);
}

#[test]
fn a_later_page_bears_it_at_its_edges_only() {
    let at = |text: &str| marks(&[Piece { place: Place::Page(3), text }]);
    let top = at("MẬT\n3\nNội dung\nnội dung\nnội dung\nhết");
    assert_eq!((top.len(), top[0].line, top[0].how), (1, 0, How::Alone));
    assert_eq!(at("3\nNội dung\nnội dung\nMẬT").len(), 1);
    assert!(at("3\nNội dung\nnội dung\nMẬT\nnội dung\nnội dung\nhết").is_empty());
}

#[test]
fn what_is_found_names_its_place_and_long_texts_end() {
    let long = "a".repeat(2_000_000);
    let pieces = [
        Piece { place: Place::Page(1), text: "THÔNG BÁO\nVề nghỉ Tết" },
        Piece { place: Place::Metadata, text: "Author: VP\nĐộ mật: Mật" },
        Piece { place: Place::Page(2), text: &long },
    ];
    assert_eq!(marks(&pieces), [Mark { level: C, how: How::Field, piece: 1, line: 1 }]);
}

#[test]
fn every_frame_and_every_place_in_the_head() {
    for (word, level) in [("MẬT", C), ("TỐI MẬT", B), ("TUYỆT MẬT", A)] {
        for frame in
            ["{}", "[{}]", "│{}│", "| {} |", "*{}*", "_{}_", "={}=", "  {}", "«{}»", "■ {} ■", "\t{}\t", "-{}-"]
        {
            let mark = frame.replace("{}", word);
            let lines: Vec<_> = with("").lines().map(str::to_owned).collect();
            for at in 0..9 {
                let mut lines = lines.clone();
                lines.insert(at, mark.clone());
                assert_eq!(page(&lines.join("\n")), Some(level), "{mark} in line {at}");
            }
        }
    }
}
