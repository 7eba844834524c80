//! A full disk on SQLite: nothing that was acknowledged is lost, and the next change works.

use luuvet_db::{DbError, Location, Sql};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::support::{Base, request};

static INSERT: Sql = Sql::new("INSERT INTO kinds (id, b) VALUES ($1, $2)", ("", 0));
static FREE: Sql = Sql::new("DELETE FROM kinds WHERE id = $1", ("", 0));
static LIMIT: Sql = Sql::new("PRAGMA max_page_count = 200", ("", 0));
static COUNT: Sql = Sql::new("SELECT id FROM kinds ORDER BY id", ("", 0));

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing() {
    let base = std::sync::Arc::new(Base::on_sqlite().await);
    // The limit belongs to the writer's connection.
    base.change(|tx| Box::pin(async move { tx.query(&LIMIT, &[]).await.map(|_| ()) })).await.unwrap();
    let mut acknowledged = Vec::new();
    let mut full = 0;
    // Several at a time, so that whole batches meet the end of the disk.
    for _ in 0..20 {
        let mut changes = JoinSet::new();
        for _ in 0..8 {
            let (base, id) = (base.clone(), request());
            changes.spawn(async move {
                let written = base.change(move |tx| {
                    Box::pin(async move { tx.execute(&INSERT, &[id.into(), vec![7_u8; 9_000].into()]).await })
                });
                (id, written.await)
            });
        }
        for (id, written) in changes.join_all().await {
            match written {
                Ok(_) => acknowledged.push(id),
                Err(DbError::Full(_)) => full += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
    }
    assert!(full > 0 && !acknowledged.is_empty(), "{full} refused, {} kept", acknowledged.len());
    acknowledged.sort_unstable();
    assert_eq!(ids(&base).await, acknowledged);

    let freed = acknowledged.remove(0);
    base.change(move |tx| Box::pin(async move { tx.execute(&FREE, &[freed.into()]).await })).await.unwrap();
    let next = request();
    base.change(move |tx| Box::pin(async move { tx.execute(&INSERT, &[next.into(), vec![1_u8].into()]).await }))
        .await
        .unwrap();
    acknowledged.push(next);
    acknowledged.sort_unstable();
    assert_eq!(ids(&base).await, acknowledged);
    assert_eq!(base.db.examine().await.unwrap(), Vec::<String>::new());

    // Another program that opens the file finds the same.
    let Location::File(path) = &base.location else { panic!("a file") };
    let copy = path.with_extension("copy");
    base.db.copy_to(copy.clone()).await.unwrap();
    let copy = luuvet_db::Db::open(&Location::File(copy)).await.unwrap();
    let rows = copy.read().await.unwrap().query(&COUNT, &[]).await.unwrap();
    assert_eq!(rows.len(), acknowledged.len());
}

async fn ids(base: &Base) -> Vec<Uuid> {
    let rows = base.db.read().await.unwrap().query(&COUNT, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0).unwrap()).collect()
}
