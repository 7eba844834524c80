//! A school with as many documents as wanted: what lists, baskets and pages are measured on.
//!
//! Every document goes through the verbs of its life, a day's documents in one commit, so that rows, numbers and events
//! are what years of work would leave. All but the last are finished and read. A world is made once: it is kept in the
//! target folder under the hash of its recipe.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::date;
use luuvet::app::{App, MIGRATIONS};
use luuvet::clock;
use luuvet::documents::incoming::arrive::Arrive;
use luuvet::documents::incoming::direct::Direct;
use luuvet::documents::incoming::particulars::Particulars;
use luuvet::documents::incoming::register::Register;
use luuvet::documents::store::{NewFile, Owner};
use luuvet::documents::tasks::finish_document::FinishDocument;
use luuvet::documents::tasks::open::Open;
use luuvet::refusal::Refusal;
use luuvet::work::{Actor, Done, Verb, Work};
use luuvet_db::Location;
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Story;
use super::world::World;

/// Days over which the documents arrive.
const DAYS: usize = 400;
/// The last documents that nobody has finished or read yet.
const OPEN: usize = 200;
const ISSUERS: [&str; 6] = [
    "Sở Giáo dục và Đào tạo",
    "Ủy ban nhân dân huyện Hiệp Hòa",
    "Bảo hiểm xã hội huyện",
    "Công an huyện",
    "Huyện đoàn",
    "Trung tâm Y tế",
];
const MATTERS: [&str; 8] = [
    "tổ chức hội khỏe Phù Đổng",
    "rà soát hồ sơ viên chức",
    "kỳ thi chọn học sinh giỏi văn hóa cấp tỉnh",
    "phòng cháy, chữa cháy trong trường học",
    "thu bảo hiểm y tế học sinh",
    "bồi dưỡng giáo viên dạy chương trình mới",
    "báo cáo thống kê đầu năm học",
    "tuyên truyền an toàn giao thông",
];

/// Opens a world with `documents` documents at a school (`*.a` sign in); makes it when it is not there yet. What is
/// done to it goes to a copy in `folder`.
pub async fn crowded(folder: &Path, documents: usize) -> (App, Hands) {
    let kept = kept(documents);
    if !kept.is_file() {
        let making = tempfile::tempdir().unwrap();
        let location = Location::File(making.path().join("luuvet.db"));
        let app = Story::app_in(making.path(), &location).await;
        let ids = make(&app, documents).await.map(|id| id.to_string());
        std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
        std::fs::write(kept.with_extension("ids"), ids.join(" ")).unwrap();
        let whole = making.path().join("whole.db");
        app.db.copy_to(whole.clone()).await.unwrap();
        // Another process may have been as fast: either is the same world.
        std::fs::copy(&whole, kept.with_extension("part")).unwrap();
        std::fs::rename(kept.with_extension("part"), &kept).unwrap();
    }
    let database = folder.join("luuvet.db");
    std::fs::copy(&kept, &database).unwrap();
    let app = Story::app_in(folder, &Location::File(database)).await;
    app.clock.set(clock::instant(first().saturating_add(i64::try_from(DAYS).unwrap().days()), 8, 0));
    let ids = std::fs::read_to_string(kept.with_extension("ids")).unwrap();
    let ids: Vec<Uuid> = ids.split(' ').map(|id| id.parse().unwrap()).collect();
    (app, Hands::of(ids.try_into().unwrap()))
}

/// One more document through the verbs of its life.
pub async fn one_more(app: &App, hands: Hands, n: usize) {
    let day = clock::day(app.clock.now()).to_string();
    app.perform(hands.clerk, Fill { numbers: vec![n], closed: usize::MAX, day, hands }).await.unwrap();
}

/// So many more arrivals that wait for their number.
pub async fn arrivals(app: &App, hands: Hands, from: usize, count: usize) -> Vec<DocumentId> {
    let day = clock::day(app.clock.now()).to_string();
    let fill = Fill { numbers: Vec::new(), closed: 0, day, hands };
    let mut waiting = Vec::new();
    for n in from..from + count {
        waiting.push(app.perform(hands.clerk, fill.arrive(n)).await.unwrap());
    }
    waiting
}

/// Where a world is kept: named by what it is made of.
fn kept(documents: usize) -> PathBuf {
    let mut recipe = Sha256::new();
    recipe.update(include_str!("crowd.rs"));
    for migration in MIGRATIONS {
        recipe.update(migration.template);
    }
    let name = hex::encode(recipe.finalize());
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("worlds").join(format!("{}-{documents}.db", &name[..16]))
}

fn first() -> jiff::civil::Date {
    date(2024, 4, 3)
}

async fn make(app: &App, documents: usize) -> [Uuid; 7] {
    let place = World::make_in(app).await.a;
    let readers = [place.staff, place.team_head, place.deputy, place.office_head].map(|position| position.0);
    let ids = [place.id.0, place.clerk.0, place.head.0, readers[0], readers[1], readers[2], readers[3]];
    let hands = Hands::of(ids);
    let size = documents.div_ceil(DAYS);
    for (day, from) in (0..documents).step_by(size).enumerate() {
        let day = first().saturating_add(i64::try_from(day).unwrap().days());
        app.clock.set(clock::instant(day, 7, 30));
        let numbers = (from..documents.min(from + size)).collect();
        let fill = Fill { numbers, closed: documents.saturating_sub(OPEN), day: day.to_string(), hands };
        app.perform(hands.clerk, fill).await.unwrap();
    }
    // As every hour of the day.
    luuvet::notices::digest::run(app).await.unwrap();
    ids
}

/// Who does the school's work; kept until the process ends, as a unit of work borrows them.
#[derive(Clone, Copy)]
pub struct Hands {
    pub clerk: &'static Actor,
    pub head: &'static Actor,
    pub readers: &'static [Actor; 4],
}

impl Hands {
    fn of([organisation, clerk, head, readers @ ..]: [Uuid; 7]) -> Self {
        let acting = |position: Uuid, roles: &[Role]| {
            let mut actor = Actor::system(OrganisationId(organisation), Source::Cli);
            actor.person = Some(PersonId(position));
            (actor.position, actor.roles) = (Some(PositionId(position)), roles.to_vec());
            actor
        };
        Self {
            clerk: Box::leak(Box::new(acting(clerk, &[Role::Clerk, Role::Staff]))),
            head: Box::leak(Box::new(acting(head, &[Role::Head, Role::Staff]))),
            readers: Box::leak(Box::new(readers.map(|position| acting(position, &[Role::Staff])))),
        }
    }
}

/// A day's documents.
#[derive(Serialize)]
struct Fill {
    numbers: Vec<usize>,
    /// Documents before this one are finished and read.
    closed: usize,
    day: String,
    #[serde(skip)]
    hands: Hands,
}

impl Verb for Fill {
    type Out = ();
    const NAME: &'static str = "fill";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        for n in &self.numbers {
            self.document(work, *n).await?;
        }
        let organisation = work.organisation();
        work.finish(Event::new(EventKind::OrganisationOpened, Subject::Organisation(organisation.0)), ()).await
    }
}

impl Fill {
    /// A document from its arrival to its end; one reader is told, every fourth time the teacher.
    async fn document(&self, work: &mut Work<'_>, n: usize) -> Result<(), Refusal> {
        let Hands { clerk, head, readers } = self.hands;
        work.actor = clerk;
        let document = self.arrive(n).run(work).await?.into_inner();
        let register = Register {
            document,
            particulars: None,
            authentic: true,
            anyway: true,
            twin_of: None,
            then_submit: Some("Kính trình xem xét".into()),
        };
        register.run(work).await?;
        if n >= self.closed && n.is_multiple_of(3) {
            return Ok(());
        }
        work.actor = head;
        let reader = &readers[n % readers.len()];
        let direct = Direct {
            document,
            wording: "Để biết và thực hiện".into(),
            lead: None,
            due: None,
            supports: Vec::new(),
            informs: reader.position.map(Owner::Position).into_iter().collect(),
            inform_all: false,
        };
        direct.run(work).await?;
        if n >= self.closed {
            return Ok(());
        }
        work.actor = reader;
        Open { document }.run(work).await?;
        work.actor = head;
        FinishDocument { document, result: "Đã phổ biến".into() }.run(work).await?;
        Ok(())
    }

    fn arrive(&self, n: usize) -> Arrive {
        let issuer = ISSUERS[n % ISSUERS.len()];
        let particulars = Particulars {
            kind: "official-letter".into(),
            symbol: format!("{n}/CV"),
            day: self.day.parse().ok(),
            subject: format!("Về việc {}, đợt {}", MATTERS[n / 7 % MATTERS.len()], n % 97),
            issuer: issuer.into(),
            signer: String::new(),
            signer_title: String::new(),
            urgency: if n.is_multiple_of(50) { "urgent".into() } else { "normal".into() },
            restricted: n.is_multiple_of(200),
        };
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&(n as u64).to_be_bytes());
        let file = NewFile {
            role: "issued".into(),
            name: format!("van-ban-{n}.pdf"),
            media_type: "application/pdf".into(),
            hash,
            size: 100_000,
            pages: 2,
            has_text: true,
        };
        Arrive { paper: false, particulars, pages: 2, answer_by: None, files: vec![file], anyway: true }
    }
}
