//! Faults of the cells.

use decree30::draft::{Authority, Draft};

use super::{Fault, fault, with};

fn typed(draft: &Draft) -> bool {
    draft.symbol.text.contains('-') && draft.kind != "official-letter"
}

fn letter(draft: &Draft) -> bool {
    draft.kind == "official-letter"
}

fn lines(draft: &mut Draft, lines: &[&str]) -> bool {
    draft.signers[0].lines = lines.iter().map(|line| (*line).to_owned()).collect();
    true
}

fn symbol_parts(draft: &Draft) -> (String, String) {
    draft.symbol.text.split_once('-').map(|(kind, rest)| (kind.to_owned(), rest.to_owned())).unwrap()
}

pub const FAULTS: &[Fault] = &[
    fault("form.symbol-cv", |draft, at| {
        let (body, _) = symbol_parts(draft);
        draft.symbol.text =
            [format!("{body}-CV"), format!("{body}-CM-CV"), format!("CV-{body}"), format!("{body}-cv-CM")][at % 4]
                .clone();
        letter(draft)
    }),
    fault("form.symbol-case", |draft, _| {
        let (kind, rest) = symbol_parts(draft);
        draft.symbol.text = format!("{}-{rest}", kind.to_uppercase());
        typed(draft) && kind != kind.to_uppercase()
    }),
    fault("form.symbol-case", |draft, at| {
        let (kind, rest) = symbol_parts(draft);
        let wrong = if at % 2 == 0 { kind.to_lowercase() } else { kind.replace('Đ', "D") };
        draft.symbol.text = format!("{wrong}-{rest}");
        typed(draft) && wrong != kind
    }),
    fault("form.symbol-kind", |draft, at| {
        let (kind, rest) = symbol_parts(draft);
        let other = ["TB", "KH", "BC", "TB"][at % 4];
        draft.symbol.text = format!("{other}-{rest}");
        typed(draft) && kind != other
    }),
    fault("form.symbol-kind", |draft, at| {
        draft.symbol.text = format!("{}-{}", ["TB", "KH", "BC", "HD"][at % 4], draft.symbol.text);
        letter(draft)
    }),
    fault("form.symbol-sign", |draft, at| {
        draft.symbol.text = match at % 4 {
            0 => draft.symbol.text.replace('-', " - "),
            1 => draft.symbol.text.replace('-', "–"),
            2 => format!("{} ", draft.symbol.text),
            _ => format!("/{}", draft.symbol.text),
        };
        true
    }),
    fault("form.symbol-organisation", |draft, at| {
        draft.symbol.text = draft.symbol.text.replace("THPT", ["TRUONG", "PT", "T", "THPTX"][at % 4]);
        true
    }),
    fault("form.symbol-missing", |draft, _| {
        draft.symbol.text.clear();
        true
    }),
    fault("form.number-digits", |draft, _| {
        draft.symbol.number = Some(0);
        true
    }),
    fault("form.issuer-missing", |draft, _| {
        draft.issuer.name.clear();
        true
    }),
    fault("form.issuer-parent", |draft, _| {
        draft.issuer.parent = draft.issuer.name.to_uppercase();
        true
    }),
    fault("form.place-missing", |draft, at| {
        draft.place = ["", " "][at % 2].into();
        true
    }),
    fault("form.place-words", |draft, at| {
        draft.place += [",", ", ngày", " .", ", ngày 5 tháng 3"][at % 4];
        true
    }),
    fault("form.place-capitals", |draft, at| {
        draft.place = if at % 2 == 0 { draft.place.to_lowercase() } else { draft.place.to_uppercase() };
        true
    }),
    fault("form.day-future", |draft, at| {
        draft.day = Some(jiff::civil::date(2026, 12, 1 + (at % 20) as i8));
        true
    }),
    fault("form.kind-unknown", |draft, at| {
        draft.kind = ["thong-bao", "", "other", "Kế hoạch"][at % 4].into();
        true
    }),
    fault("form.subject-missing", |draft, _| {
        draft.subject.clear();
        !matches!(draft.kind.as_str(), "minutes" | "invitation")
    }),
    fault("form.subject-prefix", |draft, at| {
        draft.subject = format!("{}{}", ["V/v ", "v/v: ", "V/v về việc ", "V/V "][at % 4], draft.subject);
        true
    }),
    fault("form.subject-sign", |draft, at| {
        draft.subject += [".", ";", ":", "."][at % 4];
        true
    }),
    with("form.signer-missing", &["structure.competence-missing"], |draft, at| {
        if at % 2 == 0 {
            draft.signers.clear()
        } else {
            draft.signers[0].lines = vec![" ".into()]
        }
        true
    }),
    fault("form.authority-spelling", |draft, at| {
        let first = ["KT HIỆU TRƯỞNG", "K/T HIỆU TRƯỞNG", "KT.HIỆU TRƯỞNG", "K.T HIỆU TRƯỞNG"][at % 4];
        lines(draft, &[first, "PHÓ HIỆU TRƯỞNG"])
    }),
    fault("form.authority-spelling", |draft, at| {
        let first = ["T/M BAN TỔ CHỨC", "TM BAN TỔ CHỨC", "TM: BAN TỔ CHỨC", "TM.BAN TỔ CHỨC"][at % 4];
        lines(draft, &[first, "TRƯỞNG BAN"])
    }),
    fault("form.authority-order", |draft, at| match at % 4 {
        0 => lines(draft, &["PHÓ HIỆU TRƯỞNG", "KT. HIỆU TRƯỞNG"]),
        1 => lines(draft, &["KT. TRƯỞNG BAN", "TM. BAN TỔ CHỨC", "PHÓ TRƯỞNG BAN"]),
        2 => lines(draft, &["KT. CHÁNH VĂN PHÒNG", "TL. HIỆU TRƯỞNG", "PHÓ CHÁNH VĂN PHÒNG"]),
        _ => lines(draft, &["TỔ TRƯỞNG", "TUQ. HIỆU TRƯỞNG"]),
    }),
    fault("form.authority-order", |draft, at| match at % 2 {
        0 => lines(draft, &["TUQ. HIỆU TRƯỞNG", "KT. TỔ TRƯỞNG", "TỔ PHÓ"]),
        _ => lines(draft, &["KT. HIỆU TRƯỞNG", "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]),
    }),
    fault("form.authority-post", |draft, at| match at % 4 {
        0 => lines(draft, &["KT. HIỆU TRƯỞNG"]),
        1 => lines(draft, &["TL. HIỆU TRƯỞNG"]),
        2 => lines(draft, &["TM. BAN TỔ CHỨC"]),
        _ => lines(draft, &["KT. HIỆU TRƯỞNG", "HIỆU TRƯỞNG"]),
    }),
    fault("form.authority-deputy", |draft, at| {
        let post = ["PHÓ HIỆU TRƯỞNG", "PHÓ GIÁM ĐỐC", "PHÓ CHỦ TỊCH", "PHÓ TRƯỞNG BAN"][at % 4];
        lines(draft, &[post]) && draft.kind != "minutes"
    }),
    fault("form.authority-capitals", |draft, at| {
        let first = Authority::ForHead.lines("", "hiệu trưởng", "", "phó hiệu trưởng");
        let post = ["Phó Hiệu trưởng", "phó hiệu trưởng", "PHÓ HIỆU trưởng", "Phó hiệu trưởng"][at % 4];
        lines(draft, &[&first[0], post])
    }),
    fault("form.name-degree", |draft, at| {
        let title = ["ThS. ", "TS. ", "Thầy ", "PGS.TS. "][at % 4];
        draft.signers[0].name.insert_str(0, title);
        true
    }),
    fault("form.name-capitals", |draft, at| {
        let name = &mut draft.signers[0].name;
        let (first, rest) = name.split_once(' ').unwrap();
        *name = if at % 2 == 0 { name.to_uppercase() } else { format!("{first} {}", rest.to_lowercase()) };
        true
    }),
    fault("form.addressee-missing", |draft, _| {
        draft.addressees.clear();
        draft.recipients.remove(0);
        letter(draft)
    }),
    with("form.addressee-unwanted", &["form.as-above-unwanted"], |draft, _| {
        draft.addressees = vec!["Các tổ chuyên môn".into()];
        draft.recipients = vec!["Như trên".into()];
        matches!(draft.kind.as_str(), "plan" | "notice" | "decision" | "directive")
    }),
    fault("form.as-above", |draft, at| {
        match at % 3 {
            0 => draft.recipients[0] = "Hội đồng trường".into(),
            1 => draft.recipients[0] = "Như kính gửi".into(),
            _ => draft.recipients.swap(0, 1),
        }
        !draft.addressees.is_empty()
    }),
    fault("form.as-above-unwanted", |draft, at| {
        draft.recipients[at % 2] = "Như trên".into();
        draft.addressees.is_empty()
    }),
    fault("form.recipient-sign", |draft, at| {
        let line = &mut draft.recipients[1];
        *line = [format!("- {line}"), format!("{line};"), format!("{line}."), format!("- {line};")][at % 4].clone();
        true
    }),
    fault("form.recipient-sign", |draft, at| {
        let Some(line) = draft.addressees.first_mut() else { return false };
        *line = if at % 2 == 0 { format!("{line};") } else { format!("- {line}") };
        true
    }),
    fault("form.recipient-empty", |draft, at| {
        draft.recipients.push(["", " ", "-", ";"][at % 4].into());
        true
    }),
    fault("form.recipient-twice", |draft, _| {
        let line = draft.recipients[1].clone();
        draft.recipients.push(line);
        true
    }),
    fault("form.recipient-archive", |draft, at| {
        draft.recipients.push(["Lưu: VT", "Lưu: VT, CM", "Lưu VT", "lưu: VT"][at % 4].into());
        true
    }),
    fault("form.recipients-missing", |draft, _| {
        draft.recipients.clear();
        draft.archive.clear();
        draft.addressees.is_empty() && draft.kind != "minutes"
    }),
    fault("form.archive", |draft, at| {
        draft.archive = ["", "Lưu: VT, CM", "CM", "VT."][at % 4].into();
        draft.kind != "minutes"
    }),
    fault("form.circulation", |draft, at| {
        draft.circulation = ["Xem xong trả lại", "XEM XONG TRẢ", "LƯU HÀNH NỘI BÔ", "nội bộ"][at % 4].into();
        true
    }),
    fault("form.drafter-mark", |draft, at| {
        draft.drafter_mark = ["PL 300", "pl.(300)", "PL.300", "(300)"][at % 4].into();
        true
    }),
];
