//! What a practice takes from the history: the own pace, earlier readings, a search that was broken off. Only what was
//! measured with the same strap counts: another strap may be another person's.

use jiff::Zoned;

use super::args::BeginArgs;
use crate::clock;
use crate::commands::prepare::Prepared;
use crate::event::strap_id::StrapId;
use crate::practice::Following;
use crate::practice::search::{PACES, Step};
use crate::screen::backdrop::EarlierReading;
use crate::store::history::{self, PastReading, PastResonance, PastSession, ResonanceStep};
use crate::store::paths::Home;
use crate::store::settings::Settings;

/// How long a search that was broken off can be gone on with, in hours. Assumption: a heart of another day is another one.
const GO_ON_WITHIN_H: i32 = 24;

/// What is known of whoever wears a strap.
#[derive(Debug, Default, PartialEq)]
struct Known {
    /// The last pace that a search found, and when that was.
    pace: Option<(Zoned, f64)>,
    /// The steps of a search that was broken off today.
    steps: Vec<Step>,
    readings: Vec<EarlierReading>,
}

/// Takes from the history what a practice with this strap can use. A history that can't be read keeps nobody from
/// breathing.
pub(super) fn know(strap: &StrapId, begin: &BeginArgs, prepared: &mut Prepared) {
    let Ok(history) = Home::find().and_then(|home| history::load(&home)) else { return };
    let known = known(&history.sessions, strap, &clock::wall());
    if let Some((began, pace)) = known.pace {
        prepared.earlier.last_found = Some((began.strftime("%Y-%m-%d").to_string(), pace));
        let is_chosen = begin.breath.is_some() || begin.rate.is_some();
        if !is_chosen && prepared.settings.pacer == Settings::default().pacer {
            let found = prepared.settings.pacer.at_rate(pace);
            prepared.settings.pacer = found.is_safe().unwrap_or(prepared.settings.pacer);
        }
    }
    prepared.practice.found = known.steps;
    prepared.earlier.readings = known.readings;
}

/// What these sessions, the oldest first, say of whoever wears this strap. One that doesn't say its strap counts for nobody.
fn known(sessions: &[PastSession], strap: &StrapId, now: &Zoned) -> Known {
    let digest = strap.digest();
    let mut known = Known::default();
    for session in sessions {
        match session {
            PastSession::Resonance(search) if search.strap.as_ref() == Some(&digest) => {
                if let Some(peak) = search.peak_per_minute {
                    known.pace = Some((search.began.clone(), peak));
                }
                // The last search is the one to go on with.
                known.steps = if can_go_on(search, now) { steps(&search.steps) } else { Vec::new() };
            }
            PastSession::Reading(reading) if reading.strap.as_ref() == Some(&digest) => {
                let &PastReading { minutes, heart_rate_bpm, rmssd_ms, .. } = reading;
                known.readings.push(EarlierReading { minutes: minutes.into(), heart_rate_bpm, rmssd_ms });
            }
            PastSession::Practice(_) | PastSession::Reading(_) | PastSession::Resonance(_) | PastSession::Talk(_) => {}
        }
    }
    known
}

fn can_go_on(search: &PastResonance, now: &Zoned) -> bool {
    let is_recent = now.since(&search.began).is_ok_and(|ago| ago.get_hours() < GO_ON_WITHIN_H);
    !search.finished && search.steps.len() < PACES.len() && is_recent
}

/// The steps up to the last pace that is known. One between that was unclear has no line in the history.
fn steps(known: &[ResonanceStep]) -> Vec<Step> {
    let of = |pace: f64| known.iter().find(|step| (step.per_minute - pace).abs() < 1e-6);
    let count = PACES.iter().rposition(|pace| of(*pace).is_some()).map_or(0, |last| last + 1);
    let step = |pace: &f64| {
        let followed =
            of(*pace).map(|&ResonanceStep { swing_bpm, fit, behind_deg, .. }| Following { swing_bpm, fit, behind_deg });
        Step { per_minute: *pace, followed, felt: of(*pace).and_then(|step| step.felt) }
    };
    PACES[..count].iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Zoned {
        "2026-11-28T20:00:00+01:00[+01:00]".parse().unwrap()
    }

    fn reading(strap: Option<&StrapId>, rmssd_ms: f64) -> PastSession {
        PastSession::Reading(PastReading {
            began: now(),
            strap: strap.map(StrapId::digest),
            minutes: 2,
            heart_rate_bpm: 60.0,
            rmssd_ms,
            sdnn_ms: 50.0,
            breathing_per_minute: None,
            clean_share: 1.0,
        })
    }

    fn search(strap: Option<&StrapId>, peak: Option<f64>, finished: bool) -> PastSession {
        let step = ResonanceStep { per_minute: PACES[0], swing_bpm: 9.0, fit: 0.9, behind_deg: 0.0, felt: None };
        PastSession::Resonance(PastResonance {
            began: now(),
            strap: strap.map(StrapId::digest),
            steps: vec![step],
            peak_per_minute: peak,
            within_per_minute: None,
            refined: false,
            finished,
        })
    }

    #[test]
    fn what_another_strap_measured_or_one_that_nobody_named_counts_for_nobody_else() {
        let (mine, yours) = (StrapId::new("C0:00:00:00:00:A1"), StrapId::new("C0:00:00:00:00:B2"));
        let sessions = [
            reading(Some(&mine), 40.0),
            search(Some(&mine), Some(5.5), true),
            reading(Some(&yours), 90.0),
            search(Some(&yours), Some(6.5), true),
            search(Some(&yours), None, false),
            reading(None, 10.0),
            search(None, Some(4.5), false),
        ];
        let known_of = |strap| known(&sessions, strap, &now());
        let rmssd = |known: &Known| known.readings.iter().map(|reading| reading.rmssd_ms).collect::<Vec<_>>();
        let (of_mine, of_yours) = (known_of(&mine), known_of(&yours));
        assert_eq!((rmssd(&of_mine), rmssd(&of_yours)), (vec![40.0], vec![90.0]));
        assert_eq!((of_mine.pace, of_yours.pace), (Some((now(), 5.5)), Some((now(), 6.5))));
        assert_eq!((of_mine.steps.len(), of_yours.steps.len()), (0, 1));
        assert_eq!(known_of(&StrapId::new("C0:00:00:00:00:C3")), Known::default());
    }

    #[test]
    fn a_search_that_was_broken_off_is_gone_on_with_for_a_day_unless_another_one_came_to_its_end() {
        let mine = StrapId::new("C0:00:00:00:00:A1");
        let steps = |sessions: &[PastSession], now: &Zoned| known(sessions, &mine, now).steps.len();
        let broken_off = search(Some(&mine), None, false);
        let a_day_later = now().checked_add(jiff::Span::new().hours(25)).unwrap();
        assert_eq!(steps(std::slice::from_ref(&broken_off), &now()), 1);
        assert_eq!(steps(std::slice::from_ref(&broken_off), &a_day_later), 0);
        assert_eq!(steps(&[broken_off, search(Some(&mine), Some(5.5), true)], &now()), 0);
    }
}
