//! TLS of our own: given files, or a local authority that `init` makes.

pub mod authority;
mod expiry;
pub mod gate;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use luuvet::clock;
use luuvet::doctor::{Check, Level};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Days before the end of a certificate at which the doctor speaks up.
const SOON: i64 = 30;
const DAY: i64 = 86_400 * 1_000_000;

/// A certificate with its key, both PEM.
#[derive(Clone, Debug)]
pub struct Files {
    /// The chain, the server's own certificate first.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl Files {
    /// Where the local authority's server certificate lies.
    pub fn local(data: &Path) -> Self {
        Self { certificate: data.join("tls/server.pem"), key: data.join("tls/server-key.pem") }
    }

    /// What connections are opened with.
    ///
    /// # Errors
    /// A cause, when a file cannot be read or the two do not fit.
    pub fn config(&self) -> Result<ServerConfig, String> {
        let text = |error: &dyn std::fmt::Display| error.to_string();
        let chain = CertificateDer::pem_file_iter(&self.certificate).map_err(|error| text(&error))?;
        let chain = chain.collect::<Result<Vec<_>, _>>().map_err(|error| text(&error))?;
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|error| text(&error))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| text(&error))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }

    /// When the server's certificate ends, UTC microseconds.
    pub fn ends_at(&self) -> Option<i64> {
        let certificate = CertificateDer::pem_file_iter(&self.certificate).ok()?.next()?.ok()?;
        expiry::ends_at(&certificate)
    }
}

/// The doctor's look at the certificate in the data folder.
pub fn examine(data: &Path, now: i64) -> Option<Check> {
    let files = Files::local(data);
    if !files.certificate.exists() {
        return None;
    }
    let (Ok(_), Some(end)) = (files.config(), files.ends_at()) else {
        let file = files.certificate.display().to_string();
        return Some(Check::new(Level::Wrong, "doctor-certificate-unreadable").with("file", file));
    };
    let days = (end - now).div_euclid(DAY);
    let (level, key) = match days {
        ..0 => (Level::Wrong, "doctor-certificate-ended"),
        0..SOON => (Level::Mind, "doctor-certificate-soon"),
        _ => (Level::Well, "doctor-certificate"),
    };
    Some(Check::new(level, key).with("day", vietnamese::dates::short(clock::day(end))))
}
