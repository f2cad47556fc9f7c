//! Everything that can happen to a session, as data. The journal keeps it, and replay feeds it back.
//!
//! Time is no input of its own. A session does whatever is due before it takes in the next input. So a journal without
//! ticks replays to the same outputs.

use serde::{Deserialize, Serialize};

use super::moment::Moment;
use super::seat::Seat;

/// An input and when it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// When it arrived, on the session's monotonic clock.
    pub at: Moment,
    /// What arrived.
    #[serde(flatten)]
    pub input: Input,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "snake_case")]
pub enum Input {
    /// Bytes of a Heart Rate Measurement (0x2A37), exactly as the strap sent them.
    Notification {
        /// Whose strap.
        seat: Seat,
        /// Which subscription: raised at every reconnect, so that nothing old is taken for new.
        epoch: u32,
        /// The payload.
        bytes: Payload,
    },
    /// The state of a strap's radio link changed.
    Link {
        /// Whose strap.
        seat: Seat,
        /// Its new state.
        link: Link,
    },
    /// A battery level was read.
    Battery {
        /// Whose strap.
        seat: Seat,
        /// Per cent, 0 to 100.
        percent: u8,
    },
    /// The strap at this seat is of a make whose intervals are no heartbeats: only its heart rate counts.
    RateOnly {
        /// Whose strap.
        seat: Seat,
    },
    /// Somebody pressed a key that means something to the session.
    Key {
        /// What it means.
        key: Key,
    },
    /// The machine slept, or its clock was set: the wall clock went ahead of the monotonic one by this much.
    Away {
        /// Seconds that it slept.
        seconds: u32,
    },
    /// The session was closed in an orderly way. Nothing follows.
    End,
}

/// A strap's radio link, as far as the people need to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// No strap is assigned to this seat.
    #[default]
    Absent,
    /// Looking for it on the air.
    Searching,
    /// Found; connecting, discovering, subscribing.
    Connecting,
    /// Subscribed: measurements may come.
    Subscribed,
    /// Subscribed, but nothing has come yet.
    Quiet,
    /// Connected, but it has no Heart Rate Service.
    NotAHeartStrap,
    /// The link is gone; reconnecting by itself.
    Lost,
    /// The Bluetooth adapter is off, blocked or missing.
    NoAdapter,
    /// The Bluetooth service does not answer.
    NoBluetooth,
}

/// What a key press means. Which key it was is the terminal's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// Pause at once, whoever presses it.
    Pause,
    /// "I'm ready", from one seat.
    Ready(Seat),
    /// "I'm not ready", from one seat. It outranks every sensor.
    NotReady(Seat),
    /// Go on to the next step: begin, or hand over the turn.
    Next,
    /// Somebody moved, laughed or coughed: no heart triggers for twenty seconds.
    Moved,
    /// A minute more of the pause.
    MoreTime,
    /// A longer break: continue later, at an agreed time. Again: another time.
    #[serde(rename = "later")]
    LongBreak,
    /// One breath together.
    Breathe,
    /// Something else than breathing, for both. Again: another.
    Ground,
    /// A card that turns an accusation into a need. Again: another.
    Need,
    /// A question for when it gets stuck. Again: another.
    Question,
    /// The other choice of this screen: who begins, a smaller goal.
    Choose,
    /// The straps are worn the other way round. What a strap sends is from now on the other seat's, and what it sent
    /// before was too. The key is sent only where the strap check has found that.
    Exchange,
    /// The repair, from the close.
    Repair,
    /// One seat switches its wish to see numbers on or off.
    Numbers(Seat),
    /// End the talk; at the end, leave.
    Stop,
    /// Back to what this page came from: from the offer of a break to the pause, from the close to the same pause.
    Back,
    /// Half a minute more for a turn, if both say yes.
    HalfMinute,
    /// The end of the talk, if both say yes.
    End,
    /// A later end of a long break, if both say yes. Again: another time.
    PutOff,
    /// The next prompt of grounding.
    NextPrompt,
    /// How each feels, before the talk.
    Feelings,
    /// A minute for each alone, before the talk.
    Prepare,
    /// One part of the amends back.
    PartBack,
    /// This is for another day: one's own amends, or the one step.
    AnotherDay,
    /// A key of a practice.
    Practice(PracticeKey),
}

/// What a key press means in a practice alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeKey {
    /// Fewer breaths a minute.
    Slower,
    /// More breaths a minute.
    Faster,
    /// Another shape of the breath.
    Pattern,
    /// The search for the pace at which the heart moves most: begin it, or go on with it.
    FindPace,
    /// Two quiet minutes that are measured. Again: five.
    Reading,
    /// How one feels, or how a pace felt: 0 to 9.
    Felt(u8),
}

/// A notification's bytes, written as hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Payload(pub Vec<u8>);

/// A payload in the journal that is not hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bytes of a notification must be an even number of hexadecimal digits")]
pub struct NotHexadecimal;

impl TryFrom<String> for Payload {
    type Error = NotHexadecimal;
    fn try_from(text: String) -> Result<Self, NotHexadecimal> {
        let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect();
        let digits = digits.filter(|d| d.len().is_multiple_of(2)).ok_or(NotHexadecimal)?;
        Ok(Self(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()))
    }
}

impl From<Payload> for String {
    fn from(payload: Payload) -> Self {
        use std::fmt::Write as _;
        payload.0.iter().fold(Self::with_capacity(payload.0.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
