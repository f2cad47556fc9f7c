//! What is shown of a practice: its breath, its hearts, and what was found.

use jiff::civil::DateTime;

use super::heart::HeartReport;
use super::journal::SoFar;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::practice::Practice;
use crate::practice::quiet_reading::ReadingResult;
use crate::practice::resonance::Peak;
use crate::practice::search::Step;
use crate::session::Script;
use crate::store::journal::Header;

/// The spans in which the movement with the breath is shown.
const SPANS: usize = 10;
/// From so many notifications after the end on the page says that they don't count. Assumption: a quarter of a minute is no
/// matter.
const WENT_ON_FROM: u64 = 15;
/// The changes of pace that are kept. Assumption: nobody changes it more often.
const MOST_CHANGES: usize = 2_000;

/// For how many seconds each breath is drawn: half an hour. Assumption: a longer practice is drawn in columns.
pub(super) const DRAWN_S: usize = 1_800;

/// The breath that was led, while a journal is read.
#[derive(Debug, Default)]
pub(super) struct LedSoFar {
    pieces: Vec<Led>,
    /// How full the breath was at each second, 0 to 1, in the first [`DRAWN_S`]; none while no breath was led.
    fullness: Vec<Option<f64>>,
}

/// A span of time with one pace, or without a breath that is led.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Led {
    /// From when on, in seconds.
    pub(super) from_s: f64,
    /// Seconds in, once more in, out; none while no breath is led.
    pub(super) breath: Option<(f64, f64, f64)>,
}

impl LedSoFar {
    /// Takes in a whole second.
    pub(super) fn second(&mut self, now: Moment, practice: &Practice) {
        if self.fullness.len() < DRAWN_S {
            self.fullness.push(practice.led(now).map(|(fullness, _)| fullness));
        }
        let breath = practice.course().pacer(now).map(|led| (led.in_s, led.top_up_s, led.out_s));
        if self.pieces.last().is_none_or(|piece| piece.breath != breath) && self.pieces.len() < MOST_CHANGES {
            self.pieces.push(Led { from_s: now.secs() - 1.0, breath });
        }
    }
}

/// What is shown of a practice.
#[derive(Debug)]
pub(super) struct PracticeReport {
    pub(super) began: DateTime,
    pub(super) names: Pair<String>,
    /// How long it lasted, in seconds.
    pub(super) lasted_s: f64,
    /// For how many seconds the person breathed with the pacer or grounded.
    pub(super) practised_s: u32,
    /// The paces that were led, in their order.
    pub(super) led: Vec<Led>,
    /// How full the breath was at each second from 1 on, 0 to 1, in the first half hour.
    pub(super) fullness: Vec<Option<f64>>,
    /// Whether the strap went on for a while after the end.
    pub(super) went_on: bool,
    /// Whether two people were measured.
    pub(super) of_two: bool,
    /// The hearts that are shown.
    pub(super) hearts: Vec<HeartReport>,
    /// How far the heart moved with each breath over the practice; of one person alone.
    pub(super) moved: Option<Moved>,
    /// The searches for the own pace that came to a result, or to a part of one.
    pub(super) searches: Vec<SearchReport>,
    pub(super) readings: Vec<ReadingResult>,
    /// How the person felt before and after, 0 to 9.
    pub(super) felt: (Option<u8>, Option<u8>),
    pub(super) cut_short: bool,
}

/// How far the heart moved with each breath, in beats a minute.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moved {
    /// In ten equal spans at most; none where too few beats were clear or the heart did not follow.
    pub(super) spans: Vec<Option<f64>>,
    /// In the first minute that says so, and in the last.
    pub(super) first_and_last: Option<(f64, f64)>,
    /// The median RMSSD of the minutes, in ms.
    pub(super) minute_rmssd_ms: Option<f64>,
}

/// A search for the own pace.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SearchReport {
    pub(super) steps: Vec<Step>,
    pub(super) peak: Option<Peak>,
    pub(super) finished: bool,
}

impl PracticeReport {
    /// A practice, with the hearts of these seats where there are two.
    pub(super) fn of(header: &Header, so_far: SoFar, seats: &[Seat]) -> Self {
        let ended = so_far.ended();
        let SoFar { session, hearts, led, intervals, after_end, cut_short, .. } = so_far;
        let has_heart = |seat: Seat| session.hearts()[seat].received().notifications > 0;
        let of_two = Seat::BOTH.into_iter().all(has_heart);
        let names = Pair::from_fn(|seat| header.people[seat].name.clone());
        let is_shown = |seat: Seat| has_heart(seat) && (!of_two || seats.contains(&seat));
        // Without intervals there are no figures of single beats, and the page says so.
        let mut recordings = intervals.and_then(|reader| reader.recordings().ok()).unwrap_or_default();
        let mut shown = Vec::new();
        let Pair { left, right } = hearts;
        for (seat, heart) in [(Seat::Left, left), (Seat::Right, right)] {
            let place = recordings.iter().position(|recording| recording.seat == Some(seat));
            let recording = place.map(|place| recordings.swap_remove(place));
            if is_shown(seat) {
                shown.push(heart.finish(seat, &names[seat], &session.hearts()[seat], recording));
            }
        }
        let mut report = Self {
            began: header.started_locally().datetime(),
            names,
            lasted_s: ended.secs(),
            practised_s: 0,
            led: led.pieces,
            fullness: led.fullness,
            went_on: after_end >= WENT_ON_FROM,
            of_two,
            hearts: shown,
            moved: None,
            searches: Vec::new(),
            readings: Vec::new(),
            felt: (None, None),
            cut_short,
        };
        if let Script::Practice(practice) = session.script() {
            report.fill(practice, ended, of_two);
        }
        report
    }

    fn fill(&mut self, practice: &Practice, ended: Moment, of_two: bool) {
        self.practised_s = practice.practised_s();
        self.lasted_s = practice.lasted(ended).as_secs_f64();
        // Of two at one ring no figure of one is shown with the other's.
        if of_two {
            return;
        }
        let summary = &practice.summaries().left;
        let spans = summary.swings(SPANS);
        let has_breathed = self.practised_s > 0 && spans.iter().any(Option::is_some);
        self.moved = has_breathed.then(|| Moved {
            spans,
            first_and_last: summary.first_and_last_swing(),
            minute_rmssd_ms: summary.rmssd_ms(),
        });
        self.searches = practice.searches().filter(|search| !search.steps().is_empty()).map(SearchReport::of).collect();
        self.readings = practice.readings().to_vec();
        self.felt = (practice.felt().before, practice.felt().after);
    }
}

impl SearchReport {
    fn of(search: &crate::practice::search::Search) -> Self {
        Self { steps: search.steps().to_vec(), peak: search.peak(), finished: search.has_result() }
    }
}
