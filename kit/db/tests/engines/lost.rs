//! A connection to PostgreSQL that breaks during COMMIT: looked up, never run twice, never forgotten.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use luuvet_db::{Db, Location, Urgency};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{SCHEMA, counters, fresh_url, increment, put, request};

/// When the line breaks.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    BeforeCommit,
    AfterCommit,
}

/// Passes everything on, but breaks the line once at a COMMIT.
async fn proxy(server: String, cut: Cut, armed: Arc<AtomicBool>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = TcpStream::connect(&server).await.unwrap();
            tokio::spawn(pass(near, far, cut, armed.clone()));
        }
    });
    port
}

async fn pass(near: TcpStream, far: TcpStream, cut: Cut, armed: Arc<AtomicBool>) {
    let ((mut near_in, mut near_out), (mut far_in, mut far_out)) = (near.into_split(), far.into_split());
    let back = tokio::spawn(async move { drop(tokio::io::copy(&mut far_in, &mut near_out).await) });
    let mut piece = vec![0; 65_536];
    while let Ok(size @ 1..) = near_in.read(&mut piece).await {
        let commits = piece[..size].windows(6).any(|word| word == b"COMMIT");
        if commits && armed.swap(false, Ordering::SeqCst) {
            // The answer to this COMMIT is never seen; whether the server sees the question is the case at hand.
            back.abort();
            if cut == Cut::AfterCommit {
                far_out.write_all(&piece[..size]).await.unwrap();
                let mut rest = far_out;
                rest.shutdown().await.unwrap();
            }
            return;
        }
        if far_out.write_all(&piece[..size]).await.is_err() {
            return;
        }
    }
}

async fn breaks(cut: Cut) -> Option<(Vec<(i64, i64)>, u32)> {
    let url = fresh_url().await?;
    let (before, rest) = url.split_once('@')?;
    let (server, database) = rest.split_once('/')?;
    let armed = Arc::new(AtomicBool::new(false));
    let port = proxy(server.to_owned(), cut, armed.clone()).await;
    let db = Db::open(&Location::Url(format!("{before}@127.0.0.1:{port}/{database}"))).await.unwrap();
    db.migrate(SCHEMA).await.unwrap();
    db.write(Urgency::Interactive, Some(request()), |tx| Box::pin(put(tx, 1, 0))).await.unwrap();

    armed.store(true, Ordering::SeqCst);
    let runs = Arc::new(AtomicU32::new(0));
    let counted = runs.clone();
    let answer = db.write(Urgency::Interactive, Some(request()), move |tx| {
        counted.fetch_add(1, Ordering::SeqCst);
        Box::pin(increment(tx, 1))
    });
    assert_eq!(answer.await.unwrap(), 1);
    assert!(!armed.load(Ordering::SeqCst), "the line was cut");
    let found = counters(&mut db.read().await.unwrap()).await;
    Some((found, runs.load(Ordering::SeqCst)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_arrived_is_not_run_again() {
    let Some((found, runs)) = breaks(Cut::AfterCommit).await else { return };
    assert_eq!((found, runs), (vec![(1, 1)], 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_never_arrived_runs_again() {
    let Some((found, runs)) = breaks(Cut::BeforeCommit).await else { return };
    assert_eq!((found, runs), (vec![(1, 1)], 2));
}
