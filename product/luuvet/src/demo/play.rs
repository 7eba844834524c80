//! Making and playing the demo, and taking it up again.

use jiff::civil::{Date, date};

use super::case::{self, Case};
use super::episode::Episode;
use super::teller::{Line, Teller};
use super::telling::Telling;
use super::term::Term;
use super::world::{self, Scale};
use super::{letter, store};
use crate::app::App;
use crate::clock::{self, Clock};
use crate::refusal::Refusal;

/// The setting that says that an installation holds the demo.
const DEMO: &str = "demo";
/// The setting with the microseconds by which its clock goes behind.
const CLOCK: &str = "clock";
/// The day on which the world is made.
const MADE: Date = date(2024, 1, 2);
/// The days of the last rounds, after the case: what lies on the desks when it is served.
const LAST: [Date; 3] = [date(2024, 4, 24), date(2024, 4, 26), date(2024, 5, 2)];
/// The rounds before the case end before this day.
const UNTIL: Date = date(2024, 4, 1);
/// The day that is served: the first working day after the holidays, with the notice's first demand overdue.
pub const SERVED: Date = date(2024, 5, 2);

/// What an installation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing yet.
    Nothing,
    /// The demo, whole, with its clock's shift in microseconds.
    Demo(i64),
    /// Something else, or a demo whose making was cut short.
    Other,
}

/// What an installation holds.
///
/// # Errors
/// The database's.
pub async fn found(app: &App) -> Result<Found, Refusal> {
    let mut tx = app.read().await?;
    if store::setting(&mut tx, DEMO).await?.is_some() {
        let shift = store::setting(&mut tx, CLOCK).await?.and_then(|text| text.parse().ok());
        return Ok(shift.map_or(Found::Other, Found::Demo));
    }
    Ok(if store::is_inhabited(&mut tx).await? { Found::Other } else { Found::Nothing })
}

/// Makes the world, plays term and case, with `later` also the episode that ends in 2026, and says how many checks failed. The app's clock stands and is moved. A demo
/// whose checks all held is marked as whole.
///
/// # Errors
/// What a verb refuses that should not, and the database's.
pub async fn play(app: &App, scale: Scale, later: bool, teller: &mut dyn Teller) -> Result<usize, Refusal> {
    app.clock.set(clock::instant(MADE, 7, 30));
    teller.tell(Line::Stage("Lập Sở, các trường, mọi người và thẩm quyền".into()));
    let world = world::build(app, scale).await?;
    teller.tell(Line::Stage("Văn bản của học kỳ II".into()));
    let rounds = Term::rounds(&world, scale.documents);
    let before = rounds.saturating_sub(LAST.len());
    let early = Term::days(before, UNTIL)?;
    let days: Vec<Date> = early.iter().copied().chain(LAST).collect();
    let term = Term::prepare(app, &world, &days).await?;
    let files = letter::files(app, case::letters(&world)?).await?;
    for (round, day) in early.into_iter().enumerate() {
        term.round(app, &world, round, rounds - 1 - round, day).await?;
    }
    let mut case = Case::new(Telling::new(app, teller), &world, files)?;
    let notice = case.play().await?;
    for (at, day) in LAST.into_iter().take(rounds - before).enumerate() {
        term.round(app, &world, before + at, rounds - 1 - before - at, day).await?;
    }
    app.clock.set(clock::instant(SERVED, 16, 0));
    let telling = case.conclude(notice).await?;
    let failed = if later { Episode::new(telling, &world).await?.play().await? } else { telling.failed };
    if failed == 0 {
        mark(app).await?;
    }
    Ok(failed)
}

/// Notes that the demo is whole, and from where its clock goes on.
async fn mark(app: &App) -> Result<(), Refusal> {
    let shift = app.clock.now() - Clock::System.now();
    app.change(move |tx, _| {
        Box::pin(async move {
            store::put_setting(tx, CLOCK, &shift.to_string()).await?;
            Ok(store::put_setting(tx, DEMO, "1").await?)
        })
    })
    .await
}

/// The app with the demo's clock going on.
#[must_use]
pub fn resume(mut app: App, shift: i64) -> App {
    app.clock = Clock::Shifted(shift);
    app
}
