//! `luuvet docs workflows`.

use clap::{Args, ValueEnum};
use luuvet_domain::workflows;

use super::voice::Voice;

/// What the program can print about itself.
#[derive(Clone, Debug, Args)]
pub struct Docs {
    what: What,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Workflows,
}

impl Docs {
    /// Prints the pages, each after a line with its name.
    pub fn run(self, voice: Voice) -> Result<(), String> {
        match self.what {
            What::Workflows => workflows::pages().iter().for_each(|page| {
                voice.print(&format!("<!-- {} -->\n{}", page.file, page.text.trim_end()));
            }),
        }
        Ok(())
    }
}
