//! The command line.
//!
//! Its sentences stand in the locale files: `help-<command>-<argument>` for the help, `cli-…` for what commands say.

mod acting;
mod backup;
mod demo;
mod docs;
mod doctor;
mod help;
mod import;
mod init;
mod place;
mod post;
mod restore;
mod serve;
mod terminal;
mod tls;
mod token;
mod voice;

use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand};

use voice::Voice;

#[derive(Debug, Parser)]
#[command(name = "luuvet", version)]
struct Luuvet {
    #[arg(long, global = true, value_parser = ["vi", "en"])]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Serve(serve::Serve),
    Doctor(doctor::Doctor),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Import(import::Import),
    Token(token::Token),
    Docs(docs::Docs),
}

/// The command line was not understood.
const USAGE: u8 = 2;

/// Runs the command of this process; its failure is one sentence on the error stream.
///
/// Exit codes: 0 done, 1 not done (the sentence says why) or the doctor found something wrong, 2 not understood.
pub fn run() -> ExitCode {
    let voice = Voice::of_arguments();
    let parsed = help::localised(voice).try_get_matches().and_then(|matches| Luuvet::from_arg_matches(&matches));
    let luuvet = match parsed {
        Ok(luuvet) => luuvet,
        Err(error) => return help::explain(voice, &error),
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return voice.fail(&error.to_string()),
    };
    let done = runtime.block_on(async {
        match luuvet.command {
            Command::Demo(demo) => demo.run(voice).await,
            Command::Init(init) => init.run(voice).await,
            Command::Serve(serve) => serve.run(voice).await,
            Command::Doctor(doctor) => doctor.run(voice).await,
            Command::Backup(backup) => backup.run(voice).await,
            Command::Restore(restore) => restore.run(voice).await,
            Command::Import(import) => import.run(voice).await,
            Command::Token(token) => token.run(voice).await,
            Command::Docs(docs) => docs.run(voice),
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => voice.fail(&sentence),
    }
}
