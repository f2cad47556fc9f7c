//! A connection to the system's Bluetooth service that ends completely when nobody needs it.
//!
//! On Linux the Bluetooth library serves its connection to the message bus in a task that it never ends. Dropping the
//! library's handles leaves that task, its memory and its socket behind. While the service is away, the program connects
//! again and again, and a user may have only a few hundred connections to the bus. Each connection therefore gets a thread
//! with a runtime of its own, and both end with the last [`Connection`].

use std::sync::Arc;
use std::time::Duration;

use btleplug::platform::Manager;
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use super::RadioError;

/// How long the connection goes on after its last owner. Whatever is dropped together with the connection may still send a
/// last call, such as ending a notification. Assumption: half a second is enough; a longer time keeps the socket longer.
const GRACE: Duration = Duration::from_millis(500);

/// Keeps the connection up while this value or a clone of it exists.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    _open: Arc<oneshot::Sender<()>>,
}

impl Connection {
    /// Connects to the system. The caller sets the limit; a caller that stops waiting leaves nothing behind.
    pub(super) async fn open() -> Result<(Manager, Self), RadioError> {
        let (open, closed) = oneshot::channel();
        let (opened, opening) = oneshot::channel();
        let failed = |error: std::io::Error| RadioError::Other(error.to_string());
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let serve = move || {
            runtime.block_on(async {
                // If the caller has stopped waiting, `open` is dropped as well, and the thread ends.
                let _ = opened.send(Manager::new().await);
                let _: Result<(), _> = closed.await;
                tokio::time::sleep(GRACE).await;
            });
        };
        std::thread::Builder::new().name("bluetooth".to_owned()).spawn(serve).map_err(failed)?;
        let manager = opening.await.map_err(|_| RadioError::NoAnswer)??;
        Ok((manager, Self { _open: Arc::new(open) }))
    }
}

/// Keeps panics inside Tokio tasks off the terminal. The Bluetooth library panics in tasks of its own during ordinary
/// connects, and nothing is lost by it.
pub(crate) fn silence_library_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if tokio::task::try_id().is_none() {
            usual(info);
        }
    }));
}
