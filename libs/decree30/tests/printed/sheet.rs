//! Writes pages with another program's hand: krilla, in the face that comes with typst.

use krilla::geom::{PathBuilder, Point, Rect};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
/// 30 mm and 15 mm.
pub const LEFT: f32 = 85.04;
pub const RIGHT: f32 = WIDTH - 42.52;

/// A line: words, size, style (`r`, `b`, `i`, `z` for both), place.
#[derive(Clone)]
pub struct Text {
    pub words: String,
    pub size: f32,
    pub style: char,
    pub at: At,
    pub base: f32,
    /// Length of a rule below, as a share of the words.
    pub rule: Option<f32>,
}

/// Where a line stands.
#[derive(Clone, Copy)]
pub enum At {
    /// Begins there.
    Left(f32),
    /// Has its middle there.
    Middle(f32),
}

pub fn text(words: &str, size: f32, style: char, at: At, base: f32) -> Text {
    Text { words: words.into(), size, style, at, base, rule: None }
}

fn bytes(style: char) -> &'static [u8] {
    let name = |bytes: &[u8]| {
        let font = FontRef::new(bytes).ok();
        let name = skrifa::string::StringId::POSTSCRIPT_NAME;
        font.and_then(|font| font.localized_strings(name).english_or_first().map(|name| name.to_string()))
    };
    let wanted = match style {
        'b' => "LibertinusSerif-Bold",
        'i' => "LibertinusSerif-Italic",
        // Libertinus has no ơ in bold italic.
        'z' => "NewCM10-BoldItalic",
        _ => "LibertinusSerif-Regular",
    };
    typst_assets::fonts().find(|bytes| name(bytes).as_deref() == Some(wanted)).unwrap()
}

fn draw(line: &Text, surface: &mut Surface<'_>) {
    let bytes = bytes(line.style);
    let font = FontRef::new(bytes).unwrap();
    let (cmap, widths) = (font.charmap(), font.glyph_metrics(Size::new(line.size), LocationRef::default()));
    let mut glyphs = Vec::new();
    let mut width = 0.0;
    for (at, letter) in line.words.char_indices() {
        let id = cmap.map(letter).unwrap();
        let advance = widths.advance_width(id).unwrap();
        let range = at..at + letter.len_utf8();
        glyphs.push(KrillaGlyph::new(GlyphId::new(id.to_u32()), advance / line.size, 0.0, 0.0, 0.0, range, None));
        width += advance;
    }
    let left = match line.at {
        At::Left(left) => left,
        At::Middle(middle) => middle - width / 2.0,
    };
    let face = Font::new(bytes.to_vec().into(), 0).unwrap();
    surface.draw_glyphs(Point::from_xy(left, line.base), &glyphs, face, &line.words, line.size, false);
    if let Some(share) = line.rule {
        let mut path = PathBuilder::new();
        let length = width * share;
        path.push_rect(Rect::from_xywh(left + (width - length) / 2.0, line.base + 4.0, length, 0.7).unwrap());
        surface.draw_path(&path.finish().unwrap());
    }
}

/// A PDF of these pages.
pub fn pdf(pages: &[Vec<Text>]) -> Vec<u8> {
    let mut document = krilla::Document::new();
    for lines in pages {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT).unwrap());
        let mut surface = page.surface();
        lines.iter().for_each(|line| draw(line, &mut surface));
        surface.finish();
        page.finish();
    }
    document.finish().unwrap()
}

/// A plan of two pages as it should look.
pub fn plan() -> Vec<Vec<Text>> {
    let (half, middle, indent) = (175.0, (LEFT + RIGHT) / 2.0, LEFT + 36.0);
    let right = 415.0;
    let ruled = |line: Text, share| Text { rule: Some(share), ..line };
    let body = |words: &str, left, base| text(words, 13.0, 'r', At::Left(left), base);
    let first = vec![
        text("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 12.0, 'r', At::Middle(half), 70.0),
        text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.0, 'b', At::Middle(right), 70.0),
        ruled(text("TRƯỜNG THPT ĐỒI SIM", 12.0, 'b', At::Middle(half), 88.0), 0.4),
        ruled(text("Độc lập - Tự do - Hạnh phúc", 13.0, 'b', At::Middle(right), 88.0), 1.0),
        text("Số: 05/KH-THPTĐS", 13.0, 'r', At::Middle(half), 112.0),
        text("Đồi Sim, ngày 04 tháng 9 năm 2026", 13.0, 'i', At::Middle(right), 112.0),
        text("KẾ HOẠCH", 14.0, 'b', At::Middle(middle), 150.0),
        ruled(text("Kiểm tra nội bộ năm học 2026-2027", 14.0, 'b', At::Middle(middle), 170.0), 0.4),
        body("Thực hiện nhiệm vụ năm học, nhà trường triển khai kiểm tra nội bộ,", indent, 210.0),
        body("giúp giáo viên, nhân viên làm tốt hơn công việc, cụ thể như sau:", LEFT, 230.0),
        text("I. MỤC ĐÍCH", 14.0, 'b', At::Left(indent), 256.0),
        body("1. Phát hiện sớm việc làm chưa đúng để kịp thời nhắc nhở, uốn nắn.", indent, 282.0),
        body("2. Làm đúng tiến độ, tiết kiệm, không phô trương, không gây phiền hà cho tổ", indent, 308.0),
        body("chuyên môn.", LEFT, 328.0),
    ];
    let second = vec![
        text("2", 13.0, 'r', At::Middle(middle), 40.0),
        text("II. TỔ CHỨC THỰC HIỆN", 14.0, 'b', At::Left(indent), 76.0),
        body("Các tổ chuyên môn, Tổ Văn phòng thực hiện Kế hoạch này./.", indent, 102.0),
        text("Nơi nhận:", 12.0, 'z', At::Left(LEFT), 140.0),
        text("KT. HIỆU TRƯỞNG", 14.0, 'b', At::Middle(right), 140.0),
        text("- Sở Giáo dục và Đào tạo (để báo cáo);", 11.0, 'r', At::Left(LEFT), 156.0),
        text("PHÓ HIỆU TRƯỞNG", 14.0, 'b', At::Middle(right), 158.0),
        text("- Các tổ chuyên môn;", 11.0, 'r', At::Left(LEFT), 170.0),
        text("- Lưu: VT.", 11.0, 'r', At::Left(LEFT), 184.0),
        text("Trần Thị Mẫu", 14.0, 'b', At::Middle(right), 240.0),
    ];
    vec![first, second]
}
