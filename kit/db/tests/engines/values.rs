//! Parameters and columns.

use luuvet_db::{Db, Value, sql};
use uuid::Uuid;

use crate::support::{Base, both};

both!(parameters_out_of_order, every_kind_and_its_absence);

async fn parameters_out_of_order(base: Base) {
    base.put(1, 20).await;
    base.change(|tx| {
        Box::pin(async move {
            let statement = sql!("UPDATE counter SET value = $3 WHERE id = $1 AND value = $2 AND value <> $3");
            tx.execute(statement, &[1_i64.into(), 20_i64.into(), 30_i64.into()]).await
        })
    })
    .await
    .unwrap();
    assert_eq!(base.counters().await, [(1, 30)]);
}

async fn every_kind_and_its_absence(base: Base) {
    let full = Uuid::from_u128(1);
    let empty = Uuid::from_u128(2);
    base.change(move |tx| {
        Box::pin(async move {
            let insert = sql!("INSERT INTO kinds (id, i, t, b, u, y) VALUES ($1, $2, $3, $4, $5, $6)");
            let values = [
                full.into(),
                i64::MIN.into(),
                "Số 12/KH-THPT, “Đ”\u{0}".replace('\u{0}', "").into(),
                vec![0_u8, 255].into(),
                full.into(),
                true.into(),
            ];
            tx.execute(insert, &values).await?;
            let nulls = [empty.into(), Value::Null, Value::Null, Value::Null, Value::Null, Value::Null];
            tx.execute(insert, &nulls).await?;
            Ok(())
        })
    })
    .await
    .unwrap();
    read_back(&base.db, full, empty).await;
}

async fn read_back(db: &Db, full: Uuid, empty: Uuid) {
    let mut tx = db.read().await.unwrap();
    let select = sql!("SELECT i, t, b, u, y, COUNT(*) OVER () FROM kinds WHERE id = $1");
    let row = tx.query_opt(select, &[full.into()]).await.unwrap().unwrap();
    assert_eq!(row.get::<i64>(0).unwrap(), i64::MIN);
    assert_eq!(row.get::<String>(1).unwrap(), "Số 12/KH-THPT, “Đ”");
    assert_eq!(row.get::<Vec<u8>>(2).unwrap(), [0, 255]);
    assert_eq!(row.get::<Uuid>(3).unwrap(), full);
    assert!(row.get::<bool>(4).unwrap());
    assert_eq!(row.get::<i64>(5).unwrap(), 1);
    assert!(row.get::<String>(0).is_err() && row.get::<i64>(9).is_err());

    let row = tx.query_opt(select, &[empty.into()]).await.unwrap().unwrap();
    assert_eq!(row.get::<Option<i64>>(0).unwrap(), None);
    assert_eq!(row.get::<Option<String>>(1).unwrap(), None);
    assert_eq!(row.get::<Option<Vec<u8>>>(2).unwrap(), None);
    assert_eq!(row.get::<Option<Uuid>>(3).unwrap(), None);
    assert_eq!(row.get::<Option<bool>>(4).unwrap(), None);
    assert!(row.get::<i64>(0).is_err());
    assert!(tx.query_opt(select, &[Uuid::from_u128(3).into()]).await.unwrap().is_none());
}
