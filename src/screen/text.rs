//! Text in columns: its width, what fits, and where lines break.

use std::borrow::Cow;

use ratatui::buffer::CellWidth as _;
use ratatui::style::Style;
use ratatui::text::Span;

/// The first of `texts`, longest first, that fits; the last one if none does.
pub(crate) fn fit<T: AsRef<str>>(texts: &[T], room: u16) -> &str {
    let fitting = texts.iter().find(|text| width(text.as_ref()) <= room);
    fitting.or(texts.last()).map_or("", |text| text.as_ref())
}

/// `text`, cut to `most` columns.
pub(crate) fn clip(text: &str, most: u16) -> Cow<'_, str> {
    if width(text) <= most {
        return Cow::Borrowed(text);
    }
    let (mut cut, mut used) = (String::new(), 0_u16);
    each_grapheme(text, |grapheme, columns| {
        used = used.saturating_add(columns);
        if used < most {
            cut.push_str(grapheme);
        }
    });
    if most > 0 {
        cut.push('…');
    }
    Cow::Owned(cut)
}

/// The columns that `text` takes.
pub(crate) fn width(text: &str) -> u16 {
    let mut sum = 0_u16;
    each_grapheme(text, |_, columns| sum = sum.saturating_add(columns));
    sum
}

/// Each visible grapheme with its columns.
pub(crate) fn each_grapheme(text: &str, mut take: impl FnMut(&str, u16)) {
    for grapheme in Span::raw(text).styled_graphemes(Style::new()) {
        take(grapheme.symbol, grapheme.symbol.cell_width());
    }
}

/// `text` in lines of `most` columns at most, about equally long; a longer word has a line to itself.
pub(crate) fn wrap(text: &str, most: u16) -> Vec<String> {
    let lines = fill(text, most);
    let even = width(text) / (lines.len() as u16).max(1);
    let shorter = (even..most).map(|shorter| fill(text, shorter)).find(|wrapped| wrapped.len() == lines.len());
    shorter.unwrap_or(lines)
}

/// `text` in lines of `most` columns at most, each as full as it can be; a longer word has a line to itself.
pub(crate) fn fill(text: &str, most: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Letters that large type has set apart, together again: `l e t ' s   g o` is `let's go`.
pub(crate) fn together(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.split("   ") {
        let letters: Vec<&str> = part.trim().split(' ').collect();
        let apart = letters.len() > 1 && letters.iter().all(|letter| width(letter) <= 2 && is_one(letter));
        if !line.is_empty() && !part.trim().is_empty() {
            line.push(' ');
        }
        line.push_str(&if apart { letters.concat() } else { part.trim().to_owned() });
    }
    line
}

/// Whether this is one visible character.
fn is_one(text: &str) -> bool {
    let mut count = 0;
    each_grapheme(text, |_, _| count += 1);
    count == 1
}
