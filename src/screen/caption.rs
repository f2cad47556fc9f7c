//! What the demo says, in the row above the keys, which every page leaves free. A low window has no such row: there it
//! takes the place of the header.

use ratatui::layout::Rect;

use super::page::Page;
use super::scene::Scene;
use super::text::clip;

/// Draws the line, if there is one.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let Some(caption) = &scene.caption else { return };
    let y = if page.air() > 0 { page.footer_row() - 1 } else { page.area.y };
    let Rect { x, width, .. } = page.area;
    page.put(x, y, &" ".repeat(width.into()), page.theme.text);
    page.plain_state("caption", caption);
    let line = clip(caption, page.width());
    page.write_centred(y, &line, page.theme.breath);
}
