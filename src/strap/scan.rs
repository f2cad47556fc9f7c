//! The straps in range, for choosing one: who advertises now, and what a closer look tells.

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
use super::error::already;
use super::gatt::{self, advertised};
use crate::clock;
use crate::event::strap_id::StrapId;
use crate::heart::measurement::Measurement;

const HEART_RATE_SERVICE: u16 = 0x180D;
const CALL: Duration = Duration::from_secs(5);
const CONNECT: Duration = Duration::from_secs(20);
const DISCOVER: Duration = Duration::from_secs(10);
const LISTEN: Duration = Duration::from_secs(6);

/// What an advert, or a standing link, tells about a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Which one.
    pub id: StrapId,
    /// What it calls itself. It came over the air: show it only through [`crate::words::printable::shown`].
    pub name: String,
    /// How strong its last advert was, in dBm; none if it is connected already and does not advertise.
    pub signal: Option<i16>,
    /// Whether it says that it has a heart rate.
    pub heart_rate: bool,
}

/// A device that is here now.
#[derive(Clone, Debug)]
pub struct InRange {
    /// What is known without connecting to it.
    pub seen: Sighting,
    device: Peripheral,
    _connection: Connection,
}

/// What a strap sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sends {
    /// The intervals between beats: what breathmark needs.
    Intervals,
    /// Only a smoothed heart rate.
    RateOnly,
    /// Nothing for some seconds.
    Nothing,
    /// It cannot be connected now.
    Unreachable,
    /// It has no Heart Rate Service after all.
    NoHeartRate,
}

/// What a closer look at a strap tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closer {
    /// What it sends.
    pub sends: Sends,
    /// Its battery level in per cent, if it tells.
    pub battery: Option<u8>,
}

/// What a strap sent while somebody listened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reception {
    /// Whether it has a heart rate at all.
    pub heart_rate: bool,
    /// Its battery level in per cent, if it tells.
    pub battery: Option<u8>,
    /// Its measurements, each with its arrival on [`clock::since_start`].
    pub arrivals: Vec<(Duration, Vec<u8>)>,
}

/// Listens for `span`, or until all of `wanted` have been heard (if there are any), and tells who is here.
pub async fn scan(span: Duration, wanted: &[StrapId]) -> Result<Vec<InRange>, RadioError> {
    let (adapter, connection) = adapter::open().await?;
    let mut heard = SignalStrengths::default();
    let listening = listen(&adapter, span, wanted, &mut heard).await;
    // Whatever came of it, the scan must not stay on; the radio belongs to everybody.
    let _ = within(CALL, adapter.stop_scan()).await;
    listening?;
    here(&adapter, &connection, &heard).await
}

/// The signal strength of every device heard in this scan, by identity.
type SignalStrengths = BTreeMap<String, i16>;

/// Weaker than any real signal: heard, strength unknown.
const UNKNOWN_SIGNAL: i16 = i16::MIN;

async fn listen(
    adapter: &Adapter,
    span: Duration,
    wanted: &[StrapId],
    heard: &mut SignalStrengths,
) -> Result<(), RadioError> {
    let mut events = within(CALL, adapter.events()).await?;
    // What the system remembers comes first, and may be at home in a drawer.
    while let Some(Some(_)) = events.next().now_or_never() {}
    match within(CALL, async { Ok(adapter.start_scan(ScanFilter::default()).await) }).await? {
        Err(error) if !already(&error) => return Err(error.into()),
        _ => {}
    }
    let end = Instant::from_std(clock::now()) + span;
    while let Ok(Some(event)) = timeout_at(end, events.next()).await {
        let Some(id) = advertised(&event) else { continue };
        let signal = if let CentralEvent::RssiUpdate { rssi, .. } = event { rssi } else { UNKNOWN_SIGNAL };
        let strongest = heard.entry(key(&adapter::strap_id(id))).or_insert(signal);
        *strongest = signal.max(*strongest);
        if !wanted.is_empty() && wanted.iter().all(|id| heard.contains_key(&key(id))) {
            break;
        }
    }
    Ok(())
}

fn key(id: &StrapId) -> String {
    id.as_str().to_ascii_uppercase()
}

/// Everything heard, and every strap that this computer holds already.
async fn here(adapter: &Adapter, connection: &Connection, heard: &SignalStrengths) -> Result<Vec<InRange>, RadioError> {
    let mut all = Vec::new();
    for device in adapter::known(adapter).await? {
        // A device that vanishes meanwhile is simply not here.
        let Ok(Some(properties)) = within(CALL, device.properties()).await else { continue };
        let id = adapter::strap_id(&device.id());
        let heard_at = heard.get(&key(&id)).copied();
        let connected = within(CALL, device.is_connected()).await.unwrap_or(false);
        if heard_at.is_none() && !connected {
            continue;
        }
        let signal = heard_at.filter(|&signal| signal != UNKNOWN_SIGNAL).or(properties.rssi);
        let heart_rate = properties.services.contains(&uuid_from_u16(HEART_RATE_SERVICE));
        let name = properties.local_name.or(properties.advertisement_name).unwrap_or_default();
        all.push(InRange { seen: Sighting { id, name, signal, heart_rate }, device, _connection: connection.clone() });
    }
    all.sort_by_key(|found| (std::cmp::Reverse(found.seen.signal), key(&found.seen.id)));
    Ok(all)
}

impl InRange {
    /// Connects, listens for a few seconds, and disconnects.
    pub async fn look_closer(&self) -> Closer {
        let was_connected = within(CALL, self.device.is_connected()).await.unwrap_or(false);
        let closer = self.try_it().await.unwrap_or(Closer { sends: Sends::Unreachable, battery: None });
        if !was_connected {
            // It is up to the strap whether it lets go in time.
            let _ = timeout(CALL, gatt::disconnect(&self.device)).await;
        }
        closer
    }

    /// Connects, and hands over what the strap sends for `span`, each with its arrival; disconnects.
    pub async fn listen_to(&self, span: Duration) -> Result<Reception, RadioError> {
        let was_connected = within(CALL, self.device.is_connected()).await.unwrap_or(false);
        let listened = self.listen_for(span).await;
        if !was_connected {
            let _ = timeout(CALL, gatt::disconnect(&self.device)).await;
        }
        listened
    }

    async fn listen_for(&self, span: Duration) -> Result<Reception, RadioError> {
        self.connect().await?;
        if !self.discover().await? {
            return Ok(Reception { heart_rate: false, battery: None, arrivals: Vec::new() });
        }
        let battery = gatt::battery(&self.device).await;
        let Some(rate) = gatt::heart_rate(&self.device) else { return Err(RadioError::NoAnswer) };
        let mut notifications = within(CALL, self.device.notifications()).await?;
        within(CALL, self.device.subscribe(&rate)).await?;
        let end = Instant::from_std(clock::now()) + span;
        let mut arrivals = Vec::new();
        while let Ok(Some(notification)) = timeout_at(end, notifications.next()).await {
            if notification.uuid == rate.uuid {
                arrivals.push((clock::since_start(), notification.value));
            }
        }
        let _ = within(CALL, self.device.unsubscribe(&rate)).await;
        Ok(Reception { heart_rate: true, battery, arrivals })
    }

    async fn connect(&self) -> Result<(), RadioError> {
        match timeout(CONNECT, self.device.connect()).await {
            Ok(Err(error)) if !already(&error) => Err(error.into()),
            Ok(_) => Ok(()),
            Err(_) => Err(RadioError::NoAnswer),
        }
    }

    async fn try_it(&self) -> Result<Closer, RadioError> {
        self.connect().await?;
        if !self.discover().await? {
            return Ok(Closer { sends: Sends::NoHeartRate, battery: None });
        }
        let battery = gatt::battery(&self.device).await;
        Ok(Closer { sends: self.what_it_sends().await?, battery })
    }

    /// Whether there is a heart rate; looked for again, because services sometimes appear late.
    async fn discover(&self) -> Result<bool, RadioError> {
        for pause in [0, 500, 1_000] {
            sleep(Duration::from_millis(pause)).await;
            within(DISCOVER, self.device.discover_services()).await?;
            if gatt::heart_rate(&self.device).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn what_it_sends(&self) -> Result<Sends, RadioError> {
        let Some(rate) = gatt::heart_rate(&self.device) else { return Ok(Sends::NoHeartRate) };
        let mut notifications = within(CALL, self.device.notifications()).await?;
        within(CALL, self.device.subscribe(&rate)).await?;
        let end = Instant::from_std(clock::now()) + LISTEN;
        let mut sends = Sends::Nothing;
        while let Ok(Some(notification)) = timeout_at(end, notifications.next()).await {
            match Measurement::decode(&notification.value) {
                Ok(measurement) if notification.uuid == rate.uuid => {
                    sends = if measurement.rr_1024().len() > 0 { Sends::Intervals } else { Sends::RateOnly };
                }
                _ => {}
            }
            if sends == Sends::Intervals {
                break;
            }
        }
        let _ = within(CALL, self.device.unsubscribe(&rate)).await;
        Ok(sends)
    }
}
