use super::*;

#[test]
fn nothing_but_a_pdf_is_read() {
    let limits = PdfLimits::default();
    for bytes in [b"".as_slice(), b"%PDF-1.7\n", b"PK\x03\x04", &[0; 1000]] {
        assert_eq!(seen_of_pdf(bytes, &limits), Err(PdfError::Damaged));
    }
    let small = PdfLimits { bytes: 4, ..PdfLimits::default() };
    assert_eq!(seen_of_pdf(b"%PDF-", &small).map_err(|error| error.code()), Err("too-large"));
}
