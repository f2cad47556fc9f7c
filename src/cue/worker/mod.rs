//! The thread that starts players and commands. The loop only sends it what is to be heard, and never waits for it.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use tokio::process::Command;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::{Notify, watch};
use tokio::task::{Id, JoinSet};

use super::Cue;
use super::folder::SoundFolder;
use super::player::Player;
use super::process::{self, Outcome, Output};
use crate::clock;

/// The most sounds at once. Assumption: a cue, a breath tone, and the end of one before.
const MOST_SOUNDS: usize = 3;
/// The longest that a player may take. The longest sound has 3.4 s; a sound server may take its time to start.
const PLAYER_PATIENCE: Duration = Duration::from_secs(8);
/// The longest that the couple's own command may take. Assumption: a lamp in the same house answers in a second.
const COMMAND_PATIENCE: Duration = Duration::from_secs(10);
/// A breath tone that has waited for this long is left out: it would mislead a breath. Assumption.
const TOO_LATE: Duration = Duration::from_millis(500);
/// Another player takes over a cue that failed this soon. Later, the failed one may have been heard.
const SOON: Duration = Duration::from_secs(1);
/// The variable that names the cue to the couple's own command.
const CUE_VARIABLE: &str = "BREATHMARK_CUE";

/// What the loop asks for.
#[derive(Debug)]
pub(super) enum Request {
    /// Make the sounds ready: somebody wants to hear some.
    Prepare,
    /// Give a cue.
    Give {
        /// Which.
        cue: Cue,
        /// When the session decided on it.
        decided: Instant,
        /// Whether it is to be heard.
        sounds: bool,
        /// Whether the couple's own command runs.
        commands: bool,
    },
}

/// What the loop sees of the worker.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Whether no player works, so that the loop rings the bell by itself.
    pub(super) no_player: AtomicBool,
    /// A cue could not be played: the bell is to be rung in its place.
    pub(super) ring: Notify,
}

/// Where what went wrong is said, a line each.
pub type Log = Box<dyn FnMut(&str) + Send>;

/// What a process is there for.
#[derive(Clone, Copy, Debug)]
enum Purpose {
    Sound { cue: Cue, decided: Instant },
    Command { cue: Cue },
}

pub(super) struct Worker {
    players: Vec<Player>,
    command: Vec<String>,
    volume: u8,
    signs: Arc<Signs>,
    log: Log,
    folder: Option<SoundFolder>,
    running: JoinSet<Outcome>,
    /// What each of them is for.
    purposes: HashMap<Id, Purpose>,
    stop: watch::Sender<bool>,
    /// From each decision to the moment at which its player had started.
    started_after: Vec<Duration>,
    /// Whether trouble with the command has been said.
    command_failed: bool,
    /// The longest that a player may take.
    patience: Duration,
}

impl Worker {
    pub(super) fn new(players: Vec<Player>, command: Vec<String>, volume: u8, signs: Arc<Signs>, log: Log) -> Self {
        Self {
            players,
            command,
            volume,
            signs,
            log,
            folder: None,
            running: JoinSet::new(),
            purposes: HashMap::new(),
            stop: watch::channel(false).0,
            started_after: Vec::new(),
            command_failed: false,
            patience: PLAYER_PATIENCE,
        }
    }

    /// Serves until the loop asks for nothing more. Returns how long each sound took to start.
    pub(super) async fn serve(mut self, mut requests: UnboundedReceiver<Request>) -> Vec<Duration> {
        loop {
            tokio::select! {
                request = requests.recv() => match request {
                    Some(Request::Prepare) => self.prepare(),
                    Some(Request::Give { cue, decided, sounds, commands }) => {
                        if sounds {
                            self.sound(cue, decided);
                        }
                        if commands {
                            self.run_command(cue);
                        }
                    }
                    None => break,
                },
                Some(ended) = self.running.join_next_with_id() => self.ended(ended),
            }
        }
        let _ = self.stop.send(true);
        while self.running.join_next().await.is_some() {}
        self.started_after
    }

    fn prepare(&mut self) {
        if self.folder.is_none() && !self.players.is_empty() {
            match SoundFolder::create(self.volume) {
                Ok(folder) => self.folder = Some(folder),
                Err(why) => {
                    self.players.clear();
                    self.say(&format!("no sounds: their temporary files can't be written ({why}); the bell rings"));
                    self.signs.no_player.store(true, Ordering::Relaxed);
                }
            }
        }
    }

    fn sound(&mut self, cue: Cue, decided: Instant) {
        // Making the sounds ready doesn't count: whoever has just turned them on wants to hear one.
        if !cue.announces() && clock::now() - decided > TOO_LATE {
            return;
        }
        self.prepare();
        let playing = self.purposes.values().filter(|purpose| matches!(purpose, Purpose::Sound { .. })).count();
        let (Some(folder), Some(player)) = (&self.folder, self.players.first()) else { return self.ring(cue) };
        if playing >= MOST_SOUNDS {
            return self.ring(cue);
        }
        let started = process::start(player.command(&folder.path_of(cue)), Output::Counted);
        match started {
            Ok(child) => {
                self.started_after.push(clock::now() - decided);
                let attended = process::attend(child, self.patience, self.stop.subscribe());
                let id = self.running.spawn(attended).id();
                self.purposes.insert(id, Purpose::Sound { cue, decided });
            }
            Err(why) => self.player_failed(cue, decided, &why.to_string()),
        }
    }

    fn run_command(&mut self, cue: Cue) {
        let [program, arguments @ ..] = &self.command[..] else { return };
        // One that still runs for the same cue is not run twice.
        if self.purposes.values().any(|purpose| matches!(purpose, Purpose::Command { cue: other } if *other == cue)) {
            return;
        }
        let mut command = Command::new(program);
        command.args(arguments).env(CUE_VARIABLE, cue.name());
        match process::start(command, Output::Ignored) {
            Ok(child) => {
                let attended = process::attend(child, COMMAND_PATIENCE, self.stop.subscribe());
                let id = self.running.spawn(attended).id();
                self.purposes.insert(id, Purpose::Command { cue });
            }
            Err(why) => self.command_failed(&format!("could not be started ({why})")),
        }
    }

    fn ended(&mut self, ended: Result<(Id, Outcome), tokio::task::JoinError>) {
        let (id, outcome) = match ended {
            Ok(ended) => ended,
            Err(error) => (error.id(), Outcome::Failed),
        };
        let Some(purpose) = self.purposes.remove(&id) else { return };
        match (purpose, outcome) {
            (_, Outcome::Done | Outcome::Stopped) => {}
            (Purpose::Sound { cue, decided }, Outcome::Failed) => {
                self.player_failed(cue, decided, "it reports a failure");
            }
            (Purpose::Sound { cue, decided }, Outcome::Flooded) => self.player_failed(cue, decided, "it says too much"),
            // It may have been heard, and the moment is past: nothing rings for it.
            (Purpose::Sound { .. }, Outcome::Hung) => self.give_up_player("it hangs"),
            (Purpose::Command { .. }, Outcome::Hung) => self.command_failed("took too long and was stopped"),
            (Purpose::Command { .. }, _) => self.command_failed("reports a failure"),
        }
    }

    /// A cue was not played. The next player tries it, if that is not too late; without one the bell rings.
    fn player_failed(&mut self, cue: Cue, decided: Instant, why: &str) {
        self.give_up_player(why);
        if self.players.is_empty() || clock::now() - decided > SOON { self.ring(cue) } else { self.sound(cue, decided) }
    }

    fn give_up_player(&mut self, why: &str) {
        if self.players.is_empty() {
            return;
        }
        let player = self.players.remove(0);
        let then =
            self.players.first().map_or_else(|| "the bell rings".to_owned(), |next| format!("{} plays", next.name));
        self.say(&format!("the player {} is not used any more: {why}; from now on {then}", player.name));
        self.signs.no_player.store(self.players.is_empty(), Ordering::Relaxed);
    }

    fn command_failed(&mut self, what: &str) {
        if !std::mem::replace(&mut self.command_failed, true) {
            let program = self.command.first().cloned().unwrap_or_default();
            self.say(&format!("your command {program} {what}"));
        }
    }

    fn ring(&self, cue: Cue) {
        if cue.announces() {
            self.signs.ring.notify_one();
        }
    }

    fn say(&mut self, line: &str) {
        (self.log)(line);
    }
}

/// Runs a worker on a thread of its own. The thread ends when `requests` is closed, and says then how long each sound took
/// to start. It may be held by the system, where a program lies on a disk that doesn't answer: so nobody joins it.
pub(super) fn spawn(worker: Worker, requests: UnboundedReceiver<Request>) -> io::Result<Receiver<Vec<Duration>>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (ended, ending) = std::sync::mpsc::channel();
    std::thread::Builder::new().name("cues".to_owned()).spawn(move || {
        // Nobody may wait for it any more.
        let _ = ended.send(runtime.block_on(worker.serve(requests)));
    })?;
    Ok(ending)
}

#[cfg(all(test, unix))]
mod tests;
