//! The demo plays in process on both databases and every check holds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a story fails loudly")]

mod support;

use luuvet::demo::term::Term;
use luuvet::demo::world::{self, Scale};
use support::Story;

story!(the_world_has_its_people);

async fn the_world_has_its_people(story: Story) {
    let world = world::build(&story.app, Scale::DEMO).await.unwrap();
    assert_eq!(world.schools.len(), 8);
    let names: Vec<&str> =
        world.all().flat_map(|place| place.people.values().map(|actor| actor.name.as_str())).collect();
    let mut once = names.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), names.len(), "everybody has a name of their own");
    for login in ["vanthu.hh3", "hieutruong.ty2", "gv1.toan.hh3", "totruong.van.hht", "gd.so", "pgd.so", "cv1.vp.so"] {
        let (login, key) = login.rsplit_once('.').unwrap();
        let place = world.all().find(|place| place.key == key).unwrap();
        place.who(login).unwrap();
        let answer = story
            .browser()
            .post("/sign-in", &[("login", &format!("{login}.{key}")), ("password", world::PASSWORD)])
            .await;
        assert_eq!(answer.status, 303, "{login}.{key} signs in");
    }
}

story!(a_short_term_is_played);

async fn a_short_term_is_played(story: Story) {
    let world = world::build(&story.app, Scale { documents: 50, ..Scale::DEMO }).await.unwrap();
    let term = Term::prepare(&story.app, &world).await.unwrap();
    let rounds = Term::rounds(&world, 50);
    let days = Term::days(rounds, jiff::civil::date(2024, 4, 1)).unwrap();
    for (round, day) in days.into_iter().enumerate() {
        let begun = std::time::Instant::now();
        if let Err(refusal) = term.round(&story.app, &world, round, rounds - 1 - round, day).await {
            panic!("{refusal:?}");
        }
        eprintln!("round {round} {:?}", begun.elapsed());
    }
}
