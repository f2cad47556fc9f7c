//! From the series of a file to intervals in milliseconds on a timeline.
//!
//! ```text
//! unit        what the numbers are, by name, by the command line or by their values
//! no_beats    intervals that are no heartbeats: sampled, doubled, made from a rate
//! choose      the clock of the file that fits the intervals, of several
//! clock       that clock and the intervals checked against each other
//! clock_unit  1/1024 s or milliseconds, by the clock and by the strap's own rate (own_rate)
//! place       each interval on the timeline, and the breaks
//! ```

mod arrivals;
mod choose;
mod clock;
mod clock_unit;
mod doubled;
mod held;
mod no_beats;
mod own_rate;
mod place;
mod sampled;
mod unit;

use super::choice::Choice;
use super::error::ReadError;
use super::note::Note;
use super::series::{Person, Series};
use crate::lab::analyze::recording::{Recording, is_interval};

/// The recording of one person.
pub(crate) fn recording(mut series: Series, choice: &Choice) -> Result<Recording, ReadError> {
    let mut notes = std::mem::take(&mut series.notes);
    unit::to_ms(&mut series, choice, &mut notes)?;
    let mut unfit = no_beats::made_from_rate(&series).or_else(|| no_beats::sorted(&series.rr));
    doubled::leave_out(&mut series, &mut notes);
    let mut fit = choose::best_fit(&mut series, &mut notes);
    if let Some(clock) = &mut fit {
        let checked = clock::check(&mut series, clock, choice.unit.is_some(), &mut notes);
        unfit = unfit.or(checked);
    } else {
        unfit = unfit.or_else(|| no_beats::repeated(&series.rr));
        notes.extend(no_beats::smooth(&series.rr));
    }
    // What the intervals show by themselves is said with both figures, so that comes first.
    let unfit = unfit.or_else(|| series.unfit.take());
    let placed = place::place(&series, fit.as_ref());
    let mut rows = placed.rows;
    if let Some(fit) = &fit {
        let breaks = rows.iter().skip(1).filter(|row| !row.linked).count();
        notes.push(Note::Clock { sum_s: fit.sum_s(&series), elapsed_s: fit.elapsed_s(), breaks });
    }
    notes.extend(no_beats::remarks(&rows));
    let intervals = rows.iter().filter(|row| row.is_interval()).count();
    let sum_ms: f64 = rows.iter().map(|row| row.rr_ms).filter(|rr| is_interval(*rr)).sum();
    notes.insert(0, Note::Count { intervals, sum_s: sum_ms / 1000.0 });
    if series.live.len() == rows.len() {
        rows.iter_mut().zip(&series.live).for_each(|(row, live)| row.live = *live);
    }
    if unfit.is_some() {
        // What is no heartbeat has no verdict and no figure.
        for row in &mut rows {
            row.contact = false;
        }
    }
    let (seat, person) = match series.person {
        Some(Person::Seat(seat)) => (Some(seat), None),
        Some(Person::Named(name)) => (None, Some(name)),
        None => (None, None),
    };
    let notes = notes.iter().map(ToString::to_string).collect();
    Ok(Recording { seat, person, origin_s: placed.origin_s, rows, notes, unfit })
}
