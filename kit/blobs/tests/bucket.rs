//! A bucket keeps what a folder keeps. `LUUVET_TEST_S3` names a service for tests: `http://127.0.0.1:PORT`.

use luuvet_blobs::{BlobError, Blobs};
use object_store::ObjectStoreExt;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;

#[test]
fn an_address_that_is_no_bucket_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for address in [
        "ftp://x/y",
        "s3:///nothing",
        "s3://user:key@bucket/",
        "s3://b/?endpoint=http://example.org",
        "s3://b/?color=red",
    ] {
        let refused = Blobs::bucket(address, folder.path().join("fetched"));
        assert!(matches!(refused, Err(BlobError::Address(_))), "{address}: {refused:?}");
    }
}

#[tokio::test]
async fn bytes_come_back_and_are_stored_once() {
    let Ok(endpoint) = std::env::var("LUUVET_TEST_S3") else { return };
    let bucket = format!("contents-{}", std::process::id());
    let folder = tempfile::tempdir().unwrap();
    let address = format!("s3://{bucket}/luuvet/blobs?endpoint={endpoint}&region=us-east-1");
    let blobs = Blobs::bucket(&address, folder.path().join("fetched")).unwrap();
    let made = reqwest::Client::new().put(format!("{endpoint}/{bucket}")).send().await.unwrap();
    assert!(made.status().is_success(), "{}", made.status());
    let hash = blobs.put(b"mot van ban".to_vec()).await.unwrap();
    assert_eq!(blobs.put(b"mot van ban".to_vec()).await.unwrap(), hash, "twice is once");
    let other = blobs.put(vec![7; 300_000]).await.unwrap();
    assert_eq!(blobs.get(hash).await.unwrap(), b"mot van ban");
    assert!(blobs.has(other).await.unwrap() && !blobs.has([1; 32]).await.unwrap());
    let mut all = blobs.list().await.unwrap();
    all.sort_unstable();
    let mut wanted = vec![hash, other];
    wanted.sort_unstable();
    assert_eq!(all, wanted);
    for _ in 0..2 {
        assert_eq!(std::fs::read(blobs.local(other).await.unwrap()).unwrap(), vec![7; 300_000]);
    }
    // Somebody has put other bytes there.
    let name = hex::encode(hash);
    let other_way =
        AmazonS3Builder::from_env().with_bucket_name(&bucket).with_endpoint(&endpoint).with_allow_http(true);
    let place = Path::from(format!("luuvet/blobs/{}/{}", &name[..2], &name[2..]));
    other_way.with_region("us-east-1").build().unwrap().put(&place, "khac".into()).await.unwrap();
    assert!(matches!(blobs.get(hash).await, Err(BlobError::Damaged(_))));
    blobs.remove(hash).await.unwrap();
    blobs.remove(hash).await.unwrap();
    assert!(matches!(blobs.get(hash).await, Err(BlobError::Missing(_))));
    assert!(matches!(blobs.local(hash).await, Err(BlobError::Missing(_))));
}
