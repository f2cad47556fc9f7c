//! The light at the beginning of a pause: the background brightens once and fades again, for people who look at each other
//! and see the screen from the corner of an eye. It is slow and comes once, so it can't be taken for blinking.
//!
//! Where the background is known and there are shades between it and the light, the whole screen brightens. Elsewhere a
//! frame of one tone grows from the edges and goes back: the page within keeps its colours.

use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::style::Color;

use super::colours::{Colours, Depth, Ground};

/// How long it takes to brighten. Assumption: slow enough not to startle.
const RISES: Duration = Duration::from_millis(500);
/// How long it takes to fade.
const FADES: Duration = Duration::from_millis(900);

/// The rows that the frame reaches in from the top and the bottom. At the sides it is twice as many columns, which looks
/// as wide.
const FRAME_ROWS: u16 = 3;

/// A background, and the colour of text on it.
type Shade = (Color, Color);

/// The shades from the least to the brightest. A single one is that of the frame.
type Shades = &'static [Shade];

const fn shade(background: u8, text: u8) -> Shade {
    (Color::Indexed(background), Color::Indexed(text))
}

// Each text keeps a contrast of 4.5 or more to its background, in the usual palette.

/// On a dark background: greys up to a fourth of white.
const DARK: Shades = &[
    shade(233, 255),
    shade(234, 255),
    shade(235, 255),
    shade(236, 255),
    shade(237, 255),
    shade(238, 255),
    shade(239, 255),
];
/// On a light background: brighter than white is impossible, so it takes on the tone of the breath.
const LIGHT: Shades = &[shade(255, 16), shade(254, 16), shade(195, 16), shade(159, 16)];
/// On a background that nobody knows: the darker tone of the breath, which stands out from white and from black.
const UNKNOWN: Shades = &[shade(66, 231)];
/// The same three in 16 colours.
const DARK_16: Shades = &[shade(8, 15)];
const LIGHT_16: Shades = &[shade(14, 0)];
const UNKNOWN_16: Shades = &[shade(6, 0)];

/// The light of one screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Light {
    /// Nothing where no light is wanted.
    shades: Shades,
    since: Option<Instant>,
}

impl Light {
    /// The light that suits the terminal; none where there are no colours.
    pub(crate) fn of(colours: Colours) -> Self {
        let shades: Shades = match (colours.ground, colours.depth) {
            (_, Depth::None) => &[],
            (Ground::Dark, Depth::Sixteen) => DARK_16,
            (Ground::Light, Depth::Sixteen) => LIGHT_16,
            (Ground::Unknown, Depth::Sixteen) => UNKNOWN_16,
            (Ground::Dark, Depth::Palette | Depth::Any) => DARK,
            (Ground::Light, Depth::Palette | Depth::Any) => LIGHT,
            (Ground::Unknown, Depth::Palette | Depth::Any) => UNKNOWN,
        };
        Self { shades, since: None }
    }

    /// A pause begins.
    pub(crate) fn begin(&mut self, now: Instant) {
        self.since = Some(now).filter(|_| !self.shades.is_empty());
    }

    /// Whether the screen changes with every frame because of it.
    pub(crate) fn is_on(&self) -> bool {
        self.since.is_some()
    }

    /// Lays it under what is drawn. Once it has faded, it is off.
    pub(crate) fn lay(&mut self, buffer: &mut Buffer, now: Instant) {
        let Some(since) = self.since else { return };
        let passed = now.saturating_duration_since(since);
        if passed >= RISES + FADES {
            self.since = None;
        }
        let share = share(passed);
        match self.shades {
            [only] => lay_frame(buffer, (share * f64::from(FRAME_ROWS)).ceil() as u16, *only),
            shades => {
                let step = (share * (shades.len() + 1) as f64) as usize;
                if let Some((background, text)) = step.min(shades.len()).checked_sub(1).map(|step| shades[step]) {
                    for cell in buffer.content.iter_mut().filter(|cell| cell.bg == Color::Reset) {
                        cell.bg = background;
                        cell.fg = if cell.fg == Color::Reset { text } else { cell.fg };
                    }
                }
            }
        }
    }
}

/// How much light there is after `passed`, from 0 to 1 and back.
fn share(passed: Duration) -> f64 {
    match passed.checked_sub(RISES) {
        None => passed.div_duration_f64(RISES),
        Some(fading) => (1.0 - fading.div_duration_f64(FADES)).max(0.0),
    }
}

/// Lays a frame that reaches `rows` in. All text on it gets the colour that can be read there.
fn lay_frame(buffer: &mut Buffer, rows: u16, (background, text): Shade) {
    let area = buffer.area;
    for (x, y) in area.positions().map(|at| (at.x, at.y)) {
        let beside = (x - area.x).min(area.right() - 1 - x) / 2;
        let depth = (y - area.y).min(area.bottom() - 1 - y).min(beside);
        if depth < rows {
            buffer[(x, y)].set_bg(background).set_fg(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn light(ground: Ground) -> Light {
        Light::of(Colours { ground, depth: Depth::Palette })
    }

    #[test]
    fn without_colours_there_is_no_light() {
        let none = Light::of(Colours { ground: Ground::Dark, depth: Depth::None });
        assert_eq!(none.shades, Light::default().shades);
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "any instant will do")]
    fn it_rises_once_fades_and_leaves_the_page_as_it_was() {
        let mut light = light(Ground::Dark);
        let now = Instant::now();
        light.begin(now);
        let mut course = Vec::new();
        for ms in (0..3000).step_by(10) {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
            light.lay(&mut buffer, now + Duration::from_millis(ms));
            let Color::Indexed(grey) = buffer.content[0].bg else {
                assert_eq!(buffer, Buffer::empty(Rect::new(0, 0, 2, 1)));
                course.push(232);
                continue;
            };
            course.push(grey);
        }
        let brightest = course.iter().position(|grey| *grey == 239).unwrap();
        assert!(course[..brightest].is_sorted() && course[brightest..].iter().rev().is_sorted(), "{course:?}");
        assert!(course.windows(2).all(|two| two[0].abs_diff(two[1]) <= 1), "never a jump: {course:?}");
        assert!(course[0] == 232 && course[200..].iter().all(|grey| *grey == 232) && !light.is_on());
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "any instant will do")]
    fn on_an_unknown_background_a_frame_grows_from_the_edges_and_the_page_within_stays() {
        let mut light = light(Ground::Unknown);
        let now = Instant::now();
        light.begin(now);
        let rows = |light: &mut Light, ms: u64| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 15));
            light.lay(&mut buffer, now + Duration::from_millis(ms));
            assert!(buffer[(30, 7)].bg == Color::Reset && buffer[(6, 7)].bg == Color::Reset);
            (0..15).filter(|y| buffer[(30, *y)].bg != Color::Reset).count()
        };
        assert_eq!([0, 100, 300, 500, 900, 1399, 1400].map(|ms| rows(&mut light, ms)), [0, 2, 4, 6, 4, 2, 0]);
        assert!(!light.is_on());
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "any instant will do")]
    fn without_shades_nothing_ever_lights_up() {
        let mut none = Light::default();
        none.begin(Instant::now());
        assert!(!none.is_on());
    }
}
