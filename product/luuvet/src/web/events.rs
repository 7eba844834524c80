//! One event stream per browser: counts of what waits, sent after a commit of the person's organisation.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

use crate::app::App;
use crate::clock;
use crate::home::baskets;
use crate::refusal::Refusal;
use crate::web::visitor::Visitor;

/// `/events`.
pub fn routes() -> Router<App> {
    Router::new().route("/events", get(events))
}

/// News that come close together are sent once.
const GATHER: Duration = Duration::from_millis(250);
/// How often a silent line is shown to be alive.
const ALIVE: Duration = Duration::from_secs(25);

async fn events(State(app): State<App>, visitor: Visitor) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = app.watch();
    let stream = stream::unfold((app, visitor, news, true), |(app, visitor, mut news, first)| async move {
        let visitor = if first {
            visitor
        } else {
            wait_for(&mut news, &visitor).await?;
            // Who has signed out or left the position since hears nothing more.
            visitor.still(&app).await.ok()??
        };
        let event = counts(&app, &visitor).await.ok()?;
        Some((Ok(event), (app, visitor, news, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE))
}

/// Waits until the organisation's log has grown; none when the program ends.
async fn wait_for(news: &mut tokio::sync::broadcast::Receiver<crate::app::News>, visitor: &Visitor) -> Option<()> {
    loop {
        match news.recv().await {
            Ok(item) if item.organisation == visitor.actor.organisation => break,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => break,
            Err(RecvError::Closed) => return None,
        }
    }
    tokio::time::sleep(GATHER).await;
    while news.try_recv().is_ok() {}
    Some(())
}

async fn counts(app: &App, visitor: &Visitor) -> Result<Event, Refusal> {
    let mut tx = app.read().await?;
    let day = clock::day(app.clock.now());
    let counts = baskets::count(&mut tx, &visitor.actor, day).await?;
    let sequence = crate::trace::store::head(&mut tx, visitor.actor.organisation).await?;
    let data = json!({
        "nav-work": counts.open,
        "nav-submissions": counts.to_sign,
        "overdue": counts.overdue,
        "to-sign": counts.to_sign,
        "to-handle": counts.to_handle,
        "to-read": counts.to_read,
        "supporting": counts.supporting,
        "clerk": counts.clerk,
        "notices": counts.unread,
    });
    Ok(Event::default().event("count").id(sequence.to_string()).data(data.to_string()))
}
