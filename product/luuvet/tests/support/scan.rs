//! A scan of as many megabytes as wanted, made while it is sent, and the form that carries it.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// Bytes of one page's picture.
const PICTURE: usize = 2_500_000;
const BOUNDARY: &str = "----luuvet-scan";

/// A piece of a file.
enum Piece {
    Words(String),
    Picture(usize),
}

/// A PDF of pictures, a line of text on each page.
pub struct Scan {
    pieces: Vec<Piece>,
    noise: Vec<u8>,
    pub pages: usize,
}

impl Scan {
    /// A scan of about `bytes` bytes.
    pub fn new(bytes: usize) -> Self {
        let pages = bytes.div_ceil(PICTURE).max(1);
        let (mut pieces, mut places, mut size) = (vec![Piece::Words("%PDF-1.4\n".to_owned())], Vec::new(), 9);
        let mut object = |pieces: &mut Vec<Piece>, body: String, picture: usize| {
            places.push(size);
            let head = format!("{} 0 obj\n{body}", places.len());
            let tail = if picture == 0 { "\nendobj\n" } else { "\nendstream\nendobj\n" };
            size += head.len() + picture + tail.len();
            pieces.extend([Piece::Words(head), Piece::Picture(picture), Piece::Words(tail.to_owned())]);
            size
        };
        object(&mut pieces, "<</Type/Catalog/Pages 2 0 R>>".to_owned(), 0);
        let kids: String = (0..pages).map(|page| format!("{} 0 R ", 4 + page * 3)).collect();
        object(&mut pieces, format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>"), 0);
        object(&mut pieces, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(), 0);
        let mut end = 0;
        for page in 0..pages {
            let (content, image) = (5 + page * 3, 6 + page * 3);
            let body = format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R\
                 /Resources<</Font<</F 3 0 R>>/XObject<</Im {image} 0 R>>>>>>"
            );
            object(&mut pieces, body, 0);
            let text = format!("q 595 0 0 842 0 0 cm /Im Do Q BT /F 12 Tf 9 9 Td (To {page}) Tj ET");
            object(&mut pieces, format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()), 0);
            let body = format!(
                "<</Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceGray/BitsPerComponent 8\
                 /Filter/DCTDecode/Length {PICTURE}>>\nstream\n"
            );
            end = object(&mut pieces, body, PICTURE);
        }
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
        for place in &places {
            writeln!(table, "{place:010} 00000 n ").unwrap();
        }
        write!(table, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{end}\n%%EOF\n", places.len() + 1).unwrap();
        pieces.push(Piece::Words(table));
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        Self { pieces, noise: (0..PICTURE).map(|_| next()).collect(), pages }
    }

    pub fn size(&self) -> usize {
        let of = |piece: &Piece| match piece {
            Piece::Words(words) => words.len(),
            Piece::Picture(size) => *size,
        };
        self.pieces.iter().map(of).sum()
    }

    fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.as_bytes(),
            Piece::Picture(size) => &self.noise[..*size],
        })
    }

    pub fn whole(&self) -> Vec<u8> {
        self.bytes().collect::<Vec<_>>().concat()
    }

    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        self.bytes().for_each(|piece| hasher.update(piece));
        hasher.finalize().into()
    }

    /// Sends it as a clerk does who takes in a file, over a connection of its own; gives the answer's head.
    pub async fn send(&self, host: &str, session: &str) -> String {
        let head = self.head(host, session);
        let mut line = TcpStream::connect(host).await.unwrap();
        line.write_all(head.as_bytes()).await.unwrap();
        for piece in self.bytes() {
            line.write_all(piece).await.unwrap();
        }
        line.write_all(format!("\r\n--{BOUNDARY}--\r\n").as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends the first half of it and hangs up.
    pub async fn send_half(&self, host: &str, session: &str) {
        let mut line = TcpStream::connect(host).await.unwrap();
        line.write_all(self.head(host, session).as_bytes()).await.unwrap();
        for piece in self.bytes().take(self.pieces.len() / 2) {
            line.write_all(piece).await.unwrap();
        }
    }

    fn head(&self, host: &str, session: &str) -> String {
        let field =
            |name, value| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let form = format!(
            "{}{}--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ho-so.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n",
            field("form", Uuid::from_u128(7).to_string()),
            field("declared", "yes".to_owned())
        );
        let length = form.len() + self.size() + BOUNDARY.len() + 8;
        format!(
            "POST /incoming/files HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {session}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n\
             Content-Length: {length}\r\n\r\n{form}"
        )
    }
}
