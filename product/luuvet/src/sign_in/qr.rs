//! Pictures that a phone reads.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

/// Longest text that is drawn, in bytes.
const LONGEST: usize = 500;

/// The text as a QR code: an SVG file of its own, because the pages' policy forbids anything inline. Dark on light in
/// both modes, with the quiet zone that readers need.
pub(super) fn picture(text: &str) -> Response {
    if text.len() > LONGEST {
        return StatusCode::NOT_FOUND.into_response();
    }
    match QrCode::with_error_correction_level(text, EcLevel::M) {
        Ok(code) => {
            let mut drawing = code.render::<Color<'_>>();
            let svg = drawing.dark_color(Color("#000")).light_color(Color("#fff")).min_dimensions(240, 240).build();
            ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a text does not fit into a QR code");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
