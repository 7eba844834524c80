//! Notes letters and rules instead of drawing them.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{BezPath, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};
use unicode_normalization::char::{compose, is_combining_mark};

/// Rules noted of one page; more are a drawing.
const MOST_RULES: usize = 4_000;
/// Thicker is no rule, shorter is a sign; points.
const THICK: f64 = 2.5;
const SHORT: f64 = 12.0;

/// A letter as it is shown; points from the left and the top edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub letter: char,
    pub left: f32,
    pub right: f32,
    /// Baseline.
    pub base: f32,
    pub size: f32,
    /// Which of the styles; none when the font does not tell.
    pub style: Option<usize>,
}

/// Face and emphasis.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub face: String,
    pub bold: bool,
    pub italic: bool,
    pub colour: Option<String>,
}

/// What one page shows.
#[derive(Default)]
pub(super) struct Page {
    pub letters: Vec<Letter>,
    /// Horizontal and vertical rules.
    pub rules: Vec<Rect>,
}

pub(super) struct Device {
    page: Page,
    styles: Vec<Style>,
    /// Fonts that were seen: their key and colour, and their style.
    known: HashMap<(u128, [u8; 3]), usize>,
    count: usize,
    most: usize,
}

impl Device {
    pub fn new(most: usize) -> Self {
        Self { page: Page::default(), styles: Vec::new(), known: HashMap::new(), count: 0, most }
    }

    pub fn letters_so_far(&self) -> usize {
        self.count
    }

    /// What the page showed; the next begins.
    pub fn page(&mut self) -> Page {
        std::mem::take(&mut self.page)
    }

    pub fn styles(&self) -> &[Style] {
        &self.styles
    }

    fn style(&mut self, glyph: &Glyph<'_>, paint: &Paint<'_>, mode: &DrawMode) -> Option<usize> {
        let Glyph::Outline(outline) = glyph else { return None };
        // Text below a scan was guessed from the picture.
        if matches!(mode, DrawMode::Invisible) {
            return None;
        }
        let colour = match paint {
            Paint::Color(colour) => colour.to_rgba().to_rgba8(),
            Paint::Pattern(_) => [0; 4],
        };
        let colour = [colour[0], colour[1], colour[2]];
        let font = outline.font_data()?;
        let key = (font.cache_key, colour);
        if let Some(style) = self.known.get(&key) {
            return Some(*style);
        }
        let name = font.postscript_name.as_deref()?;
        let style = style_of(name, font.weight, font.is_italic, colour);
        let at = self.styles.iter().position(|known| *known == style).unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        self.known.insert(key, at);
        Some(at)
    }
}

/// `ABCDEF+TimesNewRomanPS-BoldMT` is Times New Roman in bold.
fn style_of(name: &str, weight: Option<u32>, italic: bool, [red, green, blue]: [u8; 3]) -> Style {
    let name = name.split_once('+').map_or(name, |(_, name)| name);
    let lower = name.to_lowercase();
    let end = name.find(['-', ',']).unwrap_or(name.len());
    let family = name.get(..end).unwrap_or(name);
    let face = match family.strip_suffix("PSMT").or(family.strip_suffix("PS")).or(family.strip_suffix("MT")) {
        Some(family) => spaced(family),
        None => spaced(family),
    };
    Style {
        face,
        bold: lower.contains("bold") || lower.contains("black") || weight.is_some_and(|weight| weight >= 600),
        italic: italic || lower.contains("italic") || lower.contains("oblique"),
        colour: (red > 0 || green > 0 || blue > 0).then(|| format!("{red:02X}{green:02X}{blue:02X}")),
    }
}

/// `TimesNewRoman` as `Times New Roman`.
fn spaced(family: &str) -> String {
    let mut out = String::new();
    let mut small = false;
    for letter in family.chars() {
        if letter.is_uppercase() && small {
            out.push(' ');
        }
        small = letter.is_lowercase();
        out.push(letter);
    }
    out
}

impl<'a> hayro_interpret::Device<'a> for Device {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            let place = props.transform * glyph.transform();
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let at = place * Point::ZERO;
            let (up, right) =
                (place * Point::new(0.0, 1000.0), place * Point::new(advance.unwrap_or(500.0).into(), 0.0));
            // Only upright letters; others are watermarks or notes in the margin.
            if self.count > self.most || (up.x - at.x).abs() > (at.y - up.y) * 0.5 || up.y >= at.y {
                continue;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(text)) => text,
                None => continue,
            };
            let style = self.style(glyph, &props.paint, mode);
            for letter in text.chars() {
                self.count += 1;
                // A mark that is set over the letter before belongs to it, wherever it stands.
                if is_combining_mark(letter)
                    && let Some(last) = self.page.letters.last_mut()
                    && let Some(composed) = compose(last.letter, letter)
                {
                    last.letter = composed;
                    continue;
                }
                self.page.letters.push(Letter {
                    letter,
                    left: at.x as f32,
                    right: right.x as f32,
                    base: at.y as f32,
                    size: (at.y - up.y) as f32,
                    style,
                });
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        if self.page.rules.len() >= MOST_RULES || path.elements().len() > 16 {
            return;
        }
        let area = props.transform.transform_rect_bbox(path.bounding_box());
        let (long, thick) = (area.width().max(area.height()), area.width().min(area.height()));
        if thick <= THICK && long >= SHORT {
            self.page.rules.push(area);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fonts_tell_face_and_emphasis() {
        let is = |name, face: &str, bold, italic| {
            let style = style_of(name, None, false, [0; 3]);
            assert_eq!((style.face.as_str(), style.bold, style.italic), (face, bold, italic), "{name}");
        };
        is("TimesNewRomanPSMT", "Times New Roman", false, false);
        is("ABCDEF+TimesNewRomanPS-BoldItalicMT", "Times New Roman", true, true);
        is("BAAAAA+LiberationSerif-Italic", "Liberation Serif", false, true);
        is("TimesNewRoman,Bold", "Times New Roman", true, false);
        is("Tinos-Regular", "Tinos", false, false);
        is("ArialMT", "Arial", false, false);
    }
}
