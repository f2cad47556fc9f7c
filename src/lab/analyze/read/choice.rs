//! What the command line says about a file, where the file itself does not.

use std::borrow::Cow;

/// The unit of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Ms,
    /// Seconds.
    S,
    /// Microseconds.
    Us,
    /// 1/1024 s, as a strap sends it.
    Ticks,
    /// This part of a second: samples of a signal.
    Per(u16),
}

impl Unit {
    /// This part of a second.
    pub(crate) fn part(parts: u16) -> Self {
        match parts {
            1000 => Self::Ms,
            1024 => Self::Ticks,
            parts => Self::Per(parts),
        }
    }

    /// Milliseconds in one of this unit.
    pub(crate) fn in_ms(self) -> f64 {
        match self {
            Self::Ms => 1.0,
            Self::S => 1000.0,
            Self::Us => 0.001,
            Self::Ticks => 1000.0 / 1024.0,
            Self::Per(parts) => 1000.0 / f64::from(parts),
        }
    }

    pub(crate) fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Ms => "ms",
            Self::S => "s",
            Self::Us => "µs",
            Self::Ticks => "1/1024 s",
            Self::Per(parts) => return Cow::Owned(format!("1/{parts} s")),
        })
    }

    /// Reads the value of `--unit`. The error says what to write.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "ms" => Ok(Self::Ms),
            "s" => Ok(Self::S),
            "1024" => Ok(Self::Ticks),
            _ => Err("the unit is ms, s or 1024 (for 1/1024 s)".to_owned()),
        }
    }
}

/// What the command line says about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The unit of the intervals.
    pub unit: Option<Unit>,
    /// The name of the column that holds them, or its number from 1.
    pub column: Option<String>,
    /// Whose intervals are wanted, of several people.
    pub person: Option<String>,
}
