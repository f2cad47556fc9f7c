//! A talk over the fake `org.bluez`: the real executor and library, the session, the journal, and an eye on the screen.
//!
//! The talk has been going on for some minutes, in virtual time, when the row begins: both hearts are known by then, so
//! that the trigger could call a pause if it were fooled.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use breathmark::app::record::Record;
use breathmark::heart::beat::Received;
use breathmark::input::{Input, Key, Link, Payload};
use breathmark::journal::read::Lines;
use breathmark::journal::write::Writer;
use breathmark::journal::{Header, Participant, VERSION};
use breathmark::moment::Moment;
use breathmark::seat::{Pair, Seat};
use breathmark::session::{Kind, Session, Setup};
use breathmark::strap::{Arrival, StrapId, ble};
use breathmark::talk::Stage;
use breathmark::talk::plan::{Guide, Plan};
use breathmark::ui::compose::{Backdrop, compose};
use breathmark::ui::scene::Strap as Shown;
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
/// Older than this, nothing may be on the screen; and how late the test may look.
const STALE: f64 = 2.5 + 0.25;
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
    radio: Option<ble::Radio>,
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
        pacer: breathmark::breath::Pacer::default(),
        people: Pair::default(),
    }
}

fn header() -> Header {
    let person = |name: &str, id: &str| Participant { name: name.to_owned(), strap: Some(id.to_owned()) };
    let people = Pair { left: person("Alex", A), right: person("Sam", B) };
    Header { breathmark: VERSION, started: jiff::Timestamp::UNIX_EPOCH, utc_offset_s: 0, setup: setup(), people }
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
        let radio = runtime.block_on(async { ble::spawn(ids, sender) });
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

    pub fn radio(&self) -> &ble::Radio {
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
        self.backdrop.unkept = self.record.unkept().is_some();
        let scene = compose(&self.record.session, moment, &self.backdrop);
        self.note.clone_from(&scene.note);
        for (seat, person) in scene.people.iter() {
            let numbers = person.numbers.is_some_and(|numbers| numbers.heart_rate.is_some() || numbers.rmssd.is_some());
            if numbers {
                let age = self.last[seat].map_or(f64::INFINITY, |last| now - last);
                self.oldest_shown = self.oldest_shown.max(age);
                assert!(age <= STALE, "a number that is {age:.1} s old is shown for {seat:?}");
            }
            if self.strap(seat) != person.strap {
                self.shown.push((now, seat, person.strap));
            }
        }
    }
}

/// What a row expects.
impl Talk {
    /// Waits until the screen says what is wanted of a strap. Notes and returns how long it took.
    pub fn sees(&mut self, seat: Seat, what: &str, within: f64, wanted: impl Fn(Shown) -> bool) -> f64 {
        let took = self.until(within, |talk| wanted(talk.strap(seat)));
        let took = took.unwrap_or_else(|| {
            let calls: Vec<_> = self.world().calls.iter().rev().take(12).map(|call| call.1.clone()).collect();
            panic!("{seat:?} was not {what} within {within} s: {:?}; last calls {calls:?}", self.shown)
        });
        self.figures.push(format!("{what} {took:.1} s"));
        took
    }

    /// Waits for a measurement from a strap, and for the screen to say so.
    pub fn streams(&mut self, seat: Seat, within: f64) -> f64 {
        let since = self.now();
        let fresh = |talk: &Self| {
            talk.last[seat].is_some_and(|last| last >= since)
                && matches!(talk.strap(seat), Shown::Settling | Shown::Good | Shown::RateOnly | Shown::NoContact)
        };
        let took = self.until(within, fresh);
        let took = took.unwrap_or_else(|| {
            let calls: Vec<_> = self.world().calls.iter().rev().take(12).map(|call| call.1.clone()).collect();
            panic!("nothing from {seat:?} within {within} s: {:?}; last calls {calls:?}", self.shown)
        });
        if since > 0.0 {
            self.figures.push(format!("{seat:?} back {took:.1} s"));
        }
        took
    }

    /// The other strap never missed a beat since then.
    pub fn is_undisturbed(&self, seat: Seat, since: f64) {
        let states = self.states(seat, since);
        let good = |shown: &Shown| matches!(shown, Shown::Settling | Shown::Good);
        assert!(states.iter().all(good), "{seat:?} was disturbed: {states:?}");
        self.is_whole(seat);
    }

    /// The link of a strap stood the whole time, and it lost no beat: on a busy machine what it sends may come late.
    pub fn keeps_its_link(&self, seat: Seat, since: f64) {
        let states = self.states(seat, since);
        let stood = |shown: &Shown| matches!(shown, Shown::Settling | Shown::Good | Shown::Silent(_));
        assert!(states.iter().all(stood), "the link of {seat:?} did not stand: {states:?}");
        self.is_whole(seat);
    }

    /// No beat is missing since both straps streamed: less than one interval, which is how well the account can know.
    fn is_whole(&self, seat: Seat) {
        let missing_ms = self.received(seat).missing_ms.saturating_sub(self.missing_ms_before[seat]);
        assert!(missing_ms < 800, "{seat:?} lost {missing_ms} ms");
    }

    /// How often beats went missing since both straps streamed.
    pub fn gaps(&self, seat: Seat) -> u64 {
        self.received(seat).gaps - self.gaps_before[seat]
    }

    /// From now on the system beneath is broken: what straps send may reach nobody.
    pub fn deaf(&mut self) {
        self.deaf_since = Some(Instant::now());
    }

    /// From now on everything must arrive again.
    pub fn hears(&mut self) {
        let since = self.deaf_since.take().expect("it was deaf");
        self.deaf.push((since, Instant::now()));
    }

    /// Ends the talk, and looks at what was kept and whether anybody was called to a pause.
    pub fn end(mut self) -> Vec<String> {
        // What has been sent a moment ago is still on its way.
        for strap in &mut self.world().straps {
            strap.mute = true;
        }
        self.pass(0.3);
        let radio = self.radio.take().expect("until the end");
        self.runtime.block_on(radio.shutdown());
        let now = self.moment(Instant::now());
        self.record.take(now, Input::End);
        self.record.finish();
        assert_eq!(self.pauses, 0, "the trigger did not stay silent");
        for seat in Seat::BOTH {
            let kept = self.kept(seat);
            let world = self.bluez.world();
            let sent: Vec<_> = world.sent.iter().filter(|sent| sent.address == id(seat)).collect();
            let unheard = |sent: &Sent| self.deaf.iter().any(|(from, to)| (*from..*to).contains(&sent.at));
            is_in_order(&kept, sent.iter().map(|sent| &sent.bytes));
            let due = sent.iter().filter(|sent| !unheard(sent)).count();
            assert!(kept.len() >= due, "{seat:?}: {} kept of {due} that were due, {} sent", kept.len(), sent.len());
            drop(world);
            let exchanged = self.record.session.has_exchanged_straps();
            let received = self.received(if exchanged { seat.other() } else { seat });
            let accounted = received.notifications + received.duplicates + received.malformed - self.prelude[seat];
            assert_eq!(accounted, kept.len() as u64, "{seat:?}: {received:?}");
        }
        self.figures
    }

    /// Ends the program without a look at what it did.
    pub fn leave(mut self) {
        let radio = self.radio.take().expect("until the end");
        self.runtime.block_on(radio.shutdown());
    }

    /// The payloads of a strap in the journal, without the prelude's.
    pub fn kept(&self, seat: Seat) -> Vec<Vec<u8>> {
        let file = fs::File::open(&self.journal).expect("the journal");
        let (_, lines) = Lines::open(std::io::BufReader::new(file)).expect("a journal");
        let mut last_epoch = 0;
        let kept = lines.filter_map(|line| match line.expect("a whole line").input {
            Input::Notification { seat: of, epoch, bytes } if of == seat && epoch > 0 => {
                assert!(epoch >= last_epoch, "an old epoch came after a new one");
                last_epoch = epoch;
                Some(bytes.0)
            }
            _ => None,
        });
        kept.collect()
    }

    /// How many inputs of a kind the journal has.
    pub fn inputs(&self, wanted: impl Fn(&Input) -> bool) -> usize {
        let file = fs::File::open(&self.journal).expect("the journal");
        let (_, lines) = Lines::open(std::io::BufReader::new(file)).expect("a journal");
        lines.filter(|line| line.as_ref().is_ok_and(|stamped| wanted(&stamped.input))).count()
    }

    /// How many links of this state the journal has for a strap.
    pub fn links(&self, seat: Seat) -> Vec<Link> {
        let file = fs::File::open(&self.journal).expect("the journal");
        let (_, lines) = Lines::open(std::io::BufReader::new(file)).expect("a journal");
        let link = |line: Result<breathmark::input::Stamped, _>| match line.ok()?.input {
            Input::Link { seat: of, link } if of == seat => Some(link),
            _ => None,
        };
        lines.filter_map(link).collect()
    }
}

/// Whatever was kept was sent, in that order, and nothing twice.
fn is_in_order<'a>(kept: &[Vec<u8>], mut rest: impl Iterator<Item = &'a Vec<u8>>) {
    for payload in kept {
        assert!(rest.any(|other| other == payload), "{payload:02x?} was kept, but not sent then");
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
