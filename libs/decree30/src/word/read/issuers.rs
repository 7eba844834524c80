//! Cell 2: the bodies and those directly above them.

use super::Reader;
use super::lines::Line;
use crate::draft::Issuer;

impl Reader {
    /// Lines in bold are names, others stand above them. Without a difference the first of several stands above.
    pub(super) fn issuers(&mut self, lines: &[&Line<'_>]) {
        let mixed = lines.iter().any(|line| line.bold) && lines.iter().any(|line| !line.bold);
        let mut all: Vec<Issuer> = Vec::new();
        let mut open = false;
        for (index, line) in lines.iter().enumerate() {
            let is_name = if mixed { line.bold } else { index > 0 || lines.len() == 1 };
            // In a file of ours every paragraph of this style is one body.
            let own = line.paragraph.style == "Cơ quan ban hành";
            match all.last_mut() {
                Some(last) if is_name && last.name.is_empty() => last.name.clone_from(&line.text),
                Some(last) if is_name && open && !own => join(&mut last.name, &line.text),
                Some(last) if !is_name && last.name.is_empty() => join(&mut last.parent, &line.text),
                last => {
                    // A body above that is the same as before is not said again.
                    let above = last.map(|last| last.parent.clone()).unwrap_or_default();
                    all.push(match is_name {
                        true => Issuer { name: line.text.clone(), parent: above, ..Issuer::default() },
                        false => Issuer { parent: line.text.clone(), ..Issuer::default() },
                    });
                }
            }
            open = is_name;
        }
        let mut all = all.into_iter();
        self.draft.issuer = all.next().unwrap_or_default();
        if self.draft.issuer.name.is_empty() {
            self.draft.issuer.name = std::mem::take(&mut self.draft.issuer.parent);
        }
        self.draft.joint = all.collect();
    }
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}
