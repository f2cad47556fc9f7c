//! What the demo can say, one line each, and the names of the keys in it. No line says whose heart it was.

use crate::event::input::Key;
use crate::event::seat::Seat;
use crate::words::demo::Demo as Words;

/// A line of the demo. `[demo]` in `words/en.toml` has its words, under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caption {
    Agree,
    Topic,
    Straps,
    Quiet,
    EasyRound,
    EasyToo,
    Breath,
    Turn,
    HandOver,
    Answer,
    AnswerOn,
    OtherTurn,
    Rises,
    Risen,
    Sound,
    Least,
    Breathe,
    BothReady,
    Unpaced,
    WayBack,
    Numbers,
    CallPause,
    Called,
    Ground,
    End,
    Amends,
    ThreeParts,
    Aloud,
    OtherAsked,
    OneStep,
    Summary,
    Close,
    Yours,
    Ring,
    BreatheAlong,
    Wave,
    WaveAndBreath,
    Sentence,
    TourSound,
    TourKeys,
    /// Time runs this many times as fast as usual.
    Fast(u32),
    /// The demo has pressed this key.
    Pressed(&'static str),
}

impl Caption {
    /// The line in the chosen language.
    pub(crate) fn said(self, words: &Words) -> String {
        let line = match self {
            Self::Agree => &words.agree,
            Self::Topic => &words.topic,
            Self::Straps => &words.straps,
            Self::Quiet => &words.quiet,
            Self::EasyRound => &words.easy_round,
            Self::EasyToo => &words.easy_too,
            Self::Breath => &words.breath,
            Self::Turn => &words.turn,
            Self::HandOver => &words.hand_over,
            Self::Answer => &words.answer,
            Self::AnswerOn => &words.answer_on,
            Self::OtherTurn => &words.other_turn,
            Self::Rises => &words.rises,
            Self::Risen => &words.risen,
            Self::Sound => &words.sound,
            Self::Least => &words.least,
            Self::Breathe => &words.breathe,
            Self::BothReady => &words.both_ready,
            Self::Unpaced => &words.unpaced,
            Self::WayBack => &words.way_back,
            Self::Numbers => &words.numbers,
            Self::CallPause => &words.call_pause,
            Self::Called => &words.called,
            Self::Ground => &words.ground,
            Self::End => &words.end,
            Self::Amends => &words.amends,
            Self::ThreeParts => &words.three_parts,
            Self::Aloud => &words.aloud,
            Self::OtherAsked => &words.other_asked,
            Self::OneStep => &words.one_step,
            Self::Summary => &words.summary,
            Self::Close => &words.close,
            Self::Yours => &words.yours,
            Self::Ring => &words.ring,
            Self::BreatheAlong => &words.breathe_along,
            Self::Wave => &words.wave,
            Self::WaveAndBreath => &words.wave_and_breath,
            Self::Sentence => &words.sentence,
            Self::TourSound => &words.tour_sound,
            Self::TourKeys => &words.tour_keys,
            Self::Fast(n) => return words.fast.with(&[("n", &n)]),
            Self::Pressed(key) => return words.pressed.with(&[("key", &key)]),
        };
        line.clone()
    }
}

/// The key that the demo presses for this meaning, as the keyboard has it.
pub(super) fn name_of(key: Key) -> &'static str {
    match key {
        Key::Ready(Seat::Left) => "a",
        Key::Ready(Seat::Right) => "l",
        Key::Numbers(Seat::Left) => "1",
        Key::Numbers(Seat::Right) => "0",
        Key::Pause => "p",
        Key::Ground => "g",
        Key::End => "e",
        Key::Stop => "q",
        // The demo presses no other.
        _ => "Enter",
    }
}
