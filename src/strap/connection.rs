//! A connection to the system's Bluetooth service, and an end to it.
//!
//! On Linux the Bluetooth library serves its connection to the message bus in a task that it never ends: whoever lets go of
//! everything still has the task, its memory and its socket. That happens once a second while the service is away, and a
//! user may have only a few hundred connections to the bus. So a connection gets a thread with a runtime of its own, and all
//! of it ends with the last [`Connection`].

use std::sync::Arc;
use std::time::Duration;

use btleplug::platform::Manager;
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use super::RadioError;

/// What is let go of together with the connection may still have something to say to the service.
const GRACE: Duration = Duration::from_millis(500);

/// Keeps the connection up for as long as one of these is kept.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    _kept: Arc<oneshot::Sender<()>>,
}

impl Connection {
    /// Connects to the system. The caller sets the limit; whoever gives up waiting leaves nothing behind.
    pub(super) async fn open() -> Result<(Manager, Self), RadioError> {
        let (kept, let_go) = oneshot::channel();
        let (opened, opening) = oneshot::channel();
        let failed = |error: std::io::Error| RadioError::Other(error.to_string());
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let serve = move || {
            runtime.block_on(async {
                // If nobody waits for it any more, `kept` is gone as well.
                let _ = opened.send(Manager::new().await);
                let _: Result<(), _> = let_go.await;
                tokio::time::sleep(GRACE).await;
            });
        };
        std::thread::Builder::new().name("bluetooth".to_owned()).spawn(serve).map_err(failed)?;
        let manager = opening.await.map_err(|_| RadioError::NoAnswer)??;
        Ok((manager, Self { _kept: Arc::new(kept) }))
    }
}
