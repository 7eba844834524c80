//! The local authority: a certificate that people install once, and the server's certificate that it signs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use luuvet::clock;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use sha2::{Digest, Sha256};

use super::Files;

/// Years that the authority lasts: as long as a server is used.
const AUTHORITY_YEARS: i64 = 10;
/// Days that the server's certificate lasts: telephones take no longer ones.
const SERVER_DAYS: i64 = 800;
/// Days before its end at which `serve` makes a new one.
const RENEW_DAYS: i64 = 60;

/// Explains how the authority is installed; beside it, so that it can be handed on with it.
const PAGES: [(&str, &str); 2] =
    [("cai-dat.html", include_str!("cai-dat.html")), ("install.html", include_str!("install.html"))];

/// The authority's certificate, to be installed on people's machines.
pub fn certificate(data: &Path) -> PathBuf {
    data.join("tls/authority.pem")
}

/// The page that explains how, in Vietnamese.
pub fn page(data: &Path) -> PathBuf {
    data.join("tls").join(PAGES[0].0)
}

/// Makes the authority and the server's first certificate; an authority that is there stays.
///
/// # Errors
/// A cause.
pub fn make(data: &Path, names: &[String], now: i64) -> Result<(), String> {
    let folder = data.join("tls");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    if !certificate(data).exists() {
        let key = KeyPair::generate().map_err(|error| error.to_string())?;
        let signed = authority(&key, now)?.self_signed(&key).map_err(|error| error.to_string())?;
        write_private(&folder.join("authority-key.pem"), &key.serialize_pem())?;
        fs::write(certificate(data), signed.pem()).map_err(|error| error.to_string())?;
    }
    for (name, text) in PAGES {
        fs::write(folder.join(name), text).map_err(|error| error.to_string())?;
    }
    issue(data, names, now)
}

/// Signs a new certificate for the server when the old one is near its end; says whether it did.
///
/// # Errors
/// A cause.
pub fn renew(data: &Path, names: &[String], now: i64) -> Result<bool, String> {
    let files = Files::local(data);
    let is_ours = data.join("tls/authority-key.pem").is_file();
    let end = files.ends_at().unwrap_or(i64::MAX);
    let is_near = end.saturating_sub(now) < RENEW_DAYS * super::DAY;
    if is_ours && is_near {
        issue(data, names, now)?;
    }
    Ok(is_ours && is_near)
}

/// The authority as its certificate says; its name is of its key, so that two authorities differ.
fn authority(key: &KeyPair, now: i64) -> Result<CertificateParams, String> {
    let mut params = CertificateParams::new(Vec::new()).map_err(|error| error.to_string())?;
    let mark = hex::encode(Sha256::digest(key.public_key_raw()));
    params.distinguished_name.push(DnType::CommonName, format!("Luu Vet {}", &mark[..8]));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    lasting(&mut params, now, AUTHORITY_YEARS.years())?;
    Ok(params)
}

fn issue(data: &Path, names: &[String], now: i64) -> Result<(), String> {
    let text = |error: rcgen::Error| error.to_string();
    let key = fs::read_to_string(data.join("tls/authority-key.pem")).map_err(|error| error.to_string())?;
    let key = KeyPair::from_pem(&key).map_err(text)?;
    let issuer = Issuer::new(authority(&key, now)?, key);
    let mut params = CertificateParams::new(names.to_vec()).map_err(text)?;
    let name = names.first().map_or("localhost", String::as_str);
    params.distinguished_name.push(DnType::CommonName, name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    lasting(&mut params, now, SERVER_DAYS.days())?;
    let server = KeyPair::generate().map_err(text)?;
    let signed = params.signed_by(&server, &issuer).map_err(text)?;
    let files = Files::local(data);
    write_private(&files.key, &server.serialize_pem())?;
    fs::write(&files.certificate, signed.pem()).map_err(|error| error.to_string())
}

/// Valid from yesterday, for clocks that are behind.
fn lasting(params: &mut CertificateParams, now: i64, span: jiff::Span) -> Result<(), String> {
    let day = clock::day(now);
    let end = day.checked_add(span).map_err(|error| error.to_string())?;
    let start = day.yesterday().map_err(|error| error.to_string())?;
    let time = |day: jiff::civil::Date| {
        rcgen::date_time_ymd(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
    };
    (params.not_before, params.not_after) = (time(start), time(end));
    Ok(())
}

fn write_private(path: &Path, text: &str) -> Result<(), String> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| error.to_string())
}
