//! Names that came over the air or from a file, made fit for a terminal.
//!
//! Anybody nearby can send an advert with any name of a strap in it.

use unicode_width::UnicodeWidthChar;

/// Whether a character may be shown. A control may not, nor a character that reorders or hides its neighbours.
pub(crate) fn is_harmless(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `name` with a dot for every character that is not harmless, cut to at most `columns` columns.
pub(crate) fn shown(name: &str, columns: usize) -> String {
    let mut text = String::new();
    let mut width = 0;
    let mut kept = 0;
    for c in name.trim().chars().map(|c| if is_harmless(c) { c } else { '·' }) {
        width += c.width().unwrap_or(0);
        if width > columns {
            text.truncate(kept);
            text.push('…');
            return text;
        }
        text.push(c);
        if width < columns {
            kept = text.len();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_reordering_lose_their_power() {
        assert_eq!(shown("Polar\u{1b}[2J\u{202e}H10", 24), "Polar·[2J·H10");
    }

    #[test]
    fn long_names_are_cut_at_the_column_limit() {
        assert_eq!(shown("Polar H10 A1B2C3D4", 10), "Polar H10…");
        assert_eq!(shown("心拍計", 6), "心拍計");
        assert_eq!(shown("心拍計", 5), "心拍…");
    }
}
