//! What the program is, in a few lines: the help of the pages that both look at while no session runs.

use super::page::Page;
use super::scene::{Scene, Sheet, SheetLine, Tone};
use super::sheet;

/// Draws what the program is.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let words = &scene.words;
    let text = |text: &String| SheetLine::new(Tone::Text, text.clone());
    let item = |text: &String| SheetLine::new(Tone::Item, text.clone());
    let mut lines: Vec<SheetLine> = words.introduction.what.iter().map(text).collect();
    lines.extend(words.introduction.keys.iter().map(item));
    lines.push(SheetLine::new(Tone::Quiet, words.help.device.clone()));
    let about = Sheet { lines, ..Sheet::new(scene.place(), words.front.about.clone()) };
    sheet::draw(page, scene, &about);
}
