//! The command line.

mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Văn bản đến, đi, trình ký, giao việc và vết của từng bước.
#[derive(Debug, Parser)]
#[command(name = "luuvet", version, about)]
pub struct Luuvet {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Mở các trang cho mọi người dùng.
    Serve(serve::Serve),
}

/// Runs a command; its failure is one sentence on the error stream.
pub fn run(luuvet: Luuvet) -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.to_string()),
    };
    let done = runtime.block_on(async {
        match luuvet.command {
            Command::Serve(serve) => serve.run().await,
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => fail(&sentence),
    }
}

#[allow(clippy::print_stderr, reason = "the command line speaks to a person")]
fn fail(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::FAILURE
}
