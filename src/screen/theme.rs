//! Colours by what they mean. Muted tones of middle brightness, so that they can be read on dark and on light alike.
//!
//! Shape and words carry every meaning already; a theme without any colour loses nothing.

use ratatui::style::{Color, Modifier, Style};

use super::colours::{Colours, Depth, Ground};
use crate::event::seat::Seat;

/// How each kind of thing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The breathing figure and its word.
    pub breath: Style,
    /// The tones of the breathing figure as a filled disc. Without them it is a ring of dots.
    pub disc: Option<&'static DiscTones>,
    /// What belongs to the person on the left.
    pub left: Style,
    /// What belongs to the person on the right.
    pub right: Style,
    /// What asks for a look: a strap in trouble. It is never an alarm.
    pub attention: Style,
    /// Ordinary text.
    pub text: Style,
    /// What is to be read first.
    pub strong: Style,
    /// What may stay unread.
    pub quiet: Style,
    /// Whether motion is reduced: a slow bar in place of the breathing figure.
    pub still: bool,
}

/// Red, green and blue, from 0 to 255.
type Rgb = [u8; 3];

/// The tones of the filled figure: each cool at the end of a breath out and warm at the end of a breath in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscTones {
    edge: [Rgb; 2],
    core: [Rgb; 2],
    /// The word in it.
    pub(crate) word: Color,
}

impl DiscTones {
    /// Nearly as dark as a dark terminal at the edge, from pale blue to sand in the core. On a light terminal that doesn't
    /// say so, the disc has a dark edge.
    const ON_DARK: Self = Self {
        edge: [[28, 37, 42], [42, 38, 32]],
        core: [[118, 166, 182], [210, 188, 144]],
        word: Color::Rgb(16, 20, 22),
    };
    /// The same tones paling towards the edge, for a light terminal.
    const ON_LIGHT: Self = Self {
        edge: [[236, 243, 245], [248, 243, 233]],
        core: [[128, 172, 186], [216, 190, 142]],
        word: Color::Rgb(16, 20, 22),
    };

    /// The colour at a share of the way from edge to core, both `share` and `warmth` from 0 to 1.
    pub(crate) fn at(&self, share: f32, warmth: f32) -> Color {
        let [edge, core] =
            [self.edge, self.core].map(|[cool, warm]| mix(cool.map(f32::from), warm.map(f32::from), warmth));
        let [r, g, b] = mix(edge, core, share).map(|part| part.round() as u8);
        Color::Rgb(r, g, b)
    }
}

fn mix(from: [f32; 3], to: [f32; 3], share: f32) -> [f32; 3] {
    std::array::from_fn(|i| from[i] + (to[i] - from[i]) * share)
}

impl Default for Theme {
    /// The palette of 256, on a ground that is not known.
    fn default() -> Self {
        let tone = |index| Style::new().fg(Color::Indexed(index));
        Self {
            breath: tone(66),
            disc: None,
            left: tone(67),
            right: tone(137),
            attention: tone(97),
            text: Style::new().fg(Color::Reset),
            strong: Style::new().fg(Color::Reset).add_modifier(Modifier::BOLD),
            quiet: tone(243),
            still: false,
        }
    }
}

impl Theme {
    /// No colour at all: only bold and dim.
    pub fn plain() -> Self {
        let strong = Style::new().add_modifier(Modifier::BOLD);
        Self {
            breath: Style::new(),
            disc: None,
            left: strong,
            right: strong,
            attention: strong,
            text: Style::new(),
            strong,
            quiet: Style::new().add_modifier(Modifier::DIM),
            still: false,
        }
    }

    /// The theme of the palette of 256, or without colour.
    pub fn from_env(no_color: bool) -> Self {
        if no_color { Self::plain() } else { Self::default() }
    }

    /// The theme for a terminal that shows these colours.
    pub fn of(colours: Colours) -> Self {
        match colours.depth {
            Depth::None => Self::plain(),
            Depth::Sixteen => Self::sixteen(),
            Depth::Palette => Self::default().on(colours.ground),
            Depth::Any => {
                let light = colours.ground == Ground::Light;
                let disc = if light { &DiscTones::ON_LIGHT } else { &DiscTones::ON_DARK };
                Self { disc: Some(disc), ..Self::default().on(colours.ground) }
            }
        }
    }

    /// The sixteen colours, whose tones are the terminal's own. Its bright black may be its background: what is quiet is
    /// dim instead.
    fn sixteen() -> Self {
        let tone = |colour| Style::new().fg(colour);
        Self {
            breath: tone(Color::Cyan),
            left: tone(Color::Cyan),
            right: tone(Color::Yellow),
            attention: tone(Color::Magenta),
            quiet: Style::new().add_modifier(Modifier::DIM),
            ..Self::default()
        }
    }

    /// The same on a ground that is known: on a light one the paler tones are darker.
    fn on(self, ground: Ground) -> Self {
        let tone = |index| Style::new().fg(Color::Indexed(index));
        match ground {
            Ground::Unknown | Ground::Dark => self,
            Ground::Light => Self { left: tone(24), right: tone(94), quiet: tone(241), ..self },
        }
    }

    /// The same with reduced motion.
    #[must_use]
    pub fn with_reduced_motion(self) -> Self {
        Self { still: true, ..self }
    }

    /// The tone of the person at `seat`.
    pub(crate) fn person(&self, seat: Seat) -> Style {
        match seat {
            Seat::Left => self.left,
            Seat::Right => self.right,
        }
    }
}
