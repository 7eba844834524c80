//! The help in the language of the person, and what was not understood in one sentence.

use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::voice::Voice;
use super::{Luuvet, USAGE};

/// The command line with its texts.
pub fn localised(voice: Voice) -> Command {
    let exits = voice.text("help-exit-codes", &[]);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let root = Luuvet::command().disable_version_flag(true).disable_help_subcommand(true).arg(version);
    words(root, "luuvet", voice).after_help(exits)
}

fn words(command: Command, name: &str, voice: Voice) -> Command {
    let options = voice.text("help-options", &[]);
    let usage = voice.text("help-usage", &[]);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::HelpShort);
    command
        .disable_help_flag(true)
        .arg(help)
        .about(voice.text(&format!("help-{name}"), &[]))
        .help_template(format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}\n"))
        .subcommand_help_heading(voice.text("help-commands", &[]))
        .mut_args(|argument| {
            // Those of every command are told once.
            let owner = if matches!(argument.get_id().as_str(), "help" | "version" | "lang") { "luuvet" } else { name };
            let key = format!("help-{owner}-{}", argument.get_id().as_str().replace('_', "-"));
            argument.help(voice.text(&key, &[])).help_heading(options.clone())
        })
        .mut_subcommands(|command| {
            let name = command.get_name().to_owned();
            words(command, &name, voice)
        })
}

/// Answers a question for help, or says what was not understood.
pub fn explain(voice: Voice, error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        voice.print(error.to_string().trim_end());
        return ExitCode::SUCCESS;
    }
    let what = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (what(ContextKind::InvalidArg), what(ContextKind::InvalidValue));
    let facts = [("argument", argument.as_str()), ("value", value.as_str())];
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => voice.text("cli-unknown-argument", &facts),
        ErrorKind::InvalidSubcommand => {
            voice.text("cli-unknown-command", &[("command", &what(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::MissingRequiredArgument => voice.text("cli-missing-argument", &facts),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            voice.text("cli-missing-command", &[])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => {
            voice.text("cli-bad-value", &facts)
        }
        _ => error.to_string(),
    };
    voice.complain(&sentence);
    ExitCode::from(USAGE)
}

#[cfg(test)]
mod tests {
    use luuvet::locale::Locale;

    use super::*;

    fn texts(command: &Command, found: &mut Vec<String>) {
        found.extend(command.get_about().map(ToString::to_string));
        found.extend(command.get_arguments().filter_map(|a| a.get_help()).map(ToString::to_string));
        command.get_subcommands().for_each(|command| texts(command, found));
    }

    #[test]
    fn every_command_and_argument_has_a_text() {
        for locale in [Locale::Vi, Locale::En] {
            let mut command = localised(Voice(locale));
            command.build();
            let mut found = Vec::new();
            texts(&command, &mut found);
            assert!(found.len() > 30);
            // A key without a text is shown as itself.
            let missing: Vec<&String> = found.iter().filter(|text| text.starts_with("help-")).collect();
            assert!(missing.is_empty(), "{missing:?}");
        }
    }
}
