//! One more organisation, beside those of the world.

use jiff::civil::Date;

use super::{Maker, PASSWORD, SALT, Settled};
use crate::app::App;
use crate::demo::pattern::{self, Department, Place};
use crate::organisations::open_organisation::Parent;
use crate::refusal::Refusal;
use crate::sign_in::password;

/// A school of the pattern's shape, under these parents.
///
/// # Errors
/// The database's; or an installation in which the logins exist.
pub async fn settle(app: &App, place: Place, parents: &[Parent], above: &str) -> Result<Settled, Refusal> {
    let pattern = pattern::read()?;
    let hash = password::hash(PASSWORD.to_owned(), SALT).await?;
    let maker = Maker { app, pattern: &pattern, hash: &hash, place, teachers: 1 };
    let of = &pattern.school;
    maker.make(&of.head_title, parents, above, &of.leaders, &of.units).await
}

/// A body of its own shape, from a day on.
///
/// # Errors
/// As [`settle`].
pub async fn settle_body(app: &App, body: &Department, parents: &[Parent], from: Date) -> Result<Settled, Refusal> {
    let mut pattern = pattern::read()?;
    pattern.from_day = from.to_string();
    let hash = password::hash(PASSWORD.to_owned(), SALT).await?;
    let place = Place {
        key: body.key.clone(),
        name: body.name.clone(),
        short_name: body.short_name.clone(),
        symbol: body.symbol.clone(),
        place: body.place.clone(),
        inspected: false,
        substitute: None,
    };
    let maker = Maker { app, pattern: &pattern, hash: &hash, place, teachers: 1 };
    maker.make(&body.head_title, parents, &body.parent, &body.leaders, &body.units).await
}
