//! Input that means harm, or that lost a part on the way.

use super::letter::{faces, letter, made};
use crate::{Limits, PageError, What, find_blanks, inspect, page_png, page_size, stamp, text};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(2);

/// Calls everything; tells whether each answered with an error. Nothing may panic or take long.
pub(crate) fn all_refuse(bytes: &[u8]) -> bool {
    let limits = Limits::default();
    let calls: [&dyn Fn() -> bool; 6] = [
        &|| text(bytes, &limits).is_err(),
        &|| page_png(bytes, 1, 300, &limits).is_err(),
        &|| page_size(bytes, 1, &limits).is_err(),
        &|| find_blanks(bytes, &limits).is_err(),
        &|| stamp(bytes, &[], None, &faces(), &limits).is_err(),
        &|| inspect(bytes, &limits).map_or(true, |found| found.encrypted),
    ];
    let timed = |(index, call): (usize, &&dyn Fn() -> bool)| {
        let begun = Instant::now();
        let refused = call();
        assert!(begun.elapsed() < PATIENCE, "call {index}: {:?}", begun.elapsed());
        refused
    };
    // Every call is made, also after one that did not refuse.
    calls.iter().enumerate().map(timed).fold(true, |all, refused| all & refused)
}

/// A PDF of given objects (from 1) with a right table; the first is the catalog.
pub(crate) fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).into_bytes());
    }
    let size = objects.len() + 1;
    let start = out.len();
    out.extend(
        format!("xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n")
            .into_bytes(),
    );
    out
}

pub(crate) fn one_page(extra: &[String], trailer: &str) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Resources<<>>>>".into(),
    ];
    objects.extend_from_slice(extra);
    pdf(&objects, trailer)
}

pub(crate) fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
}

#[test]
fn a_cut_pdf_neither_panics_nor_hangs() {
    let whole = made(&letter(8));
    let mut refused = 0;
    for part in 0..50 {
        let cut = &whole[..whole.len() * part / 50];
        refused += usize::from(all_refuse(cut));
    }
    // A reader may repair a file of which only the tail is gone; what comes out is then a page, not an accident.
    assert!(refused >= 45, "{refused}");
}

#[test]
fn random_bytes_are_refused() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    for head in [&b""[..], b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xFF\xD8\xFF\xE0"] {
        for length in [0, 1, 100, 10_000] {
            let bytes: Vec<u8> = head.iter().copied().chain((0..length).map(|_| next())).collect();
            assert!(all_refuse(&bytes), "{head:?} {length}");
        }
    }
}

#[test]
fn flipped_bytes_neither_panic_nor_hang() {
    let whole = made(&letter(1));
    for index in 0..40 {
        let mut bytes = whole.clone();
        let at = bytes.len() * index / 40;
        bytes[at] ^= 0x5A;
        all_refuse(&bytes);
    }
}

#[test]
fn ten_thousand_pages_are_refused() {
    let claim = pdf(
        &[
            "<</Type/Catalog/Pages 2 0 R>>".into(),
            "<</Type/Pages/Kids[3 0 R]/Count 10000>>".into(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".into(),
        ],
        "",
    );
    assert_eq!(text(&claim, &Limits::default()), Err(PageError::TooLarge { what: What::Pages, limit: 2000 }));
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    let kids: Vec<String> = (3..10_003).map(|id| format!("{id} 0 R")).collect();
    objects.push(format!("<</Type/Pages/Count 10000/MediaBox[0 0 99 99]/Kids[{}]>>", kids.join(" ")));
    objects.extend((0..10_000).map(|_| "<</Type/Page/Parent 2 0 R>>".to_owned()));
    assert!(all_refuse(&pdf(&objects, "")));
    let circle = pdf(&["<</Type/Catalog/Pages 2 0 R>>".into(), "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>".into()], "");
    assert!(all_refuse(&circle));
}

#[test]
fn encrypted_files_are_refused_with_their_own_error() {
    let key = "<</Filter/Standard/V 1/R 2/P -44/O<0000000000000000000000000000000000000000000000000000000000000000>\
        /U<0000000000000000000000000000000000000000000000000000000000000000>>>";
    let bytes = one_page(&[stream("0 g"), key.into()], "/Encrypt 5 0 R/ID[<00><00>]");
    assert!(all_refuse(&bytes));
    assert_eq!(text(&bytes, &Limits::default()), Err(PageError::Encrypted));
    assert_eq!(page_png(&bytes, 1, 100, &Limits::default()), Err(PageError::Encrypted));
    assert!(inspect(&bytes, &Limits::default()).unwrap().encrypted);

    // Encrypted with an empty password: any reader opens it, we do not.
    let mut document = lopdf::Document::load_mem(&made(&letter(1))).unwrap();
    document.trailer.set("ID", vec![lopdf::Object::string_literal("a"), lopdf::Object::string_literal("a")]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(text(&bytes, &Limits::default()), Err(PageError::Encrypted));
    assert_eq!(page_png(&bytes, 1, 100, &Limits::default()), Err(PageError::Encrypted));
    assert_eq!(stamp(&bytes, &[], None, &faces(), &Limits::default()), Err(PageError::Encrypted));
}

#[test]
fn scripts_files_and_signatures_are_seen() {
    let extra = [
        stream("0 g"),
        "<</S/JavaScript/JS(app.alert\\(1\\))>>".into(),
        "<</Type/Filespec/F(a)/EF<</F 4 0 R>>>>".into(),
        "<</FT/Sig/T(chuky)/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>>>".into(),
    ];
    let found = inspect(&one_page(&extra, ""), &Limits::default()).unwrap();
    assert_eq!((found.scripts, found.embedded_files, found.signatures), (true, true, 1));
    assert_eq!(found.text_pages, vec![false]);
}

#[test]
fn huge_or_endless_pages_end_in_time() {
    let size = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1 1000000]/Contents 4 0 R/Resources<<>>>>";
    let thin = pdf(
        &[
            "<</Type/Catalog/Pages 2 0 R>>".into(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
            size.into(),
            stream("0 g"),
        ],
        "",
    );
    assert!(matches!(page_png(&thin, 1, 900, &Limits::default()), Err(PageError::TooLarge { what: What::Pixels, .. })));
    let nested = one_page(&[stream(&format!("{}0 0 9 9 re f", "q ".repeat(200_000)))], "");
    let limits = Limits { time: Duration::from_millis(1500), ..Limits::default() };
    let begun = Instant::now();
    let _ = (page_png(&nested, 1, 200, &limits), text(&nested, &limits), find_blanks(&nested, &limits));
    let arrays = one_page(&[format!("{}{}", "[".repeat(200_000), "]".repeat(200_000))], "");
    let _ = (page_png(&arrays, 1, 200, &limits), text(&arrays, &limits), inspect(&arrays, &limits));
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn time_is_bounded() {
    let limits = Limits { time: Duration::from_millis(50), ..Limits::default() };
    let slow = crate::guard::bounded(&limits, || {
        std::thread::sleep(Duration::from_millis(300));
        Ok(())
    });
    assert_eq!(slow, Err(PageError::TooLarge { what: What::Time, limit: 50 }));
    let broken: Result<(), PageError> = crate::guard::bounded(&Limits::default(), || panic!("a parser's bug"));
    assert!(matches!(broken, Err(PageError::Damaged(_))));
}
