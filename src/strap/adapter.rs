//! The Bluetooth adapter: opening it, and the identity of what it hears. Every call has a limit.

use std::time::Duration;

use btleplug::api::{Central as _, CentralState, Manager as _, Peripheral as _};
use btleplug::platform::{Adapter, Peripheral, PeripheralId};
use tokio::task::JoinHandle;

use super::RadioError;
use super::connection::Connection;
use crate::event::strap_id::StrapId;

const ANSWER: Duration = Duration::from_secs(5);

/// `call`, but no longer than `limit`.
pub(super) async fn within<T>(
    limit: Duration,
    call: impl Future<Output = btleplug::Result<T>> + Send,
) -> Result<T, RadioError> {
    match tokio::time::timeout(limit, call).await {
        Ok(result) => result.map_err(RadioError::from),
        Err(_) => Err(RadioError::NoAnswer),
    }
}

/// Opens the adapter that is on, over a new connection to the system. It is of use as long as the connection is kept.
pub(super) async fn open() -> Result<(Adapter, Connection), RadioError> {
    let opened = tokio::time::timeout(ANSWER, Connection::open()).await;
    let (manager, connection) = opened.map_err(|_| RadioError::NoAnswer)??;
    let adapters = within(ANSWER, manager.adapters()).await?;
    let mut result = Err(RadioError::NoAdapter);
    for adapter in adapters {
        match check(&adapter).await {
            Ok(()) => return Ok((adapter, connection)),
            Err(error) => result = Err(error),
        }
    }
    result
}

/// Whether the adapter answers and is on. It is never switched on here: that is for its owner to decide.
pub(super) async fn check(adapter: &Adapter) -> Result<(), RadioError> {
    // The state alone would do, but on Linux every error of it reads as "switched off".
    within(ANSWER, adapter.adapter_info()).await?;
    match within(ANSWER, adapter.adapter_state()).await? {
        CentralState::PoweredOff if blocked() => Err(RadioError::Blocked),
        CentralState::PoweredOff => Err(RadioError::SwitchedOff),
        _ => Ok(()),
    }
}

/// Whether the kernel says that a Bluetooth radio is blocked.
fn blocked() -> bool {
    let Ok(switches) = std::fs::read_dir("/sys/class/rfkill") else { return false };
    switches.flatten().any(|switch| {
        let says = |file: &str| std::fs::read_to_string(switch.path().join(file)).unwrap_or_default();
        says("type").trim() == "bluetooth" && (says("soft").trim() == "1" || says("hard").trim() == "1")
    })
}

/// The identity of a device, from what the system calls it: on Linux `hci0/dev_C0_00_00_00_00_A1`.
pub(super) fn strap_id(id: &PeripheralId) -> StrapId {
    let text = id.to_string();
    match text.rsplit_once("/dev_") {
        Some((_, address)) => StrapId::new(&address.replace('_', ":")),
        None => StrapId::new(&text),
    }
}

/// The devices that the system knows now, present or not.
pub(super) async fn known(adapter: &Adapter) -> Result<Vec<Peripheral>, RadioError> {
    within(ANSWER, adapter.peripherals()).await
}

/// The device with this identity, if the system knows it.
pub(super) async fn known_strap(adapter: &Adapter, id: &StrapId) -> Result<Option<Peripheral>, RadioError> {
    Ok(known(adapter).await?.into_iter().find(|device| strap_id(&device.id()) == *id))
}

/// A task that ends with its owner.
pub(super) struct Leashed(JoinHandle<()>);

impl Leashed {
    pub(super) fn spawn(task: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(tokio::spawn(task))
    }

    pub(super) fn has_ended(&self) -> bool {
        self.0.is_finished()
    }

    /// Ends the task and waits until it is gone.
    pub(super) async fn end(mut self) {
        self.0.abort();
        let _ = (&mut self.0).await;
    }
}

impl Drop for Leashed {
    fn drop(&mut self) {
        self.0.abort();
    }
}
