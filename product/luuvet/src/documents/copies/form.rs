//! The form of a copy (Decree 30/2020, Annex I, Part II; form 3.1): its name at the top right of the first page, and
//! behind the last page the body, number, place and date, who stands for it, and the recipients.

use jiff::civil::Date;
use luuvet_pages::compose::{Align, Block, Colour, Column, Moment, Paragraph, Sheet};
use luuvet_pages::{Limits, Mark, PageError, page_size, stamp};

use crate::documents::delivery::faces::faces;

/// Distance of the name of the copy from the right and upper edges, in points.
const CORNER: (f32, f32) = (42.5, 36.0);
/// Size of the words in the corner (Decree 30/2020, Annex I, Part II: 10).
const SMALL: f32 = 10.0;

/// What the form says.
#[derive(Clone, Debug)]
pub struct Form {
    /// "SAO Y", "TRÍCH SAO" or "SAO LỤC".
    pub title: String,
    /// The body that makes the copy.
    pub body: String,
    /// "SY-SGDĐT": the symbol without its number.
    pub symbol: String,
    /// The place of its date.
    pub place: String,
    /// The number with its symbol, and the date; none before it is numbered.
    pub number: Option<(String, Date)>,
    /// The year that stands behind the blanks before it is numbered.
    pub year: i16,
    /// The lines above the name.
    pub lines: Vec<String>,
    /// The part that an extract takes; empty for whole documents.
    pub part: String,
    /// Recipients by name.
    pub recipients: Vec<String>,
}

/// The copied pages with the form; the same every time. Call it from a blocking thread.
///
/// # Errors
/// As the copied file is found: damaged, too large, no page.
pub fn copied(source: &[u8], form: &Form, made: Moment) -> Result<Vec<u8>, PageError> {
    let limits = Limits::default();
    let marks = corner(form, page_size(source, 1, &limits)?.width);
    stamp(source, &marks, Some(&sheet(form, made)), &faces()?, &limits)
}

/// The name of the copy and of its body at the top right of the first page.
fn corner(form: &Form, width: f32) -> Vec<Mark> {
    let mark = |(line, text): (u8, &str)| Mark::Words {
        page: 1,
        x: width - CORNER.0,
        y: CORNER.1 + f32::from(line) * 12.0,
        text: text.to_owned(),
        size: SMALL,
        bold: false,
        italic: false,
        align: Align::Right,
        colour: Colour(0, 0, 0),
    };
    (0..).zip([form.title.as_str(), form.body.as_str()]).map(mark).collect()
}

fn sheet(form: &Form, made: Moment) -> Sheet {
    let (number, day) = match &form.number {
        Some((symbol, day)) => (format!("Số: {symbol}"), vietnamese::dates::official(*day)),
        None => (format!("Số: ……/{}", form.symbol), format!("ngày …… tháng …… năm {}", form.year)),
    };
    let title = Paragraph::new(&form.title).bold().centred().sized(14.0);
    let left = vec![
        Paragraph::new(&form.body.to_uppercase()).bold().centred().sized(12.0).ruled(0.4).into(),
        Paragraph::new(&number).centred().into(),
    ];
    let right = vec![Paragraph::new(&format!("{}, {day}", form.place)).italic().centred().into()];
    let mut blocks: Vec<Block> = vec![Block::Rule(1.0), title.into(), Block::Space(6.0)];
    blocks.push(columns(left, right));
    if !form.part.is_empty() {
        blocks.push(Block::Space(6.0));
        blocks.push(Paragraph::body(&format!("Phần được trích: {}", form.part)).into());
    }
    blocks.push(Block::Space(12.0));
    let mut receives: Vec<Block> = vec![Paragraph::new("Nơi nhận:").bold().italic().sized(12.0).into()];
    receives.extend(form.recipients.iter().map(|name| Paragraph::new(&format!("- {name};")).sized(11.0).into()));
    let (name, above) = form.lines.split_last().map_or(("", &[][..]), |(name, above)| (name.as_str(), above));
    let mut stands: Vec<Block> =
        above.iter().map(|line| Paragraph::new(line).bold().centred().sized(13.0).into()).collect();
    stands.push(Block::Space(60.0));
    stands.push(Paragraph::new(name).bold().centred().sized(14.0).into());
    blocks.push(columns(receives, stands));
    Sheet::new(&form.title, made, blocks)
}

fn columns(left: Vec<Block>, right: Vec<Block>) -> Block {
    Block::Columns(vec![Column { share: 1.0, blocks: left }, Column { share: 1.0, blocks: right }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use luuvet_pages::{find_blanks, text};

    #[test]
    fn a_copy_has_its_form_behind_the_pages_and_no_blank_once_numbered() {
        let made = Moment { year: 2024, month: 4, day: 3, hour: 8, minute: 0 };
        let page = Sheet::new("Thông báo", made, vec![Paragraph::new("THÔNG BÁO").into()]);
        let source = luuvet_pages::compose(&page, &faces().unwrap(), &Limits::default()).unwrap();
        let form = Form {
            title: "SAO Y".into(),
            body: "Trường THPT Hiệp Hòa số 3".into(),
            symbol: "SY-THPTHH3".into(),
            place: "Bắc Giang".into(),
            number: None,
            year: 2024,
            lines: vec!["HIỆU TRƯỞNG".into(), "Người Đứng Đầu".into()],
            part: String::new(),
            recipients: vec!["Tổ Toán - Tin".into()],
        };
        let said: Vec<Mark> = corner(&form, 595.0);
        assert!(matches!(&said[0], Mark::Words { page: 1, text, .. } if text == "SAO Y"));
        let draft = copied(&source, &form, made).unwrap();
        assert_eq!(draft, copied(&source, &form, made).unwrap(), "the same every time");
        let numbered = Form { number: Some(("01/SY-THPTHH3".into(), date(2024, 4, 3))), ..form };
        let issued = copied(&source, &numbered, made).unwrap();
        assert!(find_blanks(&issued, &Limits::default()).unwrap().is_empty());
        let pages = text(&issued, &Limits::default()).unwrap();
        assert_eq!(pages.len(), 2);
        assert!(pages[0].contains("THÔNG BÁO"), "{}", pages[0]);
        assert!(
            pages[1].contains("SAO Y") && pages[1].contains("01/SY-THPTHH3") && pages[1].contains("HIỆU TRƯỞNG"),
            "{}",
            pages[1]
        );
    }
}
