//! Lists that go on over several lines, as `xxd -i` and source code have them: a line ends in a comma.

use super::WRITE;

/// From this many octets on, a line that ends in a comma is part of a list. `xxd -i` writes 12, source code often 8.
const LONG: usize = 8;

/// How a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// Without a comma, or with closed brackets or quotes before it.
    #[default]
    Closed,
    /// With a comma. It may be the row of a table.
    Open,
    /// With a comma after so many octets that they go on in the next line.
    GoesOn,
}

impl Ending {
    /// How a line ends after one with the ending `before`.
    pub(super) fn of(body: &str, before: Self) -> Self {
        match body.strip_suffix(',') {
            Some(list) if list.contains(['"', '\'', ']', '}', '>', ')']) => Self::Closed,
            Some(list) if before == Self::GoesOn || list.split(',').count() >= LONG => Self::GoesOn,
            Some(list) if list.contains(',') => Self::Open,
            _ => Self::Closed,
        }
    }

    /// What is assumed of a line with this ending, after one with the ending `before`.
    pub(super) fn assumed(self, before: Self) -> Result<Option<&'static str>, String> {
        if self == Self::GoesOn || before == Self::GoesOn {
            return Err(format!("the octets of a list are on several lines here; put all on one; {WRITE}"));
        }
        let is_row = self == Self::Open || before == Self::Open;
        Ok(is_row.then_some("each line of the list is a whole measurement"))
    }
}
