//! What a row of the fault matrix expects of its talk: of the screen, of the other strap, and of what was kept.

use std::fs;
use std::time::Instant;

use breathmark::event::input::{Input, Link};
use breathmark::event::seat::Seat;
use breathmark::screen::scene::StrapView as Shown;
use breathmark::store::journal::read::Lines;

use super::super::Sent;
use super::{Talk, id};

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
        let link = |line: Result<breathmark::event::input::Stamped, _>| match line.ok()?.input {
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
