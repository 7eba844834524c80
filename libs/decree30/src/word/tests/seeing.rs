//! Files as they look.

use super::drafts::{all, of_kind};
use super::package::{columns, file, p, r, rooted};
use crate::kinds;
use crate::layout;
use crate::seen::{Line, Seen, Stands};
use crate::word::{Blank, Limits, blanks, seen, write};

fn see(bytes: &[u8]) -> Seen {
    seen(bytes, &Limits::default()).unwrap()
}

fn line<'a>(seen: &'a Seen, begins: &str) -> &'a Line {
    seen.lines.iter().find(|line| line.text.starts_with(begins)).unwrap()
}

#[test]
fn what_is_written_looks_as_the_decree_wants() {
    let seen = see(&write(&of_kind(kinds::find("plan").unwrap()), layout::current()).unwrap());
    let paper = seen.paper.unwrap();
    let near = |one: f32, two: f32| (one - two).abs() < 0.1;
    assert!(near(paper.width, 210.0) && near(paper.height, 297.0));
    assert!(
        paper.margins.iter().zip([20.0, 15.0, 20.0, 30.0]).all(|(got, wanted)| near(*got, wanted)),
        "{:?}",
        paper.margins
    );
    let number = seen.page_number.clone().unwrap();
    assert!(number.top && !number.on_first && number.stands == Stands::Centre && number.size == Some(14.0));
    let country = line(&seen, "Cộng hòa");
    let run = &country.runs[0];
    assert!(
        run.bold
            && run.capitals
            && !run.italic
            && run.size == Some(13.0)
            && run.face.as_deref() == Some("Times New Roman")
    );
    assert_eq!((country.stands, country.cell), (Some(Stands::Centre), Some([0, 0, 1])));
    assert!((line(&seen, "Độc lập").rule.unwrap() - 1.0).abs() < 0.02);
    assert!((line(&seen, "Trường THPT").rule.unwrap() - 0.42).abs() < 0.02);
    assert!((line(&seen, "Tăng cường hoạt động").rule.unwrap() - 0.42).abs() < 0.02);
    assert!(line(&seen, "Căn cứ").runs[0].italic);
    let text = line(&seen, "Nhà trường giao");
    assert!(near(text.indent.unwrap(), 12.7) && near(text.spacing.unwrap(), 1.1) && text.around == Some([6.0, 0.0]));
    assert_eq!((text.stands, text.runs[0].size), (Some(Stands::Justified), Some(14.0)));
    assert_eq!(seen.lines.iter().enumerate().find(|(index, line)| line.index != *index).map(|(index, _)| index), None);
}

#[test]
fn type_comes_from_defaults_styles_tables_and_theme() {
    let theme = "<?xml version='1.0'?><t xmlns='http://x'><majorFont><latin typeface='Cambria'/></majorFont><minorFont><latin typeface='Calibri'/></minorFont></t>";
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme='minorHAnsi'/><w:sz w:val='22'/></w:rPr></w:rPrDefault>\
        <w:pPrDefault><w:pPr><w:spacing w:after='160' w:line='259' w:lineRule='auto'/></w:pPr></w:pPrDefault></w:docDefaults>\
        <w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/></w:style>\
        <w:style w:type='paragraph' w:styleId='A'><w:name w:val='a'/><w:basedOn w:val='N'/><w:pPr><w:jc w:val='both'/></w:pPr><w:rPr><w:b/><w:sz w:val='28'/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='B'><w:name w:val='b'/><w:basedOn w:val='A'/><w:pPr><w:ind w:firstLine='567'/></w:pPr><w:rPr><w:rFonts w:asciiTheme='majorHAnsi'/></w:rPr></w:style>\
        <w:style w:type='character' w:styleId='S'><w:name w:val='s'/><w:rPr><w:b/><w:color w:val='ff0000'/></w:rPr></w:style>\
        <w:style w:type='table' w:styleId='T'><w:name w:val='t'/><w:pPr><w:spacing w:after='0'/></w:pPr><w:rPr><w:i/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='X'><w:name w:val='x'/><w:basedOn w:val='Y'/><w:rPr><w:i/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='Y'><w:name w:val='y'/><w:basedOn w:val='X'/><w:rPr><w:sz w:val='30'/></w:rPr></w:style>";
    let table = columns(&[&p("", &r("", "ô"))]).replace("<w:tblPr/>", "<w:tblPr><w:tblStyle w:val='T'/></w:tblPr>");
    let body = [
        p("", &r("", "thường")),
        p(
            "<w:pStyle w:val='B'/>",
            &(r("", "đậm")
                + &r("<w:rStyle w:val='S'/>", "đỏ")
                + &r("<w:b w:val='0'/><w:rFonts w:ascii='Times New Roman'/><w:sz w:val='26'/>", "riêng")),
        ),
        table,
        p("<w:pStyle w:val='X'/><w:spacing w:line='360' w:lineRule='exact'/>", &r("", "vòng")),
    ];
    let seen = see(&file(
        &body.concat(),
        &[("styles", "styles", rooted("styles", styles)), ("theme", "theme", theme.to_owned())],
    ));
    let plain = line(&seen, "thường");
    assert_eq!(
        (plain.runs[0].face.as_deref(), plain.runs[0].size, plain.around),
        (Some("Calibri"), Some(11.0), Some([0.0, 8.0]))
    );
    let mixed = line(&seen, "đậm");
    let got: Vec<_> = mixed
        .runs
        .iter()
        .map(|run| (run.bold, run.size, run.face.as_deref(), run.colour.as_deref(), (run.from, run.to)))
        .collect();
    // Bold twice by styles of two sorts is not bold.
    let expected = [
        (true, Some(14.0), Some("Cambria"), None, (0, 3)),
        (false, Some(14.0), Some("Cambria"), Some("FF0000"), (3, 5)),
        (false, Some(13.0), Some("Times New Roman"), None, (5, 10)),
    ];
    assert_eq!(got, expected);
    assert!((mixed.indent.unwrap() - 10.0).abs() < 0.01 && mixed.stands == Some(Stands::Justified));
    let cell = line(&seen, "ô");
    assert!(cell.runs[0].italic && cell.around == Some([0.0, 0.0]));
    let circle = line(&seen, "vòng");
    assert!(circle.runs[0].italic && circle.runs[0].size == Some(15.0));
    assert!((circle.spacing.unwrap() - 18.0 / (15.0 * 1.149)).abs() < 0.01);
}

#[test]
fn rules_drawn_as_shapes_are_measured() {
    let drawn = |length: f32, offset: f32| {
        let (length, offset) = (length * 36_000.0, offset * 36_000.0);
        format!(
            "<w:r><w:drawing><wp:anchor><wp:positionV relativeFrom='paragraph'><wp:posOffset>{offset:.0}</wp:posOffset></wp:positionV>\
             <wp:extent cx='{length:.0}' cy='0'/><a:graphic><a:graphicData><wps:wsp><a:prstGeom prst='line'/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )
    };
    let size = "<w:sz w:val='28'/>";
    let width = crate::word::measure::width("Độc lập - Tự do", 14.0, false, false);
    let vector = |style: &str, from: &str, to: &str| {
        format!("<w:r><w:pict><v:line style='{style}' from='{from}' to='{to}'/></w:pict></w:r>")
    };
    let body = [
        p("", &(r(size, "Độc lập - Tự do") + &drawn(width / 2.0, 6.0))),
        p("", &r(size, "hai dòng")),
        p("", &(r(size, "dòng dưới") + &drawn(10.0, 0.5))),
        p("", &r(size, "ba")),
        p("", &vector("position:absolute", "10pt,1pt", "66.7pt,1pt")),
        p("", &(r(size, "đứng") + &vector("position:absolute", "0,0", "0,50pt"))),
    ];
    let seen = see(&file(&body.concat(), &[]));
    assert!((line(&seen, "Độc lập").rule.unwrap() - 0.5).abs() < 0.01);
    // At the top of a paragraph it lies below the one before.
    assert!(line(&seen, "hai dòng").rule.is_some() && line(&seen, "dòng dưới").rule.is_none());
    let three = line(&seen, "ba").rule.unwrap() * crate::word::measure::width("ba", 14.0, false, false);
    assert!((three - 20.0).abs() < 0.1, "{three}");
    assert_eq!(line(&seen, "đứng").rule, None);
}

#[test]
fn page_numbers_at_the_foot_and_on_page_one() {
    let field = "<w:fldSimple w:instr=' PAGE  \\* MERGEFORMAT '><w:r><w:rPr><w:sz w:val='24'/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>";
    let footer = rooted("ftr", &p("<w:jc w:val='right'/>", field));
    let section =
        "<w:sectPr><w:footerReference w:type='default' r:id='footer1'/><w:pgSz w:w='12240' w:h='15840'/></w:sectPr>";
    let seen = see(&file(&(p("", &r("", "x")) + section), &[("footer", "footer1", footer)]));
    let number = seen.page_number.unwrap();
    assert_eq!((number.top, number.stands, number.size, number.on_first), (false, Stands::Right, Some(12.0), true));
    assert!((seen.paper.unwrap().width - 215.9).abs() < 0.1);
}

#[test]
fn blanks_are_found_as_people_leave_them() {
    let found = |number: &str, day: &str| {
        let body =
            [p("", &r("", number)), p("", &r("", day)), p("", &r("", "Nội dung ngày 5 tháng 6 năm 2024"))].concat();
        blanks(&see(&file(&body, &[])))
    };
    let day = |day, month, year| Blank::Date { line: 1, day, month, year };
    assert_eq!(
        found("Số:      /KH-THPT", "Bắc Sơn, ngày    tháng    năm 2024"),
        [Blank::Number { line: 0, at: (3, 9) }, day((13, 17), (22, 26), None)]
    );
    assert_eq!(
        found("Số: ……/QĐ-SGDĐT", "Bắc Sơn, ngày…tháng…năm……"),
        [Blank::Number { line: 0, at: (3, 6) }, day((13, 14), (19, 20), Some((23, 25)))]
    );
    assert_eq!(found("Số: ____ /TB-X", "Bắc Sơn, ngày ... tháng ... năm 20...").len(), 2);
    assert_eq!(found("Số: 12/KH-THPT", "Bắc Sơn, ngày 5 tháng 6 năm 2024"), []);
    // Found twice, neither is sure.
    assert_eq!(found("Số:   /KH", "Số:   /QĐ"), []);
}

#[test]
fn what_is_written_with_blanks_has_its_places() {
    for (name, draft) in all() {
        let seen = see(&write(&draft, layout::current()).unwrap());
        let found = blanks(&seen);
        let places = found.iter().filter_map(|blank| match blank {
            Blank::Signature { below, above } => {
                Some((seen.lines[*below].text.clone(), above.map(|at| seen.lines[at].text.clone())))
            }
            _ => None,
        });
        let wanted = draft
            .signers
            .iter()
            .map(|signer| (signer.lines.last().cloned().unwrap_or_default(), Some(signer.name.clone())));
        assert_eq!(places.collect::<Vec<_>>(), wanted.collect::<Vec<_>>(), "{name}");
        let numbered = found.iter().any(|blank| matches!(blank, Blank::Number { .. }));
        let dated = found.iter().any(|blank| matches!(blank, Blank::Date { .. }));
        assert_eq!((numbered, dated), (name == "blank", name == "blank"), "{name}");
    }
}
