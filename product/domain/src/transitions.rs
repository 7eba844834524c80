//! Which verb leads from which state to which: a table as data, one function that follows it.

use crate::codes::Coded;

/// One line of a transition table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition<S, V> {
    /// The state before.
    pub from: S,
    /// What is done.
    pub verb: V,
    /// The state after.
    pub to: S,
}

/// Writes one line of a table.
pub(crate) const fn on<S: Copy, V: Copy>(from: S, verb: V, to: S) -> Transition<S, V> {
    Transition { from, verb, to }
}

/// A transition table: at most one new state for a state and a verb.
#[derive(Clone, Copy, Debug)]
pub struct Table<S: 'static, V: 'static> {
    /// Name of the table and of its page in the documentation.
    pub name: &'static str,
    /// Heading of its page.
    pub title: &'static str,
    /// States in which a life begins.
    pub starts: &'static [S],
    /// The lines.
    pub rows: &'static [Transition<S, V>],
}

/// What was tried is not possible in this state; says what is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{workflow}: {tried} is not possible in state {state}; possible: {}", possible.join(", "))]
pub struct NotAllowed {
    /// Name of the table.
    pub workflow: &'static str,
    /// Code of the current state.
    pub state: &'static str,
    /// Code of the verb that was tried.
    pub tried: &'static str,
    /// Codes of the verbs that are possible in this state.
    pub possible: Vec<&'static str>,
}

impl<S: Coded, V: Coded> Table<S, V> {
    /// The state that follows.
    ///
    /// # Errors
    /// When the table has no such line.
    pub fn step(&self, state: S, verb: V) -> Result<S, NotAllowed> {
        self.rows
            .iter()
            .find(|row| row.from == state && row.verb == verb)
            .map(|row| row.to)
            .ok_or_else(|| self.refusal(state, verb))
    }

    /// The verbs that are possible in a state.
    #[must_use]
    pub fn possible(&self, state: S) -> Vec<V> {
        self.rows.iter().filter(|row| row.from == state).map(|row| row.verb).collect()
    }

    /// True when no verb leads out of the state.
    #[must_use]
    pub fn is_final(&self, state: S) -> bool {
        self.rows.iter().all(|row| row.from != state)
    }

    /// The refusal of a verb in a state.
    #[must_use]
    pub fn refusal(&self, state: S, tried: V) -> NotAllowed {
        NotAllowed {
            workflow: self.name,
            state: state.code(),
            tried: tried.code(),
            possible: self.possible(state).into_iter().map(Coded::code).collect(),
        }
    }

    /// The table as a page of the documentation.
    #[must_use]
    pub fn markdown(&self) -> String {
        let starts: Vec<_> = self.starts.iter().map(|state| format!("`{}`", state.code())).collect();
        let mut page = format!("# {}\n\nBegins in: {}.\n\n", self.title, starts.join(", "));
        page.push_str("| state | verb | next state |\n|---|---|---|\n");
        for row in self.rows {
            page.push_str(&format!("| `{}` | {} | `{}` |\n", row.from.code(), row.verb.code(), row.to.code()));
        }
        let ends: Vec<_> =
            S::ALL.iter().filter(|state| self.is_final(**state)).map(|state| format!("`{}`", state.code())).collect();
        if !ends.is_empty() {
            page.push_str(&format!("\nEnds in: {}.\n", ends.join(", ")));
        }
        page
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What every table has to satisfy: one next state, every state reached, every verb used, refusals that help.
    pub(crate) fn is_sound<S: Coded, V: Coded>(table: &Table<S, V>) {
        for (at, row) in table.rows.iter().enumerate() {
            let twice = table.rows[..at].iter().any(|other| other.from == row.from && other.verb == row.verb);
            assert!(!twice, "{}: two lines for {:?} {:?}", table.name, row.from, row.verb);
        }
        let mut reached = table.starts.to_vec();
        while let Some(next) = table.rows.iter().find(|row| reached.contains(&row.from) && !reached.contains(&row.to)) {
            reached.push(next.to);
        }
        for state in S::ALL {
            assert!(reached.contains(state), "{}: {:?} is never reached", table.name, state);
            for verb in V::ALL {
                let listed = table.rows.iter().any(|row| row.from == *state && row.verb == *verb);
                match table.step(*state, *verb) {
                    Ok(_) => assert!(listed),
                    Err(refused) => {
                        assert!(!listed);
                        assert_eq!((refused.state, refused.tried), (state.code(), verb.code()));
                        assert!(!refused.possible.contains(&verb.code()));
                    }
                }
            }
        }
        for verb in V::ALL {
            assert!(table.rows.iter().any(|row| row.verb == *verb), "{}: {:?} is never used", table.name, verb);
        }
    }
}
