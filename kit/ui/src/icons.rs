//! The icons: drawn by us, 24×24, in the colour of the text. A word always stands beside them.

/// Icons by name, sorted, as inline SVG.
pub const ICONS: &[(&str, &str)] = &[
    ("arrow-left", include_str!("../icons/arrow-left.svg")),
    ("arrow-right", include_str!("../icons/arrow-right.svg")),
    ("bell", include_str!("../icons/bell.svg")),
    ("building", include_str!("../icons/building.svg")),
    ("calendar", include_str!("../icons/calendar.svg")),
    ("camera", include_str!("../icons/camera.svg")),
    ("check", include_str!("../icons/check.svg")),
    ("chevron", include_str!("../icons/chevron.svg")),
    ("clock", include_str!("../icons/clock.svg")),
    ("comment", include_str!("../icons/comment.svg")),
    ("download", include_str!("../icons/download.svg")),
    ("filter", include_str!("../icons/filter.svg")),
    ("flag", include_str!("../icons/flag.svg")),
    ("folder", include_str!("../icons/folder.svg")),
    ("history", include_str!("../icons/history.svg")),
    ("inbox", include_str!("../icons/inbox.svg")),
    ("info", include_str!("../icons/info.svg")),
    ("key", include_str!("../icons/key.svg")),
    ("link", include_str!("../icons/link.svg")),
    ("lock", include_str!("../icons/lock.svg")),
    ("menu", include_str!("../icons/menu.svg")),
    ("moon", include_str!("../icons/moon.svg")),
    ("more", include_str!("../icons/more.svg")),
    ("outbox", include_str!("../icons/outbox.svg")),
    ("paper", include_str!("../icons/paper.svg")),
    ("pen", include_str!("../icons/pen.svg")),
    ("people", include_str!("../icons/people.svg")),
    ("plus", include_str!("../icons/plus.svg")),
    ("printer", include_str!("../icons/printer.svg")),
    ("qr", include_str!("../icons/qr.svg")),
    ("register", include_str!("../icons/register.svg")),
    ("search", include_str!("../icons/search.svg")),
    ("send", include_str!("../icons/send.svg")),
    ("settings", include_str!("../icons/settings.svg")),
    ("sign-out", include_str!("../icons/sign-out.svg")),
    ("stamp", include_str!("../icons/stamp.svg")),
    ("sun", include_str!("../icons/sun.svg")),
    ("undo", include_str!("../icons/undo.svg")),
    ("upload", include_str!("../icons/upload.svg")),
    ("warning", include_str!("../icons/warning.svg")),
    ("work", include_str!("../icons/work.svg")),
    ("x", include_str!("../icons/x.svg")),
];

/// The icon as inline SVG, hidden from assistive technology; empty for a name that does not exist.
pub fn icon(name: &str) -> &'static str {
    let found = ICONS.binary_search_by(|(known, _)| known.cmp(&name));
    found.ok().and_then(|at| ICONS.get(at)).map_or("", |(_, svg)| svg.trim_end())
}
