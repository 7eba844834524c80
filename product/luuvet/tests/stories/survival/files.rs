//! Files that are not what they say, that are hostile, and that are large.

use std::time::Instant;

use luuvet_pages::compose::{Block, Moment, Paragraph, Sheet};
use luuvet_pages::{Faces, Limits, compose};

use super::packages::{deflated, stored, zip};
use crate::story;
use crate::support::world::World;
use crate::support::{Browser, Story};

story!(what_is_no_document_is_refused_in_a_sentence);
story!(two_hundred_pages_are_read_page_by_page);

async fn draft(teacher: &mut Browser) -> String {
    let fields = [("direction", "outgoing"), ("kind", "report"), ("subject", "Tệp lạ"), ("urgency", "normal")];
    let place = teacher.post("/drafts/new", &fields).await.is(303).place.clone().unwrap();
    place.rsplit('/').next().unwrap().to_owned()
}

fn pdf(pages: usize) -> Vec<u8> {
    let moment = Moment { year: 2024, month: 4, day: 3, hour: 7, minute: 30 };
    let line = "Nội dung báo cáo của nhà trường gửi Sở Giáo dục và Đào tạo về công tác kiểm tra nội bộ. ".repeat(8);
    let page = |n| [Block::Paragraph(Paragraph::new(&format!("Tờ {n}. {line}"))), Block::PageBreak];
    let blocks = (0..pages).flat_map(page).collect();
    compose(&Sheet::new("Báo cáo", moment, blocks), &Faces::built_in().unwrap(), &Limits::default()).unwrap()
}

const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

/// A Word file with this main part.
fn docx(document: Vec<u8>) -> Vec<u8> {
    zip(&[stored("[Content_Types].xml", TYPES), stored("_rels/.rels", RELATIONS), ("word/document.xml", document)])
}

fn word(head: &str, text: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>{head}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )
}

/// Name, bytes, and what is said of it in both languages.
fn strange() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let (kind_vi, kind_en) = ("chỉ nhận PDF, Word (.docx)", "cannot be taken: only PDF, Word (.docx)");
    let (damaged_vi, damaged_en) = ("bị hỏng hoặc thiếu phần cuối", "is damaged or its end is missing");
    let (complex_vi, complex_en) = ("quá lớn hoặc quá phức tạp", "is too large or too complex");
    let whole = pdf(3);
    let bomb = deflated("word/document.xml", 600_000_000);
    let laughs = "<!DOCTYPE w:document [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                  <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    vec![
        ("chuong-trinh.pdf", [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 900]].concat(), kind_vi, kind_en),
        ("trang.pdf", b"<!doctype html><html><script>alert(1)</script></html>".to_vec(), kind_vi, kind_en),
        ("hinh.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(), kind_vi, kind_en),
        ("cu.doc", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat(), kind_vi, kind_en),
        ("cu.rtf", b"{\\rtf1\\ansi Bao cao}".to_vec(), kind_vi, kind_en),
        ("rong.pdf", Vec::new(), "không có nội dung", "is empty"),
        ("thieu.pdf", whole[..whole.len() / 2].to_vec(), damaged_vi, damaged_en),
        ("thieu.docx", docx(word("", "x").into_bytes())[..300].to_vec(), damaged_vi, damaged_en),
        ("bom.docx", bomb, complex_vi, complex_en),
        ("thuc-the.docx", docx(word(laughs, "&c;&x;").into_bytes()), damaged_vi, damaged_en),
        ("mat-khau.pdf", encrypted(&pdf(1)), "có mật khẩu", "has a password"),
    ]
}

/// A PDF whose trailer asks for a password.
fn encrypted(plain: &[u8]) -> Vec<u8> {
    let text: Vec<u8> = plain.to_vec();
    let find = |what: &[u8]| text.windows(what.len()).rposition(|piece| piece == what);
    let entry = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1340 \
        /O <0101010101010101010101010101010101010101010101010101010101010101> \
        /U <0202020202020202020202020202020202020202020202020202020202020202> >> \
        /ID [<03030303030303030303030303030303> <03030303030303030303030303030303>] ";
    // A classic trailer, or the dictionary of a stream of references: before its root.
    let at = find(b"/Root").expect("a trailer with a root");
    [&text[..at], entry.as_bytes(), &text[at..]].concat()
}

async fn what_is_no_document_is_refused_in_a_sentence(story: Story) {
    World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = draft(&mut teacher).await;
    let path = format!("/drafts/{id}/files");
    let before = story.app.blobs.list().await.unwrap().len();
    for (language, at) in [("vi", 0), ("en", 1)] {
        teacher.post("/language", &[("language", language), ("next", "/")]).await.is(303);
        for (name, bytes, vi, en) in strange() {
            let begun = Instant::now();
            let files = [("file", name, "application/pdf", bytes.as_slice())];
            let answer = teacher.upload(&path, &[("declared", "yes"), ("role", "draft")], &files).await;
            assert_eq!(answer.status, 422, "{name}: {}", answer.text());
            let said = [vi, en][at];
            assert!(answer.text().contains(said), "{name}: “{said}” is not said: {}", answer.text());
            assert!(answer.text().contains(name), "{name} is not named");
            assert!(begun.elapsed().as_secs() < 20, "{name} took {:?}", begun.elapsed());
        }
    }
    assert_eq!(story.app.blobs.list().await.unwrap().len(), before, "something of it was kept");
    // What is whole is taken all the same.
    let (good, whole) = (docx(word("", "Báo cáo").into_bytes()), pdf(1));
    for (name, bytes) in [("bao-cao.docx", good), ("bao-cao.pdf", whole)] {
        let files = [("file", name, "application/octet-stream", bytes.as_slice())];
        let answer = teacher.upload(&path, &[("declared", "yes"), ("role", "attachment")], &files).await;
        assert_eq!(answer.status, 303, "{name}: {}", answer.text());
    }
}

async fn two_hundred_pages_are_read_page_by_page(story: Story) {
    World::make(&story).await;
    let mut teacher = story.signed_in("staff.a").await;
    let id = draft(&mut teacher).await;
    let bytes = pdf(200);
    let begun = Instant::now();
    let files = [("file", "dai.pdf", "application/pdf", bytes.as_slice())];
    let path = format!("/drafts/{id}/files");
    teacher.upload(&path, &[("declared", "yes"), ("role", "draft")], &files).await.is(303);
    let taken = begun.elapsed();
    let begun = Instant::now();
    let page = teacher.get(&format!("/documents/{id}")).await;
    let shown = begun.elapsed();
    let text = page.is(200).text();
    let pages: usize = text.split("Trang 1/").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
    assert!(pages >= 200, "{pages} pages");
    let (images, lazy) = (text.matches("<img ").count(), text.matches("loading=\"lazy\"").count());
    assert!(images > 1 && images <= 30 && lazy >= images - 2, "{images} images, {lazy} of them when they come in view");
    let begun = Instant::now();
    let file = text.split("/files/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let last = teacher.get(&format!("/documents/{id}/files/{file}/pages/{pages}?w=1000")).await;
    let drawn = begun.elapsed();
    assert!(last.is(200).body.starts_with(b"\x89PNG") || last.body.starts_with(b"\xff\xd8"), "a picture");
    // A debug build on a busy machine; what people wait for is far less.
    assert!(taken.as_secs() < 60 && shown.as_secs() < 5 && drawn.as_secs() < 20, "{taken:?} {shown:?} {drawn:?}");
}
