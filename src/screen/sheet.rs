//! A page of words: a heading, a few lines, and at each seat a yes. Everything around the turns is one.
//!
//! ```text
//!                w h a t   w e   a g r e e   o n
//!
//!                we let each other finish
//!                we call each other no names
//!                ...
//!
//! Alex                                              Sam
//! a  yes                                        ●  yes
//! ```

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::large_type::spaced;
use super::page::Page;
use super::scene::{Scene, Sheet, SheetLine, Tone};
use super::settling::above_seats;
use super::text::{clip, width, wrap};
use super::times::clock;
use super::yes::{self, Yes};

/// Lines of a list are no longer than this, whatever the width of the window.
const LONGEST_ITEM: u16 = 72;

/// Where the next letter of a line comes while somebody writes it.
const CURSOR: char = '_';

/// A line as it stands on the page.
struct SheetRow {
    text: String,
    style: Style,
    /// Where it begins, if not in the middle.
    x: Option<u16>,
    /// Whether a row is free above it, where there is room.
    apart: bool,
}

/// Draws a page of words.
pub(crate) fn draw(page: &mut Page, scene: &Scene, sheet: &Sheet) {
    let time_left = sheet.left_s.map(clock).unwrap_or_default();
    page.header(&page.words.screen.program, scene.note.as_deref(), &time_left);
    if page.is_plain() {
        page.plain_line(&sheet.heading);
        let is_public = |line: &&SheetLine| !sheet.private || line.tone == Tone::Quiet;
        let is_told = |line: &&SheetLine| !line.being_written && line.tone != Tone::Picture;
        let lines = sheet.lines.iter().filter(is_public).filter(is_told);
        lines.for_each(|line| page.plain_line(&line.text));
        page.plain_line(if sheet.private { &page.words.arriving.untold } else { "" });
    } else {
        draw_rows(page, sheet);
    }
    if let Some(asks) = &sheet.asks {
        let words = Yes { say: &asks.yes, said: &asks.yes, no: None };
        for (seat, said) in asks.said.iter() {
            if let Some(said) = said {
                yes::draw(page, scene, seat, *said, words);
            }
        }
    }
}

fn draw_rows(page: &mut Page, sheet: &Sheet) {
    let area = if sheet.asks.is_some() { above_seats(page) } else { page.body() };
    let rows = rows(page, sheet);
    let apart = rows.iter().filter(|row| row.apart).count() as u16;
    let used = 1 + rows.len() as u16;
    let free = area.height.saturating_sub(used);
    let gap = u16::from(free > apart);
    let after_heading = (free.saturating_sub(gap * apart) / 3).min(2);
    let left = free.saturating_sub(gap * apart + after_heading);
    let mut y = area.y + (left / 2).min(3);
    heading(page, y, sheet);
    y += 1 + after_heading;
    for row in rows {
        y += if row.apart { gap } else { 0 };
        if y >= area.bottom() {
            break;
        }
        match row.x {
            Some(x) => page.put(x, y, &row.text, row.style),
            None => page.centred(y, &row.text, row.style),
        }
        y += 1;
    }
}

fn heading(page: &mut Page, y: u16, sheet: &Sheet) {
    let style = sheet.by.map_or(page.theme.strong, |seat| page.theme.person(seat).add_modifier(Modifier::BOLD));
    let text = spaced(&sheet.heading, page.width());
    page.centred(y, &text, style);
}

fn rows(page: &Page, sheet: &Sheet) -> Vec<SheetRow> {
    let most = page.width().min(LONGEST_ITEM);
    let items = || sheet.lines.iter().filter(|line| line.tone == Tone::Item);
    let widest = items().flat_map(|line| wrap(&line.text, most)).map(|line| width(&line)).max().unwrap_or(0);
    let left = page.area.x + (page.area.width - widest.min(page.area.width)) / 2;
    let mut rows = Vec::new();
    let mut before = None;
    for SheetLine { tone, text, being_written } in &sheet.lines {
        let (style, x) = match tone {
            Tone::Text => (page.theme.text, None),
            Tone::Strong => (page.theme.strong, None),
            Tone::Quiet | Tone::Picture => (page.theme.quiet, None),
            Tone::Item => (page.theme.text, Some(left)),
            Tone::Prompt => (page.theme.breath.add_modifier(Modifier::BOLD), None),
        };
        let text = if *being_written { format!("{text}{CURSOR}") } else { text.clone() };
        for (i, text) in wrap(&text, most).into_iter().enumerate() {
            let apart = i == 0 && before.is_some_and(|before| before != Tone::Item || *tone != Tone::Item);
            rows.push(SheetRow { text: clip(&text, page.width()).into_owned(), style, x, apart });
        }
        before = Some(*tone);
    }
    rows
}

/// The people who can help, from the net or without it.
pub(crate) fn draw_finding_help(page: &mut Page, scene: &Scene, yours: &[String]) {
    let words = &page.words.finding_help;
    page.header(&words.title, scene.note.as_deref(), "");
    if page.is_plain() {
        yours.iter().chain(&words.lines).for_each(|line| page.plain_line(line));
        return;
    }
    let body = page.body();
    let most = body.width.min(LONGEST_ITEM + 8);
    let area = Rect { x: body.x + (body.width - most) / 2, width: most, ..body };
    let mut blocks: Vec<(Vec<String>, Style)> = Vec::new();
    if !yours.is_empty() {
        blocks.push((vec![words.yours.clone()], page.theme.strong));
        blocks.extend(yours.iter().map(|line| (wrap(line, most), page.theme.strong)));
    }
    blocks.extend(words.lines.iter().map(|line| (wrap(line, most), page.theme.text)));
    if yours.is_empty() {
        blocks.push((wrap(&words.add, most), page.theme.quiet));
    }
    let needed: usize = blocks.iter().map(|(lines, _)| lines.len()).sum();
    let gap = u16::from(usize::from(area.height) >= needed + blocks.len());
    let mut y = area.y;
    for (lines, style) in blocks {
        for line in lines {
            if y < area.bottom() {
                page.put(area.x, y, &clip(&line, most), style);
            }
            y += 1;
        }
        y += gap;
    }
}
