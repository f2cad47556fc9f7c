//! The straps in range, for a choice: which advertise now, and what each sends when it is tested.

use std::collections::BTreeMap;
use std::time::Duration;

use btleplug::api::bleuuid::uuid_from_u16;
use btleplug::api::{Central as _, CentralEvent, Peripheral as _, ScanFilter};
use btleplug::platform::{Adapter, Peripheral};
use futures::{FutureExt as _, StreamExt as _};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::RadioError;
use super::adapter::{self, within};
use super::connection::Connection;
use super::device::{self, HEART_RATE_SERVICE};
use super::error::is_already_done;
use super::models;
use super::reception::{Reception, Sends, StrapTest, has_intervals};
use crate::clock;
use crate::event::strap_id::StrapId;

/// The longest that one call to the system may take. Assumption: a healthy system answers within 5 s.
const CALL_LIMIT: Duration = Duration::from_secs(5);
/// The longest that connecting may take, as in a session ([`super::link::LinkStep::limit`]).
const CONNECT_LIMIT: Duration = Duration::from_secs(20);
/// The longest that one discovery of the services may take, as in a session.
const DISCOVER_LIMIT: Duration = Duration::from_secs(10);
/// The waits before each discovery, in ms: services sometimes appear late. The same waits as in a session.
const DISCOVERY_WAITS_MS: [u64; 3] = [0, 500, 1_000];
/// How long a test waits for an interval. Assumption: a worn strap sends one within 6 s; less calls a slow strap rate-only.
const TEST_SPAN: Duration = Duration::from_secs(6);
/// How long after a scan a device is sure to be known. The service of Linux forgets one that it only heard of 30 s after its last advert
/// (`TemporaryTimeout` in its `main.conf`), and that may have come early in a scan.
const KNOWN_FOR: Duration = Duration::from_secs(15);
/// How long is scanned for one that may be forgotten. A strap advertises at least every 10 s.
const SCAN_AGAIN: Duration = Duration::from_secs(10);

/// A device in range, as its advert or its link describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// Its identity.
    pub id: StrapId,
    /// Its own name. It came over the air: show it only through [`crate::words::printable::shown`].
    pub name: String,
    /// The strength of its strongest advert, in dBm; none if the device is connected already and does not advertise.
    pub signal: Option<i16>,
    /// Whether it announces the Heart Rate Service.
    pub heart_rate: bool,
    /// Whether this computer is connected to it.
    pub connected: bool,
}

impl Sighting {
    /// Whether it may be a strap although it announces no Heart Rate Service: by its name, or because it is connected. A
    /// connected strap does not advertise, and some leave the service out of their adverts. Only a test tells.
    pub(crate) fn may_be_strap(&self) -> bool {
        self.heart_rate || self.connected || models::is_name_of_strap(&self.name)
    }
}

/// A device in range, ready for a test.
#[derive(Clone, Debug)]
pub(crate) struct InRange {
    /// What is known of it without a link.
    pub seen: Sighting,
    device: Peripheral,
    /// When the scan that found it ended.
    found: Instant,
    _connection: Connection,
}

/// Scans for `span` and lists the devices in range. If `wanted` is not empty, the scan ends once all of them have advertised.
pub(crate) async fn scan(span: Duration, wanted: &[StrapId]) -> Result<Vec<InRange>, RadioError> {
    let (adapter, connection) = adapter::open().await?;
    let mut signals = SignalStrengths::default();
    let scanned = receive_adverts(&adapter, span, wanted, &mut signals).await;
    // The scan must end even after an error: other programs use the radio, too.
    let _ = within(CALL_LIMIT, adapter.stop_scan()).await;
    scanned?;
    in_range(&adapter, &connection, &signals).await
}

/// The strongest signal of every device that advertised during the scan, in dBm, by identity.
type SignalStrengths = BTreeMap<String, i16>;

/// An advert without a strength: weaker than any real signal.
const UNKNOWN_SIGNAL: i16 = i16::MIN;

async fn receive_adverts(
    adapter: &Adapter,
    span: Duration,
    wanted: &[StrapId],
    signals: &mut SignalStrengths,
) -> Result<(), RadioError> {
    let mut events = within(CALL_LIMIT, adapter.events()).await?;
    // Devices that the system remembers come first, in range or not.
    while let Some(Some(_)) = events.next().now_or_never() {}
    match within(CALL_LIMIT, async { Ok(adapter.start_scan(ScanFilter::default()).await) }).await? {
        Err(error) if !is_already_done(&error) => return Err(error.into()),
        _ => {}
    }
    let end = Instant::from_std(clock::now()) + span;
    while let Ok(Some(event)) = timeout_at(end, events.next()).await {
        let Some(id) = device::advertiser(&event) else { continue };
        let signal = if let CentralEvent::RssiUpdate { rssi, .. } = event { rssi } else { UNKNOWN_SIGNAL };
        let strongest = signals.entry(key(&adapter::strap_id(id))).or_insert(signal);
        *strongest = signal.max(*strongest);
        if !wanted.is_empty() && wanted.iter().all(|id| signals.contains_key(&key(id))) {
            break;
        }
    }
    Ok(())
}

/// The identity in capitals: systems write the same address both ways.
fn key(id: &StrapId) -> String {
    id.as_str().to_ascii_uppercase()
}

/// Every device that advertised, and every device that this computer is connected to.
async fn in_range(
    adapter: &Adapter,
    connection: &Connection,
    signals: &SignalStrengths,
) -> Result<Vec<InRange>, RadioError> {
    let mut all = Vec::new();
    for device in adapter::remembered_devices(adapter).await? {
        // A device that vanishes meanwhile is not in range.
        let Ok(Some(properties)) = within(CALL_LIMIT, device.properties()).await else { continue };
        let id = adapter::strap_id(&device.id());
        let advertised = signals.get(&key(&id)).copied();
        let connected = within(CALL_LIMIT, device.is_connected()).await.unwrap_or(false);
        if advertised.is_none() && !connected {
            continue;
        }
        let signal = advertised.filter(|&signal| signal != UNKNOWN_SIGNAL).or(properties.rssi);
        let heart_rate = properties.services.contains(&uuid_from_u16(HEART_RATE_SERVICE));
        let name = properties.local_name.or(properties.advertisement_name).unwrap_or_default();
        all.push(InRange {
            seen: Sighting { id, name, signal, heart_rate, connected },
            device,
            found: Instant::now(),
            _connection: connection.clone(),
        });
    }
    all.sort_by_key(|found| (std::cmp::Reverse(found.seen.signal), key(&found.seen.id)));
    Ok(all)
}

impl InRange {
    /// Whether it has a heart rate. A device that announces none, but may be a strap, is tested.
    pub(crate) async fn is_strap(&self) -> bool {
        let seen = &self.seen;
        seen.heart_rate || seen.may_be_strap() && self.test().await.shows_strap(&seen.name)
    }

    /// Connects, finds out within some seconds what the strap sends, and disconnects.
    pub(crate) async fn test(&self) -> StrapTest {
        let tested = self.with_link(async { Ok(self.receive_until(TEST_SPAN, has_intervals).await?.result()) }).await;
        tested.unwrap_or(StrapTest { sends: Sends::Unreachable, battery: None })
    }

    /// Connects, receives everything that the strap sends within `span`, and disconnects.
    pub(crate) async fn receive(&self, span: Duration) -> Result<Reception, RadioError> {
        self.with_link(self.receive_until(span, |_| false)).await
    }

    /// Connects for `work`, and disconnects after it unless the link was up before.
    async fn with_link<T>(&self, work: impl Future<Output = Result<T, RadioError>>) -> Result<T, RadioError> {
        let was_connected = within(CALL_LIMIT, self.device.is_connected()).await.unwrap_or(false);
        if !was_connected && self.found.elapsed() > KNOWN_FOR {
            // If it isn't heard, connecting says what is wrong.
            let _ = scan(SCAN_AGAIN, std::slice::from_ref(&self.seen.id)).await;
        }
        let result = match self.connect().await {
            Ok(()) => work.await,
            Err(error) => Err(error),
        };
        if !was_connected {
            // A strap may fail to confirm in time. It is free all the same.
            let _ = timeout(CALL_LIMIT, device::disconnect(&self.device)).await;
        }
        result
    }

    async fn connect(&self) -> Result<(), RadioError> {
        match timeout(CONNECT_LIMIT, self.device.connect()).await {
            Ok(Err(error)) if !is_already_done(&error) => Err(error.into()),
            Ok(_) => Ok(()),
            Err(_) => Err(RadioError::NoAnswer),
        }
    }

    /// Whether the device has a heart rate.
    async fn discover(&self) -> Result<bool, RadioError> {
        for wait in DISCOVERY_WAITS_MS {
            sleep(Duration::from_millis(wait)).await;
            within(DISCOVER_LIMIT, self.device.discover_services()).await?;
            if device::heart_rate(&self.device).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Receives measurements for `span`, or until one is `enough`.
    async fn receive_until(&self, span: Duration, enough: fn(&[u8]) -> bool) -> Result<Reception, RadioError> {
        if !self.discover().await? {
            return Ok(Reception { heart_rate: false, battery: None, arrivals: Vec::new() });
        }
        let battery = device::battery(&self.device).await;
        let Some(rate) = device::heart_rate(&self.device) else { return Err(RadioError::NoAnswer) };
        let mut notifications = within(CALL_LIMIT, self.device.notifications()).await?;
        within(CALL_LIMIT, self.device.subscribe(&rate)).await?;
        let end = Instant::from_std(clock::now()) + span;
        let mut arrivals = Vec::new();
        while let Ok(Some(notification)) = timeout_at(end, notifications.next()).await {
            if notification.uuid == rate.uuid {
                let is_enough = enough(&notification.value);
                arrivals.push((clock::since_start(), notification.value));
                if is_enough {
                    break;
                }
            }
        }
        let _ = within(CALL_LIMIT, self.device.unsubscribe(&rate)).await;
        Ok(Reception { heart_rate: true, battery, arrivals })
    }
}
