//! Handing a sealed message to a push service (RFC 8030).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, StatusCode, Url, header, redirect};

use super::{Key, Seal, Subscription, encrypt};
use crate::Failure;
use crate::address::is_public;

/// A service that takes longer is tried again later.
const LONGEST: Duration = Duration::from_secs(15);
const CONNECT: Duration = Duration::from_secs(5);
/// A service may ask to wait, but not for ever.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);

/// How soon the device should be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// When it is awake anyway.
    Normal,
    /// At once.
    High,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// The bytes that the service worker gets.
    pub body: &'a [u8],
    /// Messages of one topic replace each other while the device is off: at most 32 letters of base64url.
    pub topic: Option<&'a str>,
    /// How soon.
    pub urgency: Urgency,
    /// How long the service keeps it for a device that is off, in seconds.
    pub keep: u32,
}

/// Hands messages over. Cloning shares its connections.
#[derive(Clone, Debug)]
pub struct Sender {
    client: Client,
    /// Whether addresses of this machine and of private networks are allowed: tests.
    inside: bool,
}

/// Finds only public addresses.
struct Outside;

impl Resolve for Outside {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.is_empty() || !found.iter().all(|address| is_public(address.ip())) {
                return Err("the name does not lead to the public internet".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

impl Sender {
    /// A sender; `inside` also reaches this machine and private networks, and those without encryption.
    ///
    /// # Errors
    /// When the machine's certificates cannot be read.
    pub fn new(inside: bool) -> Result<Self, String> {
        // Another part of the program may have done so already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .timeout(LONGEST)
            .connect_timeout(CONNECT)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .https_only(!inside);
        let builder = if inside { builder } else { builder.dns_resolver(Arc::new(Outside)) };
        Ok(Self { client: builder.build().map_err(|error| format!("{error:?}"))?, inside })
    }

    /// Whether an address may be a push service's: https, by name or public address, without a password in it.
    ///
    /// # Errors
    /// Why not.
    pub fn accepts(&self, endpoint: &str) -> Result<Url, &'static str> {
        let url: Url = endpoint.parse().map_err(|_| "no address")?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("a password in the address");
        }
        let host = url.host_str().ok_or("no host")?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let literal: Option<std::net::IpAddr> = bare.parse().ok();
        let is_plain_inside = self.inside && url.scheme() == "http" && literal.is_some_and(|ip| ip.is_loopback());
        if url.scheme() != "https" && !is_plain_inside {
            return Err("not encrypted");
        }
        if !self.inside && (literal.is_some_and(|ip| !is_public(ip)) || !bare.contains(['.', ':'])) {
            return Err("an address of the house");
        }
        Ok(url)
    }

    /// Seals a message and hands it over. `contact` is an address of ours for the service, `now` in seconds.
    ///
    /// # Errors
    /// [`Failure::Gone`] when the browser has ended the subscription, [`Failure::Later`] when the service or the line
    /// does not work now, [`Failure::Refused`] when it never will.
    pub async fn send(
        &self,
        to: &Subscription,
        message: &Message<'_>,
        (key, contact): (&Key, &str),
        seal: &Seal,
        now: i64,
    ) -> Result<(), Failure> {
        let url = self.accepts(&to.endpoint).map_err(|why| Failure::Refused(why.to_owned()))?;
        let body = encrypt(to, seal, message.body).map_err(|why| Failure::Refused(why.to_owned()))?;
        let authorization = key.authorization(&url.origin().ascii_serialization(), contact, now);
        let urgency = if message.urgency == Urgency::High { "high" } else { "normal" };
        let mut request = self
            .client
            .post(url)
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("TTL", message.keep.to_string())
            .header("Urgency", urgency);
        if let Some(topic) = message.topic {
            request = request.header("Topic", topic);
        }
        // The endpoint is a secret: it does not go to the log.
        let answer = request.body(body).send().await.map_err(|error| Failure::later(error.without_url()))?;
        judge(answer.status(), answer.headers())
    }
}

/// What an answer means; its body is not read.
fn judge(status: StatusCode, headers: &header::HeaderMap) -> Result<(), Failure> {
    if status.is_success() {
        return Ok(());
    }
    if matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
        return Err(Failure::Gone);
    }
    if status.is_server_error() || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT) {
        let asked = headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        let after = asked.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
        return Err(Failure::Later { cause: status.to_string(), after: after.map(|wait| wait.min(LONGEST_WAIT)) });
    }
    Err(Failure::Refused(status.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_world_is_sent_to() {
        let sender = Sender::new(false).unwrap();
        for refused in [
            "http://push.example.net/x",
            "https://localhost/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://10.0.0.8/x",
            "https://0x7f.1/x",
            "https://2130706433/x",
            "https://a:b@push.example.net/x",
            "https://intranet/x",
            "file:///etc/passwd",
            "push",
        ] {
            assert!(sender.accepts(refused).is_err(), "{refused}");
        }
        assert!(sender.accepts("https://fcm.googleapis.com/fcm/send/abc").is_ok());
        let inside = Sender::new(true).unwrap();
        assert!(inside.accepts("http://127.0.0.1:9/x").is_ok() && inside.accepts("http://push.example.net/x").is_err());
    }

    /// A name may look like any other and lead to this machine: it is looked at where it leads.
    #[tokio::test]
    async fn a_name_that_leads_home_is_not_followed() {
        let name: Name = "localhost".parse().unwrap();
        assert!(Outside.resolve(name).await.is_err());
    }
}
