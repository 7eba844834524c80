//! How the command line speaks: to a person, in Vietnamese or English.

use std::io::Write;
use std::process::ExitCode;

use luuvet::backup::BackupError;
use luuvet::locale::{Arg, Locale, sentence, text_with};
use luuvet::refusal::Refusal;

/// The variable that chooses the language where `--lang` does not.
const VARIABLE: &str = "LUUVET_LANG";

/// The language of this process.
#[derive(Clone, Copy, Debug)]
pub struct Voice(pub Locale);

impl Voice {
    /// As the arguments or `LUUVET_LANG` say; else Vietnamese. Needed before the arguments are understood.
    pub fn of_arguments() -> Self {
        let arguments: Vec<String> = std::env::args().collect();
        let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
        let apart = arguments.iter().position(|argument| argument == "--lang").and_then(|i| arguments.get(i + 1));
        let chosen = joined.map(str::to_owned).or_else(|| apart.cloned()).or_else(|| std::env::var(VARIABLE).ok());
        Self(chosen.and_then(|code| Locale::from_code(&code)).unwrap_or(Locale::Vi))
    }

    /// The text of a key with values.
    pub fn text(self, key: &str, facts: &[(&str, &str)]) -> String {
        let facts: Vec<(&str, Arg)> = facts.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
        text_with(self.0, key, &facts)
    }

    /// Says a sentence on the output.
    pub fn say(self, key: &str, facts: &[(&str, &str)]) {
        self.print(&self.text(key, facts));
    }

    /// Prints a line. That nobody reads on (`luuvet … | head`) is no failure.
    pub fn print(self, line: &str) {
        let _ = writeln!(std::io::stdout(), "{line}");
    }

    /// Prints the beginning of a line that the person ends.
    pub fn prompt(self, text: &str) -> std::io::Result<()> {
        let mut out = std::io::stdout();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Prints a line on the error stream.
    pub fn complain(self, line: &str) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }

    /// A refusal for a person at the command line, with its cause: here the log and the person are one.
    pub fn refusal(self, refusal: &Refusal) -> String {
        let mut sentences: Vec<String> = refusal.problems().iter().map(|problem| sentence(self.0, problem)).collect();
        if let Refusal::Broken(cause) | Refusal::Unready(_, cause) = refusal {
            sentences.push(format!("({cause})"));
        }
        sentences.join(" ")
    }

    /// Why a backup or its return failed.
    pub fn backup_error(self, error: &BackupError) -> String {
        match error {
            BackupError::File(path, cause) => {
                self.text("cli-backup-file", &[("path", path), ("cause", &cause.to_string())])
            }
            BackupError::Damaged(part) => self.text("cli-backup-damaged", &[("part", part)]),
            BackupError::Foreign(cause) => self.text("cli-backup-foreign", &[("cause", cause)]),
            BackupError::NotEmpty(data) => self.text("cli-backup-not-empty", &[("data", data)]),
            BackupError::NeedsDatabase => self.text("cli-backup-needs-database", &[]),
            BackupError::Tool(cause) => self.text("cli-backup-tool", &[("cause", cause)]),
            BackupError::Storage(cause) => self.text("cli-backup-storage", &[("cause", cause)]),
        }
    }

    /// Ends with a sentence on the error stream; an empty one says nothing.
    pub fn fail(self, sentence: &str) -> ExitCode {
        if !sentence.is_empty() {
            self.complain(sentence);
        }
        ExitCode::FAILURE
    }
}
