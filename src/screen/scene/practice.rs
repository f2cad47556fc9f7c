//! Practice, as a scene shows it.

use super::breath::BreathFigure;
use super::people::Numbers;
use crate::event::seat::Pair;
use crate::pacer::Pacer;
use crate::practice::part::PracticePart;
use crate::screen::backdrop::NumbersShown;

/// How far back the tachogram reaches, in seconds. Assumption: some six breaths of the pacer are seen side by side.
pub(crate) const TACHOGRAM_S: f64 = 60.0;
/// How often the breath beneath it is sampled, in samples a second. The chart has fewer columns than samples.
pub(crate) const BREATH_SAMPLES_A_SECOND: f64 = 4.0;

/// Practice.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeView {
    /// What goes on.
    pub part: PracticePart,
    /// Whether there is a heart, or will be one.
    pub has_heart: bool,
    /// The figure.
    pub figure: BreathFigure,
    /// The breath that is led, for its lengths; `None` while none is.
    pub pacer: Option<Pacer>,
    /// Seconds since the start.
    pub elapsed_s: u64,
    /// How full the breath was that was led in the last minute, in thousandths, oldest first; `None` where none was led.
    pub breath: Vec<Option<u16>>,
    /// What is seen of each heart. The right one is there for a second person.
    pub hearts: Pair<HeartView>,
    /// What stands above the ring in place of the lengths of the breath.
    pub heading: Option<String>,
    /// Seconds left of this part, if it ends by itself.
    pub left_s: Option<u64>,
    /// What is said now in place of the sentence about the heart.
    pub says: Option<String>,
    /// How much is shown of the numbers.
    pub numbers: NumbersShown,
    /// Whether the heart is hidden.
    pub hides_heart: bool,
}

/// What is seen of a heart in a practice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeartView {
    /// Heart rate, and RMSSD over half a minute.
    pub numbers: Numbers,
    /// The intervals of the last minute, oldest first.
    pub tachogram: Vec<Point>,
    /// How far the heart rate moves with a breath, in beats a minute; `None` while the beats don't carry that sentence.
    pub moves_bpm: Option<u16>,
    /// Per cent of the last half minute filled with clean beats.
    pub clean_percent: u8,
    /// The figures of the last minute.
    pub figures: FiguresView,
}

/// The figures of a heart, rounded as they are shown. What the beats don't carry is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FiguresView {
    /// How far the heart rate moves with a breath, in beats a minute.
    pub swing_bpm: Option<u16>,
    /// Rhythm regularity in hundredths.
    pub regularity: Option<u8>,
    /// How well the heart follows the pacer: R² in hundredths, and how many degrees it is behind.
    pub fit: Option<(u8, i16)>,
    /// RMSSD over a minute, in milliseconds.
    pub rmssd_ms: Option<u16>,
    /// Breaths a minute, in tenths.
    pub breaths: Option<u16>,
}

impl HeartView {
    /// Whether a beat is shown that does not count.
    pub(crate) fn has_unclear_beats(&self) -> bool {
        self.tachogram.iter().any(|point| !point.clean)
    }
}

/// One interval of the tachogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How long ago the beat was, in seconds.
    pub ago_s: f64,
    /// The interval in milliseconds.
    pub rr_ms: f64,
    /// Whether it counts; what does not is drawn apart, and no line is drawn to it.
    pub clean: bool,
    /// Whether it follows the point before without a gap.
    pub linked: bool,
}

impl Point {
    /// The heart rate that the interval stands for, in beats a minute.
    pub(crate) fn rate(&self) -> f64 {
        60_000.0 / self.rr_ms.max(1.0)
    }
}
