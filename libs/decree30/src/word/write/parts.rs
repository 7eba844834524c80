//! The parts of the package beside the body: what Word needs to open it, styles, header and footer.

use super::markup::{Around, PLAIN, escaped, paragraph, run};
use super::{Maker, points, twips};
use crate::word::say::{Style, file};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Names and texts of all parts.
pub(super) fn all(maker: &Maker<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations(&[("main", "officeDocument", "word/document.xml")])),
        ("word/document.xml", document(maker)),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("styles", "styles", "styles.xml"),
                ("settings", "settings", "settings.xml"),
                ("numbers", "header", "header1.xml"),
                ("contact", "footer", "footer1.xml"),
                ("nothing", "footer", "footer2.xml"),
            ]),
        ),
        ("word/styles.xml", styles(maker)),
        ("word/settings.xml", settings()),
        ("word/header1.xml", header()),
        ("word/footer1.xml", footer(maker)),
        ("word/footer2.xml", format!("{HEAD}<w:ftr {SPACES}><w:p/></w:ftr>")),
    ]
}

fn types() -> String {
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ];
    let part = |(name, kind): &(&str, &str)| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>")
    };
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.iter().map(part).collect::<String>()
    )
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
    };
    format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">{}</Relationships>", all.iter().map(one).collect::<String>())
}

fn document(maker: &Maker<'_>) -> String {
    format!("{HEAD}<w:document {SPACES}><w:body>{}{}</w:body></w:document>", maker.out, maker.section())
}

/// Without this Word opens the file as one of an older program.
fn settings() -> String {
    let compatible = "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>";
    format!(
        "{HEAD}<w:settings {SPACES}><w:defaultTabStop w:val=\"720\"/>{compatible}<w:themeFontLang w:val=\"vi-VN\"/></w:settings>"
    )
}

fn header() -> String {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{HEAD}<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"page-number\"/></w:pPr>{}<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}<w:r><w:t>2</w:t></w:r>{}</w:p></w:hdr>",
        sign("begin"),
        sign("separate"),
        sign("end")
    )
}

fn footer(maker: &Maker<'_>) -> String {
    let contact = maker.draft.contact.trim();
    if contact.is_empty() {
        return format!("{HEAD}<w:ftr {SPACES}><w:p/></w:ftr>");
    }
    let border = "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"3\" w:color=\"000000\"/></w:pBdr>";
    let line = paragraph("contact", &run(contact, PLAIN), Around::default(), border);
    format!("{HEAD}<w:ftr {SPACES}>{line}</w:ftr>")
}

fn styles(maker: &Maker<'_>) -> String {
    let (layout, text) = (maker.layout, maker.layout.kind("text"));
    let family = escaped(&layout.face.family);
    let fonts =
        format!("<w:rFonts w:ascii=\"{family}\" w:hAnsi=\"{family}\" w:eastAsia=\"{family}\" w:cs=\"{family}\"/>");
    let size = half_points(text.used);
    let defaults = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    );
    let normal = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
        <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
        <w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>";
    let all: String = file().style.iter().map(|one| style(maker, one)).collect();
    format!("{HEAD}<w:styles {SPACES}>{defaults}{normal}{all}</w:styles>")
}

fn style(maker: &Maker<'_>, style: &Style) -> String {
    let (layout, kind) = (maker.layout, maker.layout.kind(&style.cell));
    let mut shape = String::new();
    if style.keep {
        shape.push_str("<w:keepNext/>");
    }
    if style.running {
        let before = points(layout.text.paragraph_gap.used);
        let line = (layout.text.line_spacing.used * 240.0).round();
        shape.push_str(&format!("<w:spacing w:before=\"{before}\" w:line=\"{line}\" w:lineRule=\"auto\"/>"));
    }
    if style.indent {
        shape.push_str(&format!("<w:ind w:firstLine=\"{}\"/>", twips(layout.text.indent.used)));
    }
    let align = if style.align == "centre" { "center" } else { &style.align };
    shape.push_str(&format!("<w:jc w:val=\"{align}\"/>"));
    if let Some(level) = style.outline.checked_sub(1) {
        shape.push_str(&format!("<w:outlineLvl w:val=\"{level}\"/>"));
    }
    let on = |name: &str, is: bool| if is { format!("<w:{name}/>") } else { String::new() };
    let size = half_points(kind.used);
    format!(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr>{shape}</w:pPr><w:rPr>{}{}{}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
        style.cell,
        escaped(&style.name),
        on("b", kind.bold),
        on("i", kind.italic),
        on("caps", kind.capitals),
    )
}

fn half_points(size: f64) -> i64 {
    (size * 2.0).round() as i64
}
