//! The server: a thread of its own accepts, and the loop sends.

use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, channel};

use super::SocketError;
use super::bind::{SocketFile, bind};
use super::readers::Readers;

/// How many readers may wait for the loop. It is never late by more than a moment.
const MOST_WAITING: usize = 4;
/// The wait after a reader that could not be accepted, such as while all file numbers are in use. Assumption.
const RETRY: Duration = Duration::from_millis(200);
/// The socket and its readers.
pub(crate) struct Server {
    arrivals: Option<Receiver<UnixStream>>,
    readers: Readers,
    /// The last status.
    last: String,
    _file: Option<SocketFile>,
}

impl Server {
    /// Nobody listens.
    pub(crate) fn none() -> Self {
        Self { arrivals: None, readers: Readers::default(), last: String::new(), _file: None }
    }

    /// Listens at a path.
    pub(crate) fn at(path: &Path) -> Result<Self, SocketError> {
        let (listener, file) = bind(path)?;
        let (arrived, arrivals) = channel(MOST_WAITING);
        let accept = move || {
            for reader in listener.incoming() {
                let Ok(reader) = reader else {
                    std::thread::park_timeout(RETRY);
                    continue;
                };
                if arrived.blocking_send(reader).is_err() {
                    return;
                }
            }
        };
        let spawned = std::thread::Builder::new().name("readers".to_owned()).spawn(accept);
        spawned.map_err(|why| SocketError::Refused { path: path.to_owned(), why })?;
        Ok(Self { arrivals: Some(arrivals), _file: Some(file), ..Self::none() })
    }

    /// Completes when a reader has come and has the last line.
    pub(crate) async fn reader_comes(&mut self) {
        match &mut self.arrivals {
            Some(arrivals) => match arrivals.recv().await {
                Some(stream) => self.readers.add(stream, &self.last),
                None => self.arrivals = None,
            },
            None => std::future::pending().await,
        }
    }

    /// Sends a line to all.
    pub(crate) fn send(&mut self, line: &str) {
        self.readers.send(line);
    }

    /// Sends the status of this second, if it is not the last one again.
    pub(crate) fn send_if_new(&mut self, line: &str) {
        if self.last == line {
            self.readers.drop_gone();
            return;
        }
        line.clone_into(&mut self.last);
        self.readers.send(line);
    }
}
