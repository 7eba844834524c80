//! Pages of every day on two sizes of world.

use std::time::{Duration, Instant};

use luuvet_db::watch;

use crate::support::Browser;
use crate::support::crowd::crowded;
use crate::support::pages::{PAGES, resolve};
use crate::support::world::PASSWORD;

/// How long one page is asked for at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// One page on one world.
struct Figure {
    login: &'static str,
    path: &'static str,
    statements: usize,
    bytes: usize,
    median: Duration,
    p99: Duration,
}

/// Asks for every page so many times, on the larger world and on one of a tenth, and prints times and their ratio.
pub async fn run(documents: usize, times: usize) {
    let small = measured(documents / 10, times).await;
    let large = measured(documents, times).await;
    println!(
        "pages, {} and {documents} documents, {times} times each; p99 in ms, server side, session included",
        documents / 10
    );
    println!(
        "  {:<9}{:<40}{:>5}{:>8}{:>9}{:>9}{:>9}{:>7}",
        "who", "page", "stmts", "bytes", "median", "p99", "p99", "ratio"
    );
    for (one, ten) in small.iter().zip(&large) {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "  {:<9}{:<40}{:>5}{:>8}{:>9.2}{:>9.2}{:>9.2}{:>7.2}",
            one.login,
            one.path,
            ten.statements,
            ten.bytes,
            ms(ten.median),
            ms(one.p99),
            ms(ten.p99),
            ms(ten.p99) / ms(one.p99)
        );
    }
    let worst = large.iter().map(|figure| figure.p99).max().unwrap_or_default();
    println!("  slowest p99 {:.2} ms (wanted 10)", worst.as_secs_f64() * 1000.0);
}

async fn measured(documents: usize, times: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let (app, _) = crowded(folder.path(), documents).await;
    println!("a world of {documents} documents is there after {:.1} s", begun.elapsed().as_secs_f64());
    let mut figures = Vec::new();
    for (login, paths) in PAGES {
        let mut browser = Browser::new(&app);
        browser.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await.is(303);
        for path in *paths {
            let address = resolve(&mut browser, path).await;
            watch::begin();
            let bytes = browser.get(&address).await.is(200).body.len();
            let statements = watch::end().len();
            let mut took = Vec::with_capacity(times);
            let start = Instant::now();
            while took.len() < times && start.elapsed() < PATIENCE {
                let begun = Instant::now();
                browser.get(&address).await.is(200);
                took.push(begun.elapsed());
            }
            took.sort();
            let (median, p99) = (took[took.len() / 2], took[took.len() * 99 / 100]);
            if start.elapsed() >= PATIENCE {
                println!("  {login} {path}: slow, asked {} times only, median {median:.1?}", took.len());
            }
            figures.push(Figure { login, path, statements, bytes, median, p99 });
        }
    }
    figures
}
