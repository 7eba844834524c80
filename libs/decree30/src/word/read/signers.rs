//! Cell 7: posts and names.

use super::lines::Line;
use super::{Reader, What};
use crate::draft::Signer;

impl Reader {
    /// Lines of one place, one below the other: posts, then a name, then perhaps further posts.
    pub(super) fn signers(&mut self, all: &[Line<'_>]) {
        let mut signer = Signer::default();
        for line in all {
            let remark = line.text.starts_with('(') || line.is_filler();
            if remark {
                self.keep(What::Form, line.paragraph.index, &line.text);
                continue;
            }
            let own_name = line.paragraph.style == "Họ tên người ký";
            let is_name = own_name || !line.is_post() && !signer.lines.is_empty() && (!line.capital || line.far);
            if is_name && signer.name.is_empty() {
                signer.name.clone_from(&line.text);
            } else if !signer.name.is_empty() && line.is_post() {
                self.sign(std::mem::take(&mut signer));
                signer.lines.push(line.text.clone());
            } else if signer.name.is_empty() && (line.capital || line.is_post()) {
                signer.lines.push(line.text.clone());
            } else {
                self.keep(What::Unplaced, line.paragraph.index, &line.text);
            }
        }
        self.sign(signer);
    }

    fn sign(&mut self, signer: Signer) {
        if !signer.lines.is_empty() || !signer.name.is_empty() {
            self.draft.signers.push(signer);
        }
    }
}
