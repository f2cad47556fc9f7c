//! Lines that are on the screen only while they are true, and that show nothing of whose heart they are about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use crate::couple::{Couple, setup};
use crate::layout::{Size, text};
use crate::scenes;
use breathmark::event::input::Key;
use breathmark::event::seat::{Pair, Seat};
use breathmark::screen::backdrop::Backdrop;
use breathmark::screen::compose::compose;
use breathmark::screen::plain_lines;
use breathmark::screen::scene::{Scene, View};
use breathmark::session::Setup;
use breathmark::talk::Stage;
use breathmark::talk::plan::Plan;
use breathmark::words::Words;

const SIZES: [Size; 4] = [(60, 15), (80, 24), (100, 34), (120, 40)];

fn calm(t: f64) -> f64 {
    70.0 + 2.0 * (0.25 * std::f64::consts::TAU * t).sin()
}

/// Alex and Sam, read once: hundreds of scenes are drawn.
static BACKDROP: LazyLock<Backdrop> = LazyLock::new(|| {
    let names = Pair { left: "Alex".to_owned(), right: "Sam".to_owned() };
    Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").unwrap())
});

fn scene_of(couple: &Couple) -> Scene {
    compose(&couple.session, couple.session.now(), &BACKDROP)
}

/// The seconds that the line about learning names, where it is on the screen.
fn learning(couple: &Couple) -> Option<u64> {
    let text = text(&scene_of(couple), (80, 24));
    let before =
        text.split(" s more of talking, to get to know your hearts").next().filter(|before| *before != text)?;
    before.rsplit(' ').next()?.parse().ok()
}

#[test]
fn the_line_about_learning_never_grows_and_never_comes_back() {
    let plan = Plan { quiet_s: 35, warm_up_turn_s: 35, answer_s: 30, ..Plan::default() };
    let mut couple = Couple::with(&Setup { plan, ..setup() }, calm, calm).in_the_first_turn();
    // One heart is up for a while, so that nothing is learnt of it; the other strap is lost for a while.
    couple.set_rate(Seat::Left, |t| calm(t) + if (120.0..150.0).contains(&t) { 14.0 } else { 0.0 });
    let mut named = Vec::new();
    for second in 0..600 {
        couple.run_until(|_| false, 1.0);
        match second {
            20 => couple.mute(Seat::Right, 15.0),
            60 => couple.press(Key::Next),
            _ => {}
        }
        if matches!(couple.session.stage(), Stage::Turn { .. } | Stage::Answer { .. }) {
            named.push(learning(&couple));
        }
    }
    let seconds: Vec<u64> = named.iter().copied().flatten().collect();
    assert!(seconds.len() > 20 && seconds.is_sorted_by(|before, after| before >= after), "{seconds:?}");
    let ends = named.iter().rposition(Option::is_some).unwrap();
    let gaps = named[..ends].iter().filter(|seconds| seconds.is_none()).count();
    assert!(ends + 60 < named.len() && gaps == 0, "it ends once, and stays away: {named:?}");
}

#[test]
fn a_cross_is_explained_only_where_one_is_on_the_screen() {
    let practices = || scenes::all().into_iter().filter(|(_, scene)| matches!(scene.view, View::Practice(_)));
    let mut explained = 0;
    for ((name, scene), size) in practices().flat_map(|scene| SIZES.map(|size| (scene.clone(), size))) {
        let View::Practice(mut practice) = scene.view.clone() else { unreachable!() };
        let text_with = |practice| text(&Scene { view: View::Practice(practice), ..scene.clone() }, size);
        let shown = text_with(practice.clone());
        if shown.contains("doesn't count") {
            explained += 1;
            assert!(shown.matches('×').count() > 1, "{name} at {size:?}: nothing to explain\n{shown}");
        }
        practice.hearts.left.tachogram.retain(|point| point.clean);
        let shown = text_with(practice);
        assert!(!shown.contains(['×']) && !shown.contains("doesn't count"), "{name} at {size:?}\n{shown}");
    }
    assert!(explained > 0, "no scene has a beat that does not count");
}

#[test]
fn the_same_stands_under_both_names_whoever_takes_a_beta_blocker() {
    let shown = |who: &str| {
        // The journal's header says it in these words, too.
        let mut told = serde_json::to_value(setup()).unwrap();
        told["people"][who]["profile"]["beta_blocker"] = true.into();
        let mut couple = Couple::with(&serde_json::from_value(told).unwrap(), calm, calm);
        let mut shown = Vec::new();
        for _ in 0..60 {
            let scene = scene_of(&couple);
            let under = |name: &str| {
                let lines =
                    plain_lines(&scene).into_iter().filter_map(|line| line.text.strip_prefix(name).map(str::to_owned));
                lines.collect::<Vec<_>>()
            };
            if matches!(couple.session.stage(), Stage::Straps | Stage::Settling) {
                assert_eq!(under("Alex: "), under("Sam: "), "{who}");
            }
            shown.push(text(&scene, (80, 24)));
            couple.run_until(|_| false, 5.0);
        }
        shown
    };
    let [left, right] = ["left", "right"].map(shown);
    assert!(left.iter().any(|text| text.contains("speaks") || text.contains("s p e a k s")), "{left:#?}");
    assert_eq!(left, right);
}
