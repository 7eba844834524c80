//! Letters of the demo as PDF: letterhead, number line with blanks, title, text, recipients, signature (Decree 30/2020,
//! Annex I). Drafts keep the blanks for number and date; what came from outside bears them.

use jiff::civil::Date;
use luuvet_domain::documents::Kind;
use luuvet_pages::compose::{Block, Column, Moment, Paragraph, Run, Sheet};
use luuvet_pages::{Faces, Limits, compose};

use super::world::Settled;
use crate::app::App;
use crate::documents::store::NewFile;
use crate::refusal::Refusal;

/// A letter's words.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The body above, in capitals.
    pub above: String,
    /// The issuing body, in capitals.
    pub name: String,
    /// The symbol behind the stroke.
    pub symbol: String,
    /// Its number, when it bears one.
    pub number: Option<u32>,
    /// Place of the date line.
    pub place: String,
    /// The date when it bears one, else the year of its blanks.
    pub day: Result<Date, i16>,
    /// The kind; an official letter has no title.
    pub kind: Kind,
    /// The kind's name.
    pub kind_name: String,
    /// Trích yếu.
    pub subject: String,
    /// To whom; for official letters.
    pub to: String,
    /// The text: "# " begins a heading, "- " an item.
    pub text: Vec<String>,
    /// Nơi nhận, a line each.
    pub recipients: Vec<String>,
    /// Mandate and post above the signature.
    pub capacity: Vec<String>,
    /// The signer's name.
    pub signer: String,
}

impl Letter {
    /// A draft of an organisation, with blanks.
    #[must_use]
    pub fn draft(of: &Settled, kind: Kind, kind_name: &str, symbol: &str, year: i16) -> Self {
        Self {
            above: of.above.clone(),
            name: of.name.to_uppercase(),
            symbol: symbol.to_owned(),
            number: None,
            place: of.place.clone(),
            day: Err(year),
            kind,
            kind_name: kind_name.to_owned(),
            subject: String::new(),
            to: String::new(),
            text: Vec::new(),
            recipients: Vec::new(),
            capacity: Vec::new(),
            signer: String::new(),
        }
    }

    /// The letter as PDF/A. For a blocking thread.
    ///
    /// # Errors
    /// As the typesetter.
    pub fn pdf(&self, faces: &Faces) -> Result<Vec<u8>, Refusal> {
        compose(&self.sheet(), faces, &Limits::default()).map_err(|error| Refusal::Broken(error.to_string()))
    }

    fn sheet(&self) -> Sheet {
        let mut blocks = vec![self.head(), Block::Space(14.0)];
        if self.kind == Kind::OfficialLetter {
            let to = Run { text: format!("Kính gửi: {}", self.to), ..Run::default() };
            blocks.push(Paragraph { after: 12.0, ..Paragraph::of(vec![to]).centred().sized(14.0) }.into());
        } else {
            blocks.push(Paragraph::new(&self.kind_name.to_uppercase()).centred().bold().sized(14.0).into());
            blocks.push(Paragraph::new(&self.subject).centred().bold().sized(14.0).ruled(0.3).into());
            blocks.push(Block::Space(12.0));
        }
        blocks.extend(self.text.iter().map(|line| paragraph(line).into()));
        let last = blocks.pop().into_iter();
        blocks.push(Block::Together(last.chain([Block::Space(8.0), self.foot()]).collect()));
        let made = self.day.unwrap_or_else(|year| jiff::civil::date(year, 1, 1));
        let moment = Moment {
            year: u16::try_from(made.year()).unwrap_or(2024),
            month: u8::try_from(made.month()).unwrap_or(1),
            day: u8::try_from(made.day()).unwrap_or(1),
            hour: 8,
            minute: 0,
        };
        Sheet::new(&self.subject, moment, blocks)
    }

    fn head(&self) -> Block {
        let number = self.number.map_or_else(|| " ".repeat(10), |number| format!(" {number:02}"));
        let date = match self.day {
            Ok(day) => vietnamese::dates::official(day),
            Err(year) => format!("ngày       tháng       năm {year}"),
        };
        let mut left = vec![
            Paragraph::new(&self.above).centred().sized(12.0),
            Paragraph::new(&self.name).centred().bold().sized(12.0).ruled(0.4),
            Paragraph { before: 4.0, ..Paragraph::new(&format!("Số:{number}/{}", self.symbol)).centred() },
        ];
        if self.kind == Kind::OfficialLetter {
            left.push(Paragraph::new(&format!("V/v {}", lower_first(&self.subject))).centred().sized(12.0));
        }
        let right = vec![
            Paragraph::new("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").centred().bold().sized(12.0),
            Paragraph::new("Độc lập - Tự do - Hạnh phúc").centred().bold().ruled(1.0),
            Paragraph { before: 4.0, ..Paragraph::new(&format!("{}, {date}", self.place)).centred().italic() },
        ];
        Block::Columns(vec![column(5.0, left), column(7.0, right)])
    }

    fn foot(&self) -> Block {
        let mut recipients = vec![Paragraph::new("Nơi nhận:").bold().italic().sized(12.0)];
        recipients.extend(self.recipients.iter().map(|line| Paragraph::new(line).sized(11.0)));
        let signer = vec![
            Paragraph::new(&self.capacity.join("\n")).centred().bold().sized(14.0),
            Paragraph { before: 60.0, ..Paragraph::new(&self.signer).centred().bold().sized(14.0) },
        ];
        Block::Columns(vec![column(1.0, recipients), column(1.0, signer)])
    }
}

fn column(share: f32, paragraphs: Vec<Paragraph>) -> Column {
    Column { share, blocks: paragraphs.into_iter().map(Block::from).collect() }
}

fn paragraph(line: &str) -> Paragraph {
    match line.strip_prefix("# ") {
        Some(heading) => Paragraph { with_next: true, ..Paragraph::body(heading).bold() },
        None => Paragraph::body(line),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Renders letters side by side and stores them: for each a file by the given name and role.
///
/// # Errors
/// As the typesetter and the folder of blobs.
pub async fn files(app: &App, letters: Vec<(String, Letter)>) -> Result<Vec<NewFile>, Refusal> {
    let found = tokio::task::spawn_blocking(|| Faces::find(None)).await.map_err(broken)?;
    let faces = found.map_err(broken)?;
    let mut waiting = Vec::with_capacity(letters.len());
    for (name, letter) in letters {
        let (faces, app) = (faces.clone(), app.clone());
        waiting.push(tokio::spawn(async move {
            let (bytes, pages) = tokio::task::spawn_blocking(move || -> Result<_, Refusal> {
                let bytes = letter.pdf(&faces)?;
                let pages = luuvet_pages::inspect(&bytes, &Limits::default()).map_err(broken)?.pages;
                Ok((bytes, pages))
            })
            .await
            .map_err(broken)??;
            let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            Ok::<_, Refusal>(NewFile {
                role: "draft".into(),
                name,
                media_type: "application/pdf".into(),
                hash: app.blobs.put(bytes).await?,
                size,
                pages: i64::try_from(pages).unwrap_or(0),
                has_text: true,
            })
        }));
    }
    let mut files = Vec::with_capacity(waiting.len());
    for task in waiting {
        files.push(task.await.map_err(broken)??);
    }
    Ok(files)
}

fn broken(error: impl std::fmt::Display) -> Refusal {
    Refusal::Broken(error.to_string())
}
