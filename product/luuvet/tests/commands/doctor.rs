//! The doctor finds what was spoilt, and says so with its exit code.

use luuvet_db::{DbError, Sql, Urgency};

use crate::{Made, put_content, run, said};

fn doctor(made: &Made, more: &[&str]) -> (Option<i32>, String) {
    let data = made.data();
    let output = run(&[&["doctor", "--data", data.to_str().unwrap()], more].concat());
    (output.status.code(), said(&output))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sound_installation_has_nothing_wrong() {
    let made = Made::new(&[]);
    put_content(&made.app().await, vec![1; 10]).await;
    let (code, told) = doctor(&made, &["--all"]);
    assert!(code == Some(0) && !told.contains('✗'), "{told}");
    for line in ["✓ Cơ sở dữ liệu lành lặn", "✓ Vết liền mạch: 2 sự kiện", "✓ Đủ 1 nội dung", "✓ Chứng chỉ dùng đến"]
    {
        assert!(told.contains(line), "{line}:\n{told}");
    }
    assert!(told.contains("! Chưa khai máy chủ thư"), "{told}");
    let (code, told) = doctor(&made, &["--mail", "smtp://127.0.0.1:1?from=luuvet@truong.edu.vn"]);
    assert!(code == Some(1) && told.contains("✗ Không gửi thư được"), "{told}");
    let (code, told) = doctor(&made, &["--mail", "smtp://a:secret@mail.vn?from=luuvet@truong.edu.vn"]);
    assert!(code == Some(1) && told.contains("✗ Không dùng được --mail") && !told.contains("secret"), "{told}");
    let (code, told) = doctor(&made, &["--json", "--lang", "en"]);
    let checks: serde_json::Value = serde_json::from_str(&told).unwrap();
    let one = checks.as_array().unwrap().iter().find(|check| check["check"] == "doctor-trace").unwrap();
    assert_eq!((code, one["level"].as_str(), one["facts"]["events"].as_str()), (Some(0), Some("well"), Some("2")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_spoilt_is_found() {
    let made = Made::new(&["--tls", "none"]);
    let app = made.app().await;
    let (lost, changed) = (put_content(&app, vec![1; 10]).await, put_content(&app, vec![2; 10]).await);
    std::fs::remove_file(app.blobs.local(lost).await.unwrap()).unwrap();
    std::fs::write(app.blobs.local(changed).await.unwrap(), b"other").unwrap();
    // Somebody with the file in his hands, whom no trigger stops.
    static SPOIL: [Sql; 4] = [
        Sql::new("DROP TRIGGER event_no_update", ("", 0)),
        Sql::new("UPDATE event SET leaf = CAST(leaf || 'x' AS BLOB), at = at + 4000000000000000", ("", 0)),
        Sql::new(
            "INSERT INTO register (organisation_id, id, direction, name, year, owner_symbol, kinds, first_number,
                     last_number, last_day, outside_last, history, created_at)
                   SELECT id, id, 'outgoing', 'Sổ đi', 2024, '', '', 1, 3, '2024-04-03', '', 0, 0 FROM organisation",
            ("", 0),
        ),
        Sql::new("UPDATE migration SET name = name", ("", 0)),
    ];
    for statement in &SPOIL {
        let spoilt = app.db.write(Urgency::Interactive, None, move |tx| {
            Box::pin(async move { tx.execute(statement, &[]).await.map(drop) })
        });
        spoilt.await.unwrap_or_else(|error: DbError| panic!("{error}: {}", statement.text));
    }
    let (code, told) = doctor(&made, &["--all"]);
    assert_eq!(code, Some(1), "{told}");
    for line in [
        "✗ Sự kiện số 1 của đơn vị",
        "✗ Sổ “Sổ đi” có 3 chỗ sai: number 1 has no row",
        "✗ Thiếu 1 nội dung tệp",
        "✗ 1 nội dung tệp bị hỏng",
        "✗ Đồng hồ của máy chỉ",
    ] {
        assert!(told.contains(line), "{line}:\n{told}");
    }
}

#[test]
fn a_broken_database_and_a_lost_one_are_told_apart() {
    let made = Made::new(&["--tls", "none"]);
    let file = made.data().join("luuvet.db");
    // `init` ended cleanly, so that this file is the whole database.
    assert!(!made.data().join("luuvet.db-wal").exists());
    std::fs::write(&file, b"this is no database at all, not even nearly").unwrap();
    let (code, told) = doctor(&made, &[]);
    assert!(code == Some(1) && told.contains("✗ Không đọc được dữ liệu"), "{told}");
    std::fs::remove_file(&file).unwrap();
    let (code, told) = doctor(&made, &[]);
    assert!(code == Some(1) && told.contains("chưa có dữ liệu") && told.contains("luuvet init"), "{told}");
}
