//! Where messages go in a story: a push service with a browser of its own keys behind it, and a mail server.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use luuvet::app::Settings;
use luuvet::notices::keys;
use luuvet::notices::sending::{self, Channel, Messages};
use luuvet_messages::mail::Mailer;
use luuvet_messages::push::Sender;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{Browser, Story};

/// Requests with their bodies.
type Taken = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// The secret that the browser shares with us.
const AUTH: [u8; 16] = [5; 16];

/// Both servers, and what they took.
pub struct Post {
    endpoint: String,
    secret: SecretKey,
    answer: Arc<AtomicU16>,
    pushed: Taken,
    mailed: Arc<Mutex<Vec<String>>>,
}

impl Post {
    /// Opens both, and gives the story's program ways to them.
    pub async fn open(story: &mut Story) -> Self {
        let (push, mail) =
            (TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
        let address = format!("smtp://{}?from=luuvet@truong.edu.vn", mail.local_addr().unwrap());
        let post = Self {
            endpoint: format!("http://{}/push", push.local_addr().unwrap()),
            secret: SecretKey::from_slice(&[11; 32]).unwrap(),
            answer: Arc::new(AtomicU16::new(201)),
            pushed: Arc::default(),
            mailed: Arc::default(),
        };
        let (answer, pushed, mailed) = (post.answer.clone(), post.pushed.clone(), post.mailed.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = push.accept().await {
                tokio::spawn(take_push(stream, answer.clone(), pushed.clone()));
            }
        });
        tokio::spawn(async move {
            while let Ok((stream, _)) = mail.accept().await {
                tokio::spawn(take_mail(stream, mailed.clone()));
            }
        });
        let messages =
            Messages { pusher: Some(Sender::new(true).unwrap()), mailer: Some(Mailer::new(&address, None).unwrap()) };
        let public_url = Some("https://vanban.truong.edu.vn".to_owned());
        story.app.settings = Arc::new(Settings { messages, public_url, ..(*story.app.settings).clone() });
        keys::make(&story.app).await.unwrap();
        post
    }

    /// What the push service answers from now on.
    pub fn answers(&self, status: u16) {
        self.answer.store(status, Ordering::SeqCst);
    }

    /// The browser subscribes, as its script does.
    pub async fn subscribe(&self, browser: &mut Browser) {
        self.subscribe_at(browser, &self.endpoint).await.is(200);
    }

    pub async fn subscribe_at(&self, browser: &mut Browser, endpoint: &str) -> super::browser::Answer {
        let (key, auth) =
            (URL_SAFE_NO_PAD.encode(self.secret.public_key().to_sec1_bytes()), URL_SAFE_NO_PAD.encode(AUTH));
        let body = serde_json::json!({ "endpoint": endpoint, "keys": { "p256dh": key, "auth": auth } }).to_string();
        let request = axum::http::Request::post("/account/notices/devices")
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin")
            .header("user-agent", "Story Browser");
        browser.send(request, body.into()).await
    }

    /// Sends what is due, and gives the pushes as the service worker gets them.
    pub async fn pushes(&self, story: &Story) -> Vec<serde_json::Value> {
        while sending::send_due(&story.app, Channel::Push).await.unwrap() > 0 {}
        let taken = std::mem::take(&mut *self.pushed.lock().unwrap());
        taken
            .into_iter()
            .map(|(head, body)| {
                assert!(head.to_lowercase().contains("authorization: vapid t="), "{head}");
                serde_json::from_slice(&self.opened(&body)).unwrap()
            })
            .collect()
    }

    /// Sends what is due, and gives the mails as they went over the line.
    pub async fn mails(&self, story: &Story) -> Vec<String> {
        while sending::send_due(&story.app, Channel::Mail).await.unwrap() > 0 {}
        std::mem::take(&mut *self.mailed.lock().unwrap())
    }

    /// Opens a sealed message with the browser's own keys (RFC 8188, RFC 8291).
    fn opened(&self, body: &[u8]) -> Vec<u8> {
        let (salt, theirs, sealed) = (&body[..16], &body[21..86], &body[86..]);
        let ours = self.secret.public_key().to_sec1_bytes();
        let shared = p256::ecdh::diffie_hellman(
            self.secret.to_nonzero_scalar(),
            PublicKey::from_sec1_bytes(theirs).unwrap().as_affine(),
        );
        let mut material = [0; 32];
        let info = [b"WebPush: info\0".as_slice(), &ours, theirs].concat();
        Hkdf::<Sha256>::new(Some(&AUTH), shared.raw_secret_bytes()).expand(&info, &mut material).unwrap();
        let record = Hkdf::<Sha256>::new(Some(salt), &material);
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        record.expand(b"Content-Encoding: aes128gcm\0", &mut key).unwrap();
        record.expand(b"Content-Encoding: nonce\0", &mut nonce).unwrap();
        let cipher = Aes128Gcm::new_from_slice(&key).unwrap();
        let mut clear = cipher.decrypt(&Nonce::from(nonce), sealed).unwrap();
        assert_eq!(clear.pop(), Some(2), "the mark of the last record");
        clear
    }
}

async fn take_push(stream: TcpStream, answer: Arc<AtomicU16>, pushed: Taken) {
    let mut stream = BufReader::new(stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head).await.unwrap_or(0) == 0 {
                return;
            }
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        let status = answer.load(Ordering::SeqCst);
        if status == 201 {
            pushed.lock().unwrap().push((head, body));
        }
        stream.write_all(format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n").as_bytes()).await.unwrap();
    }
}

async fn take_mail(stream: TcpStream, mailed: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 here\r\n").await.unwrap();
    let (mut text, mut is_text) = (String::new(), false);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        if is_text && line.trim_end() != "." {
            text.push_str(&line);
            continue;
        }
        let said = match line.trim_end() {
            "." => {
                mailed.lock().unwrap().push(std::mem::take(&mut text));
                "250 taken"
            }
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 well",
        };
        is_text = said.starts_with("354");
        if stream.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}
