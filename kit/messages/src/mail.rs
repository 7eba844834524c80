//! Mail: one text to one address, through the house's mail server.

use std::time::{Duration, SystemTime};

use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use reqwest::Url;

use crate::Failure;

/// A server that takes longer for one step is tried again later.
const LONGEST: Duration = Duration::from_secs(20);
/// Longest subject and text, in bytes.
const LONGEST_SUBJECT: usize = 400;
const LONGEST_TEXT: usize = 64_000;

/// Hands mail to a server. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// A mail.
#[derive(Clone, Debug)]
pub struct Mail<'a> {
    /// To whom: one address, without a name.
    pub to: &'a str,
    /// One line.
    pub subject: &'a str,
    /// Plain text in paragraphs; an address of ours in it becomes a link.
    pub text: &'a str,
    /// The same for every try, so that a mail that arrives twice is seen to be one: letters and digits.
    pub id: &'a str,
    /// Seconds since 1970.
    pub at: u64,
}

impl Mailer {
    /// A mailer for `smtp://user@host:port?from=address` (encrypted by STARTTLS; in clear only to this machine) or
    /// `smtps://…` (encrypted from the start). The password never stands in the address.
    ///
    /// # Errors
    /// What is wrong with the address.
    pub fn new(address: &str, password: Option<String>) -> Result<Self, &'static str> {
        let url: Url = address.parse().map_err(|_| "it is no address")?;
        if url.password().is_some() {
            return Err("the password does not belong into the address");
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("it names no server")?.to_owned();
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let from = url.query_pairs().find(|(name, _)| name == "from").ok_or("it says no sender (?from=…)")?.1;
        let from: Mailbox = from.parse().map_err(|_| "the sender (?from=…) is no address")?;
        let parameters = || TlsParameters::new(host.clone()).map_err(|_| "its server's name is none");
        let (tls, usual) = match url.scheme() {
            "smtps" => (Tls::Wrapper(parameters()?), 465),
            "smtp" if is_here(&host) => (Tls::None, 25),
            "smtp" => (Tls::Required(parameters()?), 587),
            _ => return Err("it does not begin with smtp:// or smtps://"),
        };
        let domain = ClientId::Domain(from.email.domain().to_owned());
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
            .port(url.port().unwrap_or(usual))
            .timeout(Some(LONGEST))
            .hello_name(domain)
            .tls(tls);
        if let (false, Some(password)) = (url.username().is_empty(), password) {
            builder = builder.credentials(Credentials::new(unescaped(url.username())?, password));
        }
        Ok(Self { transport: builder.build(), from })
    }

    /// Connects, signs in and leaves again.
    ///
    /// # Errors
    /// The cause.
    pub async fn test(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the server does not answer".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Hands a mail over.
    ///
    /// # Errors
    /// [`Failure::Refused`] when server or mail will never go, [`Failure::Later`] else.
    pub async fn send(&self, mail: &Mail<'_>) -> Result<(), Failure> {
        let message = self.message(mail).map_err(|why| Failure::Refused(why.to_owned()))?;
        self.transport.send(message).await.map(drop).map_err(|error| {
            let code = error.status().map(|code| code.to_string()).unwrap_or_default();
            // 53x is about our signing in: it does not speak against the mail.
            if error.is_permanent() && !code.starts_with("53") {
                return Failure::Refused(error.to_string());
            }
            Failure::later(error)
        })
    }

    /// The mail as it goes over the line.
    fn message(&self, mail: &Mail<'_>) -> Result<Message, &'static str> {
        if mail.subject.len() > LONGEST_SUBJECT || mail.text.len() > LONGEST_TEXT {
            return Err("the mail is too long");
        }
        if mail.subject.chars().any(char::is_control) {
            return Err("the subject is not one line");
        }
        if !mail.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err("the id is not of letters and digits");
        }
        let to = recipient(mail.to)?;
        let both = MultiPart::alternative()
            .boundary(format!("luuvet-{}", mail.id))
            .singlepart(SinglePart::plain(mail.text.to_owned()))
            .singlepart(SinglePart::html(html(mail.text)));
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(mail.at))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .multipart(both)
            .map_err(|_| "the mail cannot be written")
    }
}

/// Whether this text is one address, as [`Mailer::send`] takes it.
#[must_use]
pub fn is_address(text: &str) -> bool {
    recipient(text).is_ok()
}

fn recipient(text: &str) -> Result<Mailbox, &'static str> {
    let is_plain = text.len() <= 254 && text.is_ascii() && !text.contains(|c: char| c.is_control() || c == ' ');
    if !is_plain || !text.rsplit('@').next().is_some_and(|domain| domain.contains('.')) {
        return Err("the recipient is no address");
    }
    let address: Address = text.parse().map_err(|_| "the recipient is no address")?;
    Ok(Mailbox::new(None, address))
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The name with `%40` and the like as letters.
fn unescaped(name: &str) -> Result<String, &'static str> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next(), rest.next()].map(|digit| digit.and_then(|digit| char::from(digit).to_digit(16)));
        let [Some(high), Some(low)] = digits else { return Err("the user's name is unreadable") };
        bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
    }
    String::from_utf8(bytes).map_err(|_| "the user's name is unreadable")
}

/// The text with its paragraphs and with links; nothing in it is taken for markup.
fn html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let linked = |word: &str| match word.strip_prefix("https://").or_else(|| word.strip_prefix("http://")) {
        Some(_) => format!("<a href=\"{word}\">{word}</a>"),
        None => word.to_owned(),
    };
    let line = |line: &str| line.split(' ').map(linked).collect::<Vec<_>>().join(" ");
    let paragraph = |lines: &str| format!("<p>{}</p>\n", lines.lines().map(line).collect::<Vec<_>>().join("<br>\n"));
    escaped.split("\n\n").map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail<'a>(to: &'a str, subject: &'a str) -> Mail<'a> {
        Mail { to, subject, text: "Có 1 việc mới.\n\nhttps://a.vn/b?c=1&d=<x>", id: "0192-ab", at: 1_712_100_000 }
    }

    #[test]
    fn nothing_gets_into_the_head() {
        let mailer = Mailer::new("smtp://127.0.0.1:25?from=luuvet@truong.edu.vn", None).unwrap();
        for to in
            ["a@b.vn\r\nBcc: c@d.vn", "a@b.vn, c@d.vn", "Bcc: <a@b.vn>", "a@b", "a b@c.vn", "", "a@b.vn\n", "@b.vn"]
        {
            assert!(mailer.message(&mail(to, "Lưu Vết")).is_err(), "{to:?}");
        }
        for subject in ["Lưu Vết\r\nBcc: c@d.vn", "a\nb", "a\0b"] {
            assert!(mailer.message(&mail("a@b.vn", subject)).is_err(), "{subject:?}");
        }
        assert!(mailer.message(&Mail { id: "a>\r\nX: y", ..mail("a@b.vn", "x") }).is_err());
        let written = String::from_utf8(mailer.message(&mail("a@b.vn", "Lưu Vết")).unwrap().formatted()).unwrap();
        assert!(written.contains("multipart/alternative") && written.contains("Message-ID: <0192-ab@truong.edu.vn>"));
        assert!(written.contains("Date: Tue, 02 Apr 2024 23:20:00 +0000"), "{written}");
    }

    #[test]
    fn a_text_is_no_markup() {
        assert_eq!(html("<b> & \"c\""), "<p>&lt;b&gt; &amp; &quot;c&quot;</p>\n");
        assert_eq!(html("Mở: https://a.vn/x"), "<p>Mở: <a href=\"https://a.vn/x\">https://a.vn/x</a></p>\n");
    }

    #[test]
    fn what_an_address_must_say() {
        let wrong = |address: &str| Mailer::new(address, None).err();
        assert!(wrong("smtp://u:p@mail.truong.edu.vn?from=a@b.vn").is_some_and(|why| why.contains("password")));
        assert!(wrong("smtp://mail.truong.edu.vn").is_some_and(|why| why.contains("from")));
        assert!(wrong("https://mail.truong.edu.vn?from=a@b.vn").is_some_and(|why| why.contains("smtp")));
        assert!(wrong("smtp://?from=a@b.vn").is_some() && wrong("mail").is_some());
        assert_eq!(wrong("smtp://u%40truong.edu.vn@mail.truong.edu.vn:587?from=a@b.vn"), None);
        assert_eq!(unescaped("u%40v"), Ok("u@v".to_owned()));
        assert!(unescaped("u%4").is_err());
    }
}
