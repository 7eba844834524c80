//! Sending over real sockets to small servers of our own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

use std::time::Duration;

use luuvet_messages::Failure;
use luuvet_messages::mail::{Mail, Mailer};
use luuvet_messages::push::{Key, Message, Seal, Sender, Subscription, Urgency};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A browser's key and secret.
const KEY: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// A push service that answers one request, and gives its head and the length of its body.
async fn service(answer: &'static str) -> (String, JoinHandle<(String, usize)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}/push/secret", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(stream.read_line(&mut head).await.unwrap() > 0);
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
        (head, body.len())
    });
    (endpoint, heard)
}

async fn pushed(endpoint: &str) -> Result<(), Failure> {
    let to = Subscription::read(endpoint, KEY, AUTH).unwrap();
    let message = Message { body: b"{}", topic: Some("notices"), urgency: Urgency::High, keep: 60 };
    let key = Key::of(&[7; 32]).unwrap();
    let seal = Seal { secret: [9; 32], salt: [3; 16] };
    Sender::new(true).unwrap().send(&to, &message, (&key, "mailto:a@b.vn"), &seal, 1_700_000_000).await
}

#[tokio::test]
async fn a_push_service_gets_a_sealed_message() {
    let (endpoint, heard) = service("HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(pushed(&endpoint).await, Ok(()));
    let (head, length) = heard.await.unwrap();
    assert!(head.starts_with("POST /push/secret HTTP/1.1\r\n"), "{head}");
    for line in ["ttl: 60", "urgency: high", "topic: notices", "content-encoding: aes128gcm", "authorization: vapid t="]
    {
        assert!(head.to_lowercase().contains(line), "{line} in {head}");
    }
    assert_eq!(length, 86 + 2 + 1 + 16);
}

#[tokio::test]
async fn what_a_push_service_answers_is_understood() {
    let later = |wait: Option<u64>, status: &str| Failure::Later {
        cause: status.to_owned(),
        after: wait.map(Duration::from_secs),
    };
    for (answer, wanted) in [
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", Failure::Gone),
        ("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n", Failure::Gone),
        (
            "HTTP/1.1 429 Too Many Requests\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n",
            later(Some(120), "429 Too Many Requests"),
        ),
        (
            "HTTP/1.1 503 Service Unavailable\r\nretry-after: 9999999\r\ncontent-length: 0\r\n\r\n",
            later(Some(21_600), "503 Service Unavailable"),
        ),
        ("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n", later(None, "500 Internal Server Error")),
        (
            "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\n\r\n",
            Failure::Refused("413 Payload Too Large".into()),
        ),
        (
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
            Failure::Refused("307 Temporary Redirect".into()),
        ),
    ] {
        let (endpoint, _heard) = service(answer).await;
        assert_eq!(pushed(&endpoint).await, Err(wanted), "{answer}");
    }
}

#[tokio::test]
async fn nobody_there_means_later_and_the_address_is_not_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}/push/secret", listener.local_addr().unwrap());
    drop(listener);
    match pushed(&endpoint).await {
        Err(Failure::Later { cause, after: None }) => assert!(!cause.contains("secret"), "{cause}"),
        other => panic!("{other:?}"),
    }
}

/// A mail server that takes one mail, answering `RCPT` with `answer`; gives what it heard.
async fn mail_server(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}?from=luuvet@truong.edu.vn", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 here\r\n").await.unwrap();
        let (mut heard, mut is_text) = (String::new(), false);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap() == 0 {
                return heard;
            }
            heard.push_str(&line);
            let said: &str = match line.trim_end() {
                "." => "250 taken",
                _ if is_text => continue,
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                other if other.starts_with("RCPT") => answer,
                _ => "250 well",
            };
            is_text = said.starts_with("354");
            stream.write_all(format!("{said}\r\n").as_bytes()).await.unwrap();
        }
    });
    (address, heard)
}

async fn mailed(address: &str) -> Result<(), Failure> {
    let mail =
        Mail {
            to: "gv@truong.edu.vn", subject: "Có 1 việc mới", text: "Mở: https://a.vn/x", id: "0192-ab", at: 0
        };
    Mailer::new(address, None).unwrap().send(&mail).await
}

#[tokio::test]
async fn a_mail_server_gets_one_mail() {
    let (address, heard) = mail_server("250 well").await;
    assert_eq!(mailed(&address).await, Ok(()));
    let heard = heard.await.unwrap();
    for line in
        ["MAIL FROM:<luuvet@truong.edu.vn>", "RCPT TO:<gv@truong.edu.vn>", "https://a.vn/x", "Message-ID: <0192-ab@"]
    {
        assert!(heard.contains(line), "{line} in {heard}");
    }
}

#[tokio::test]
async fn what_a_mail_server_answers_is_understood() {
    let (address, _heard) = mail_server("550 nobody by that name").await;
    assert!(matches!(mailed(&address).await, Err(Failure::Refused(_))));
    let (address, _heard) = mail_server("451 come back later").await;
    assert!(matches!(mailed(&address).await, Err(Failure::Later { .. })));
    assert!(matches!(mailed("smtp://127.0.0.1:1?from=luuvet@truong.edu.vn").await, Err(Failure::Later { .. })));
    let (address, _heard) = mail_server("250 well").await;
    assert_eq!(Mailer::new(&address, None).unwrap().test().await, Ok(()));
}

#[tokio::test]
async fn mail_to_another_machine_is_never_in_clear() {
    // A server that knows no STARTTLS, under a name that is not plainly this machine's.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 here\r\n").await.unwrap();
        let mut heard = String::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap() == 0 {
                return heard;
            }
            heard.push_str(&line);
            stream.write_all(b"250 well\r\n").await.unwrap();
        }
    });
    let sent = mailed(&format!("smtp://LOCALHOST:{port}?from=luuvet@truong.edu.vn")).await;
    assert!(sent.is_err(), "{sent:?}");
    let heard = tokio::time::timeout(Duration::from_secs(5), heard).await.unwrap().unwrap();
    assert!(!heard.contains("MAIL FROM"), "{heard}");
}
