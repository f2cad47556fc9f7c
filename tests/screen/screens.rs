//! Every screen as text, and what must hold at any size, for any name and in any language.

use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::strap_fault::StrapFault;
use breathmark::screen::keys::place::Place;
use breathmark::screen::plain_lines;
use breathmark::screen::scene::{BreathFigure, Next, Scene, StrapView, View};
use breathmark::screen::theme::Theme;
use breathmark::talk::pause::Readiness;
use breathmark::words::{BUILT_IN, Words};
use ratatui::buffer::Buffer;
use ratatui::style::Color;

use crate::layout::{drawn, rows, text};
use crate::scenes;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 15)];

/// At one size, so that a changed word changes one file; `sizes.rs` has the rules for the others.
#[test]
fn every_screen_looks_as_it_did() {
    for (name, scene) in scenes::all() {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, text(&scene, (80, 24)));
        });
    }
}

const NAMES: [&str; 8] = [
    "",
    "\t\n",
    "Maximiliane-Theodora Anna",
    "山田花子さん",
    "Zoe\u{301}\u{302}\u{303}",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "محمد עברית",
    "देवनागरी",
];

fn with_names(mut scene: Scene, i: usize) -> Scene {
    scene.people.left.name = NAMES[i % NAMES.len()].into();
    scene.people.right.name = NAMES[(i + 3) % NAMES.len()].into();
    scene
}

#[test]
fn no_size_breaks_a_screen() {
    for (i, (_, scene)) in scenes::all().into_iter().enumerate() {
        let scene = with_names(scene, i);
        for width in (1..=130).step_by(17).chain([59, 60, 61]) {
            for height in (1..=45).step_by(9).chain([14, 15, 20]) {
                drawn(&scene, &Theme::default(), (width, height));
            }
        }
    }
}

#[test]
fn no_name_moves_the_footer() {
    for (size, (name, scene)) in
        SIZES.into_iter().flat_map(|size| scenes::all().into_iter().map(move |scene| (size, scene)))
    {
        let usual = footer(&scene, size);
        for i in 0..NAMES.len() {
            assert_eq!(usual, footer(&with_names(scene.clone(), i), size), "{name}");
        }
    }
}

#[test]
fn every_strap_state_fits_at_both_seats_without_touching() {
    use StrapView::*;
    let states = [Absent, Searching, Connecting, Quiet, Settling, Good, RateOnly, NoContact, Silent(119), Lost(86_400)];
    let faulty = StrapFault::ALL.map(Faulty);
    for strap in states.into_iter().chain([NotAHeartStrap, NoAdapter, NoBluetooth]).chain(faulty) {
        for (code, name, _, mut scene) in in_every_language().filter(|(_, name, ..)| name.starts_with("turn")) {
            scene.people = scene.people.map(|p| breathmark::screen::scene::PersonView { strap, ..p.clone() });
            let rows = rows(&drawn(&scene, &Theme::default(), (60, 15)));
            assert!(!rows[11].contains('…'), "{code} {name} {strap:?}: {}", rows[11]);
            let between: String = rows[11].chars().skip(29).take(2).collect();
            assert!(scene.help || between == "  ", "{code} {name} {strap:?}: {}", rows[11]);
        }
    }
}

/// The keys.
fn footer(scene: &Scene, size: (u16, u16)) -> String {
    let row = usize::from(if size.1 >= 20 { size.1 - 2 } else { size.1 - 1 });
    rows(&drawn(scene, &Theme::default(), size)).swap_remove(row)
}

pub(crate) fn in_every_language() -> impl Iterator<Item = (&'static str, &'static str, Scene, Scene)> {
    let languages = BUILT_IN.iter().map(|(code, _)| (*code, Words::built_in(code).unwrap()));
    languages.flat_map(|(code, words)| {
        let pairs = scenes::all().into_iter().zip(scenes::all_in(&words));
        pairs.map(move |((name, english), (_, scene))| (code, name, english, scene))
    })
}

#[test]
fn every_language_fits_every_screen() {
    for (code, name, english, scene) in in_every_language() {
        for size in SIZES {
            let text = text(&scene, size);
            assert!(!text.contains('…') && !text.contains(['{', '}']), "{code} {name} {size:?}:\n{text}");
            let keys = |footer: String| {
                footer
                    .split_whitespace()
                    .map(|word| word.replace("Strg-", "Ctrl-"))
                    .filter(|word| word.len() == 1 && word != "a" || word.starts_with("Ctrl-"))
                    .collect::<Vec<_>>()
            };
            let (keys, expected) = (keys(footer(&scene, size)), keys(footer(&english, (120, 40))));
            // In the check a quick exit has room on any screen, if need be at the cost of a breath, or of answering again.
            let (check, review) = (name.starts_with("check_"), name.starts_with("pause_review"));
            let no_p = |keys: Vec<String>| {
                keys.into_iter().filter(|key| !(check || review) || key != "p" && key != "r").collect::<Vec<_>>()
            };
            let (mut keys, mut expected) = (no_p(keys), no_p(expected));
            // A quick exit stays when others of the screen's own keys have to go.
            let quick_exit = [&mut keys, &mut expected].map(|keys| keys.extract_if(.., |key| key == "x").count());
            assert_eq!(quick_exit[0], quick_exit[1], "{code} {name} {size:?}:\n{text}");
            // Where longer words leave no room for all of a screen's own keys, the first of them stay.
            let (own, ends) = (keys.len().saturating_sub(2), keys.ends_with(&expected[expected.len() - 2..]));
            let breath = name.starts_with("pause") && !review && !name.ends_with("senses") && !name.ends_with("body");
            let all = size.0 >= 120 || check || breath;
            // Where shorter words leave room, there may be more of them than in English.
            let of_english = expected.len() - 2;
            let enough = if all { own >= of_english } else { (own > 0) == (of_english > 0) };
            let in_order = keys.iter().zip(&expected).take(own.min(of_english)).all(|(key, english)| key == english);
            assert!(ends && enough && in_order, "{code} {name} {size:?} {keys:?}:\n{text}");
        }
    }
}

#[test]
fn in_no_language_is_a_line_of_the_help_cut() {
    for (code, name, _, scene) in in_every_language().filter(|(_, _, _, scene)| scene.help) {
        for size in SIZES {
            let rows = rows(&drawn(&scene, &Theme::default(), size));
            let ends = |row: &String, does: &str| {
                row.split_once(does).is_some_and(|(_, rest)| !rest.starts_with(|c| c != ' '))
            };
            for does in plain_lines(&scene).iter().filter_map(|line| Some(line.text.split_once(": ")?.1)).take(20) {
                let whole = rows.iter().any(|row| ends(row, does));
                assert!(whole || does.len() > 60, "{code} {name} {size:?}: {does}\n{rows:#?}");
            }
        }
    }
}

#[test]
fn every_close_fits_in_every_language() {
    for (talked_s, pauses) in [(0, 1), (0, 0), (70, 12), (6999, 99)] {
        for (code, _, _, mut scene) in in_every_language().filter(|(_, name, ..)| *name == "closing") {
            let View::Closing { talked_s: talked, pauses: paused, .. } = &mut scene.view else { panic!() };
            (*talked, *paused) = (talked_s, pauses);
            let text = text(&scene, (60, 15));
            assert!(!text.contains('…'), "{code} {talked_s} s, {pauses} pauses:\n{text}");
        }
    }
}

#[test]
fn in_no_language_do_the_seats_touch() {
    for (code, name, _, scene) in in_every_language().filter(|(_, _, _, scene)| !scene.help) {
        if !matches!(
            scene.view,
            View::Turn { .. } | View::WarmUp { .. } | View::Settling { .. } | View::ReturnOffer { .. }
        ) {
            continue;
        }
        for row in &rows(&drawn(&scene, &Theme::default(), (60, 15)))[10..13] {
            let between: String = row.chars().skip(29).take(2).collect();
            assert_eq!(between, "  ", "{code} {name}: {row}");
        }
    }
}

#[test]
fn the_way_out_is_at_the_same_place_on_every_screen() {
    for size in SIZES {
        let footer = usize::from(if size.1 >= 20 { size.1 - 2 } else { size.1 - 1 });
        for (name, scene) in scenes::all() {
            let row = &rows(&drawn(&scene, &Theme::default(), size))[footer];
            if matches!(&scene.view, View::Sheet(sheet) if sheet.place == Place::Writing { by_line: false }) {
                // Letters are text there.
                assert!(row.trim_start().starts_with("Ctrl-P pause") && row.trim_end().ends_with("Ctrl-X quick exit"));
                continue;
            }
            let (help, stop) = (
                if scene.help || scene.finding_help.is_some() { "? back" } else { "? help" },
                ["q stop", "q leave", "q end"],
            );
            assert!(row.contains(help) && stop.iter().any(|stop| row.trim_end().ends_with(stop)), "{name}: {row}");
        }
    }
}

#[test]
fn a_pause_gives_both_seats_the_same_room_mirrored() {
    for size in SIZES {
        let Some((_, mut scene)) = scenes::all().into_iter().find(|(name, _)| *name == "pause") else { panic!() };
        scene.people.right.name = scene.people.left.name.chars().rev().collect();
        let rows = rows(&drawn(&scene, &Theme::default(), size));
        let seats = rows.iter().filter(|row| row.contains("ready") || row.contains("not yet") || row.contains("Alex"));
        let room = |row: Vec<char>| {
            let free = row.iter().take_while(|c| **c == ' ').count();
            let words = row.windows(3).skip(free).take_while(|three| *three != [' '; 3]).count();
            (free, words)
        };
        let mirrored = |row: &String| room(row.chars().collect()) == room(row.chars().rev().collect());
        assert!(seats.clone().count() == 3 && seats.clone().all(mirrored), "{rows:#?}");
    }
}

/// The columns and rows of braille dots.
fn extent(buffer: &Buffer) -> (usize, usize) {
    let lit = |s: &str| s.chars().all(|c| ('\u{2801}'..'\u{2900}').contains(&c));
    let at: Vec<_> = (0..buffer.content().len()).filter(|i| lit(buffer.content()[*i].symbol())).collect();
    let columns = at.iter().map(|i| buffer.pos_of(*i).0);
    let rows = at.iter().map(|i| buffer.pos_of(*i).1);
    let span = |low: Option<u16>, high: Option<u16>| usize::from(high.unwrap() - low.unwrap()) + 1;
    (span(columns.clone().min(), columns.max()), span(rows.clone().min(), rows.max()))
}

#[test]
fn the_figure_grows_with_the_breath_in_and_shrinks_with_the_breath_out() {
    for size in SIZES {
        let extents: Vec<_> =
            (0..10_000).step_by(33).map(|ms| extent(&drawn(&scenes::paced(ms), &Theme::default(), size))).collect();
        let (inward, outward) = extents.split_at(4000 / 33);
        assert!(inward.is_sorted() && outward[2..].is_sorted_by(|a, b| a.0 >= b.0 && a.1 >= b.1), "{extents:?}");
        let (least, most) = (extents[0], extents[4000 / 33]);
        assert!(most.0 > least.0 * 3 / 2, "{least:?} {most:?}");
        assert!(most.0.abs_diff(2 * most.1) <= 2, "round where a cell is twice as high as wide: {most:?}");
    }
}

#[test]
fn the_figure_moves_from_one_frame_to_the_next() {
    let moving = (500..3500).step_by(33).map(|ms| (ms, ms + 33));
    let frames: Vec<_> =
        moving.map(|(a, b)| [a, b].map(|ms| drawn(&scenes::paced(ms), &Theme::default(), (80, 24)))).collect();
    let still = frames.iter().filter(|[a, b]| a == b).count();
    assert!(still * 20 < frames.len(), "{still} of {} frames stand still", frames.len());
    let changed = frames.iter().map(|[a, b]| a.diff(b).len()).max();
    assert!(changed < Some(80 * 24 / 10), "one frame changes {changed:?} cells");
}

#[test]
fn resting_it_stands_still_and_has_no_word() {
    let (_, scene) = scenes::all().into_iter().find(|(name, _)| *name == "pause_unpaced").unwrap();
    let text = text(&scene, (80, 24));
    assert!(!text.contains("i n ") && !text.contains("o u t"), "{text}");
}

#[test]
fn what_is_missing_of_a_calm_is_said_whole_in_every_language() {
    for (code, _) in BUILT_IN {
        for (name, scene) in scenes::all_in(&Words::built_in(code).unwrap()) {
            for size in SIZES.into_iter().filter(|_| name.starts_with("turn_learning")) {
                let text = text(&scene, size);
                assert!(text.matches("20 s").count() == 1 && !text.contains('…'), "{code} {name}:\n{text}");
            }
        }
    }
}

#[test]
fn no_colour_means_none_and_red_is_never_used() {
    let red =
        [Color::Red, Color::LightRed, Color::Indexed(1), Color::Indexed(9), Color::Indexed(160), Color::Indexed(196)];
    for (name, scene) in scenes::all() {
        for cell in drawn(&scene, &Theme::from_env(true), (80, 24)).content() {
            assert!(cell.fg == Color::Reset && cell.bg == Color::Reset, "{name}: {cell:?}");
        }
        for cell in drawn(&scene, &Theme::from_env(false), (80, 24)).content() {
            assert!(!red.contains(&cell.fg) && cell.bg == Color::Reset, "{name}: {cell:?}");
        }
    }
}

#[test]
fn without_colour_the_words_are_the_same() {
    for (name, scene) in scenes::all() {
        let [plain, colour] = [Theme::plain(), Theme::default()].map(|theme| rows(&drawn(&scene, &theme, (80, 24))));
        assert_eq!(plain, colour, "{name}");
    }
}

#[test]
fn reduced_motion_keeps_the_words_of_the_breath() {
    let theme = Theme::default().with_reduced_motion();
    let rows = rows(&drawn(&scenes::paced(2000), &theme, (80, 24))).concat();
    assert!(rows.contains("i n") && rows.contains('━') && !rows.contains(|c| ('\u{2801}'..'\u{2900}').contains(&c)));
}

#[test]
fn a_window_too_small_asks_for_a_little_more() {
    let text = text(&scenes::paced(0), (50, 10)).replace('\n', " ");
    let words: Vec<_> = text.split_whitespace().collect();
    assert_eq!(words.join(" "), "Please make this window a little larger (60×15). All goes on meanwhile.");
}

#[test]
fn a_pause_with_everything_said_still_names_nobody_s_heart() {
    for ready in [Readiness::Unsaid, Readiness::Ready, Readiness::NotReady] {
        for (name, mut scene) in scenes::all() {
            let View::Pause(pause) = &mut scene.view else { continue };
            pause.ready = Pair { left: ready, right: ready };
            let text = text(&scene, (80, 24));
            assert!(text.matches("Alex").count() == 1 && text.matches("Sam").count() == 1, "{name}: {text}");
            assert!(!text.contains("signal good") && !text.contains("a minute ·"), "{name}: {text}");
        }
    }
}

#[test]
fn a_shared_breath_says_what_comes_next() {
    let figure = BreathFigure { direction: None, fullness: 0 };
    for (next, says) in [
        (Next::WarmUp(Seat::Left), "then Alex talks a little"),
        (Next::Turn(Seat::Right), "then Sam speaks"),
        (Next::Other, "then we go on"),
    ] {
        assert!(text(&scenes::scene(View::Breath { figure, next }), (60, 15)).contains(says));
    }
}
