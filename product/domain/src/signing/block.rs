//! The lines above a signature.

use super::{Mandate, MandateKind};

/// The lines of authority and post, in capitals: `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`. `organisation` is the name of the
/// collective where one signs for it ("Ủy ban nhân dân"); no degree or title stands before a name, and no name here.
#[must_use]
pub fn signature_block(
    organisation: &str,
    head_post: &str,
    signer_post: &str,
    mandate: Option<&Mandate>,
) -> Vec<String> {
    let line = |prefix: &str, text: &str| format!("{prefix}{}", text.trim().to_uppercase());
    let Some(mandate) = mandate else {
        return vec![line("", head_post)];
    };
    match mandate.kind {
        MandateKind::Q => vec![line("Q. ", head_post)],
        MandateKind::Kt => vec![line("KT. ", head_post), line("", signer_post)],
        MandateKind::Tl => vec![line("TL. ", head_post), line("", signer_post)],
        MandateKind::Tuq => vec![line("TUQ. ", head_post), line("", signer_post)],
        MandateKind::Tm => vec![line("TM. ", organisation), line("", head_post)],
        MandateKind::TmKt => vec![line("TM. ", organisation), line("KT. ", head_post), line("", signer_post)],
        MandateKind::TlKt => {
            let through = mandate.through.as_deref().map(|through| line("KT. ", through));
            [Some(line("TL. ", head_post)), through, Some(line("", signer_post))].into_iter().flatten().collect()
        }
    }
}
