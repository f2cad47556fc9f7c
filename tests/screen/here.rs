//! After a key that does nothing: the line about the keys of a page, on every page, in every language and size.

use breathmark::screen::plain_lines;
use breathmark::screen::scene::{Scene, Sheet, View};
use breathmark::screen::theme::Theme;
use breathmark::words::{BUILT_IN, Words};

use crate::layout::{drawn, rows};
use crate::scenes;

/// Every page in a language, but those where somebody writes: there letters are text.
fn pages(code: &str) -> Vec<(&'static str, Scene)> {
    let scenes = scenes::all_in(&Words::built_in(code).unwrap()).into_iter();
    let writes =
        |scene: &Scene| matches!(&scene.view, View::Sheet(sheet) if sheet.lines.iter().any(|l| l.being_written));
    scenes.filter(|(_, scene)| !writes(scene)).collect()
}

#[test]
fn the_line_has_the_last_row_and_changes_no_other_one_where_a_row_is_free() {
    for (code, begins) in [("en", "here: "), ("de", "hier: ")] {
        for (name, scene) in pages(code) {
            for size in [(60, 15), (80, 24)] {
                let before = rows(&drawn(&scene, &Theme::default(), size));
                let after = rows(&drawn(&Scene { here: true, ..scene.clone() }, &Theme::default(), size));
                let last = after.last().unwrap().trim();
                assert!(last.starts_with(begins) && last.contains(" — "), "{code} {name} {size:?}: {last:?}");
                assert!(!last.ends_with(['…', '·', '—']), "{code} {name} {size:?}: {last:?}");
                let others = before.len() - 1;
                assert_eq!(before[..others], after[..others], "{code} {name} {size:?}");
            }
        }
    }
}

#[test]
fn a_page_that_asks_names_the_keys_of_those_it_asks() {
    for (name, scene) in pages("en") {
        let View::Sheet(Sheet { asks: Some(asks), .. }) = &scene.view else { continue };
        let [left, right] = [asks.said.left, asks.said.right].map(|said| said.is_some());
        let expected = match (left, right) {
            (true, true) => "here: a or l — ",
            (true, false) => "here: a — ",
            (false, _) => "here: l — ",
        };
        let lines = plain_lines(&Scene { here: true, ..scene.clone() });
        assert!(lines.iter().any(|line| line.text.starts_with(expected)), "{name}: {lines:#?}");
    }
}

#[test]
fn plain_lines_tell_it_before_the_keys() {
    for (code, _) in BUILT_IN {
        for (name, scene) in pages(code) {
            let lines = plain_lines(&Scene { here: true, ..scene });
            let [.., line, keys] = &lines[..] else { panic!("{code} {name}: too few lines") };
            assert!(line.text.contains(" — ") && keys.of.as_deref() == Some("keys"), "{code} {name}: {lines:#?}");
        }
    }
}

#[test]
fn the_quick_exit_is_never_left_out() {
    for (code, exit) in [("en", "x — quick exit"), ("de", "x — sofort weg")] {
        // The check's breath has no footer of its own.
        let private =
            |name: &str| name.starts_with("check_") && name != "check_breath" || name.starts_with("pause_review");
        for (name, scene) in pages(code).into_iter().filter(|(name, _)| private(name)) {
            let rows = rows(&drawn(&Scene { here: true, ..scene }, &Theme::default(), (60, 15)));
            assert!(rows.last().unwrap().contains(exit), "{code} {name}: {:?}", rows.last());
        }
    }
}
