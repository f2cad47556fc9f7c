//! The keys, always in the last row: pause at the left, help and stop at the right, the screen's own between. Of a
//! recording only help and leaving are left.
//!
//! ```text
//! p pause          m more time   b longer break          ? help   q stop
//! ```

use super::page::{Page, width};
use super::scene::{Scene, View};
use crate::words::screens::Footer;

/// A key and what it does.
type Hint<'a> = (&'a str, &'a str);

const GAP: u16 = 3;

/// Draws the keys of the screen that `scene` shows.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let y = page.footer_row();
    let words = &scene.words.footer;
    let covered = scene.help || scene.finding_help.is_some();
    let first = if scene.watched { Vec::new() } else { first(&scene.view, words) };
    let last = last(scene, covered, words);
    let own = if covered || scene.watched { Vec::new() } else { own(&scene.view, words) };
    // Alone with the screen, the quick exit comes first: the breath gives way to it, though its key works.
    let alone = matches!(&scene.view, View::Sheet(sheet) if sheet.before);
    let rest = hints_width(&own) + 2 + hints_width(&last);
    let gives_way = alone && hints_width(&first) + GAP + rest > page.width();
    let first = if gives_way { Vec::new() } else { first };
    let all = [&first[..], &own[..], &last[..]].concat();
    page.say_state("keys", &all.iter().map(|(key, does)| format!("{key} {does}")).collect::<Vec<_>>().join(" · "));
    let left = page.area.x + page.margin();
    let right = page.area.right() - page.margin() - hints_width(&last);
    hints(page, left, y, &first);
    hints(page, right, y, &last);
    between(page, left + hints_width(&first), right, y, &own);
}

/// The screen's own keys: in the middle of the page if the others leave room there, else between them; as many of them,
/// from the first on, as there is room for, and the quick exit before any other. The help has all.
fn between(page: &mut Page, left: u16, right: u16, y: u16, own: &[Hint<'_>]) {
    let (exit, others): (Vec<_>, Vec<_>) = own.iter().partition(|(key, _)| *key == "x");
    let fits = |own: &Vec<Hint<'_>>| left + hints_width(own) + 2 <= right;
    let counts = (0..=others.len()).rev();
    let own = &counts.map(|count| [&others[..count], &exit].concat()).find(fits).unwrap_or_default();
    let needed = hints_width(own);
    let middle = page.area.x + (page.area.width - needed) / 2;
    let free = middle >= left + GAP && middle + needed + GAP <= right;
    if free {
        hints(page, middle, y, own);
    } else if left + needed < right {
        hints(page, left + (right - left - needed) / 2, y, own);
    }
}

fn first<'a>(view: &View, words: &'a Footer) -> Vec<Hint<'a>> {
    match view {
        View::Pause(_) | View::Practice(_) => vec![],
        View::Later { .. } => vec![("p", &words.back_to_breathing)],
        View::Rest(_) => vec![("p", &words.breathe_together)],
        View::Closing { returns_clock: Some(_), .. } => vec![("p", &words.back_to_break)],
        View::Sheet(sheet) if sheet.typing => vec![(&words.ctrl_p, &words.pause)],
        View::Straps { .. }
        | View::Settling { .. }
        | View::WarmUp { .. }
        | View::Turn { .. }
        | View::Breath { .. }
        | View::Sheet(_)
        | View::Closing { returns_clock: None, .. } => vec![("p", &words.pause)],
    }
}

/// While letters are text, the way out is a chord, and it is the one that leaves at once.
fn last<'a>(scene: &Scene, covered: bool, words: &'a Footer) -> Vec<Hint<'a>> {
    match &scene.view {
        View::Sheet(sheet) if sheet.typing => vec![(&words.ctrl_x, &words.vanish)],
        _ => vec![("?", if covered { &words.back } else { &words.help }), ("q", stop(scene, words))],
    }
}

fn own<'a>(view: &'a View, words: &'a Footer) -> Vec<Hint<'a>> {
    match view {
        View::Straps { assigned: 0 } => vec![("n", &words.begin)],
        View::Straps { .. } => vec![("n", &words.begin_without_waiting)],
        View::Settling { .. } | View::WarmUp { .. } => vec![("a+l", &words.go_on)],
        View::Turn { answer: None, .. } => vec![
            ("n", &words.hand_over),
            ("d", &words.need),
            ("o", &words.question),
            (&words.space, &words.breathe),
            ("v", &words.moved),
        ],
        View::Turn { .. } => {
            vec![("n", &words.next_part), ("o", &words.question), (&words.space, &words.breathe), ("v", &words.moved)]
        }
        View::Pause(_) => vec![("m", &words.more_time), ("g", &words.ground), ("b", &words.longer_break)],
        View::Sheet(sheet) => sheet.keys.iter().map(|(key, words)| (*key, words.as_str())).collect(),
        View::Rest(_) => vec![("m", &words.ten_more)],
        View::Later { .. } => vec![("b", &words.another_time)],
        View::Closing { can_go_on, can_repair, .. } => {
            let go_on = can_go_on.then_some(("n", &*words.go_on_talking));
            go_on.into_iter().chain(can_repair.then_some(("r", &*words.repair))).collect()
        }
        View::Breath { .. } | View::Practice(_) => vec![],
    }
}

fn stop<'a>(scene: &Scene, words: &'a Footer) -> &'a str {
    match &scene.view {
        _ if scene.watched => &words.leave,
        View::Closing { .. } => &words.leave,
        View::Sheet(sheet) if sheet.before => &words.leave,
        View::Practice(_) => &words.end,
        View::Straps { .. }
        | View::Settling { .. }
        | View::WarmUp { .. }
        | View::Turn { .. }
        | View::Breath { .. }
        | View::Pause(_)
        | View::Sheet(_)
        | View::Rest(_)
        | View::Later { .. } => &words.stop,
    }
}

fn hints_width(hints: &[Hint<'_>]) -> u16 {
    let each = |hint: &Hint<'_>| width(hint.0) + 1 + width(hint.1);
    let words: u16 = hints.iter().map(each).sum();
    words + GAP * (hints.len() as u16).saturating_sub(1)
}

fn hints(page: &mut Page, mut x: u16, y: u16, hints: &[Hint<'_>]) {
    for (key, words) in hints {
        page.put(x, y, key, page.theme.strong);
        page.put(x + width(key) + 1, y, words, page.theme.quiet);
        x += width(key) + 1 + width(words) + GAP;
    }
}
