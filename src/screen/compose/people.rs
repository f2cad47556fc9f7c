//! The two people of a scene: strap, battery, numbers.

use crate::event::input::Link;
use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::heart::strap_fault::StrapFault;
use crate::heart::{Heart, LOW_BATTERY, Reading, Signal};
use crate::screen::backdrop::Backdrop;
use crate::screen::scene::{Numbers, PersonView, StrapView};
use crate::session::{Script, Session};

/// Both people. Numbers are shown only if both wish to see them.
pub(super) fn people(session: &Session, now: Moment, backdrop: &Backdrop) -> Pair<PersonView> {
    let wants = match session.script() {
        Script::Talk(talk) => talk.numbers(),
        Script::Practice(_) => Pair { left: true, right: true },
    };
    // Without a strap there is no number to wish for.
    let worn = session.hearts().any(|heart| heart.link() != Link::Absent);
    let wants = wants.map(|wants| *wants && worn);
    let both = wants.all(|wants| *wants);
    Pair::from_fn(|seat| {
        let heart = &session.hearts()[seat];
        PersonView {
            name: backdrop.names[seat].clone(),
            strap: strap(heart, now),
            low_battery: heart.battery().filter(|percent| *percent < LOW_BATTERY),
            wants_numbers: wants[seat],
            numbers: both.then(|| numbers(heart.reading(now))),
        }
    })
}

fn strap(heart: &Heart, now: Moment) -> StrapView {
    let silent_s = heart.silence(now).map(|silence| silence.as_secs());
    match (heart.signal(now), heart.link()) {
        (Signal::Absent, _) => StrapView::Absent,
        (Signal::Settling, _) if heart.rate_is_dead() => StrapView::Faulty(StrapFault::RateStandsStill),
        (Signal::Settling, _) => StrapView::Settling,
        (Signal::Good, _) if heart.contact_is_doubted() => StrapView::ContactDoubted,
        (Signal::Good, _) => of_fault(heart, is_seen_though_good, StrapView::Good),
        (Signal::RateOnly, _) => of_fault(heart, StrapFault::spoils_intervals, StrapView::RateOnly),
        (Signal::NoContact, _) => StrapView::NoContact,
        (Signal::Silent, _) => StrapView::Silent(silent_s.unwrap_or(0)),
        (Signal::Waiting, Link::NoAdapter) => StrapView::NoAdapter,
        (Signal::Waiting, Link::NoBluetooth) => StrapView::NoBluetooth,
        (Signal::Waiting, Link::NotAHeartStrap) => StrapView::NotAHeartStrap,
        (Signal::Waiting, link) => match silent_s {
            // It has delivered before: what matters is how long it has been silent.
            Some(silent_s) => StrapView::Lost(silent_s),
            None if link == Link::Connecting => StrapView::Connecting,
            None if matches!(link, Link::Quiet | Link::Subscribed) => StrapView::Quiet,
            None => StrapView::Searching,
        },
    }
}

/// The first fault of the strap that is of this kind, or how it looks without one.
fn of_fault(heart: &Heart, is_of_kind: fn(StrapFault) -> bool, without: StrapView) -> StrapView {
    heart.faults().iter().find(|fault| is_of_kind(*fault)).map_or(without, StrapView::Faulty)
}

fn is_seen_though_good(fault: StrapFault) -> bool {
    matches!(fault, StrapFault::Bursts | StrapFault::Milliseconds)
}

/// A reading in whole beats a minute and milliseconds.
pub(super) fn numbers(reading: Reading) -> Numbers {
    let round = |value: f64| value.round().clamp(0.0, 9999.0) as u16;
    Numbers { heart_rate: reading.heart_rate.map(round), rmssd: reading.rmssd.map(round) }
}
