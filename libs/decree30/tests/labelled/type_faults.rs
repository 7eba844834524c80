//! Faults of type, of the page, and of the signs that only a finished page carries.

use decree30::check::{Cell, cells};
use decree30::seen::{Line, PageNumber, Run, Seen, Stands};

/// A fault of a file.
pub struct TypeFault {
    /// The rule that must find it.
    pub rule: &'static str,
    /// Rules that rightly speak too.
    pub also: &'static [&'static str],
    /// On which line; none: the page.
    cell: Option<Cell>,
    change: Change,
}

enum Change {
    Line(fn(&mut Line, usize)),
    Seen(fn(&mut Seen, usize) -> bool),
}

impl TypeFault {
    pub fn name(&self) -> String {
        format!("{} {:?}", self.rule, self.cell)
    }

    /// Plants it; false where it cannot be.
    pub fn plant(&self, seen: &mut Seen, number: usize) -> bool {
        match (&self.change, self.cell) {
            (Change::Seen(change), _) => change(seen, number),
            (Change::Line(change), cell) => {
                let at = cells(seen).into_iter().find(|(_, one)| Some(*one) == cell).map(|(at, _)| at);
                let Some(line) = at.and_then(|at| seen.lines.get_mut(at)) else { return false };
                let before = line.clone();
                change(line, number);
                *line != before
            }
        }
    }
}

fn runs(line: &mut Line, change: impl Fn(&mut Run)) {
    line.runs.iter_mut().for_each(change);
}

/// Other words, in the type of the first run.
fn say(line: &mut Line, text: &str) {
    let run = Run { from: 0, to: text.chars().count(), ..line.runs[0].clone() };
    (line.text, line.runs) = (text.into(), vec![run]);
}

fn size(line: &mut Line, at: usize) {
    runs(line, |run| run.size = Some([9.0, 16.0, 10.0, 18.0][at % 4]));
}

fn bold(line: &mut Line, _: usize) {
    runs(line, |run| run.bold = !run.bold);
}

fn unbold(line: &mut Line, _: usize) {
    runs(line, |run| run.bold = false);
}

fn italic(line: &mut Line, _: usize) {
    runs(line, |run| run.italic = !run.italic);
}

fn small(line: &mut Line, _: usize) {
    let text = line.text.to_lowercase();
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    say(line, &format!("{first}{}", letters.as_str()));
}

fn shouted(line: &mut Line, at: usize) {
    if at.is_multiple_of(2) { say(line, &line.text.to_uppercase()) } else { runs(line, |run| run.capitals = true) }
}

fn stands(line: &mut Line, at: usize) {
    line.stands = Some(if line.stands == Some(Stands::Justified) {
        Stands::Right
    } else {
        [Stands::Left, Stands::Justified][at % 2]
    });
}

const fn on(rule: &'static str, cell: Cell, change: fn(&mut Line, usize)) -> TypeFault {
    TypeFault { rule, also: &[], cell: Some(cell), change: Change::Line(change) }
}

const fn with(
    rule: &'static str,
    also: &'static [&'static str],
    cell: Cell,
    change: fn(&mut Line, usize),
) -> TypeFault {
    TypeFault { rule, also, cell: Some(cell), change: Change::Line(change) }
}

const fn page(rule: &'static str, change: fn(&mut Seen, usize) -> bool) -> TypeFault {
    TypeFault { rule, also: &[], cell: None, change: Change::Seen(change) }
}

fn number(seen: &mut Seen, change: impl Fn(&mut PageNumber)) -> bool {
    seen.page_number.as_mut().map(change).is_some()
}

/// Takes the lines of a cell away.
fn without(seen: &mut Seen, cell: Cell) -> bool {
    let gone: Vec<usize> = cells(seen).into_iter().filter(|(_, one)| *one == cell).map(|(at, _)| at).collect();
    seen.lines.retain(|line| !gone.contains(&line.index));
    seen.lines.iter_mut().enumerate().for_each(|(index, line)| line.index = index);
    !gone.is_empty()
}

/// Every fault: of every cell its size, weight, slant and place, then the rest.
pub fn all() -> Vec<TypeFault> {
    use Cell::*;
    let sized = [
        Nation,
        Motto,
        Parent,
        Issuer,
        Number,
        PlaceDay,
        Title,
        Subject,
        LetterSubject,
        Addressee,
        Competence,
        Decides,
        Basis,
        Part,
        PartTitle,
        Section,
        SectionTitle,
        Article,
        Body,
        Authority,
        Signer,
        Recipients,
        Recipient,
        Annex,
        AnnexTitle,
        AnnexReference,
        Urgency,
        Circulation,
        DrafterMark,
        Contact,
    ];
    let bolds = [
        Nation,
        Motto,
        Title,
        Subject,
        Competence,
        Decides,
        Part,
        PartTitle,
        Section,
        SectionTitle,
        Authority,
        Signer,
        Annex,
        AnnexTitle,
        Recipients,
    ];
    let plains = [Number, PlaceDay, LetterSubject, Addressee, Basis, Recipient, AnnexReference, Parent];
    let capitals = [Nation, Parent, Issuer, Title, Competence, PartTitle, SectionTitle];
    let placed =
        [Nation, Motto, Issuer, Number, Title, Competence, Decides, Part, Annex, Authority, Signer, Body, Basis];
    let slanted = [
        Nation,
        Motto,
        Issuer,
        Parent,
        Number,
        PlaceDay,
        Title,
        Subject,
        LetterSubject,
        Addressee,
        Competence,
        Decides,
        Basis,
        Part,
        Section,
        Article,
        Authority,
        Signer,
        Recipients,
        Recipient,
        Annex,
        AnnexTitle,
        AnnexReference,
    ];
    let mut faults: Vec<TypeFault> = sized.map(|cell| on("form.size", cell, size)).into();
    faults.extend(bolds.map(|cell| on("form.bold", cell, unbold)));
    faults.extend(plains.map(|cell| on("form.bold", cell, bold)));
    faults.push(on("form.bold", Article, unbold));
    faults.extend(slanted.map(|cell| on("form.italic", cell, italic)));
    let also = &["language.organisation-capitals", "language.organisation-name"];
    faults.extend(capitals.map(|cell| with("form.capitals", also, cell, small)));
    faults.extend([Motto, Subject].map(|cell| on("form.capitals", cell, shouted)));
    faults.extend(placed.map(|cell| on("form.align", cell, stands)));
    faults.extend(lines());
    faults.extend(pages());
    faults
}

fn lines() -> Vec<TypeFault> {
    use Cell::*;
    vec![
        on("form.face", Body, |line, _| runs(line, |run| run.face = Some("Arial".into()))),
        on("form.face-metric", Body, |line, _| runs(line, |run| run.face = Some("Liberation Serif".into()))),
        on("form.colour", Title, |line, _| runs(line, |run| run.colour = Some("1F4E79".into()))),
        on("form.spacing", Body, |line, at| line.spacing = Some([0.8, 2.0, 1.8, 0.9][at % 4])),
        on("form.indent", Body, |line, at| line.indent = Some([0.0, 20.0, 5.0, 15.0][at % 4])),
        on("form.gap", Basis, |line, at| line.around = Some([0.0, [0.0, 3.0][at % 2]])),
        on("form.rule", Motto, |line, at| line.rule = [None, Some(0.5)][at % 2]),
        on("form.rule", Issuer, |line, at| line.rule = [None, Some(1.0), Some(0.1)][at % 3]),
        on("form.rule", Subject, |line, at| line.rule = [None, Some(0.9)][at % 2]),
        on("form.nation-words", Nation, |line, at| {
            let text = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.", "CỘNG HÒA XÃ HỘI CHỦ NGHỈA VIỆT NAM", "CHXHCN VIỆT NAM"]
                [at % 3];
            say(line, text)
        }),
        on("form.motto-words", Motto, |line, at| {
            let text =
                ["Độc lập – Tự do – Hạnh phúc", "Độc lập-Tự do-Hạnh phúc", "Độc Lập - Tự Do - Hạnh Phúc"][at % 3];
            say(line, text)
        }),
        on("form.number-zero", Number, |line, at| {
            let symbol = line.text.split_once('/').map(|(_, symbol)| symbol.to_owned()).unwrap();
            say(line, &format!("Số: {}/{symbol}", 2 + at % 7))
        }),
        on("form.number-digits", Number, |line, _| say(line, &line.text.replace("Số: ", "Số: V"))),
        on("form.symbol-sign", Number, |line, at| {
            let text = [line.text.replace(':', ""), line.text.replace('-', " - "), line.text.replace('/', " /")]
                [at % 3]
                .clone();
            say(line, &text)
        }),
        on("form.day-zero", PlaceDay, |line, at| {
            let place = line.text.split_once(',').unwrap().0.to_owned();
            let day = ["4 tháng 11", "04 tháng 03", "12 tháng 1", "12 tháng 09"][at % 4];
            say(line, &format!("{place}, ngày {day} năm 2026"))
        }),
        on("form.day-words", PlaceDay, |line, _| {
            let place = line.text.split_once(',').unwrap().0.to_owned();
            say(line, &format!("{place}, ngày 04/11/2026"))
        }),
        on("form.day-comma", PlaceDay, |line, _| say(line, &line.text.replace(',', ""))),
        on("form.day-impossible", PlaceDay, |line, at| {
            let place = line.text.split_once(',').unwrap().0.to_owned();
            say(line, &format!("{place}, ngày {} năm 2026", ["31 tháng 4", "30 tháng 02", "31 tháng 9"][at % 3]))
        }),
        with("form.subject-vv", &["form.subject-prefix"], LetterSubject, |line, at| {
            let text = line.text.replace("V/v ", ["v/v ", "", "V/v: ", "Về việc "][at % 4]);
            say(line, &text)
        }),
        with("form.recipient-sign", &["form.cell-missing"], Recipient, |line, at| {
            let text = if at.is_multiple_of(2) { line.text.replace(';', "") } else { line.text.replace(';', ",") };
            say(line, &text)
        }),
        on("structure.base-sign", Basis, |line, at| say(line, &line.text.replace(';', ["", ".", ","][at % 3]))),
        on("form.authority-spelling", Authority, |line, at| {
            let text = line
                .text
                .replace("KT. ", ["KT ", "K/T ", "KT."][at % 3])
                .replace("TM. ", ["TM ", "T/M ", "TM."][at % 3]);
            say(line, &text)
        }),
        on("form.urgency-word", Urgency, |line, at| say(line, ["KHẨN.", "RẤT KHẨN", "HOẢ TỐC", "Khẩn"][at % 4])),
        on("form.circulation", Circulation, |line, at| say(line, ["XEM XONG TRẢ", "LƯU HÀNH NỘI BÔ"][at % 2])),
        on("form.name-capitals", Signer, |line, _| say(line, &line.text.to_uppercase())),
        on("form.name-degree", Signer, |line, at| say(line, &format!("{} {}", ["ThS.", "TS."][at % 2], line.text))),
        on("form.cell-order", Recipients, |line, _| line.cell = Some([2, 0, 1])),
        on("form.cell-order", Nation, |line, _| line.cell = Some([0, 0, 0])),
        on("language.spelling", Body, |line, _| say(line, &format!("{} Bổ xung hồ sơ.", line.text))),
    ]
}

fn pages() -> Vec<TypeFault> {
    fn paper(seen: &mut Seen, change: impl Fn(&mut decree30::seen::Paper)) -> bool {
        seen.paper.as_mut().map(change).is_some()
    }
    vec![
        page("form.paper", |seen, at| {
            paper(seen, |paper| (paper.width, paper.height) = [(215.9, 279.4), (148.0, 210.0)][at % 2])
        }),
        page("form.margin", |seen, at| paper(seen, |paper| paper.margins[at % 4] = [10.0, 30.0, 12.0, 25.0][at % 4])),
        page("form.page-number", |seen, at| match at % 4 {
            0 => number(seen, |number| number.top = false),
            1 => number(seen, |number| number.stands = Stands::Right),
            2 => number(seen, |number| number.on_first = true),
            _ => number(seen, |number| number.size = Some(10.0)),
        }),
        page("form.page-number", |seen, _| {
            (seen.pages, seen.page_number) = (Some(3), None);
            true
        }),
        TypeFault {
            also: &["form.symbol-missing", "form.place-missing"],
            ..page("form.cell-missing", |seen, at| {
                without(seen, [Cell::Nation, Cell::Motto, Cell::Number, Cell::PlaceDay][at % 4])
            })
        },
        page("structure.closing", |seen, _| {
            let Some(line) = seen.lines.iter_mut().find(|line| line.text.ends_with("./.")) else { return false };
            let text = line.text.replace("./.", ".");
            say(line, &text);
            true
        }),
        page("structure.number-order", |seen, at| {
            let Some(line) = seen.lines.iter_mut().find(|line| line.text.starts_with("2. ")) else { return false };
            let text = line.text.replacen("2.", ["3.", "1."][at % 2], 1);
            say(line, &text);
            true
        }),
    ]
}
