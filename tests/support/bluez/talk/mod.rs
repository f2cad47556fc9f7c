//! A talk over the fake `org.bluez`: the real executor and library, the session, the journal, and an eye on the screen.
//!
//! The talk has been going on for some minutes, in virtual time, when the row begins: both hearts are known by then, so
//! that the trigger could call a pause if it were fooled.

mod expects;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use breathmark::app::record::Record;
use breathmark::event::input::{Input, Key, Link, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::event::strap_id::StrapId;
use breathmark::heart::beat::Received;
use breathmark::screen::backdrop::Backdrop;
use breathmark::screen::compose::compose;
use breathmark::screen::scene::StrapView as Shown;
use breathmark::session::{Kind, Session, Setup};
use breathmark::store::journal::read::Lines;
use breathmark::store::journal::write::Writer;
use breathmark::store::journal::{Header, Participant};
use breathmark::strap::{Arrival, radio};
use breathmark::talk::Stage;
use breathmark::talk::plan::{Guide, Plan};
use breathmark::words::Words;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use super::bus::Bus;
use super::heart::Heart;
use super::{Bluez, Sent, Strap, World};

pub const A: &str = "C0:00:00:00:00:A1";
pub const B: &str = "C0:00:00:00:00:B2";
/// The hearts of both, in beats a minute.
pub const RATES: [f64; 2] = [70.0, 64.0];
/// How late the test may look, in seconds, after what is too old has left the screen.
const LATE_LOOK: f64 = 0.25;
const LOOK: Duration = Duration::from_millis(20);

pub struct Talk {
    pub bus: Bus,
    pub bluez: Bluez,
    pub record: Record,
    /// What was on the screen: since when, whose, what.
    pub shown: Vec<(f64, Seat, Shown)>,
    pub pauses: u32,
    pub figures: Vec<String>,
    /// How old the oldest number on the screen was.
    pub oldest_shown: f64,
    runtime: Runtime,
    arrivals: mpsc::Receiver<Arrival>,
    radio: Option<radio::Radio>,
    journal: PathBuf,
    backdrop: Backdrop,
    note: Option<String>,
    began: Instant,
    offset: Moment,
    last: Pair<Option<f64>>,
    prelude: Pair<u64>,
    gaps_before: Pair<u64>,
    missing_ms_before: Pair<u64>,
    deaf_since: Option<Instant>,
    deaf: Vec<(Instant, Instant)>,
}

fn setup() -> Setup {
    Setup {
        kind: Kind::Talk,
        plan: Plan { guide: Guide { whose_strap: true, ..Guide::default() }, ..Plan::default() },
        pacer: breathmark::pacer::Pacer::default(),
        people: Pair::default(),
        practice: None,
    }
}

fn header() -> Header {
    let person = |name: &str, id: &str| Participant { name: name.to_owned(), strap: Some(id.to_owned()) };
    let people = Pair { left: person("Alex", A), right: person("Sam", B) };
    Header::new(jiff::Timestamp::UNIX_EPOCH, 0, setup(), people)
}

/// The two straps of every row.
pub fn two_straps(world: &mut World) {
    world.straps.push(Strap::new(A, "Polar H10 A1A1A1A1", Heart::new(RATES[0], 0.0)));
    world.straps.push(Strap::new(B, "Polar H10 B2B2B2B2", Heart::new(RATES[1], 0.4)));
}

pub fn id(seat: Seat) -> &'static str {
    if seat == Seat::Left { A } else { B }
}

impl Talk {
    /// A talk into which nothing has come yet; `prepare` sets the air up before the program begins.
    pub fn fresh(bus: Bus, prepare: impl FnOnce(&mut World)) -> Self {
        Self::begin(bus, false, prepare)
    }

    /// A talk that has been going on.
    pub fn going_on(bus: Bus, prepare: impl FnOnce(&mut World)) -> Self {
        Self::begin(bus, true, prepare)
    }

    /// A talk that has been going on, with both straps streaming.
    pub fn streaming(bus: Bus) -> Self {
        let mut talk = Self::going_on(bus, two_straps);
        talk.streams(Seat::Left, 15.0);
        talk.streams(Seat::Right, 15.0);
        talk.gaps_before = Pair::from_fn(|seat| talk.received(seat).gaps);
        talk.missing_ms_before = Pair::from_fn(|seat| talk.received(seat).missing_ms);
        talk
    }

    fn begin(bus: Bus, prelude: bool, prepare: impl FnOnce(&mut World)) -> Self {
        let bluez = Bluez::start(&bus.address());
        prepare(&mut bluez.world());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let journal = bus.folder().join("journal.jsonl");
        let writer = Writer::create(&journal, &header()).expect("a journal");
        let outputs = fs::File::create(bus.folder().join("outputs.jsonl")).expect("a file");
        let mut record = Record::new(Session::new(&setup()), Some(writer), Some(Box::new(outputs)));
        let prelude = if prelude { talk_for_a_while(&mut record) } else { Pair::default() };
        let (offset, began) = (record.session.now(), Instant::now());
        let (sender, arrivals) = mpsc::channel(1024);
        let ids = Pair { left: Some(StrapId::new(A)), right: Some(StrapId::new(B)) };
        let radio = runtime.block_on(async { radio::spawn(ids, sender) });
        let names = Pair { left: "Alex".to_owned(), right: "Sam".to_owned() };
        let started = header().started_locally();
        let words = Words::built_in("en").expect("words of our own");
        let backdrop = Backdrop::new(names, started, words);
        Self {
            bus,
            bluez,
            record,
            shown: Vec::new(),
            pauses: 0,
            figures: Vec::new(),
            oldest_shown: 0.0,
            runtime,
            arrivals,
            radio: Some(radio),
            journal,
            backdrop,
            note: None,
            began,
            offset,
            last: Pair::from_fn(|_| (prelude.left > 0).then_some(0.0)),
            prelude,
            gaps_before: Pair::default(),
            missing_ms_before: Pair::default(),
            deaf_since: None,
            deaf: Vec::new(),
        }
    }

    /// What the screen says beside everything else.
    pub fn note(&self) -> Option<&String> {
        self.note.as_ref()
    }

    /// How long the journal is, in bytes.
    pub fn journal_len(&self) -> u64 {
        fs::metadata(&self.journal).expect("the journal").len()
    }

    /// Seconds since the row began.
    pub fn now(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    pub fn world(&self) -> std::sync::MutexGuard<'_, World> {
        self.bluez.world()
    }

    pub fn radio(&self) -> &radio::Radio {
        self.radio.as_ref().expect("until the end")
    }

    pub fn received(&self, seat: Seat) -> Received {
        self.record.session.hearts()[seat].received()
    }

    /// What the screen says of a strap now.
    pub fn strap(&self, seat: Seat) -> Shown {
        self.shown.iter().rev().find(|(_, of, _)| *of == seat).map_or(Shown::Absent, |(.., shown)| *shown)
    }

    /// The screen's states of a strap since a time, without repetition.
    pub fn states(&self, seat: Seat, since: f64) -> Vec<Shown> {
        let mut states: Vec<Shown> = Vec::new();
        for (_, _, shown) in self.shown.iter().filter(|(at, of, _)| *of == seat && *at >= since) {
            if states.last().is_none_or(|last| std::mem::discriminant(last) != std::mem::discriminant(shown)) {
                states.push(*shown);
            }
        }
        states
    }

    /// Lets so many seconds pass.
    pub fn pass(&mut self, seconds: f64) {
        self.until(seconds, |_| false);
    }

    /// Lets time pass until `wanted`, at most so many seconds. Says how long it took.
    pub fn until(&mut self, seconds: f64, wanted: impl Fn(&Self) -> bool) -> Option<f64> {
        let start = self.now();
        loop {
            self.look();
            if wanted(self) {
                return Some(self.now() - start);
            }
            if self.now() - start >= seconds {
                return None;
            }
            let Self { runtime, arrivals, .. } = self;
            let arrival = runtime.block_on(async { tokio::time::timeout(LOOK, arrivals.recv()).await });
            match arrival {
                Ok(Some(arrival)) => self.arrive(arrival),
                Ok(None) => std::thread::sleep(LOOK),
                Err(_) => {}
            }
        }
    }

    /// The program stands still, as if it had been stopped.
    pub fn stand_still(seconds: f64) {
        std::thread::sleep(Duration::from_secs_f64(seconds));
    }

    pub fn press(&mut self, key: Key) {
        self.record.take(self.moment(Instant::now()), Input::Key { key });
    }

    fn moment(&self, at: Instant) -> Moment {
        self.offset + at.saturating_duration_since(self.began)
    }

    fn arrive(&mut self, arrival: Arrival) {
        if let Input::Notification { seat, .. } = arrival.input {
            self.last[seat] = Some((arrival.at - self.began).as_secs_f64());
        }
        self.record.take(self.moment(arrival.at), arrival.input);
    }

    fn look(&mut self) {
        let now = self.now();
        let moment = self.moment(Instant::now()).max(self.record.session.now());
        self.record.advance(moment);
        self.pauses += u32::from(matches!(self.record.session.stage(), Stage::Pause { .. }));
        self.backdrop.unkept = self.record.unkept().map(|_| breathmark::screen::backdrop::Unkept::DiskFull);
        let scene = compose(&self.record.session, moment, &self.backdrop);
        self.note.clone_from(&scene.note);
        for (seat, person) in scene.people.iter() {
            let numbers = person.numbers.is_some_and(|numbers| numbers.heart_rate.is_some() || numbers.rmssd.is_some());
            if numbers {
                let age = self.last[seat].map_or(f64::INFINITY, |last| now - last);
                self.oldest_shown = self.oldest_shown.max(age);
                let stale = self.record.session.hearts()[seat].stale_after().as_secs_f64() + LATE_LOOK;
                assert!(age <= stale, "a number that is {age:.1} s old is shown for {seat:?}");
            }
            if self.strap(seat) != person.strap {
                self.shown.push((now, seat, person.strap));
            }
        }
    }
}

/// Both hearts, calm, through the warm-up and half a minute into the first turn. Says how many notifications it took.
fn talk_for_a_while(record: &mut Record) -> Pair<u64> {
    let mut hearts = [Heart::new(RATES[0], 0.0), Heart::new(RATES[1], 0.4)];
    for seat in Seat::BOTH {
        record.take(Moment::START, Input::Link { seat, link: Link::Subscribed });
        record.take(Moment::START, Input::Key { key: Key::Numbers(seat) });
    }
    let mut counts = Pair::default();
    let mut turn = 0;
    for second in 1..600 {
        let at = Moment::from_secs(second);
        record.advance(at);
        for (seat, heart) in Seat::BOTH.into_iter().zip(&mut hearts) {
            let bytes = Payload(heart.packet(second as f64));
            record.take(at, Input::Notification { seat, epoch: 0, bytes });
            counts[seat] += 1;
        }
        turn += u32::from(matches!(record.session.stage(), Stage::Turn { .. }));
        if turn == 30 {
            return counts;
        }
    }
    panic!("the first turn never came: {:?}", record.session.stage());
}
