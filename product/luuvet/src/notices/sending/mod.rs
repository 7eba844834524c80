//! Handing over what leaves the house, apart from all other follow-up work: a slow mail server holds up nothing but
//! mail, a slow push service nothing but pushes.

mod send_mail;
mod send_push;
pub mod words;

use std::future::Future;
use std::time::Duration;

use luuvet_domain::ids::DocumentId;
use luuvet_messages::mail::Mailer;
use luuvet_messages::{Failure, push};
use tokio::task::JoinSet;

use crate::app::App;
use crate::clock;
use crate::notices::store::deliveries::{self, Delivery};
use crate::notices::store::{list, settings};
use crate::refusal::Refusal;

/// Tries side by side, for each channel.
const AT_ONCE: i64 = 8;
/// One try, well within its claim.
const LONGEST: Duration = Duration::from_secs(100);
/// How often new deliveries are looked for.
const LOOK: Duration = Duration::from_secs(3);
/// After a failure of the database.
const RECOVER: Duration = Duration::from_secs(5);
/// The first pause after a failure, and the longest, in seconds.
const PAUSE: i64 = 30;
const LONGEST_PAUSE: i64 = 3600;
/// After this time it is old news, in microseconds.
const OLD: i64 = 24 * 3600 * 1_000_000;
/// Documents as urgent as this are told in quiet hours too: hỏa tốc.
const EXPRESS: i64 = 3;

/// What hands messages over; without one of them, that way is closed.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    /// To push services.
    pub pusher: Option<push::Sender>,
    /// To the mail server.
    pub mailer: Option<Mailer>,
}

/// The two ways out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// To devices.
    Push,
    /// To addresses.
    Mail,
}

impl Channel {
    fn code(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Mail => "mail",
        }
    }
}

/// What is said: about news, or a digest.
pub(crate) enum Said {
    /// So much is unread; the document, when it is one.
    News(i64, Option<DocumentId>),
    /// What waits.
    Digest(Vec<super::digest::Part>),
}

/// Sends as deliveries become due, until `stop` is ready; what has begun by then is finished.
pub async fn keep_sending(app: App, channel: Channel, stop: impl Future<Output = ()>) {
    let mut stop = std::pin::pin!(stop);
    loop {
        let wait = match due(&app, channel).await {
            Ok(wait) => wait,
            Err(refusal) => {
                tracing::error!(problem = ?refusal, "sending");
                RECOVER
            }
        };
        tokio::select! {
            biased;
            () = &mut stop => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn due(app: &App, channel: Channel) -> Result<Duration, Refusal> {
    let next = deliveries::next(&mut app.read().await?, channel.code()).await?;
    let Some(next) = next else { return Ok(LOOK) };
    if let Ok(ahead @ 1..) = u64::try_from(next - app.clock.now()) {
        return Ok(Duration::from_micros(ahead).min(LOOK));
    }
    Ok(if send_due(app, channel).await? == 0 { LOOK } else { Duration::ZERO })
}

/// Tries what is due once, and says how many there were.
///
/// # Errors
/// The database's; what a server refuses stays with its delivery.
pub async fn send_due(app: &App, channel: Channel) -> Result<usize, Refusal> {
    let claimed = app
        .change_later(move |tx, draw| {
            Box::pin(async move { Ok(deliveries::claim(tx, channel.code(), draw.now, AT_ONCE).await?) })
        })
        .await?;
    let count = claimed.len();
    let mut running = JoinSet::new();
    for delivery in claimed {
        running.spawn(one(app.clone(), channel, delivery));
    }
    while let Some(ended) = running.join_next().await {
        ended.map_err(|error| Refusal::Broken(error.to_string()))??;
    }
    Ok(count)
}

/// A last look, a try, and what came of it.
async fn one(app: App, channel: Channel, delivery: Delivery) -> Result<(), Refusal> {
    let now = app.clock.now();
    let wishes = settings::of(&mut app.read().await?, delivery.person).await?;
    if delivery.pressing < EXPRESS
        && let Some(end) = wishes.quiet_until(now)
    {
        return put_off(&app, delivery, end, 0, String::new()).await;
    }
    let Some(said) = said(&app, &delivery).await? else {
        return end(&app, delivery, "dropped", String::new()).await;
    };
    let sent = tokio::time::timeout(LONGEST, async {
        match channel {
            Channel::Push => send_push::send(&app, &delivery, &said).await,
            Channel::Mail => send_mail::send(&app, &delivery, &said, &wishes).await,
        }
    });
    let late = || Failure::Later { cause: "it took too long".to_owned(), after: None };
    let sent = sent.await.unwrap_or_else(|_| Ok(Err(late())))?;
    match sent {
        Ok(()) => end(&app, delivery, "sent", String::new()).await,
        Err(Failure::Gone) => end(&app, delivery, "gone", String::new()).await,
        Err(Failure::Refused(cause)) => {
            tracing::warn!(channel = channel.code(), cause, "a message was refused");
            end(&app, delivery, "refused", cause).await
        }
        Err(Failure::Later { cause, after }) if now - delivery.created_at < OLD => {
            let pause = (PAUSE << delivery.attempts.clamp(0, 10)).min(LONGEST_PAUSE);
            let asked = after.map_or(0, |wait| i64::try_from(wait.as_secs()).unwrap_or(LONGEST_PAUSE));
            put_off(&app, delivery, now + pause.max(asked) * 1_000_000, 1, cause).await
        }
        Err(Failure::Later { cause, .. }) => end(&app, delivery, "given-up", cause).await,
    }
}

/// What there is to say now; none when it has been read, done or undone meanwhile.
async fn said(app: &App, delivery: &Delivery) -> Result<Option<Said>, Refusal> {
    if delivery.what == "digest" {
        let parts = serde_json::from_str(&delivery.body).map_err(|error| Refusal::Broken(error.to_string()))?;
        return Ok(Some(Said::Digest(parts)));
    }
    let day = clock::day(app.clock.now()).to_string();
    let waiting = list::waiting(&mut app.read().await?, delivery.person, &day, delivery.since).await?;
    Ok((waiting.fresh > 0).then_some(Said::News(waiting.all, waiting.only)))
}

async fn end(app: &App, delivery: Delivery, outcome: &'static str, problem: String) -> Result<(), Refusal> {
    app.change_later(move |tx, draw| {
        let (delivery, problem) = (delivery.clone(), problem.clone());
        Box::pin(async move { Ok(deliveries::end(tx, &delivery, outcome, &problem, draw.now).await?) })
    })
    .await
}

async fn put_off(app: &App, delivery: Delivery, run_at: i64, tries: i64, problem: String) -> Result<(), Refusal> {
    app.change_later(move |tx, _| {
        let (delivery, problem) = (delivery.clone(), problem.clone());
        Box::pin(async move { Ok(deliveries::postpone(tx, &delivery, run_at, tries, &problem).await?) })
    })
    .await
}
