//! What the demo tells while it plays. The command prints it; tests collect it.

/// One step of the case, or a stage of making the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A stage begins.
    Stage(String),
    /// Somebody did something.
    Step {
        /// The day and hour in Vietnam, `03/4/2024 08:10`.
        at: String,
        /// Who, in which position, where.
        who: String,
        /// What.
        what: String,
    },
    /// Something was checked.
    Check {
        /// What should hold.
        what: String,
        /// Why it does not, when it does not.
        wrong: Option<String>,
    },
}

/// Hears the lines as they come.
pub trait Teller: Send {
    /// One more line.
    fn tell(&mut self, line: Line);
}

impl Teller for Vec<Line> {
    fn tell(&mut self, line: Line) {
        self.push(line);
    }
}
