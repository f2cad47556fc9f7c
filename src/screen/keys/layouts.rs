//! Keys of keyboards whose letters are not Latin: the letter at the same place of the keyboard.
//!
//! A layout that moves Latin letters on purpose keeps them: on AZERTY, QWERTZ or Dvorak the letter counts, not its place.
//! A terminal says which letter was typed, and not always on which key. So the letter itself must tell.

/// Each layout: its letters, and the Latin letters of the same keys. The first layout that has a letter counts. Origin:
/// the layouts `ru`, `ua`, `by`, `gr`, `il`, `ara`, `ir`, `th`, `ge` and `kr` of X.Org's keyboard data, which Windows and
/// macOS share for these keys. Keys without a letter are left out.
const LAYOUTS: [(&str, &str); 8] = [
    ("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm"),
    // Ukrainian and Belarusian letters in the places of Russian ones.
    ("іў", "so"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("קראטוןםפשדגכעיחלךזסבהנמצ", "ertyuiopasdfghjklzxcvbnm"),
    // Persian and Arabic share most places. Where they don't, the Persian letter counts: the Arabic one of that key has none.
    ("ضصثقفغعهخحشسیيبلاتنمظطزرذدپئءؤىة", "qwertyuiopasddfghjklzxcvbnmzxcnm"),
    ("ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท", "qwertyuiopasdfghjklzxcvbnm"),
    ("ქწერტყუიოპასდფგჰჯკლზხცვბნმ", "qwertyuiopasdfghjklzxcvbnm"),
    // Jamo, before an input method joins them.
    ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm"),
];

/// How far a full-width form lies above its ASCII character (Unicode, Halfwidth and Fullwidth Forms).
const FULL_WIDTH_OFFSET: u32 = 0xfee0;

/// The character that counts as a key, in lower case. A character that stands for no other one is itself.
pub(crate) fn as_key(typed: char) -> char {
    match typed {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(typed as u32 - FULL_WIDTH_OFFSET).unwrap_or(typed).to_ascii_lowercase()
        }
        _ => {
            let mut lower = typed.to_lowercase();
            let letter = lower.next().filter(|_| lower.next().is_none()).unwrap_or(typed);
            LAYOUTS.iter().find_map(|(letters, latin)| same_key(letter, letters, latin)).unwrap_or(letter)
        }
    }
}

fn same_key(letter: char, letters: &str, latin: &str) -> Option<char> {
    let at = letters.chars().position(|there| there == letter)?;
    latin.chars().nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_are_the_keys_at_their_place() {
        let typed: String = "зФд ЙпП Πλα ｐＡ？０ іЎ".chars().map(as_key).collect();
        assert_eq!(typed, "pal qgg pla pa?0 so");
    }

    #[test]
    fn the_keys_to_pause_and_to_leave_are_at_their_place_on_every_layout() {
        // Each row: the letters at the places of p and x.
        for (p, x) in [('з', 'ч'), ('π', 'χ'), ('פ', 'ס'), ('ح', 'ء'), ('ح', 'ط'), ('ย', 'ป'), ('პ', 'ხ'), ('ㅔ', 'ㅌ')]
        {
            assert_eq!((as_key(p), as_key(x)), ('p', 'x'), "{p} {x}");
        }
    }

    #[test]
    fn every_latin_letter_and_every_other_sign_stays_itself() {
        for latin in ('a'..='z').chain("0123456789?;:äöüßéèçàžłıı ".chars()) {
            assert_eq!(as_key(latin), latin);
        }
        assert_eq!(as_key('Q'), 'q');
    }

    #[test]
    fn each_layout_names_as_many_letters_as_keys() {
        for (letters, latin) in LAYOUTS {
            assert_eq!(letters.chars().count(), latin.chars().count(), "{letters}");
        }
    }
}
