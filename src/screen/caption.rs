//! What the demo says, in the row above the keys. Most pages leave that row free. Where one doesn't, its own words matter
//! more, and the line is left out.

use super::page::Page;
use super::scene::Scene;
use super::text::clip;

/// Draws the line, if there is one and room for it.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let Some(caption) = &scene.caption else { return };
    page.plain_state("caption", caption);
    let y = page.footer_row() - 1;
    let (left, right) = (page.area.x, page.area.right());
    let is_free = (left..right).all(|x| page.cell(x, y).is_none_or(|cell| cell.symbol() == " "));
    if is_free {
        let line = clip(caption, page.width());
        page.write_centred(y, &line, page.theme.breath);
    }
}
