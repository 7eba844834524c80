//! Where what comes later has its room: number, date, signatures, seals.

use serde::Deserialize;
use typst::foundations::{Label, Selector};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// The template marks rooms with this label.
const LABEL: &str = "place";

/// What has its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// Cell 3: the digits before the slash.
    Number,
    /// Cell 4, the whole line.
    Date,
    /// Cell 4, the day's digits.
    Day,
    /// Cell 4, the month's digits.
    Month,
    /// Cell 4, the year's digits.
    Year,
    /// Cell 7c, by the index of the signer.
    Signature(usize),
    /// Cell 8, by the index of the signer whose signature it covers.
    Seal(usize),
    /// Top right of the first page, where the body signs an annex in a file of its own, or a copy (cell 14).
    Corner,
}

/// A room on a page, points from the left and the top edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Of what.
    pub spot: Spot,
    /// Page, from 0.
    pub page: usize,
    /// From the left.
    pub left: f32,
    /// From the top.
    pub top: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Base line of the text there, from the top edge of the page; none for pictures.
    pub baseline: Option<f32>,
    /// Size of the text there; none for pictures.
    pub size: Option<f32>,
    /// Something is printed there already.
    pub filled: bool,
}

/// What the template says of a room.
#[derive(Deserialize)]
struct Mark {
    spot: String,
    index: usize,
    width: f64,
    height: f64,
    size: Option<f64>,
    baseline: Option<f64>,
    filled: bool,
}

/// All rooms, in the order of the pages.
pub(super) fn places(document: &PagedDocument) -> Vec<Place> {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return Vec::new() };
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Label(label));
    found
        .iter()
        .filter_map(|content| {
            let value = &content.to_packed::<MetadataElem>()?.value;
            let mark: Mark = serde_json::from_value(serde_json::to_value(value).ok()?).ok()?;
            let at = introspector.position(content.location()?)?;
            let (left, top) = (at.point.x.to_pt() as f32, at.point.y.to_pt() as f32);
            Some(Place {
                spot: spot(&mark)?,
                page: at.page.get() - 1,
                left,
                top,
                width: mark.width as f32,
                height: mark.height as f32,
                baseline: mark.baseline.map(|down| top + down as f32),
                size: mark.size.map(|size| size as f32),
                filled: mark.filled,
            })
        })
        .collect()
}

fn spot(mark: &Mark) -> Option<Spot> {
    Some(match mark.spot.as_str() {
        "number" => Spot::Number,
        "date" => Spot::Date,
        "day" => Spot::Day,
        "month" => Spot::Month,
        "year" => Spot::Year,
        "signature" => Spot::Signature(mark.index),
        "seal" => Spot::Seal(mark.index),
        "corner" => Spot::Corner,
        _ => return None,
    })
}
