//! The keys of the terminal, read by a thread of its own: the library never comes back from a terminal that is closed.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crossterm::event::{Event, EventStream};
use futures::future::poll_fn;
use futures::{Stream, StreamExt as _};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

/// How many times as many keys may wait as come at once. Nobody types more before the loop looks.
const MOST_WAITING: usize = 64;
/// How many events are passed on at once. What comes at once has to stay together: it may be a paste.
const MOST_AT_ONCE: usize = 4096;
/// How long the thread may take to let go of the keyboard. It takes longer only where the terminal is closed.
const LETS_GO_WITHIN: Duration = Duration::from_millis(200);

type Events = VecDeque<io::Result<Event>>;

/// What is typed. Dropping it leaves the keyboard to others.
pub(super) struct TerminalKeys {
    at_once: Events,
    received: Receiver<Events>,
    /// Closed to end the thread.
    held: Option<oneshot::Sender<()>>,
    /// Closed when the thread has ended.
    ended: mpsc::Receiver<()>,
}

impl TerminalKeys {
    /// Reads from now on.
    pub(super) fn read() -> Self {
        let (typed, received) = channel(MOST_WAITING);
        let (held, released) = oneshot::channel();
        let (lives, ended) = mpsc::channel();
        // Without a thread nothing is typed, and the stream ends at once.
        let _ = std::thread::Builder::new().name("keys".to_owned()).spawn(move || {
            pass_on(&typed, released);
            drop(lives);
        });
        Self { at_once: Events::new(), received, held: Some(held), ended }
    }
}

impl Stream for TerminalKeys {
    type Item = io::Result<Event>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.at_once.is_empty() {
            match ready!(self.received.poll_recv(cx)) {
                Some(events) => self.at_once = events,
                None => return Poll::Ready(None),
            }
        }
        Poll::Ready(self.at_once.pop_front())
    }

    /// How many more came together with the last one.
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.at_once.len(), None)
    }
}

impl Drop for TerminalKeys {
    fn drop(&mut self) {
        self.received.close();
        drop(self.held.take());
        let _ = self.ended.recv_timeout(LETS_GO_WITHIN);
    }
}

fn pass_on(typed: &Sender<Events>, released: oneshot::Receiver<()>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else { return };
    runtime.block_on(async {
        let mut keys = EventStream::new();
        let pass_all = async {
            while let Some(first) = keys.next().await {
                let mut events = Events::from([first]);
                while events.len() < MOST_AT_ONCE
                    && let Poll::Ready(Some(event)) = poll_fn(|cx| Poll::Ready(keys.poll_next_unpin(cx))).await
                {
                    events.push_back(event);
                }
                if typed.send(events).await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            _ = released => {}
            () = pass_all => {}
        }
    });
}
