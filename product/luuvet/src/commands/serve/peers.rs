//! Who is at the other end: the connection's address, or what a trusted proxy says.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::sync::watch;

use super::super::tls::gate::Peer;
use super::told;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED: [HeaderName; 4] = [
    FORWARDED_FOR,
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-forwarded-host"),
    header::FORWARDED,
];

/// Pages that know who asks. Where proxies are trusted, nobody else is answered; event streams end with the program.
pub fn believing(pages: Router, trusted: Arc<[IpAddr]>, stopped: watch::Receiver<bool>) -> Router {
    pages.layer(middleware::from_fn(move |request: Request, next: Next| {
        let (trusted, stopped) = (trusted.clone(), stopped.clone());
        async move { answer(request, next, &trusted, stopped).await }
    }))
}

async fn answer(mut request: Request, next: Next, trusted: &[IpAddr], stopped: watch::Receiver<bool>) -> Response {
    let Some(ConnectInfo(Peer(peer))) = request.extensions().get::<ConnectInfo<Peer>>().copied() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Some(client) = client(peer, request.headers(), trusted) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    FORWARDED.iter().for_each(|name| drop(request.headers_mut().remove(name)));
    request.extensions_mut().insert(ConnectInfo(client));
    let response = next.run(request).await;
    let is_stream = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    if !is_stream {
        return response;
    }
    response.map(|body| Body::from_stream(body.into_data_stream().take_until(Box::pin(told(stopped)))))
}

/// The client's address; none for a stranger who goes past the proxy. Of several addresses the proxy wrote the last.
fn client(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> Option<SocketAddr> {
    if trusted.is_empty() {
        return Some(peer);
    }
    if !trusted.contains(&peer.ip().to_canonical()) {
        return None;
    }
    let last = headers.get_all(FORWARDED_FOR).iter().next_back().and_then(|value| value.to_str().ok());
    let address = last.and_then(|value| value.rsplit(',').next()).and_then(|text| text.trim().parse().ok());
    Some(address.map_or(peer, |ip| SocketAddr::new(ip, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_proxy_is_believed() {
        let peer: SocketAddr = "10.0.0.2:999".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED_FOR, "1.1.1.1, 203.0.113.9".parse().unwrap());
        let proxy = [peer.ip()];
        let who =
            |peer: SocketAddr, trusted: &[IpAddr]| client(peer, &headers, trusted).map(|found| found.ip().to_string());
        assert_eq!(who(peer, &[]).as_deref(), Some("10.0.0.2"));
        assert_eq!(who(peer, &proxy).as_deref(), Some("203.0.113.9"));
        assert_eq!(who("10.0.0.3:999".parse().unwrap(), &proxy), None);
        assert_eq!(who("[::ffff:10.0.0.2]:999".parse().unwrap(), &proxy).as_deref(), Some("203.0.113.9"));
        assert_eq!(client(peer, &HeaderMap::new(), &proxy), Some(peer));
    }
}
