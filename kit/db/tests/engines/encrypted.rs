//! A server with TLS: its certificate must come from the authority that was named.

use luuvet_db::{Db, DbError, Location};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_postgres::NoTls;

/// An authority's certificate, and a certificate and key of `127.0.0.1` from it.
fn certified() -> [String; 3] {
    let authority_key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = params.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(params, authority_key);
    let key = KeyPair::generate().unwrap();
    let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
    let server = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap();
    [authority.pem(), server.pem(), key.serialize_pem()]
}

#[tokio::test]
async fn the_servers_certificate_is_checked() {
    let Ok(url) = std::env::var("LUUVET_TEST_POSTGRES") else { return };
    let [authority, certificate, key] = certified();
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    // The server writes its own key: it takes none that others own or read.
    for (file, text) in [("test-tls.crt", &certificate), ("test-tls.key", &key)] {
        let lines = format!("SELECT unnest(string_to_array('{}', E'\\n'))", text.trim());
        let copy = format!("COPY ({lines}) TO PROGRAM 'install -m 600 /dev/stdin {file}'");
        client.batch_execute(&copy).await.unwrap();
    }
    for change in ["ssl_cert_file = 'test-tls.crt'", "ssl_key_file = 'test-tls.key'", "ssl = on"] {
        client.batch_execute(&format!("ALTER SYSTEM SET {change}")).await.unwrap();
    }
    client.batch_execute("SELECT pg_reload_conf()").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (ours, other) = (folder.path().join("ours.pem"), folder.path().join("other.pem"));
    std::fs::write(&ours, authority).unwrap();
    std::fs::write(&other, &certified()[0]).unwrap();
    let open = async |authority: &std::path::Path| {
        Db::open(&Location::Url(format!("{url}?sslrootcert={}", authority.display()))).await
    };
    let mut opened = open(&ours).await;
    for _ in 0..50 {
        if opened.is_ok() {
            break;
        }
        // The reload reaches the server's other process a moment later.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        opened = open(&ours).await;
    }
    let _held = opened.unwrap();
    assert!(
        matches!(open(&other).await.map(drop), Err(DbError::Engine(_))),
        "another authority's word counts for nothing"
    );
    let encrypted = client.query_one("SELECT count(*) FROM pg_stat_ssl WHERE ssl", &[]).await.unwrap();
    assert!(encrypted.get::<_, i64>(0) > 0);
}
