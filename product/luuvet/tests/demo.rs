//! The demo plays in process on both databases and every check holds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a story fails loudly")]

mod support;

use luuvet::demo::teller::Line;
use luuvet::demo::world::{self, Scale};
use luuvet::demo::{self, Found};
use support::Story;

story!(the_world_has_its_people);
story!(every_check_of_the_case_holds);

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
        let fields = [("login", &*format!("{login}.{key}")), ("password", world::PASSWORD)];
        let answer = story.browser().post("/sign-in", &fields).await;
        assert_eq!(answer.status, 303, "{login}.{key} signs in");
    }
    assert_eq!(demo::found(&story.app).await.unwrap(), Found::Other, "a world without its case is not the demo");
}

async fn every_check_of_the_case_holds(story: Story) {
    assert_eq!(demo::found(&story.app).await.unwrap(), Found::Nothing);
    let mut told: Vec<Line> = Vec::new();
    let played = demo::play(&story.app, Scale { documents: 125, ..Scale::DEMO }, true, &mut told).await;
    let failed = played.unwrap_or_else(|refusal| panic!("{refusal:?} after {:#?}", told.last()));
    let wrong: Vec<&Line> = told.iter().filter(|line| matches!(line, Line::Check { wrong: Some(_), .. })).collect();
    assert!(wrong.is_empty() && failed == 0, "{wrong:#?}");
    assert!(told.iter().filter(|line| matches!(line, Line::Check { .. })).count() >= 38);
    let now = luuvet::clock::day(story.app.clock.now());
    assert_eq!(now.to_string(), "2026-01-07", "it is served after the later episode");
    assert!(matches!(demo::found(&story.app).await.unwrap(), Found::Demo(_)));
}
