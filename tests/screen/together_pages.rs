//! The pages that both look at while no session runs: the first start, the front page, an agreed return, looking back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use breathmark::app::together::front::{Front, Waiting};
use breathmark::app::together::introduction::Introduction;
use breathmark::app::together::look_back::LookBack;
use breathmark::app::together::{TogetherContext, TogetherPages};
use breathmark::event::seat::Pair;
use breathmark::pacer::Pacer;
use breathmark::screen::keys::meaning::TogetherKey;
use breathmark::screen::plain_lines;
use breathmark::screen::scene::Scene;
use breathmark::screen::scene::View;
use breathmark::talk::plan::Plan;
use breathmark::words::{BUILT_IN, Words};

use crate::layout::text;

/// Every such page with its name.
fn all(words: &Arc<Words>) -> Vec<(&'static str, Scene)> {
    let began = began();
    let mut all = first_start(words, began);
    let returns = || Some("You wanted to go on talking at 20:46.".to_owned());
    let front = |returns, due| Front::new(context(words), Waiting { returns, due, unread: None }, 20).scene(began);
    let waiting = Waiting { returns: returns(), due: 1, unread: None };
    let mut look_back = LookBack::new(context(words), began);
    look_back.take(TogetherKey::GoOn, began);
    all.extend([
        ("front_nothing_waiting", front(None, 0)),
        ("front_two_waiting", front(None, 2)),
        ("front_return", front(returns(), 1)),
        ("front_return_before_a_talk", Front::before_a_talk(context(words), waiting).scene(began)),
        ("front_what_is_this", Scene { help: true, ..front(None, 0) }),
        ("look_back", look_back.scene(began + Duration::from_mins(2))),
        ("look_back_over", look_back.scene(began + Duration::from_mins(8))),
    ]);
    all
}

fn first_start(words: &Arc<Words>, began: Instant) -> Vec<(&'static str, Scene)> {
    let mut pages = Introduction::new(context(words), Pacer::default(), Plan::guided(), Box::new(|| true));
    "Alex".chars().for_each(|letter| pages.write(letter));
    let mut scenes = vec![("first_start_names", pages.scene(began))];
    for (keys, name) in [
        (&[TogetherKey::GoOn, TogetherKey::GoOn][..], "first_start_what_happens"),
        (&[TogetherKey::GoOn], "first_start_stays"),
        (&[TogetherKey::KeepOutline], "first_start_stays_chosen"),
        (&[TogetherKey::GoOn], "first_start_sound"),
        (&[TogetherKey::Hear], "first_start_sound_on"),
    ] {
        for key in keys {
            pages.take(*key, began);
        }
        scenes.push((name, pages.scene(began)));
    }
    pages.take(TogetherKey::GoOn, began);
    scenes.push(("first_start_breaths", pages.scene(began + Duration::from_secs(3))));
    scenes
}

fn context(words: &Arc<Words>) -> TogetherContext {
    let name = |name: &str| Some(name.to_owned());
    let names = Pair { left: name("Alex"), right: name("Sam") };
    TogetherContext { words: Arc::clone(words), names, helplines: Vec::new(), plain: false, by_line: false }
}

/// Any time: what passes is counted from it.
#[allow(clippy::disallowed_methods, reason = "no page shows the time itself")]
fn began() -> Instant {
    Instant::now()
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 15)];

/// Without blanks: lines break, and letters stand apart.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_page_for_both_looks_as_it_did() {
    for (name, scene) in all(&Words::built_in("en").unwrap()) {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, text(&scene, (80, 24)));
        });
    }
}

#[test]
fn in_every_language_each_line_of_a_page_and_its_ways_on_and_out_have_room_on_every_size() {
    for (code, _) in BUILT_IN {
        let words = Words::built_in(code).unwrap();
        for (name, scene) in all(&words) {
            for size in SIZES {
                let shown = text(&scene, size);
                assert!(!shown.contains('…'), "{code} {name} {size:?}:\n{shown}");
                if let (View::Sheet(sheet), false) = (&scene.view, scene.help) {
                    // The lines of one page wrap among each other's blanks only, so each stands whole between its row ends.
                    let lines = sheet.lines.iter().map(|line| &line.text).chain([&sheet.heading]);
                    for word in lines.flat_map(|line| line.split_whitespace()) {
                        assert!(dense(&shown).contains(word), "{code} {name} {size:?} lacks {word:?}:\n{shown}");
                    }
                }
                let footer = shown.lines().rev().find(|row| !row.trim().is_empty()).unwrap();
                let stands = if name.starts_with("front_") { "? " } else { "Enter " };
                let leaves = footer.contains("q ") || footer.contains("x ") || footer.contains("-X ");
                assert!(footer.contains(stands) && leaves, "{code} {name} {size:?}:\n{shown}");
                let choice = name.starts_with("first_start_sound") || name.starts_with("first_start_stays");
                assert!(!choice || footer.contains("y ") && footer.contains("n "), "{code} {size:?}:\n{shown}");
            }
        }
    }
}

#[test]
fn every_page_for_both_is_told_line_by_line_with_its_keys_last() {
    for (code, _) in BUILT_IN {
        for (name, scene) in all(&Words::built_in(code).unwrap()) {
            let lines: Vec<String> = plain_lines(&scene).into_iter().map(|line| line.text).collect();
            let keys = lines.last().unwrap();
            assert!(keys.contains("Enter ") || keys.contains("? "), "{code} {name}: {lines:#?}");
            assert!(!lines.iter().any(|line| line.contains(|c: char| c.is_control() || c == '…')), "{lines:#?}");
        }
    }
}
