//! The keys, always in the last row: pause at the left, help and stop at the right, the page's own keys between.
//!
//! ```text
//! p pause          m more time   b longer break          ? help   q stop
//! ```

use super::here;
use super::keys::{Hint, Hints, hints};
use super::page::Page;
use super::scene::Scene;
use super::text::width;

const GAP: u16 = 3;

/// Draws the keys of the page that `scene` shows.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    if scene.here {
        here::draw(page, scene);
    }
    let y = page.footer_row();
    let place = scene.place();
    let covered = scene.help || scene.finding_help.is_some();
    let Hints { left: mut first, own, right: last } = hints(place, covered, &scene.words);
    // Alone with the screen, the quick exit comes first: the breath gives way to it, though its key works.
    let rest = hints_width(&own) + 2 + hints_width(&last);
    if place.is_private() && hints_width(&first) + GAP + rest > page.width() {
        first.clear();
    }
    let all = first.iter().chain(&own).chain(&last);
    page.plain_state("keys", &all.map(|hint| format!("{} {}", hint.key, hint.does)).collect::<Vec<_>>().join(" · "));
    if scene.here && y + 1 == page.area.bottom() {
        // In a low window that line has the only row.
        return;
    }
    let left = page.area.x + page.margin();
    let right = page.area.right() - page.margin() - hints_width(&last);
    write_hints(page, left, y, &first);
    write_hints(page, right, y, &last);
    write_between(page, left + hints_width(&first), right, y, &own);
}

/// Writes the page's own keys between the others, in the middle of the page if there is room. In a narrow window the
/// last ones are left out, the quick exit never. The help names them all.
fn write_between(page: &mut Page, left: u16, right: u16, y: u16, own: &[Hint<'_>]) {
    let (exit, others): (Vec<_>, Vec<_>) = own.iter().cloned().partition(|hint| hint.vanishes);
    let fits = |own: &Vec<Hint<'_>>| left + hints_width(own) + 2 <= right;
    let counts = (0..=others.len()).rev();
    let own = &counts.map(|count| [&others[..count], &exit].concat()).find(fits).unwrap_or_default();
    let needed = hints_width(own);
    let middle = page.area.x + (page.area.width - needed) / 2;
    let free = middle >= left + GAP && middle + needed + GAP <= right;
    if free {
        write_hints(page, middle, y, own);
    } else if left + needed < right {
        write_hints(page, left + (right - left - needed) / 2, y, own);
    }
}

fn hints_width(hints: &[Hint<'_>]) -> u16 {
    let each = |hint: &Hint<'_>| width(&hint.key) + 1 + width(hint.does);
    let words: u16 = hints.iter().map(each).sum();
    words + GAP * (hints.len() as u16).saturating_sub(1)
}

fn write_hints(page: &mut Page, mut x: u16, y: u16, hints: &[Hint<'_>]) {
    for Hint { key, does, .. } in hints {
        page.put(x, y, key, page.theme.strong);
        page.put(x + width(key) + 1, y, does, page.theme.quiet);
        x += width(key) + 1 + width(does) + GAP;
    }
}
