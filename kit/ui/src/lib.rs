//! The look: style sheets, script, icons and locale files.
