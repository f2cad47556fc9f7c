//! The steps of one strap's link, done with the Bluetooth library: find, scan, connect, subscribe, listen.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use btleplug::api::bleuuid::uuid_from_u16;
use btleplug::api::{Central as _, CentralEvent, CentralState, Characteristic, Peripheral as _, ScanFilter};
use btleplug::platform::{Adapter, Peripheral};
use futures::{FutureExt as _, StreamExt as _};
use tokio::sync::{Notify, mpsc};
use tokio::time::{sleep, timeout};

use super::adapter::{self, Leashed, within};
use super::connection::Connection;
use super::error::already;
use super::link::{LinkEvent, LinkStep};
use super::{Arrival, RadioError};
use crate::event::input::{Input, Payload};
use crate::event::seat::Seat;
use crate::event::strap_id::StrapId;
use crate::heart::measurement::Measurement;

const HEART_RATE_MEASUREMENT: u16 = 0x2A37;
const BATTERY_LEVEL: u16 = 0x2A19;
const STOP_SCAN: Duration = Duration::from_secs(2);
/// The steps have limits of their own; this one only has to be longer than any of them.
const LONG: Duration = Duration::from_mins(1);

/// An adapter, what passes on its events, and the connection that both need.
struct Opened {
    adapter: Adapter,
    events: Leashed,
    _connection: Connection,
}

/// What is in hand for one strap: the adapter, the device, and the task that listens to it.
pub(super) struct StrapLink {
    seat: Seat,
    id: StrapId,
    arrivals: mpsc::Sender<Arrival>,
    signals: mpsc::UnboundedSender<LinkEvent>,
    advert: Arc<Notify>,
    adapter: Option<Opened>,
    strap: Option<Peripheral>,
    listener: Option<Leashed>,
    scanning: bool,
}

impl StrapLink {
    pub(super) fn new(
        seat: Seat,
        id: StrapId,
        arrivals: mpsc::Sender<Arrival>,
        signals: mpsc::UnboundedSender<LinkEvent>,
    ) -> Self {
        let advert = Arc::new(Notify::new());
        Self { seat, id, arrivals, signals, advert, adapter: None, strap: None, listener: None, scanning: false }
    }

    /// Does the step within its limit, and tells how it went.
    pub(super) async fn perform(&mut self, step: LinkStep) -> LinkEvent {
        let limit = step.limit().unwrap_or(LONG);
        let done = timeout(limit, self.attempt(step)).await.unwrap_or(Err(RadioError::NoAnswer));
        done.unwrap_or_else(|error| LinkEvent::Failed(error.failure()))
    }

    async fn attempt(&mut self, step: LinkStep) -> Result<LinkEvent, RadioError> {
        // A scan that was given up half-way is still on.
        self.stop_scan().await;
        match step {
            LinkStep::Open { renew } => self.open(renew).await,
            LinkStep::AwaitRadio => Ok(LinkEvent::Granted),
            LinkStep::Find => self.find().await,
            LinkStep::Scan(limit) => self.scan(limit).await,
            LinkStep::Connect => self.connect().await,
            LinkStep::Discover => self.discover().await,
            LinkStep::Subscribe { epoch, again } => self.subscribe(epoch, again).await,
            LinkStep::Probe => Ok(LinkEvent::Alive(within(LONG, self.strap()?.is_connected()).await?)),
            LinkStep::ReadBattery => self.read_battery().await,
            LinkStep::Disconnect => self.disconnect().await,
        }
    }

    fn adapter(&self) -> Result<&Adapter, RadioError> {
        self.adapter.as_ref().map(|opened| &opened.adapter).ok_or(RadioError::NoAdapter)
    }

    fn strap(&self) -> Result<&Peripheral, RadioError> {
        self.strap.as_ref().ok_or_else(|| RadioError::Other("the strap is not known any more".to_owned()))
    }

    async fn open(&mut self, renew: bool) -> Result<LinkEvent, RadioError> {
        let usable = match &self.adapter {
            Some(opened) if !renew && !opened.events.has_ended() => adapter::check(&opened.adapter).await,
            _ => Err(RadioError::NoAdapter),
        };
        match usable {
            Ok(()) => {}
            // The same adapter will be back on; there is no need to ask for another.
            Err(off @ (RadioError::SwitchedOff | RadioError::Blocked)) => return Err(off),
            Err(_) => {
                self.forget().await;
                let (adapter, connection) = adapter::open().await?;
                let events = self.watch(&adapter).await?;
                self.adapter = Some(Opened { adapter, events, _connection: connection });
            }
        }
        Ok(LinkEvent::Opened)
    }

    async fn forget(&mut self) {
        self.scanning = false;
        self.strap = None;
        if let Some(listener) = self.listener.take() {
            listener.end().await;
        }
        self.adapter = None;
    }

    /// Passes on what the adapter says about this strap. Nothing else happens there, so that nothing is missed.
    async fn watch(&self, adapter: &Adapter) -> Result<Leashed, RadioError> {
        let mut events = within(LONG, adapter.events()).await?;
        // What is known already comes first, and is no advert.
        while let Some(Some(_)) = events.next().now_or_never() {}
        let (id, signals, advert) = (self.id.clone(), self.signals.clone(), Arc::clone(&self.advert));
        Ok(Leashed::spawn(async move {
            while let Some(event) = events.next().await {
                match concerns(&id, &event) {
                    Some(LinkEvent::Heard) => advert.notify_one(),
                    // The receiver is gone only when this task is about to end, too.
                    Some(signal) => drop(signals.send(signal)),
                    None => {}
                }
            }
        }))
    }

    async fn find(&mut self) -> Result<LinkEvent, RadioError> {
        self.strap = adapter::known_strap(self.adapter()?, &self.id).await?;
        let Some(strap) = &self.strap else { return Ok(LinkEvent::NotSeen) };
        Ok(LinkEvent::Found { connected: within(LONG, strap.is_connected()).await? })
    }

    async fn scan(&mut self, limit: Duration) -> Result<LinkEvent, RadioError> {
        let _ = self.advert.notified().now_or_never();
        // Without a filter: some straps name the service only in the scan response, and the identity is known.
        self.scanning = true;
        let adapter = self.adapter()?.clone();
        match adapter.start_scan(ScanFilter::default()).await {
            Err(error) if !already(&error) => return Err(error.into()),
            _ => {}
        }
        let heard = timeout(limit, self.advert.notified()).await.is_ok();
        let strap = adapter::known_strap(&adapter, &self.id).await?;
        let seen = heard || measured_signal(strap.as_ref()).await;
        self.stop_scan().await;
        self.strap = strap;
        Ok(if seen && self.strap.is_some() { LinkEvent::Heard } else { LinkEvent::NotSeen })
    }

    async fn stop_scan(&mut self) {
        if std::mem::take(&mut self.scanning)
            && let Ok(adapter) = self.adapter()
        {
            // If it cannot be stopped, the next step tells why.
            let _ = within(STOP_SCAN, adapter.stop_scan()).await;
        }
    }

    async fn connect(&self) -> Result<LinkEvent, RadioError> {
        match self.strap()?.connect().await {
            Err(error) if !already(&error) => Err(error.into()),
            _ => Ok(LinkEvent::Connected),
        }
    }

    async fn discover(&self) -> Result<LinkEvent, RadioError> {
        let strap = self.strap()?;
        strap.discover_services().await?;
        let heart_rate = characteristic(&strap.characteristics(), HEART_RATE_MEASUREMENT).is_some();
        Ok(LinkEvent::Discovered { heart_rate })
    }

    async fn subscribe(&mut self, epoch: u32, again: bool) -> Result<LinkEvent, RadioError> {
        // Two streams at once would bring every beat twice.
        if let Some(listener) = self.listener.take() {
            listener.end().await;
        }
        let strap = self.strap()?.clone();
        let rate = characteristic(&strap.characteristics(), HEART_RATE_MEASUREMENT).ok_or(RadioError::NoAnswer)?;
        if again {
            let _ = within(STOP_SCAN, strap.unsubscribe(&rate)).await;
        }
        self.listener = Some(self.listen(&strap, epoch).await?);
        match strap.subscribe(&rate).await {
            Err(error) if !already(&error) => Err(error.into()),
            _ => Ok(LinkEvent::Subscribed),
        }
    }

    /// Stamps and forwards every notification, and does nothing else: on some systems, whatever is not taken at once
    /// is lost.
    async fn listen(&self, strap: &Peripheral, epoch: u32) -> Result<Leashed, RadioError> {
        let mut notifications = within(LONG, strap.notifications()).await?;
        let (seat, arrivals, signals) = (self.seat, self.arrivals.clone(), self.signals.clone());
        Ok(Leashed::spawn(async move {
            while let Some(notification) = notifications.next().await {
                let at = crate::clock::now();
                if notification.uuid != uuid_from_u16(HEART_RATE_MEASUREMENT) {
                    continue;
                }
                let good = Measurement::decode(&notification.value).is_ok();
                let input = Input::Notification { seat, epoch, bytes: Payload(notification.value) };
                if arrivals.send(Arrival { at, input }).await.is_err() {
                    break;
                }
                if good {
                    let _ = signals.send(LinkEvent::Measured { epoch });
                }
            }
        }))
    }

    async fn read_battery(&self) -> Result<LinkEvent, RadioError> {
        if let Some(percent) = battery(self.strap()?).await {
            let input = Input::Battery { seat: self.seat, percent };
            let _ = self.arrivals.send(Arrival { at: crate::clock::now(), input }).await;
        }
        Ok(LinkEvent::BatteryRead)
    }

    async fn disconnect(&mut self) -> Result<LinkEvent, RadioError> {
        if let Some(listener) = self.listener.take() {
            listener.end().await;
        }
        if let Some(strap) = &self.strap {
            disconnect(strap).await?;
        }
        Ok(LinkEvent::Disconnected)
    }

    /// Leaves the strap free for others, in bounded time.
    pub(super) async fn leave(&mut self) {
        self.stop_scan().await;
        // On Linux a link is kept for two seconds more, in case somebody wants it back.
        let _ = timeout(Duration::from_secs(4), self.disconnect()).await;
        self.forget().await;
    }
}

/// What an event of the adapter means for the strap `id`; [`LinkEvent::Heard`] is an advert.
fn concerns(id: &StrapId, event: &CentralEvent) -> Option<LinkEvent> {
    let (of, means) = match event {
        CentralEvent::StateUpdate(CentralState::PoweredOff) => return Some(LinkEvent::SwitchedOff),
        CentralEvent::DeviceDisconnected(of) => (of, LinkEvent::Dropped),
        _ => (advertised(event)?, LinkEvent::Heard),
    };
    (adapter::strap_id(of) == *id).then_some(means)
}

/// Who sent the advert, if the event is one.
pub(super) fn advertised(event: &CentralEvent) -> Option<&btleplug::platform::PeripheralId> {
    match event {
        CentralEvent::DeviceDiscovered(id)
        | CentralEvent::DeviceUpdated(id)
        | CentralEvent::ManufacturerDataAdvertisement { id, .. }
        | CentralEvent::ServiceDataAdvertisement { id, .. }
        | CentralEvent::ServicesAdvertisement { id, .. }
        | CentralEvent::RssiUpdate { id, .. } => Some(id),
        _ => None,
    }
}

/// Whether the scan that is on has measured a signal. Linux forgets the strength when scanning ends, so a strength
/// is news there; other systems keep it.
async fn measured_signal(strap: Option<&Peripheral>) -> bool {
    match strap {
        Some(strap) if cfg!(target_os = "linux") => strap.read_rssi().await.is_ok(),
        _ => false,
    }
}

fn characteristic(all: &BTreeSet<Characteristic>, short: u16) -> Option<Characteristic> {
    all.iter().find(|characteristic| characteristic.uuid == uuid_from_u16(short)).cloned()
}

/// The battery level, if the strap tells one. 101 to 255 are reserved: unknown.
pub(super) async fn battery(strap: &Peripheral) -> Option<u8> {
    let level = characteristic(&strap.characteristics(), BATTERY_LEVEL)?;
    let value = within(Duration::from_secs(4), strap.read(&level)).await.ok()?;
    value.first().copied().filter(|&percent| percent <= 100)
}

/// The characteristic of the measurements, if the discovered services have it.
pub(super) fn heart_rate(strap: &Peripheral) -> Option<Characteristic> {
    characteristic(&strap.characteristics(), HEART_RATE_MEASUREMENT)
}

/// Disconnects and waits until the link is down. The caller sets the limit.
pub(super) async fn disconnect(strap: &Peripheral) -> Result<(), RadioError> {
    strap.disconnect().await?;
    while strap.is_connected().await? {
        sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}
