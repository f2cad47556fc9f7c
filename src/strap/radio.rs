//! The straps of a session: one supervised task for each, which carries out the commands of its link policy.
//!
//! The two tasks share only the right to scan and connect. Each has its own connection to the system, so trouble with one
//! strap never reaches the other. A task that panics is started again.

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
use super::link::{LinkCommand, LinkEvent, LinkStep, Policy};
use super::sleep::SleepFinding;
use super::steps::StrapLink;
use super::{Arrival, RadioError, read_clocks};
use crate::clock;
use crate::event::input::{Input, Link};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;

/// The longest that leaving both straps may take: the 4 s of one strap, and some time for its last step.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(6);
/// The wait before a task that panicked is started again, so that a constant panic cannot keep the processor busy. Assumption.
const RESTART_WAIT: Duration = Duration::from_secs(1);
/// How often the clocks are compared. It bounds how late a sleep of the machine is noticed.
const COMPARE_CLOCKS_EVERY: Duration = Duration::from_secs(1);

/// The tasks of all straps, while a session lasts.
#[derive(Debug)]
pub struct Radio {
    stop: watch::Sender<bool>,
    slept: watch::Sender<Duration>,
    tasks: JoinSet<()>,
}

impl Radio {
    /// Reports that the machine has slept for `span`: both links are made anew, and the session gets [`Input::Away`]. The
    /// radio notices sleep by itself; this is for callers that know it from elsewhere.
    pub fn has_slept(&self, span: Duration) {
        self.slept.send_replace(span);
    }

    /// Disconnects both straps, so that other programs can use them, and ends all tasks. Takes 6 s at most.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        let _ = timeout(SHUTDOWN_LIMIT, all).await;
    }
}

/// Checks that Bluetooth can be used. The error says what to do.
pub(crate) async fn preflight() -> Result<(), RadioError> {
    adapter::open().await.map(drop)
}

/// Starts to look for the straps. Their inputs go to `arrivals`, which closes when the last task has ended. Must be called
/// within a Tokio runtime.
pub fn spawn(straps: Pair<Option<StrapId>>, arrivals: mpsc::Sender<Arrival>) -> Radio {
    let (stop, stopping) = watch::channel(false);
    let radio = Arc::new(Mutex::new(()));
    let shares_radio = straps.all(Option::is_some);
    let (slept, sleeps) = watch::channel(Duration::ZERO);
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
            shares_radio,
            epoch: AtomicU32::new(0),
            sleeps: sleeps.clone(),
            began: clock::now(),
        };
        tasks.spawn(supervise(Arc::new(strap), stopping.clone()));
    }
    drop(arrivals);
    Radio { stop, slept, tasks }
}

/// One strap, and everything that its task needs.
struct StrapTask {
    seat: Seat,
    id: StrapId,
    arrivals: mpsc::Sender<Arrival>,
    /// The right to scan and connect, which one strap at a time holds.
    radio: Arc<Mutex<()>>,
    shares_radio: bool,
    /// The number of the last subscription. It outlives a task that panics.
    epoch: AtomicU32,
    sleeps: watch::Receiver<Duration>,
    /// The instant of the policy's [`Moment::START`].
    began: Instant,
}

impl StrapTask {
    fn now(&self) -> Moment {
        Moment::START + clock::now().saturating_duration_since(self.began)
    }

    /// The instant of a moment of the policy; none for [`Moment::NEVER`].
    fn instant(&self, moment: Moment) -> Option<tokio::time::Instant> {
        let span = (moment < Moment::NEVER).then(|| moment.since(Moment::START))?;
        self.began.checked_add(span).map(tokio::time::Instant::from_std)
    }

    async fn report(&self, link: Link) {
        let input = Input::Link { seat: self.seat, link };
        // If the receiving end is dropped, the session is over.
        let _ = self.arrivals.send(Arrival { at: clock::now(), input }).await;
    }
}

/// Compares the clocks each second, and reports when the machine has slept.
async fn watch_clocks(
    slept: watch::Sender<Duration>,
    arrivals: mpsc::Sender<Arrival>,
    mut stopping: watch::Receiver<bool>,
) {
    let (mut sleeps, mut before) = (slept.subscribe(), read_clocks());
    loop {
        let has_slept = tokio::select! {
            biased;
            _ = stopping.wait_for(|&stop| stop) => break,
            () = arrivals.closed() => break,
            // This task holds a sender itself, so the channel never closes.
            _ = sleeps.changed() => true,
            () = sleep(COMPARE_CLOCKS_EVERY) => false,
        };
        if has_slept {
            let seconds = sleeps.borrow_and_update().as_secs() as u32;
            let _ = arrivals.send(Arrival { at: clock::now(), input: Input::Away { seconds } }).await;
        }
        let now = read_clocks();
        if let SleepFinding::Slept(span) = now.since(&before) {
            slept.send_replace(span);
        }
        before = now;
    }
}

/// Runs the task of one strap, and starts it again after a panic.
async fn supervise(strap: Arc<StrapTask>, stopping: watch::Receiver<bool>) {
    while AssertUnwindSafe(follow_policy(Arc::clone(&strap), stopping.clone())).catch_unwind().await.is_err() {
        strap.report(Link::Lost).await;
        sleep(RESTART_WAIT).await;
    }
}

/// The right to scan and connect, while this strap holds it.
type RadioGuard = OwnedMutexGuard<()>;

/// The result of a step: the event for the policy, and the radio if the step waited for it.
type StepResult = (LinkEvent, Option<RadioGuard>);

type RunningStep = Pin<Box<dyn Future<Output = StepResult> + Send>>;

/// Carries out the commands of the link policy until the session ends.
async fn follow_policy(strap: Arc<StrapTask>, mut stopping: watch::Receiver<bool>) {
    let (signals, mut link_events) = mpsc::unbounded_channel();
    let link = StrapLink::new(strap.seat, strap.id.clone(), strap.arrivals.clone(), signals);
    let link = Arc::new(Mutex::new(link));
    let mut policy = Policy::new(strap.epoch.load(Ordering::Relaxed), strap.shares_radio, fastrand::Rng::new());
    let mut running: Option<RunningStep> = None;
    let mut radio: Option<RadioGuard> = None;
    let mut sleeps = strap.sleeps.clone();
    loop {
        while let Some(command) = policy.poll() {
            match command {
                LinkCommand::Report(link) => strap.report(link).await,
                LinkCommand::ReleaseRadio => radio = None,
                LinkCommand::Start(step) => {
                    // The step that is given up must unlock the link before the next one locks it.
                    drop(running.take());
                    running = Some(start_step(&strap, &link, step));
                }
            }
        }
        let event = tokio::select! {
            biased;
            _ = stopping.wait_for(|&stop| stop) => break,
            () = strap.arrivals.closed() => break,
            Ok(()) = sleeps.changed() => LinkEvent::MachineSlept,
            Some(event) = link_events.recv() => event,
            (event, granted) = step_end(&mut running) => {
                radio = granted.or(radio);
                event
            }
            () = sleep_until_if(strap.instant(policy.next_wake())) => LinkEvent::Wake,
        };
        policy.handle(strap.now(), event);
    }
    drop(running);
    drop(radio);
    link.lock().await.leave().await;
}

fn start_step(strap: &StrapTask, link: &Arc<Mutex<StrapLink>>, step: LinkStep) -> RunningStep {
    if let LinkStep::Subscribe { epoch, .. } = step {
        strap.epoch.store(epoch, Ordering::Relaxed);
    }
    if step == LinkStep::AwaitRadio {
        let radio = Arc::clone(&strap.radio);
        return Box::pin(async move { (LinkEvent::RadioGranted, Some(radio.lock_owned().await)) });
    }
    let link = Arc::clone(link);
    Box::pin(async move { (link.lock().await.perform(step).await, None) })
}

/// Waits for the end of the running step; for ever, if none is running.
async fn step_end(running: &mut Option<RunningStep>) -> StepResult {
    let Some(step) = running else { return std::future::pending().await };
    let result = step.await;
    *running = None;
    result
}

/// Waits until the instant; for ever, if there is none.
async fn sleep_until_if(instant: Option<tokio::time::Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
