//! The door: connections with TLS, or without where that is allowed.
//!
//! Handshakes run beside each other with a bound on time and number, so that a slow or silent client holds up nobody.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;

/// A handshake takes at most this long.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Handshakes at a time.
const HANDSHAKES: usize = 256;
/// After a failure to accept (too many open files, say).
const RECOVER: Duration = Duration::from_millis(500);
/// The first byte of a TLS handshake record (RFC 8446 §5.1).
const HANDSHAKE_RECORD: u8 = 22;

/// A connection, with TLS or without.
pub trait Line: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Line for T {}

/// Accepted connections.
pub struct Gate {
    address: SocketAddr,
    lines: mpsc::Receiver<(Box<dyn Line>, SocketAddr)>,
}

/// The address at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, Gate>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// What connections are told of TLS.
#[derive(Clone)]
pub struct Tls {
    /// Certificate and key.
    pub config: Arc<rustls::ServerConfig>,
    /// Where somebody is sent who typed the address without `https`.
    pub public_url: String,
}

impl Gate {
    /// Opens the door; it closes when this is dropped.
    ///
    /// # Errors
    /// When the address cannot be had.
    pub async fn open(address: SocketAddr, tls: Option<Tls>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (ready, lines) = mpsc::channel(HANDSHAKES);
        tokio::spawn(accept(listener, tls, ready));
        Ok(Self { address, lines })
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Listener for Gate {
    type Io = Box<dyn Line>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.lines.recv().await {
            Some(line) => line,
            // The accepting task lives as long as we do.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        Ok(self.address)
    }
}

type Ready = mpsc::Sender<(Box<dyn Line>, SocketAddr)>;

async fn accept(listener: TcpListener, tls: Option<Tls>, ready: Ready) {
    let places = Arc::new(Semaphore::new(HANDSHAKES));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            return;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ready.closed() => return,
        };
        let (stream, from) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(RECOVER).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let (tls, ready) = (tls.clone(), ready.clone());
        tokio::spawn(async move {
            let line: Option<Box<dyn Line>> = match tls {
                None => Some(Box::new(stream)),
                Some(tls) => tokio::time::timeout(HANDSHAKE, shake_hands(stream, tls)).await.unwrap_or(None),
            };
            if let Some(line) = line {
                // Nobody takes it any more only when the door is closed.
                let _ = ready.send((line, from)).await;
            }
            drop(place);
        });
    }
}

async fn shake_hands(mut stream: TcpStream, tls: Tls) -> Option<Box<dyn Line>> {
    let mut first = [0];
    stream.peek(&mut first).await.ok().filter(|count| *count > 0)?;
    if first[0] != HANDSHAKE_RECORD {
        let answer = format!(
            "HTTP/1.1 308 Permanent Redirect\r\nLocation: {}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            tls.public_url
        );
        // What was asked is read away first: closing over unread bytes would cut the answer off.
        let mut asked = [0; 4096];
        let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut asked).await;
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.shutdown().await;
        return None;
    }
    match TlsAcceptor::from(tls.config).accept(stream).await {
        Ok(line) => Some(Box::new(line)),
        Err(error) => {
            tracing::debug!(%error, "no handshake");
            None
        }
    }
}
