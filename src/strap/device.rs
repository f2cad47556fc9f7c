//! One Bluetooth device: its events, the two characteristics that are read from it, and how its link is ended.

use std::collections::BTreeSet;
use std::time::Duration;

use btleplug::api::bleuuid::uuid_from_u16;
use btleplug::api::{CentralEvent, CentralState, Characteristic, Peripheral as _};
use btleplug::platform::{Peripheral, PeripheralId};
use tokio::time::sleep;

use super::RadioError;
use super::adapter::{strap_id, within};
use super::link::LinkEvent;
use crate::event::strap_id::StrapId;

/// The Heart Rate Service, as the Bluetooth SIG numbers it.
pub(super) const HEART_RATE_SERVICE: u16 = 0x180D;
/// The Heart Rate Measurement, as the Bluetooth SIG numbers it.
pub(super) const HEART_RATE_MEASUREMENT: u16 = 0x2A37;
/// The Battery Level, as the Bluetooth SIG numbers it.
const BATTERY_LEVEL: u16 = 0x2A19;
/// The longest that reading the battery may take. It stays below the 5 s of the step that reads it.
const BATTERY_LIMIT: Duration = Duration::from_secs(4);
/// How often the link is asked whether it is down. Assumption: more often costs calls and gains nothing.
const DOWN_POLL: Duration = Duration::from_millis(100);

/// The event of the adapter as an event of the link of strap `id`; none if it is about another device.
pub(super) fn link_event(id: &StrapId, event: &CentralEvent) -> Option<LinkEvent> {
    let (of, means) = match event {
        CentralEvent::StateUpdate(CentralState::PoweredOff) => return Some(LinkEvent::SwitchedOff),
        CentralEvent::DeviceDisconnected(of) => (of, LinkEvent::Dropped),
        _ => (advertiser(event)?, LinkEvent::AdvertReceived),
    };
    (strap_id(of) == *id).then_some(means)
}

/// Whether the running scan has measured the signal of the device. Linux forgets the strength when a scan ends, so a known
/// strength is fresh there. Other systems keep an old strength.
pub(super) async fn has_fresh_signal(device: Option<&Peripheral>) -> bool {
    match device {
        Some(device) if cfg!(target_os = "linux") => device.read_rssi().await.is_ok(),
        _ => false,
    }
}

/// The device that sent the advert, if the event is one.
pub(super) fn advertiser(event: &CentralEvent) -> Option<&PeripheralId> {
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

/// The characteristic of the measurements, if the discovered services have it.
pub(super) fn heart_rate(device: &Peripheral) -> Option<Characteristic> {
    characteristic(&device.characteristics(), HEART_RATE_MEASUREMENT)
}

/// The battery level in per cent, if the device has one. The values 101 to 255 are reserved and mean "unknown".
pub(super) async fn battery(device: &Peripheral) -> Option<u8> {
    let level = characteristic(&device.characteristics(), BATTERY_LEVEL)?;
    let value = within(BATTERY_LIMIT, device.read(&level)).await.ok()?;
    value.first().copied().filter(|&percent| percent <= 100)
}

fn characteristic(all: &BTreeSet<Characteristic>, short: u16) -> Option<Characteristic> {
    all.iter().find(|characteristic| characteristic.uuid == uuid_from_u16(short)).cloned()
}

/// Disconnects and waits until the link is down. The caller sets the limit.
pub(super) async fn disconnect(device: &Peripheral) -> Result<(), RadioError> {
    device.disconnect().await?;
    while device.is_connected().await? {
        sleep(DOWN_POLL).await;
    }
    Ok(())
}
