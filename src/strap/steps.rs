//! Carries out the steps of one strap's link with the Bluetooth library: find, scan, connect, subscribe, read.

use std::sync::Arc;
use std::time::Duration;

use btleplug::api::bleuuid::uuid_from_u16;
use btleplug::api::{Central as _, Peripheral as _, ScanFilter};
use btleplug::platform::{Adapter, Peripheral};
use futures::{FutureExt as _, StreamExt as _};
use tokio::sync::{Notify, mpsc};
use tokio::time::timeout;

use super::adapter::{self, within};
use super::connection::Connection;
use super::device::{self, HEART_RATE_MEASUREMENT};
use super::error::is_already_done;
use super::link::{LinkEvent, LinkStep};
use super::owned_task::OwnedTask;
use super::{Arrival, RadioError};
use crate::event::input::{Input, Payload};
use crate::event::seat::Seat;
use crate::event::strap_id::StrapId;
use crate::heart::measurement::Measurement;

/// The longest that stopping a scan, or ending a subscription, may take. Assumption: the next step fails anyway if the
/// system needs more than 2 s. A longer limit delays that step.
const STOP_LIMIT: Duration = Duration::from_secs(2);
/// The longest that leaving a strap may take. On Linux the system keeps a link for 2 s more, in case somebody wants it back.
const LEAVE_LIMIT: Duration = Duration::from_secs(4);
/// A limit longer than the limit of any step, for calls inside a step that has its own limit.
const NO_LIMIT: Duration = Duration::from_mins(1);

/// An open adapter, the task that passes on its events, and the connection that both need.
struct OpenAdapter {
    adapter: Adapter,
    events: OwnedTask,
    _connection: Connection,
}

/// The link of one strap: the adapter, the device, and the task that receives its notifications.
pub(super) struct StrapLink {
    seat: Seat,
    id: StrapId,
    arrivals: mpsc::Sender<Arrival>,
    signals: mpsc::UnboundedSender<LinkEvent>,
    advert: Arc<Notify>,
    adapter: Option<OpenAdapter>,
    device: Option<Peripheral>,
    receiver: Option<OwnedTask>,
    scanning: bool,
}

impl StrapLink {
    pub(super) fn new(
        seat: Seat,
        id: StrapId,
        arrivals: mpsc::Sender<Arrival>,
        signals: mpsc::UnboundedSender<LinkEvent>,
    ) -> Self {
        let advert = Arc::default();
        Self { seat, id, arrivals, signals, advert, adapter: None, device: None, receiver: None, scanning: false }
    }

    /// Carries out the step within its limit, and says how it went.
    pub(super) async fn perform(&mut self, step: LinkStep) -> LinkEvent {
        let limit = step.limit().unwrap_or(NO_LIMIT);
        let done = timeout(limit, self.attempt(step)).await.unwrap_or(Err(RadioError::NoAnswer));
        done.unwrap_or_else(|error| LinkEvent::Failed(error.failure()))
    }

    async fn attempt(&mut self, step: LinkStep) -> Result<LinkEvent, RadioError> {
        // A scan of a step that was given up is still on.
        self.stop_scan().await;
        match step {
            LinkStep::Open { renew } => self.open(renew).await,
            LinkStep::AwaitRadio => Ok(LinkEvent::RadioGranted),
            LinkStep::Find => self.find().await,
            LinkStep::Scan(limit) => self.scan(limit).await,
            LinkStep::Connect => self.connect().await,
            LinkStep::Discover => self.discover().await,
            LinkStep::Subscribe { epoch, renew } => self.subscribe(epoch, renew).await,
            LinkStep::Probe => Ok(LinkEvent::Alive(within(NO_LIMIT, self.device()?.is_connected()).await?)),
            LinkStep::ReadBattery => self.read_battery().await,
            LinkStep::Disconnect => self.disconnect().await,
        }
    }

    fn adapter(&self) -> Result<&Adapter, RadioError> {
        self.adapter.as_ref().map(|open| &open.adapter).ok_or(RadioError::NoAdapter)
    }

    fn device(&self) -> Result<&Peripheral, RadioError> {
        self.device.as_ref().ok_or_else(|| RadioError::Other("the system has forgotten the strap".to_owned()))
    }

    async fn open(&mut self, renew: bool) -> Result<LinkEvent, RadioError> {
        let kept = self.adapter.as_ref().filter(|open| !renew && !open.events.has_ended());
        let usable =
            if let Some(open) = kept { adapter::check(&open.adapter).await } else { Err(RadioError::NoAdapter) };
        match usable {
            Ok(()) => {}
            // The same adapter will be on again, so no new connection is needed.
            Err(off @ (RadioError::SwitchedOff | RadioError::Blocked)) => return Err(off),
            Err(_) => {
                self.close().await;
                let (adapter, connection) = adapter::open().await?;
                let events = self.pass_on_events(&adapter).await?;
                self.adapter = Some(OpenAdapter { adapter, events, _connection: connection });
            }
        }
        Ok(LinkEvent::Opened)
    }

    /// Drops the adapter, the device and their tasks.
    async fn close(&mut self) {
        self.scanning = false;
        self.device = None;
        self.end_receiver().await;
        self.adapter = None;
    }

    /// Passes on the adapter's events about this strap. The task does nothing else, so that it misses none.
    async fn pass_on_events(&self, adapter: &Adapter) -> Result<OwnedTask, RadioError> {
        let mut events = within(NO_LIMIT, adapter.events()).await?;
        // Devices that the system remembers come first, and are no adverts.
        while let Some(Some(_)) = events.next().now_or_never() {}
        let (id, signals, advert) = (self.id.clone(), self.signals.clone(), Arc::clone(&self.advert));
        Ok(OwnedTask::spawn(async move {
            while let Some(event) = events.next().await {
                match device::link_event(&id, &event) {
                    Some(LinkEvent::AdvertReceived) => advert.notify_one(),
                    // The receiving end is dropped only when this task is about to end, too.
                    Some(signal) => drop(signals.send(signal)),
                    None => {}
                }
            }
        }))
    }

    async fn find(&mut self) -> Result<LinkEvent, RadioError> {
        self.device = adapter::remembered_device(self.adapter()?, &self.id).await?;
        let Some(device) = &self.device else { return Ok(LinkEvent::NotFound) };
        Ok(LinkEvent::Found { connected: within(NO_LIMIT, device.is_connected()).await? })
    }

    async fn scan(&mut self, limit: Duration) -> Result<LinkEvent, RadioError> {
        let _ = self.advert.notified().now_or_never();
        // No filter: some straps name the service only in the scan response, and the identity is known anyway.
        self.scanning = true;
        let adapter = self.adapter()?.clone();
        match adapter.start_scan(ScanFilter::default()).await {
            Err(error) if !is_already_done(&error) => return Err(error.into()),
            _ => {}
        }
        let received = timeout(limit, self.advert.notified()).await.is_ok();
        let device = adapter::remembered_device(&adapter, &self.id).await?;
        let in_range = received || device::has_fresh_signal(device.as_ref()).await;
        self.stop_scan().await;
        self.device = device;
        Ok(if in_range && self.device.is_some() { LinkEvent::AdvertReceived } else { LinkEvent::NotFound })
    }

    async fn stop_scan(&mut self) {
        if std::mem::take(&mut self.scanning)
            && let Ok(adapter) = self.adapter()
        {
            // If the scan cannot be stopped, the next step reports why.
            let _ = within(STOP_LIMIT, adapter.stop_scan()).await;
        }
    }

    async fn connect(&self) -> Result<LinkEvent, RadioError> {
        match self.device()?.connect().await {
            Err(error) if !is_already_done(&error) => Err(error.into()),
            _ => Ok(LinkEvent::Connected),
        }
    }

    async fn discover(&self) -> Result<LinkEvent, RadioError> {
        let device = self.device()?;
        device.discover_services().await?;
        Ok(LinkEvent::Discovered { heart_rate: device::heart_rate(device).is_some() })
    }

    async fn subscribe(&mut self, epoch: u32, renew: bool) -> Result<LinkEvent, RadioError> {
        // Two streams at once would deliver every beat twice.
        self.end_receiver().await;
        let device = self.device()?.clone();
        let rate = device::heart_rate(&device).ok_or(RadioError::NoAnswer)?;
        if renew {
            let _ = within(STOP_LIMIT, device.unsubscribe(&rate)).await;
        }
        self.receiver = Some(self.receive(&device, epoch).await?);
        match device.subscribe(&rate).await {
            Err(error) if !is_already_done(&error) => Err(error.into()),
            _ => Ok(LinkEvent::Subscribed),
        }
    }

    async fn end_receiver(&mut self) {
        if let Some(receiver) = self.receiver.take() {
            receiver.end().await;
        }
    }

    /// Stamps and forwards every notification. The task does nothing else: some systems lose a notification that waits.
    async fn receive(&self, device: &Peripheral, epoch: u32) -> Result<OwnedTask, RadioError> {
        let mut notifications = within(NO_LIMIT, device.notifications()).await?;
        let (seat, arrivals, signals) = (self.seat, self.arrivals.clone(), self.signals.clone());
        Ok(OwnedTask::spawn(async move {
            while let Some(notification) = notifications.next().await {
                let at = crate::clock::now();
                if notification.uuid != uuid_from_u16(HEART_RATE_MEASUREMENT) {
                    continue;
                }
                let decodes = Measurement::decode(&notification.value).is_ok();
                let input = Input::Notification { seat, epoch, bytes: Payload(notification.value) };
                if arrivals.send(Arrival { at, input }).await.is_err() {
                    break;
                }
                if decodes {
                    let _ = signals.send(LinkEvent::Measured { epoch });
                }
            }
        }))
    }

    async fn read_battery(&self) -> Result<LinkEvent, RadioError> {
        if let Some(percent) = device::battery(self.device()?).await {
            let input = Input::Battery { seat: self.seat, percent };
            let _ = self.arrivals.send(Arrival { at: crate::clock::now(), input }).await;
        }
        Ok(LinkEvent::BatteryRead)
    }

    async fn disconnect(&mut self) -> Result<LinkEvent, RadioError> {
        self.end_receiver().await;
        if let Some(device) = &self.device {
            device::disconnect(device).await?;
        }
        Ok(LinkEvent::Disconnected)
    }

    /// Leaves the strap free for other programs, within a few seconds.
    pub(super) async fn leave(&mut self) {
        self.stop_scan().await;
        let _ = timeout(LEAVE_LIMIT, self.disconnect()).await;
        self.close().await;
    }
}
