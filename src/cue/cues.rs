//! What the loop holds: which cues the session gives, and the way to the worker that sounds them.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::player::Player;
use super::rhythm::Rhythm;
use super::situation::{Situation, cue};
use super::worker::{Log, Request, Signs, Worker, spawn};
use super::{Cue, USUAL_VOLUME};
use crate::clock;
use crate::event::moment::Moment;
use crate::session::Session;
use crate::store::settings::sound::SoundSettings;
use crate::talk::{Stage, Step};

/// Breath tones are given up to this many times as fast as real time. A demo in a hurry would only rattle.
const MOST_HURRY: f64 = 2.0;

/// How long the end of a session waits for the worker. Each process is killed at once and given half a second to go.
const ENDS_WITHIN: Duration = Duration::from_secs(2);

/// Whether the terminal's bell may be rung where no player works.
#[derive(Clone, Copy, Debug)]
pub enum Bell {
    /// The terminal is drawn on, and this rings it.
    Rings(fn()),
    /// Output is lines of text, which a screen reader or another program reads.
    Silent,
}

/// Whether sounds are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hearing {
    /// They are.
    On,
    /// They are not.
    Off,
}

/// The cues of one session.
pub struct Cues {
    situation: Situation,
    rhythm: Rhythm,
    /// Whether the session is followed at all.
    follows: bool,
    /// A pause has just begun: its own cue covers the first breath in.
    pause_began: bool,
    sound: SoundSettings,
    hearing: Hearing,
    /// Whether somebody has pressed the key for silence.
    is_switched: bool,
    bell: Bell,
    signs: Arc<Signs>,
    requests: Option<UnboundedSender<Request>>,
    worker: Option<Receiver<Vec<Duration>>>,
}

impl Cues {
    /// No cue ever: for a replay.
    pub fn none() -> Self {
        Self {
            situation: Situation::default(),
            rhythm: Rhythm::default(),
            follows: false,
            pause_began: false,
            sound: SoundSettings::default(),
            hearing: Hearing::Off,
            is_switched: false,
            bell: Bell::Silent,
            signs: Arc::default(),
            requests: None,
            worker: None,
        }
    }

    /// Looks for a player and makes the sounds ready, beside the loop. As long as nobody has chosen a volume, everything is
    /// silent until the key asks for sound. What goes wrong later is said to `log`, once each.
    pub fn start(sound: &SoundSettings, bell: Bell, mut log: Log) -> Self {
        let players = Player::find(&sound.player);
        let signs = Arc::new(Signs::default());
        signs.no_player.store(players.is_empty(), Ordering::Relaxed);
        let is_on = sound.volume.is_some_and(|volume| volume > 0);
        let volume = sound.volume.filter(|volume| *volume > 0).unwrap_or(USUAL_VOLUME);
        if players.is_empty() && is_on {
            log("no player for sounds was found; the bell rings");
        }
        let (requests, received) = unbounded_channel();
        let worker = Worker::new(players, sound.command.clone(), volume, Arc::clone(&signs), log);
        // Without a thread there is the bell.
        let worker = spawn(worker, received).ok();
        if worker.is_none() {
            signs.no_player.store(true, Ordering::Relaxed);
        }
        if is_on {
            let _ = requests.send(Request::Prepare);
        }
        let mut cues = Self::none();
        (cues.follows, cues.bell, cues.sound) = (true, bell, sound.clone());
        cues.hearing = if is_on { Hearing::On } else { Hearing::Off };
        (cues.signs, cues.requests, cues.worker) = (signs, Some(requests), worker);
        cues
    }

    /// The same to try how it sounds at `volume` per cent, before anything is kept: [`Self::sample`] plays a cue.
    pub fn to_try(sound: &SoundSettings, volume: u8, bell: Bell, log: Log) -> Self {
        Self::start(&SoundSettings { volume: Some(volume), ..sound.clone() }, bell, log)
    }

    /// Plays a cue for somebody who wants to hear how it sounds. False where no player works.
    pub fn sample(&mut self, cue: Cue) -> bool {
        self.request(cue, clock::now(), self.is_on(), false);
        !self.signs.no_player.load(Ordering::Relaxed)
    }

    /// The session came to another stage at `decided`. Gives its cue, if it has one, and returns it.
    pub(crate) fn stage(&mut self, stage: Stage, leads_to: Option<Step>, decided: Instant) -> Option<Cue> {
        if !self.follows {
            return None;
        }
        let now = self.situation.then(stage, leads_to);
        let cue = cue(&std::mem::replace(&mut self.situation, now), &now)?;
        self.pause_began |= cue == Cue::Pause;
        self.give(cue, decided);
        Some(cue)
    }

    /// Gives what goes by the clock: breath tones, prompts, the second call at the end of a break. The session runs `rate`
    /// times as fast as real time.
    pub(crate) fn time(&mut self, session: &Session, now: Moment, rate: f64) {
        if !self.follows {
            return;
        }
        let covers = std::mem::take(&mut self.pause_began);
        for cue in self.rhythm.at(session, now, covers) {
            if cue.announces() || rate <= MOST_HURRY {
                self.give(cue, clock::now());
            }
        }
    }

    /// When the next cue by the clock may come.
    pub(crate) fn next_at(&self) -> Moment {
        if self.follows { self.rhythm.next_at() } else { Moment::NEVER }
    }

    /// Somebody pressed the one key for silence. Sound that comes on is heard at once.
    pub(crate) fn toggle(&mut self) {
        if !self.follows {
            return;
        }
        self.hearing = if self.is_on() { Hearing::Off } else { Hearing::On };
        self.is_switched = true;
        if self.is_on() {
            self.request(Cue::Prompt, clock::now(), true, false);
        }
    }

    /// Whether the key has turned the sound on or off; nothing where nobody has pressed it.
    pub(crate) fn switched_to(&self) -> Option<bool> {
        self.is_switched.then(|| self.is_on())
    }

    fn is_on(&self) -> bool {
        self.hearing == Hearing::On
    }

    /// Completes when the bell is to be rung in the place of a cue that could not be played.
    pub(crate) fn ringing(&self) -> impl Future<Output = ()> + use<> {
        let signs = Arc::clone(&self.signs);
        async move { signs.ring.notified().await }
    }

    /// Rings the bell, where the terminal has one and the sound is on.
    pub(crate) fn ring(&self) {
        if let Bell::Rings(ring) = self.bell
            && self.is_on()
        {
            ring();
        }
    }

    /// Stops every sound and every command, and removes the sounds. Returns how long each sound took to start.
    pub fn finish(&mut self) -> Vec<Duration> {
        self.follows = false;
        self.requests = None;
        self.worker.take().and_then(|worker| worker.recv_timeout(ENDS_WITHIN).ok()).unwrap_or_default()
    }

    fn give(&self, cue: Cue, decided: Instant) {
        self.request(cue, decided, self.is_on() && self.sound.is_wanted(cue.name()), cue.announces());
    }

    fn request(&self, cue: Cue, decided: Instant, wanted: bool, commands: bool) {
        let rings = self.signs.no_player.load(Ordering::Relaxed);
        if wanted && rings && cue.announces() {
            self.ring();
        }
        if let Some(requests) = self.requests.as_ref().filter(|_| wanted && !rings || commands) {
            // A worker that has ended has nothing to play.
            let _ = requests.send(Request::Give { cue, decided, sounds: wanted && !rings, commands });
        }
    }
}

impl Drop for Cues {
    fn drop(&mut self) {
        self.finish();
    }
}
