//! What elements and their style attributes say of emphasis.

/// Emphasis at a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    pub bold: bool,
    pub italic: bool,
    pub centred: bool,
    /// Not shown.
    pub hidden: bool,
    /// A number that Word has put before the line.
    pub marker: bool,
}

impl Style {
    /// What holds inside an element.
    pub(super) fn with(self, name: &str, style: &str, align: Option<&str>) -> Self {
        let mut out = self;
        match name {
            "b" | "strong" | "th" => out.bold = true,
            "i" | "em" => out.italic = true,
            "center" => out.centred = true,
            _ => {}
        }
        if let Some(align) = align {
            out.centred = align.eq_ignore_ascii_case("center");
        }
        for part in style.split(';').take(200) {
            let Some((property, value)) = part.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            match property.trim().to_ascii_lowercase().as_str() {
                "font-weight" => {
                    out.bold = value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600)
                }
                "font-style" => out.italic = value == "italic" || value == "oblique",
                "text-align" => out.centred = value == "center",
                "display" => out.hidden |= value == "none",
                "mso-list" => out.marker |= value == "ignore",
                _ => {}
            }
        }
        out
    }
}
