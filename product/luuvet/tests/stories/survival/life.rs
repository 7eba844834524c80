//! What a child does until it dies: documents go out and come in, several at a time, and every answer is printed.

use std::io::Write;

use jiff::civil::date;
use luuvet::app::App;
use luuvet::documents::delivery::issue::Issue;
use luuvet::documents::delivery::look;
use luuvet::documents::incoming::arrive::Arrive;
use luuvet::documents::incoming::direct::Direct;
use luuvet::documents::incoming::particulars::Particulars;
use luuvet::documents::incoming::register::Register;
use luuvet::documents::incoming::store::earlier;
use luuvet::documents::registers::number::GiveNumber;
use luuvet::documents::store::Owner;
use luuvet::documents::tasks::finish_document::FinishDocument;
use luuvet::jobs;
use luuvet_domain::access::Role;
use luuvet_domain::ids::DocumentId;

use super::deadly::Deadly;
use crate::delivery::notice::{acting, approved, clerk, stored};
use crate::support::world::{Place, World};

/// What the lines that are answers begin with.
pub const HEARD: &str = "heard: ";

/// Two writers of letters and two clerks at their desks; none of them ends by itself.
pub async fn live(app: &App, point: Option<String>) {
    let world = World::make_in(app).await;
    say(&format!("world {} {} {}", world.so.id, world.a.id, world.b.id));
    let deadly = Deadly::new(point);
    let mut news = app.watch();
    let deliveries = async {
        loop {
            // The recipient's log has grown while the sender's job still runs.
            if news.recv().await.is_ok_and(|news| news.organisation == world.b.id) {
                deadly.at("receive.before-report");
            }
        }
    };
    let desk = async {
        tokio::join!(
            letters(app, &world, &deadly),
            letters(app, &world, &deadly),
            mornings(app, &world.a, &deadly, "a"),
            mornings(app, &world.b, &deadly, "b"),
        )
    };
    tokio::join!(deliveries, desk, work(app));
}

/// Follow-up work, as the program does it.
async fn work(app: &App) {
    jobs::keep_running(app.clone(), std::future::pending()).await;
}

/// The department's letters, from draft to the school that registers them.
async fn letters(app: &App, world: &World, deadly: &Deadly) {
    loop {
        let id = approved(app, world, false).await;
        deadly.at("content.before-row");
        let verb = GiveNumber { document: id, register: None, unit: String::new() };
        let numbered = deadly.perform(app, &clerk(&world.so), verb).await.unwrap();
        let (number, _) = numbered.symbol.split_once('/').unwrap();
        say(&format!("numbered {} {id} {number}", world.so.id));
        let rendition = until(|| async { stored(app, &world.so, id, "issued").await.pop() }).await;
        let look = Some(look::look(app, &rendition).await.unwrap());
        deadly.perform(app, &clerk(&world.so), Issue { document: id, look }).await.unwrap();
        say(&format!("issued {} {id}", world.so.id));
        let school = &world.a;
        let copy = until(|| async { arrival(app, world, school, id).await }).await;
        register(app, school, copy, deadly).await;
    }
}

/// Letters that come on paper.
async fn mornings(app: &App, place: &Place, deadly: &Deadly, key: &str) {
    for day in 1.. {
        let particulars = Particulars {
            kind: "official-letter".into(),
            symbol: format!("{day}/CV-{key}"),
            day: Some(date(2024, 4, 1)),
            subject: format!("Về việc thứ {day}"),
            issuer: "Ủy ban nhân dân huyện".into(),
            signer: String::new(),
            signer_title: String::new(),
            urgency: "normal".into(),
            restricted: false,
        };
        let verb = Arrive { paper: true, particulars, pages: 1, answer_by: None, files: Vec::new(), anyway: false };
        let id = deadly.perform(app, &clerk(place), verb).await.unwrap();
        say(&format!("arrived {} {id}", place.id));
        register(app, place, id, deadly).await;
        finish(app, place, id, deadly).await;
    }
}

async fn register(app: &App, place: &Place, id: DocumentId, deadly: &Deadly) {
    let verb = Register {
        document: id,
        particulars: None,
        authentic: true,
        anyway: true,
        twin_of: None,
        then_submit: Some("Kính trình xem xét".into()),
    };
    let number = deadly.perform(app, &clerk(place), verb).await.unwrap();
    say(&format!("registered {} {id} {number}", place.id));
}

async fn finish(app: &App, place: &Place, id: DocumentId, deadly: &Deadly) {
    let head = acting(place, place.head, &[Role::Head, Role::Staff]);
    let verb = Direct {
        document: id,
        wording: "Để biết".into(),
        lead: None,
        due: None,
        supports: Vec::new(),
        informs: vec![Owner::Position(place.staff)],
        inform_all: false,
    };
    deadly.perform(app, &head, verb).await.unwrap();
    let verb = FinishDocument { document: id, result: "Đã phổ biến".into() };
    deadly.perform(app, &head, verb).await.unwrap();
    say(&format!("finished {} {id}", place.id));
}

async fn arrival(app: &App, world: &World, school: &Place, id: DocumentId) -> Option<DocumentId> {
    earlier(&mut app.read().await.unwrap(), school.id, world.so.id, id).await.unwrap()
}

/// Waits for what follow-up work brings.
async fn until<T, F: Future<Output = Option<T>>>(mut found: impl FnMut() -> F) -> T {
    loop {
        if let Some(found) = found().await {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

/// One write, so that a line is whole or absent.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n{HEARD}{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}
