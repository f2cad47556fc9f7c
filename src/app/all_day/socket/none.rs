//! A system without Unix sockets.

use std::path::Path;
use std::time::Duration;

use super::SocketError;

/// No readers.
pub(crate) struct Server;

impl Server {
    /// Nobody listens.
    pub(crate) fn none() -> Self {
        Self
    }

    /// Refuses.
    pub(crate) fn at(_: &Path) -> Result<Self, SocketError> {
        Err(SocketError::NotHere)
    }

    /// Never completes.
    pub(crate) async fn reader_comes(&mut self) {
        std::future::pending().await
    }

    /// Nobody listens.
    pub(crate) fn send(&mut self, _: &str) {}

    /// Nobody listens.
    pub(crate) fn send_if_new(&mut self, _: &str) {}
}

/// Refuses.
pub(crate) fn last_line(_: &Path, _: Duration) -> Result<String, SocketError> {
    Err(SocketError::NotHere)
}
