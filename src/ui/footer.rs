//! The keys, always in the last row: pause at the left, help and stop at the right, the screen's own between.
//!
//! ```text
//! p pause          m more time   b longer break          ? help   q stop
//! ```

use super::page::{Page, width};
use super::scene::{Scene, View};

/// A key and what it does.
type Hint = (&'static str, &'static str);

const PAUSE: Hint = ("p", "pause");
const GAP: u16 = 3;

/// Draws the keys of the screen that `scene` shows.
pub(super) fn draw(page: &mut Page, scene: &Scene) {
    let y = page.footer_row();
    let first = first(&scene.view);
    let last = [("?", if scene.help { "back" } else { "help" }), ("q", stop(&scene.view))];
    let left = page.area.x + page.margin();
    let right = page.area.right() - page.margin() - hints_width(&last);
    hints(page, left, y, first);
    hints(page, right, y, &last);
    if !scene.help {
        between(page, left + hints_width(first), right, y, own(&scene.view));
    }
}

/// The screen's own keys: in the middle of the page if the others leave room there, else between them.
fn between(page: &mut Page, left: u16, right: u16, y: u16, own: &[Hint]) {
    let needed = hints_width(own);
    let middle = page.area.x + (page.area.width - needed) / 2;
    let free = middle >= left + GAP && middle + needed + GAP <= right;
    if free {
        hints(page, middle, y, own);
    } else if left + needed < right {
        hints(page, left + (right - left - needed) / 2, y, own);
    }
}

fn first(view: &View) -> &'static [Hint] {
    match view {
        View::Pause(_) | View::Practice(_) => &[],
        View::Later { .. } => &[("p", "back to breathing")],
        _ => &[PAUSE],
    }
}

fn own(view: &View) -> &'static [Hint] {
    match view {
        View::Straps { assigned: 0 } => &[("n", "begin")],
        View::Straps { .. } => &[("n", "begin without waiting")],
        View::Settling { .. } | View::WarmUp { .. } => &[("n", "go on")],
        View::Turn { .. } => &[("n", "hand over")],
        View::Pause(_) => &[("m", "more time"), ("b", "longer break")],
        View::Later { .. } => &[("b", "another time")],
        View::Closing { can_go_on: true, .. } => &[("n", "go on talking")],
        View::Breath { .. } | View::Closing { .. } | View::Practice(_) => &[],
    }
}

fn stop(view: &View) -> &'static str {
    match view {
        View::Closing { .. } => "leave",
        View::Practice(_) => "end",
        _ => "stop",
    }
}

fn hints_width(hints: &[Hint]) -> u16 {
    let each = |hint: &Hint| width(hint.0) + 1 + width(hint.1);
    let words: u16 = hints.iter().map(each).sum();
    words + GAP * (hints.len() as u16).saturating_sub(1)
}

fn hints(page: &mut Page, mut x: u16, y: u16, hints: &[Hint]) {
    for (key, words) in hints {
        page.put(x, y, key, page.theme.strong);
        page.put(x + width(key) + 1, y, words, page.theme.quiet);
        x += width(key) + 1 + width(words) + GAP;
    }
}
