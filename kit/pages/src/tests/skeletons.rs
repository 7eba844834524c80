//! What is seen of a PDF without the bytes of its pictures is what is seen of the whole one.

use super::hostile::{pdf, stream};
use super::letter::{letter, made};
use crate::{Inspection, Limits, PageError, Skeleton, What, Where, inspect, pieces};

type Seen = (Inspection, Vec<(Where, String)>);

const PLENTY: usize = 16 << 20;

fn past_pictures(bytes: &[u8]) -> Result<Seen, PageError> {
    Skeleton::copy(bytes, bytes.len() as u64, PLENTY)?.look(&Limits::default())
}

fn whole(bytes: &[u8]) -> Result<Seen, PageError> {
    Ok((inspect(bytes, &Limits::default())?, pieces(bytes, &Limits::default())?))
}

/// Bytes as a scanner makes them; in letters, so that they can stand in a text.
fn noise(size: usize) -> String {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'A' + (state >> 32) as u8 % 26)
    };
    (0..size).map(|_| next()).collect()
}

fn picture(keys: &str, length: &str, data: &str) -> String {
    format!("<</Type/XObject/Subtype/Image/Width 9/Height 9{keys}/Length {length}>>\nstream\n{data}\nendstream")
}

/// A page that shows a picture and text; `picture` is object 6, and more may follow.
fn scan(contents: &str, resources: &str, content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents {contents}/Resources<</Font<</F 5 0 R>>\
             {resources}>>>>"
        ),
        stream(content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    objects.extend_from_slice(more);
    pdf(&objects, "/Info<</Title(Quyet dinh \\(endstream\\) 5 0 obj)>>")
}

const TEXT: &str = "BT /F 12 Tf 10 10 Td (TOI MAT) Tj ET /Im0 Do";
const DRAWN: &str = "/XObject<</Im0 6 0 R>>";

fn plain() -> Vec<Vec<u8>> {
    let data = noise(50_000);
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>/Length 27>>\n\
        stream\nBT /F 9 Tf (trong khung) Tj\nendstream";
    let note = "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(ghi chu)>>";
    let own = picture("/SMask 7 0 R", "50000", &data);
    vec![
        scan("4 0 R", DRAWN, TEXT, &[picture("", "50000", &data)]),
        scan("4 0 R", DRAWN, TEXT, &[picture("", "7 0 R", &data), "50000".into(), form.into(), note.into()]),
        scan("[4 0 R 4 0 R]", "/XObject 8 0 R", TEXT, &[own, picture("", "50000", &data), "<</Im0 6 0 R>>".into()]),
        scan("4 0 R", DRAWN, TEXT, &[picture("/DecodeParms[<</K -1>>]/Decode[1 0]", "50000", &data)]),
        made(&letter(3)),
    ]
}

#[test]
fn all_text_is_seen_as_in_the_whole_file() {
    for (number, file) in plain().into_iter().enumerate() {
        let seen = past_pictures(&file).unwrap_or_else(|error| panic!("file {number}: {error}"));
        assert!(!seen.1.is_empty());
        assert_eq!(Ok(seen), whole(&file), "file {number}");
    }
}

#[test]
fn pictures_take_no_memory_and_text_is_bounded() {
    let large = scan("4 0 R", DRAWN, TEXT, &[picture("", "2000000", &noise(2_000_000))]);
    let seen = Skeleton::copy(large.as_slice(), large.len() as u64, 100_000).unwrap().look(&Limits::default());
    assert_eq!(seen, whole(&large));
    let text = format!("{TEXT}\n% {}", noise(200_000));
    let wordy = scan("4 0 R", DRAWN, &text, &[picture("", "2000", &noise(2_000))]);
    let over = Skeleton::copy(wordy.as_slice(), wordy.len() as u64, 100_000).map(|_| ());
    assert!(matches!(over, Err(PageError::TooLarge { what: What::Kept, .. })), "{over:?}");
}

fn unclear(bytes: &[u8]) {
    let seen = past_pictures(bytes);
    assert!(matches!(seen, Err(PageError::Unclear(_))), "{seen:?}");
}

#[test]
fn what_calls_itself_a_picture_and_is_read_is_refused() {
    let data = format!("{TEXT}\n% {}", noise(50_000));
    let tile = picture("", &data.len().to_string(), &data);
    // As the page's own content; as one of several; as a font's table; as metadata; behind another name.
    unclear(&scan("6 0 R", DRAWN, TEXT, std::slice::from_ref(&tile)));
    unclear(&scan("[4 0 R 6 0 R]", DRAWN, TEXT, std::slice::from_ref(&tile)));
    unclear(&scan("4 0 R", DRAWN, TEXT, &[tile.clone(), "<</Type/Font/ToUnicode 6 0 R>>".into()]));
    unclear(&scan("4 0 R", DRAWN, TEXT, &[tile.clone(), "<</Metadata 6 0 R>>".into()]));
    unclear(&scan("7 0 R", DRAWN, TEXT, &[tile, "[6 0 R]".into()]));
    // A key that makes it something to read: kept and read as in the whole file.
    let pattern = picture("/PatternType 1/Resources<</Font<</F 5 0 R>>>>", &data.len().to_string(), &data);
    let file = scan("4 0 R", DRAWN, "q Q", &[pattern]);
    let seen = past_pictures(&file).unwrap();
    assert!(seen.1.iter().any(|(_, text)| text.contains("TOI MAT")));
    assert_eq!(Ok(seen), whole(&file));
}

#[test]
fn what_hides_in_a_picture_or_pretends_to_be_one_is_refused() {
    let (noise, long) = (noise(50_000), noise(30_000));
    // An object inside of a picture, to which the table could point.
    let hidden = format!("{noise}\n9 0 obj\n<</Contents(MAT)>>\nendobj\n{noise}");
    unclear(&scan("4 0 R", DRAWN, TEXT, &[picture("", &hidden.len().to_string(), &hidden)]));
    // A picture that claims to go on over the next object's beginning, and one that ends too early.
    unclear(&scan("4 0 R", DRAWN, TEXT, &[picture("", "60000", &noise)]));
    unclear(&scan("4 0 R", DRAWN, TEXT, &[picture("", "40000", &noise)]));
    // A text that holds what looks like a picture and hides words in it.
    let fake = format!("{} BT /F 12 Tf (MAT) Tj ET", picture("", &long.len().to_string(), &long));
    unclear(&scan("4 0 R", DRAWN, &format!("{TEXT} % 9 0 obj {fake}"), &[picture("", "50000", &noise)]));
    // A bracket that would make the pass read over an object.
    let open = format!("<</Title 1>>\nendobj\n(\n7 0 obj\n{}\n)", stream(&long));
    unclear(&scan("4 0 R", DRAWN, TEXT, &[picture("", "50000", &noise), open]));
    for junk in ["garbage", "<</A 1>>", ")"] {
        let file = [scan("4 0 R", DRAWN, TEXT, &[]), junk.as_bytes().to_vec()].concat();
        unclear(&file);
    }
}

#[test]
fn a_changed_file_is_refused_or_seen_as_it_is() {
    let (mut same, mut refused) = (0, 0);
    for file in plain() {
        let data = file.windows(7).position(|piece| piece == b"stream\n").unwrap_or(0);
        let places = (0..file.len()).filter(|at| *at < data + 400 || *at + 1_500 > file.len()).step_by(11);
        for (at, change) in places.zip([0x01, 0x20, 0x5A].into_iter().cycle()) {
            let mut bytes = file.clone();
            bytes[at] ^= change;
            match past_pictures(&bytes) {
                Ok(seen) => {
                    assert_eq!(Ok(seen), whole(&bytes), "byte {at} ^ {change}");
                    same += 1;
                }
                Err(_) => refused += 1,
            }
        }
        for part in 1..20 {
            let cut = &file[..file.len() * part / 20];
            assert!(past_pictures(cut).is_err(), "{part}");
        }
    }
    assert!(same > 100 && refused > 100, "{same} {refused}");
}

#[test]
fn an_encrypted_file_is_told_as_such() {
    let key = "<</Filter/Standard/V 1/R 2/P -44/O<0000000000000000000000000000000000000000000000000000000000000000>\
        /U<0000000000000000000000000000000000000000000000000000000000000000>>>";
    let bytes = super::hostile::one_page(&[stream("0 g"), key.into()], "/Encrypt 5 0 R/ID[<00><00>]");
    assert_eq!(past_pictures(&bytes), Err(PageError::Encrypted));
}
