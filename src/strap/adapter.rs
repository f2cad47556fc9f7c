//! The Bluetooth adapter: opening and checking it, and the devices that the system remembers. Every call has a limit.

use std::time::Duration;

use btleplug::api::{Central as _, CentralState, Manager as _, Peripheral as _};
use btleplug::platform::{Adapter, Peripheral, PeripheralId};

use super::RadioError;
use super::connection::Connection;
use crate::event::strap_id::StrapId;

/// The longest that one call to the system may take. The library alone would wait 30 s. Assumption: a healthy system answers
/// within 5 s. A shorter limit reports [`RadioError::NoAnswer`] on a busy machine.
const CALL_LIMIT: Duration = Duration::from_secs(5);

/// The result of `call`, or [`RadioError::NoAnswer`] if it takes longer than `limit`.
pub(super) async fn within<T>(
    limit: Duration,
    call: impl Future<Output = btleplug::Result<T>> + Send,
) -> Result<T, RadioError> {
    match tokio::time::timeout(limit, call).await {
        Ok(result) => result.map_err(RadioError::from),
        Err(_) => Err(RadioError::NoAnswer),
    }
}

/// Opens the first adapter that is on, over a new connection to the system. The adapter works until the connection is dropped.
pub(super) async fn open() -> Result<(Adapter, Connection), RadioError> {
    let opened = tokio::time::timeout(CALL_LIMIT, Connection::open()).await;
    let (manager, connection) = opened.map_err(|_| RadioError::NoAnswer)??;
    let adapters = within(CALL_LIMIT, manager.adapters()).await?;
    let mut result = Err(RadioError::NoAdapter);
    for adapter in adapters {
        match check(&adapter).await {
            Ok(()) => return Ok((adapter, connection)),
            Err(error) => result = Err(error),
        }
    }
    result
}

/// Checks that the adapter answers and is on. The program never switches it on: only the owner of the computer does.
pub(super) async fn check(adapter: &Adapter) -> Result<(), RadioError> {
    // The state alone is not enough: on Linux, an error while reading it looks like "switched off".
    within(CALL_LIMIT, adapter.adapter_info()).await?;
    match within(CALL_LIMIT, adapter.adapter_state()).await? {
        CentralState::PoweredOff if is_blocked() => Err(RadioError::Blocked),
        CentralState::PoweredOff => Err(RadioError::SwitchedOff),
        // On macOS the library calls so what CoreBluetooth calls unauthorized, unsupported or resetting. On Linux it never
        // comes; on Windows a radio that works may have it.
        CentralState::Unknown if cfg!(target_os = "macos") => Err(RadioError::NotAllowed),
        _ => Ok(()),
    }
}

/// Whether the kernel (rfkill) blocks a Bluetooth radio, by software or by a switch.
fn is_blocked() -> bool {
    let Ok(switches) = std::fs::read_dir("/sys/class/rfkill") else { return false };
    switches.flatten().any(|switch| {
        let value = |file: &str| std::fs::read_to_string(switch.path().join(file)).unwrap_or_default();
        value("type").trim() == "bluetooth" && (value("soft").trim() == "1" || value("hard").trim() == "1")
    })
}

/// A device's identity, from the system's name for it: on Linux `hci0/dev_C0_00_00_00_00_A1` becomes `C0:00:00:00:00:A1`.
pub(super) fn strap_id(id: &PeripheralId) -> StrapId {
    let text = id.to_string();
    match text.rsplit_once("/dev_") {
        Some((_, address)) => StrapId::new(&address.replace('_', ":")),
        None => StrapId::new(&text),
    }
}

/// The devices that the system remembers, in range or not.
pub(super) async fn remembered_devices(adapter: &Adapter) -> Result<Vec<Peripheral>, RadioError> {
    within(CALL_LIMIT, adapter.peripherals()).await
}

/// The device with this identity, if the system remembers it.
pub(super) async fn remembered_device(adapter: &Adapter, id: &StrapId) -> Result<Option<Peripheral>, RadioError> {
    Ok(remembered_devices(adapter).await?.into_iter().find(|device| strap_id(&device.id()) == *id))
}
