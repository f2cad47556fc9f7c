//! What the page with the ring says at times: a word of care, how one feels, where the breath goes another way.

use crate::event::moment::Moment;
use crate::heart::Signal;
use crate::practice::Practice;
use crate::practice::part::{PracticePart, SearchPart};
use crate::screen::backdrop::Backdrop;
use crate::session::Session;

/// The word against breathing too much is said at the beginning, and again after each of these seconds. Breathing too
/// much comes with zeal (Szulczewski, `PLoS ONE` 14:e0218550, 2019), and zeal comes back.
const SOFTER_EVERY_S: u64 = 180;
/// For how many seconds it is said. Assumption: two lines are read twice.
const SOFTER_FOR_S: u64 = 16;
/// The seconds in which the page asks how one feels.
const ASKS_S: std::ops::Range<u64> = 16..60;

/// What is said at `now` in place of the sentence about the heart.
pub(super) fn now(
    session: &Session,
    practice: &Practice,
    part: PracticePart,
    now: Moment,
    backdrop: &Backdrop,
) -> Option<String> {
    let words = &backdrop.words.practice_says;
    let second = now.since(Moment::START).as_secs();
    let is_of_two = session.hearts().right.signal(now) != Signal::Absent;
    if practice.is_last_breath() {
        return Some(words.last_breath.clone());
    }
    if !part.is_breathing() {
        let PracticePart::FindPace { now: SearchPart::Leading { again }, step } = part else { return None };
        let is_first = step == 0 && practice.search().steps().is_empty();
        let words = &backdrop.words.find_pace;
        return if again { Some(words.again.clone()) } else { is_first.then(|| words.begins.clone()) };
    }
    let left = &session.hearts().left;
    // Without a strap the line about straps comes first: it is the only one that a newcomer has not read before.
    let begins_s = if left.is_out_of_reach() { SOFTER_FOR_S } else { 0 };
    if second.checked_sub(begins_s).is_some_and(|since| since % SOFTER_EVERY_S < SOFTER_FOR_S) {
        return Some(words.softer.clone());
    }
    if is_of_two {
        return Some(words.two_hearts.clone());
    }
    // What is wrong with a strap comes before any question.
    let is_well = left.signal(now) == Signal::Good && left.faults().iter().next().is_none();
    if ASKS_S.contains(&second) && is_well && !backdrop.watched && backdrop.caption.is_none() {
        let noted = practice.felt().before.map(|n| words.noted.with(&[("n", &n)]));
        return noted.or_else(|| Some(words.how_now.clone()));
    }
    practice.figures()?.left.own_pace.map(|_| words.off_pace.clone())
}

/// What stands above the ring in place of the lengths of the breath.
pub(super) fn heading(practice: &Practice, part: PracticePart, backdrop: &Backdrop) -> Option<String> {
    let PracticePart::FindPace { step, .. } = part else { return None };
    let (search, words) = (practice.search(), &backdrop.words.find_pace);
    let pace = practice.course().chosen().map_or(0.0, |pacer| (100.0 * pacer.rate()).round() / 100.0);
    let pace = backdrop.words.number(pace);
    Some(words.leading.with(&[("n", &(step + 1)), ("of", &search.paces()), ("pace", &pace)]))
}
