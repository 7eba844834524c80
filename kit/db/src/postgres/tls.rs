//! TLS to the server: `sslrootcert=FILE` in the address names the authority that the server's certificate must come from.
//!
//! With it the connection is encrypted, the certificate and its name are checked, and nothing else is accepted. Without
//! it the connection is plain, which is taken only to this machine itself or where `sslmode=disable` says so.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::DbError;

/// The settings of an address, and how to encrypt when it asks for that.
pub(super) fn read(url: &str) -> Result<(Config, Option<MakeRustlsConnect>), DbError> {
    let (url, authority) = apart(url)?;
    let mut config: Config = url.parse()?;
    let Some(authority) = authority else {
        let plain = url.contains("sslmode=disable") || config.get_hosts().iter().all(is_here);
        return match (plain, config.get_ssl_mode()) {
            (true, SslMode::Disable | SslMode::Prefer) => Ok((config, None)),
            _ => Err(DbError::Unsafe(
                "the connection to another machine is not encrypted: add sslrootcert=FILE with the certificate of the \
                 server's authority, or sslmode=disable where the network itself is protected"
                    .into(),
            )),
        };
    };
    config.ssl_mode(SslMode::Require);
    Ok((config, Some(connector(&authority)?)))
}

/// The address without `sslrootcert`, and its value.
fn apart(url: &str) -> Result<(String, Option<String>), DbError> {
    let Some((before, query)) = url.split_once('?') else { return Ok((url.to_owned(), None)) };
    let mut authority = None;
    let mut rest = Vec::new();
    for pair in query.split('&') {
        match pair.strip_prefix("sslrootcert=") {
            Some("") => return Err(DbError::Unsafe("sslrootcert names no file".into())),
            Some(file) => authority = Some(file.replace("%2F", "/").replace("%20", " ")),
            None => rest.push(pair),
        }
    }
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    Ok((format!("{before}{query}"), authority))
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn connector(authority: &str) -> Result<MakeRustlsConnect, DbError> {
    let unreadable = |error: &dyn std::fmt::Display| DbError::Io(format!("sslrootcert {authority}: {error}"));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(authority).map_err(|error| unreadable(&error))? {
        let certificate = certificate.map_err(|error| unreadable(&error))?;
        roots.add(certificate).map_err(|error| unreadable(&error))?;
    }
    if roots.is_empty() {
        return Err(unreadable(&"no certificate in it"));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| DbError::Engine(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_connection_stays_on_this_machine() {
        let is_plain = |url: &str| read(url).map(|(_, tls)| tls.is_none());
        for url in ["postgres://a@localhost/b", "postgres://a@127.0.0.1:5432/b?sslmode=prefer", "postgres://a@[::1]/b"]
        {
            assert_eq!(is_plain(url).ok(), Some(true), "{url}");
        }
        assert_eq!(is_plain("postgres://a@db.example/b?sslmode=disable").ok(), Some(true));
        for url in ["postgres://a@db.example/b", "postgres://a@localhost/b?sslmode=require"] {
            assert!(matches!(is_plain(url), Err(DbError::Unsafe(_))), "{url}");
        }
        assert!(matches!(is_plain("postgres://a@localhost/b?sslrootcert=/nowhere.pem"), Err(DbError::Io(_))));
        assert_eq!(apart("postgres://a/b?x=1&sslrootcert=/c.pem&y=2").unwrap().0, "postgres://a/b?x=1&y=2");
    }
}
