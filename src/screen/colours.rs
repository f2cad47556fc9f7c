//! Which colours the terminal shows, and whether its background is light, as far as the environment says. The terminal
//! itself is never asked: one that doesn't answer would hold the program up.

/// What the terminal shows, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// How many colours there are.
    pub depth: Depth,
    /// The background.
    pub ground: Ground,
}

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, because somebody wants none, or the terminal has none.
    None,
    /// The sixteen whose tones the terminal chooses.
    Sixteen,
    /// The fixed palette of 256.
    Palette,
    /// Any.
    Any,
}

/// The background of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Known to be dark.
    Dark,
    /// Known to be light.
    Light,
    /// Not known. Most are dark.
    Unknown,
}

/// Terminals that show any colour and don't always say so, by the beginning of `TERM`.
const SHOW_ANY: [&str; 7] = ["alacritty", "contour", "foot", "rio", "wezterm", "xterm-ghostty", "xterm-kitty"];
/// Terminals that show no palette of 256, by the beginning of `TERM`. Windows has no `TERM` and shows it.
const SHOW_SIXTEEN: [&str; 6] = ["ansi", "cons", "cygwin", "linux", "sun", "vt"];

impl Colours {
    /// The colours that the environment speaks of. `variable` gives the value of a variable of the environment.
    ///
    /// - `NO_COLOR`, if it isn't empty: none.
    /// - `COLORTERM`: `truecolor` or `24bit` is any colour. GNU screen passes the variable on and doesn't show them.
    /// - `TERM`: its name, and the number of colours in it.
    /// - `COLORFGBG`, such as `15;0`: the last number is the background, one of the sixteen.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).unwrap_or_default();
        let ground = value("COLORFGBG");
        let ground = ground.rsplit_once(';').map_or(Ground::Unknown, |(_, last)| ground_of(last));
        let any = matches!(value("COLORTERM").as_str(), "truecolor" | "24bit") || !value("WT_SESSION").is_empty();
        let none = !value("NO_COLOR").is_empty() || is_monochrome(&value("TERM"));
        let depth = if none { Depth::None } else { depth_of(&value("TERM"), any) };
        Self { depth, ground }
    }
}

/// Whether a terminal of this name shows no colour. It would take the number of a colour for another mode, such as
/// blinking. Origin: the names of monochrome terminals in the terminfo database.
fn is_monochrome(term: &str) -> bool {
    let is_vt = term.strip_prefix("vt").is_some_and(|model| model.starts_with(|c: char| c.is_ascii_digit()));
    is_vt && term != "vt525" || term.ends_with("-m") || term.ends_with("-mono")
}

/// The depth of a terminal by its name; `any` if something else says that it shows any colour.
fn depth_of(term: &str, any: bool) -> Depth {
    let begins = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
    if any && !term.starts_with("screen") || term.contains("direct") || begins(&SHOW_ANY) {
        Depth::Any
    } else if !term.contains("256") && (begins(&SHOW_SIXTEEN) || term.ends_with("color")) {
        Depth::Sixteen
    } else {
        Depth::Palette
    }
}

/// The ground of one of the sixteen colours: 7 is light grey, 9 to 15 are the bright ones.
fn ground_of(number: &str) -> Ground {
    match number.parse() {
        Ok(0..=6 | 8) => Ground::Dark,
        Ok(7 | 9..=15) => Ground::Light,
        Ok(16_u8..) | Err(_) => Ground::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colours(variables: &[(&str, &str)]) -> Colours {
        Colours::of(|name| variables.iter().find(|(named, _)| *named == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_depth_follows_what_the_environment_says() {
        let depth = |variables: &[(&str, &str)]| colours(variables).depth;
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::Any);
        assert_eq!(depth(&[("TERM", "xterm-kitty")]), Depth::Any);
        assert_eq!(depth(&[("TERM", "xterm-direct")]), Depth::Any);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Palette);
        assert_eq!(depth(&[("TERM", "screen"), ("COLORTERM", "truecolor")]), Depth::Palette);
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Palette);
        assert_eq!(["linux", "vt525", "xterm-16color"].map(|term| depth(&[("TERM", term)])), [Depth::Sixteen; 3]);
        assert_eq!(depth(&[]), Depth::Palette);
        assert_eq!(depth(&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")]), Depth::None);
        assert_eq!(depth(&[("COLORTERM", "24bit"), ("NO_COLOR", "")]), Depth::Any);
    }

    #[test]
    fn terminals_without_colour_are_known_by_their_names() {
        let depth = |term| colours(&[("TERM", term)]).depth;
        for term in ["vt100", "vt220", "vt320-w", "xterm-mono", "linux-m"] {
            assert_eq!(depth(term), Depth::None, "{term}");
        }
        for term in ["xterm-256color", "linux", "vt525", "vte-256color", "tmux", "", "xterm-kitty"] {
            assert_ne!(depth(term), Depth::None, "{term}");
        }
    }

    #[test]
    fn the_ground_is_known_only_where_the_terminal_says_it() {
        let ground = |value| colours(&[("COLORFGBG", value)]).ground;
        assert_eq!(["15;0", "12;default;8"].map(ground), [Ground::Dark; 2]);
        assert_eq!(["0;15", "0;default;7"].map(ground), [Ground::Light; 2]);
        assert_eq!(["", "0", "0;default", "0;231"].map(ground), [Ground::Unknown; 4]);
    }
}
