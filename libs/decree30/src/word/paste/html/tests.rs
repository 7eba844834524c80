use super::*;
use crate::draft::words;

fn said(html: &str) -> Vec<(Level, Option<String>, String)> {
    let blocks = from_html(html, &Limits::default());
    blocks.into_iter().map(|block| (block.level, block.stated.clone(), block.words())).collect()
}

fn block(level: Level, stated: Option<&str>, text: &str) -> (Level, Option<String>, String) {
    (level, stated.map(str::to_owned), text.to_owned())
}

#[test]
fn words_own_lists_and_its_litter() {
    let html = "<html xmlns:o='urn:x'><head><style>p{color:red}</style><title>t</title></head><body><!--StartFragment-->\
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>II.\
        <span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;</span></span><![endif]><b>Mục đích<o:p></o:p></b></p>\
        <p><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>Một việc</p>\
        <p><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Hai việc</p>\
        <p class=MsoNormal>Căn\r\n  cứ&nbsp;<i>kế hoạch</i> n&#259;m</p></body></html>";
    let expected = [
        block(Level::Heading, Some("II"), "Mục đích"),
        block(Level::Dash, None, "Một việc"),
        block(Level::Plus, None, "Hai việc"),
        block(Level::Paragraph, None, "Căn cứ kế hoạch năm"),
    ];
    assert_eq!(said(html), expected);
    let blocks = from_html(html, &Limits::default());
    assert!(!blocks[0].text[0].bold && blocks[3].text[1].italic);
}

#[test]
fn google_docs_is_not_all_bold() {
    let html = "<b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><h1><span>Kết quả</span></h1><ol start=\"2\">\
        <li><p><span style=\"font-weight:700\">Đậm</span> thường</p></li><li><p>Tiếp</p><ul><li>con</li></ul></li></ol></b>";
    let blocks = from_html(html, &Limits::default());
    let expected = [
        block(Level::Heading, None, "Kết quả"),
        block(Level::Clause, Some("2"), "Đậm thường"),
        block(Level::Clause, None, "Tiếp"),
        block(Level::Plus, None, "con"),
    ];
    // A list inside a numbered one stands one deeper.
    assert_eq!(said(html), expected);
    assert_eq!(blocks[1].text.iter().map(|span| span.bold).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn libreoffices_paragraphs() {
    let html = "<meta http-equiv='content-type' content='text/html; charset=utf-8'/><title></title>\
        <style type='text/css'>p { line-height: 115% }</style>\
        <p align='center' style='margin-bottom: 0cm'><font face='Times New Roman, serif'><b>QUYẾT ĐỊNH:</b></font></p>\
        <p align='justify'><b>Điều 1.</b> Thành lập tổ&nbsp;<i>đọc sách</i>.</p>\
        <ol><li><p>Một</p></li></ol><p>a) Hai</p><p><br/></p>";
    let expected = [
        block(Level::Centred, None, "QUYẾT ĐỊNH:"),
        block(Level::Article, None, "Thành lập tổ đọc sách."),
        block(Level::Clause, None, "Một"),
        block(Level::Point, None, "Hai"),
    ];
    assert_eq!(said(html), expected);
}

#[test]
fn tables_with_heads_and_spans() {
    let html = "<p>Trước</p><table><thead><tr><th>TT<th colspan=2>Tên</tr></thead><tbody><tr><td rowspan='2'>1</td>\
        <td align=center>a<br>b</td><td><p>c</p><p>d</p></td></tr><tr><td>e</td><td><table><tr><td>trong</td></tr></table></td></tr></table>Sau";
    let blocks = from_html(html, &Limits::default());
    assert_eq!(blocks.len(), 3);
    let table = blocks[1].table.as_ref().unwrap();
    let text: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| words(&cell.text)).collect()).collect();
    assert_eq!(text, [vec!["TT", "Tên"], vec!["1", "a\nb", "c\nd"], vec!["e", "trong"]]);
    assert_eq!((table.head, table.rows[0][1].columns, table.rows[1][0].rows), (1, 1, 1));
    assert_eq!(table.rows[1][1].align, crate::draft::Align::Centre);
}

#[test]
fn scripts_links_and_what_is_hidden() {
    let html = "<script>alert('<p>x</p>')</script><p onclick=\"x()\">Xem <a href='https://vidu.vn/a'>trang này</a>\
        <span style='display:none'>ẩn</span></p><p>1. Một</p><div>b) Hai</div><center><b>THÔNG BÁO</b></center>";
    let expected = [
        block(Level::Paragraph, None, "Xem trang này"),
        block(Level::Clause, None, "Một"),
        block(Level::Point, Some("b"), "Hai"),
        block(Level::Centred, None, "THÔNG BÁO"),
    ];
    assert_eq!(said(html), expected);
}

#[test]
fn whatever_is_pasted_stays_within_bounds() {
    let limits = Limits { pasted: 1_000, ..Limits::default() };
    let last = from_html(&"<p>chữ".repeat(1_000), &limits).pop().unwrap();
    assert!(last.unknown.contains("quá dài"));
    let deep = "<div><b>".repeat(100_000) + "đáy";
    assert_eq!(said(&deep), [block(Level::Paragraph, None, "đáy")]);
    for broken in [
        "<",
        "<p",
        "<table><tr><td",
        "&",
        "<!--",
        "</p></p>",
        "<li>x",
        "<ol start=99999999999999999999><li>y",
        "\u{202e}<p>\u{0}",
    ] {
        let _ = said(broken);
    }
}
