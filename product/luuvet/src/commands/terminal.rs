//! Questions to the person at the terminal.

use std::io::{BufRead, IsTerminal};

use super::voice::Voice;

/// Longest answer that is read, in bytes.
const LONGEST: u64 = 4_096;

/// What was given on the command line, or the answer at the terminal, or the default; refuses where nobody can be asked.
pub fn ask(voice: Voice, given: Option<String>, key: &str, default: Option<&str>) -> Result<String, String> {
    if let Some(given) = given.filter(|given| !given.trim().is_empty()) {
        return Ok(given.trim().to_owned());
    }
    let question = voice.text(key, &[]);
    if !std::io::stdin().is_terminal() {
        return default.map(str::to_owned).ok_or_else(|| voice.text("cli-nobody-to-ask", &[("question", &question)]));
    }
    loop {
        let offered = default.map_or_else(String::new, |default| format!(" [{default}]"));
        voice.prompt(&format!("{question}{offered}: ")).map_err(|error| error.to_string())?;
        let mut answer = String::new();
        let mut input = std::io::Read::take(std::io::stdin().lock(), LONGEST);
        let count = input.read_line(&mut answer).map_err(|error| error.to_string())?;
        match (answer.trim(), default) {
            ("", Some(default)) => return Ok(default.to_owned()),
            ("", None) if count == 0 => return Err(voice.text("cli-nobody-to-ask", &[("question", &question)])),
            ("", None) => {}
            (answer, _) => return Ok(answer.to_owned()),
        }
    }
}
