//! Real straps over Bluetooth: one supervised task for each, which carries out what its link policy says.
//!
//! The two tasks share nothing but the right to scan and connect, so trouble with one strap never reaches the other;
//! each has its own connection to the system. A task that panics is started again.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use futures::FutureExt as _;
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, sleep_until, timeout};

use super::adapter;
use super::awake::{Between, Clocks};
use super::gatt::StrapLink;
use super::link::{LinkCommand, LinkEvent, LinkStep, Policy};
use super::{Arrival, RadioError};
use crate::clock;
use crate::event::input::{Input, Link};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;

const LEAVE: Duration = Duration::from_secs(6);
const RESTART: Duration = Duration::from_secs(1);
/// How often the clocks are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// The straps of a session while it lasts.
#[derive(Debug)]
pub struct Radio {
    stop: watch::Sender<bool>,
    slept: watch::Sender<Duration>,
    tasks: JoinSet<()>,
}

impl Radio {
    /// The machine has slept for so long: both links are made anew, and the session is told. The radio finds that out by
    /// itself; this is for whoever knows it from elsewhere.
    pub fn has_slept(&self, span: Duration) {
        self.slept.send_replace(span);
    }

    /// Disconnects both straps, so that they are free for others, and ends. Takes a few seconds at most.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        let _ = timeout(LEAVE, all).await;
    }
}

/// Whether Bluetooth can be used at all; if not, what to do about it.
pub async fn preflight() -> Result<(), RadioError> {
    adapter::open().await.map(drop)
}

/// Starts looking for the straps; whatever they bring goes to `arrivals`, which closes when they are done for.
/// Must be called within a Tokio runtime.
pub fn spawn(straps: Pair<Option<StrapId>>, arrivals: mpsc::Sender<Arrival>) -> Radio {
    let (stop, stopping) = watch::channel(false);
    let radio = Arc::new(Mutex::new(()));
    let in_company = straps.all(Option::is_some);
    let (slept, awakes) = watch::channel(Duration::ZERO);
    let mut tasks = JoinSet::new();
    if straps.any(Option::is_some) {
        tasks.spawn(watch_clocks(slept.clone(), arrivals.clone(), stopping.clone()));
    }
    for (seat, id) in [(Seat::Left, straps.left), (Seat::Right, straps.right)] {
        let Some(id) = id else { continue };
        let (arrivals, radio) = (arrivals.clone(), Arc::clone(&radio));
        let strap = StrapTask {
            seat,
            id,
            arrivals,
            radio,
            in_company,
            epoch: AtomicU32::new(0),
            awakes: awakes.clone(),
            began: clock::now(),
        };
        tasks.spawn(supervise(Arc::new(strap), stopping.clone()));
    }
    drop(arrivals);
    Radio { stop, slept, tasks }
}

/// One strap, and what its task is given.
struct StrapTask {
    seat: Seat,
    id: StrapId,
    arrivals: mpsc::Sender<Arrival>,
    radio: Arc<Mutex<()>>,
    in_company: bool,
    epoch: AtomicU32,
    awakes: watch::Receiver<Duration>,
    began: Instant,
}

impl StrapTask {
    fn now(&self) -> Moment {
        Moment::START + clock::now().saturating_duration_since(self.began)
    }

    /// The instant of a moment of the policy, if it is ever reached.
    fn instant(&self, moment: Moment) -> Option<tokio::time::Instant> {
        let span = (moment < Moment::NEVER).then(|| moment.since(Moment::START))?;
        self.began.checked_add(span).map(tokio::time::Instant::from_std)
    }

    async fn report(&self, link: Link) {
        let input = Input::Link { seat: self.seat, link };
        // If nobody takes it, the session is over.
        let _ = self.arrivals.send(Arrival { at: clock::now(), input }).await;
    }
}

/// Looks at the clocks each second, and tells when the machine has slept.
async fn watch_clocks(
    slept: watch::Sender<Duration>,
    arrivals: mpsc::Sender<Arrival>,
    mut stopping: watch::Receiver<bool>,
) {
    let (mut awakes, mut before) = (slept.subscribe(), clocks());
    loop {
        let awoke = tokio::select! {
            biased;
            _ = stopping.wait_for(|&stop| stop) => break,
            () = arrivals.closed() => break,
            // This task holds a sender itself, so the channel never closes.
            _ = awakes.changed() => true,
            () = sleep(LOOK) => false,
        };
        if awoke {
            let seconds = awakes.borrow_and_update().as_secs() as u32;
            let _ = arrivals.send(Arrival { at: clock::now(), input: Input::Away { seconds } }).await;
        }
        let now = clocks();
        if let Between::Slept(span) = now.since(&before) {
            slept.send_replace(span);
        }
        before = now;
    }
}

fn clocks() -> Clocks {
    let wall = clock::wall().timestamp().as_microsecond();
    Clocks {
        monotonic: clock::since_start(),
        with_sleep: clock::up_with_sleep(),
        wall: Duration::from_micros(wall.unsigned_abs()),
    }
}

async fn supervise(strap: Arc<StrapTask>, stopping: watch::Receiver<bool>) {
    while AssertUnwindSafe(follow(Arc::clone(&strap), stopping.clone())).catch_unwind().await.is_err() {
        strap.report(Link::Lost).await;
        sleep(RESTART).await;
    }
}

/// What a step leaves behind.
enum Done {
    Event(LinkEvent),
    Granted(OwnedMutexGuard<()>),
}

type Running = Pin<Box<dyn Future<Output = Done> + Send>>;

/// Carries out the policy until the session ends.
async fn follow(strap: Arc<StrapTask>, mut stopping: watch::Receiver<bool>) {
    let (signals, mut heard) = mpsc::unbounded_channel();
    let hands = StrapLink::new(strap.seat, strap.id.clone(), strap.arrivals.clone(), signals);
    let hands = Arc::new(Mutex::new(hands));
    let mut policy = Policy::new(strap.epoch.load(Ordering::Relaxed), strap.in_company, fastrand::Rng::new());
    let mut running: Option<Running> = None;
    let mut turn: Option<OwnedMutexGuard<()>> = None;
    let mut awakes = strap.awakes.clone();
    loop {
        while let Some(command) = policy.poll() {
            match command {
                LinkCommand::Report(link) => strap.report(link).await,
                LinkCommand::ReleaseRadio => turn = None,
                LinkCommand::Start(step) => {
                    // The step that is given up lets go of the hands before the next one takes them.
                    drop(running.take());
                    running = Some(begin(&strap, &hands, step));
                }
            }
        }
        let event = tokio::select! {
            biased;
            _ = stopping.wait_for(|&stop| stop) => break,
            () = strap.arrivals.closed() => break,
            Ok(()) = awakes.changed() => LinkEvent::Awoke,
            Some(event) = heard.recv() => event,
            done = finish(&mut running) => match done {
                Done::Event(event) => event,
                Done::Granted(guard) => {
                    turn = Some(guard);
                    LinkEvent::Granted
                }
            },
            () = until(strap.instant(policy.next_wake())) => LinkEvent::Wake,
        };
        policy.handle(strap.now(), event);
    }
    drop(running);
    drop(turn);
    hands.lock().await.leave().await;
}

fn begin(strap: &StrapTask, hands: &Arc<Mutex<StrapLink>>, step: LinkStep) -> Running {
    if let LinkStep::Subscribe { epoch, .. } = step {
        strap.epoch.store(epoch, Ordering::Relaxed);
    }
    if step == LinkStep::AwaitRadio {
        let radio = Arc::clone(&strap.radio);
        return Box::pin(async move { Done::Granted(radio.lock_owned().await) });
    }
    let hands = Arc::clone(hands);
    Box::pin(async move { Done::Event(hands.lock().await.perform(step).await) })
}

/// The end of the running step; never, if none is running.
async fn finish(running: &mut Option<Running>) -> Done {
    let Some(step) = running else { return std::future::pending().await };
    let done = step.await;
    *running = None;
    done
}

async fn until(instant: Option<tokio::time::Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
