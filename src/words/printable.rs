//! Names that came over the air or from a file, made fit for a terminal.
//!
//! Anybody nearby can send an advert with any name of a strap in it.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Whether a character may be shown. A control may not, nor a character that reorders or hides its neighbours.
pub(crate) fn is_harmless(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether all of `text` may be shown.
pub(crate) fn is_showable(text: &str) -> bool {
    characters(text).all(|(_, showable)| showable)
}

/// Each character of `text`, and whether it may be shown there. A joiner may stand between two characters that it joins,
/// as in Persian and Sinhala and in a family of emoji; elsewhere it is invisible.
pub(crate) fn characters(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    let mut rest = text.chars();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        let is_between = before.is_some_and(joins) && rest.clone().next().is_some_and(joins);
        before = Some(c);
        Some((c, is_harmless(c) || is_joiner(c) && is_between))
    })
}

/// Whether `c` may be typed after `text`. What a joiner joins to comes later.
pub(crate) fn may_follow(text: &str, c: char) -> bool {
    is_harmless(c) || is_joiner(c) && text.chars().next_back().is_some_and(joins)
}

/// The zero-width non-joiner and the zero-width joiner.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner beside `c` changes how it looks: letters from Arabic to Mongolian that join or stack, and emoji with
/// their skin tones and variants. Origin: the blocks of the Unicode standard.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{0600}'..='\u{0dff}' | '\u{0f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// `name` with a dot for every character that may not be shown, cut to at most `columns` columns.
pub(crate) fn shown(name: &str, columns: usize) -> String {
    let clean: String = characters(name.trim()).map(|(c, showable)| if showable { c } else { '·' }).collect();
    let mut text = String::new();
    let mut width = 0;
    let mut kept = 0;
    for part in clean.graphemes(true) {
        width += part.width();
        if width > columns {
            text.truncate(kept);
            text.push('…');
            return text;
        }
        text.push_str(part);
        if width < columns {
            kept = text.len();
        }
    }
    text
}

/// The whole path of a file, made fit for a terminal.
pub(crate) fn path(path: &std::path::Path) -> String {
    shown(&path.display().to_string(), usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_reordering_lose_their_power() {
        assert_eq!(shown("Polar\u{1b}[2J\u{202e}H10", 24), "Polar·[2J·H10");
    }

    #[test]
    fn joiners_are_shown_where_they_join_and_nowhere_else() {
        for name in ["می\u{200c}خواهم", "ක්\u{200d}රිස්", "👩\u{200d}👩\u{200d}👧", "👩🏽\u{200d}❤\u{fe0f}\u{200d}👨"]
        {
            assert!(is_showable(name), "{name}");
            assert_eq!(shown(name, 24), name);
        }
        for name in ["Al\u{200d}ex", "\u{200d}👧", "👩\u{200d}", "Sam\u{202e}", "\u{200b}", "\u{3164}", "می\u{200f}"]
        {
            assert!(!is_showable(name), "{name:?}");
        }
        assert_eq!(shown("Al\u{200d}ex", 24), "Al·ex");
        assert_eq!(shown("👩\u{200d}👩\u{200d}👧👩\u{200d}👩\u{200d}👧", 3), "👩\u{200d}👩\u{200d}👧…");
    }

    #[test]
    fn long_names_are_cut_at_the_column_limit() {
        assert_eq!(shown("Polar H10 A1B2C3D4", 10), "Polar H10…");
        assert_eq!(shown("心拍計", 6), "心拍計");
        assert_eq!(shown("心拍計", 5), "心拍…");
    }
}
