//! Straps that are worn the other way round: after the exchange each heart stands by its own name, in the session, in a
//! replay and in what is analysed of the journal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_cmp)] // whole milliseconds and rates

use breathmark::event::input::{Input, Key, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::lab::analyze::read;
use breathmark::session::{Session, Setup};
use breathmark::store::journal::{Header, Participant};
use breathmark::talk::Stage;
use breathmark::talk::plan::Plan;
use breathmark::talk::strap_check::StrapCheckState;

/// The intervals of both straps, in 1/1024 s. Until the exchange the left seat's strap is
/// the right one's.
const SENT: Pair<u16> = Pair { left: 640, right: 1024 };

struct Played {
    session: Session,
    inputs: Vec<Stamped>,
}

fn setup() -> Setup {
    Setup::talk(Plan::guided())
}

impl Played {
    fn give(&mut self, input: Input) {
        let stamped = Stamped { at: self.session.now(), input };
        self.session.handle(stamped.at, &stamped.input);
        self.inputs.push(stamped);
    }

    fn seconds(&mut self, seconds: u64, lifted: Option<Seat>) {
        for _ in 0..seconds {
            self.session.advance(self.session.now() + std::time::Duration::from_secs(1));
            for seat in Seat::BOTH {
                let rr = SENT[seat];
                let beats_until = |second: u64| second * 1024 / u64::from(rr);
                let second = self.session.now().since(Moment::START).as_secs();
                let beats = beats_until(second) - beats_until(second - 1);
                let rate = (61_440 / u32::from(rr)) as u8;
                let bytes = if lifted == Some(seat) { vec![0x04, 0] } else { encode(rate, &vec![rr; beats as usize]) };
                self.give(Input::Notification { seat, epoch: 1, bytes: Payload(bytes) });
            }
        }
    }

    fn rate(&self, seat: Seat) -> f64 {
        self.session.hearts()[seat].reading(self.session.now()).heart_rate.expect("a rate").round()
    }
}

/// A talk in which the left one lifts a pod and the right seat's strap feels it, up to the question.
fn the_other_way_round() -> Played {
    let mut played = Played { session: Session::new(&setup()), inputs: Vec::new() };
    for seat in Seat::BOTH {
        played.give(Input::Link { seat, link: Link::Subscribed });
    }
    for seat in [Seat::Left, Seat::Right, Seat::Left, Seat::Right] {
        played.give(Input::Key { key: Key::Ready(seat) });
    }
    played.seconds(20, None);
    assert_eq!(played.session.stage(), Stage::StrapCheck { so_far: StrapCheckState::Offered });
    played.give(Input::Key { key: Key::Choose });
    played.seconds(2, None);
    played.seconds(4, Some(Seat::Right));
    assert_eq!(played.session.stage(), Stage::StrapCheck { so_far: StrapCheckState::OtherWayRound });
    played.seconds(15, None);
    played
}

#[test]
fn after_the_exchange_each_heart_stands_by_its_own_name() {
    let mut played = the_other_way_round();
    assert_eq!((played.rate(Seat::Left), played.rate(Seat::Right)), (96.0, 60.0));
    played.give(Input::Key { key: Key::Exchange });
    assert_eq!((played.rate(Seat::Left), played.rate(Seat::Right)), (60.0, 96.0), "at once");
    played.seconds(20, None);
    assert_eq!((played.rate(Seat::Left), played.rate(Seat::Right)), (60.0, 96.0), "and from then on");
    played.give(Input::Link { seat: Seat::Right, link: Link::Lost });
    assert_eq!(played.session.hearts().left.link(), Link::Lost, "its link is the strap's, too");
    assert!(played.session.has_exchanged_straps());
}

#[test]
fn nothing_is_exchanged_where_nobody_has_found_a_reason() {
    let mut played = the_other_way_round();
    played.give(Input::Key { key: Key::Next });
    played.give(Input::Key { key: Key::Exchange });
    assert!(!played.session.has_exchanged_straps());
    assert_eq!(played.rate(Seat::Left), 96.0);
}

#[test]
fn the_journal_of_exchanged_straps_replays_and_is_analysed_by_person() {
    let mut played = the_other_way_round();
    played.give(Input::Key { key: Key::Exchange });
    played.seconds(20, None);
    let mut again = Session::new(&setup());
    played.inputs.iter().for_each(|stamped| again.handle(stamped.at, &stamped.input));
    let told = |session: &mut Session| -> Vec<String> {
        std::iter::from_fn(|| session.poll()).map(|told| serde_json::to_string(&told).expect("JSON")).collect()
    };
    assert_eq!(told(&mut again), told(&mut played.session));

    let people = Pair::from_fn(|_| Participant::default());
    let started = jiff::Timestamp::UNIX_EPOCH;
    // Lines that are written here have no checksums, as in format 1.
    let header = Header { breathmark: 1, ..Header::new(started, 0, setup(), people) };
    let lines = played.inputs.iter().map(|stamped| serde_json::to_string(stamped).expect("JSON"));
    let journal: Vec<String> = std::iter::once(serde_json::to_string(&header).expect("JSON")).chain(lines).collect();
    for recording in read::recordings((journal.join("\n") + "\n").as_bytes()).expect("a journal") {
        let wanted = if recording.seat == Some(Seat::Left) { 1000.0 } else { 625.0 };
        assert!(recording.rows.iter().all(|row| row.rr_ms == wanted), "{:?}", recording.seat);
    }
}
