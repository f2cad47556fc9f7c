//! Works on many items at once, and hands over the results in the order of the items.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// How many results may wait for a slow one before them. Assumption: more would only use memory.
const MOST_WAITING: usize = 16;
/// How often `meanwhile` is called while no result comes. It bounds how late a progress bar is drawn.
const CALL_EVERY: Duration = Duration::from_millis(100);

/// The number of cores, or 2 if the system does not say.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// Works on every item, on one thread for each core and at least two, and hands over the results in order.
///
/// `each` takes a result, and its error ends the work. `meanwhile` gets the number of results so far, after each result and
/// while none comes.
pub(crate) fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    each: impl FnMut(R) -> Result<(), E>,
    meanwhile: impl FnMut(usize),
) -> Result<(), E> {
    in_order_on(cores().max(2), items, work, each, meanwhile)
}

/// Does the work of [`in_order`] on this number of threads.
pub(crate) fn in_order_on<T: Sync, R: Send, E>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    each: impl FnMut(R) -> Result<(), E>,
    meanwhile: impl FnMut(usize),
) -> Result<(), E> {
    let (next, gate) = (AtomicUsize::new(0), Gate::default());
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..threads.min(items.len()) {
            let (send, next, gate, work) = (send.clone(), &next, &gate, &work);
            scope.spawn(move || {
                while let Some((index, item)) = claim(next, items) {
                    if !gate.wait_for(index) || send.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let handed_over = hand_over(&receive, &gate, each, meanwhile);
        gate.close();
        handed_over
    })
}

/// Hands over the results in order, until all threads have ended or `each` fails.
fn hand_over<R, E>(
    receive: &mpsc::Receiver<(usize, R)>,
    gate: &Gate,
    mut each: impl FnMut(R) -> Result<(), E>,
    mut meanwhile: impl FnMut(usize),
) -> Result<(), E> {
    let mut waiting = BTreeMap::new();
    let mut taken = 0;
    loop {
        meanwhile(taken);
        match receive.recv_timeout(CALL_EVERY) {
            Ok((index, result)) => waiting.insert(index, result),
            Err(mpsc::RecvTimeoutError::Timeout) => continue,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
        };
        while let Some(result) = waiting.remove(&taken) {
            each(result)?;
            taken += 1;
            gate.open_to(taken + MOST_WAITING);
        }
    }
}

/// The next item that no thread has taken.
fn claim<'a, T>(next: &AtomicUsize, items: &'a [T]) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}

/// Holds back the threads that are too far ahead.
struct Gate {
    /// The first index that has to wait; none once the work has ended.
    limit: Mutex<Option<usize>>,
    moved: Condvar,
}

impl Default for Gate {
    fn default() -> Self {
        Self { limit: Mutex::new(Some(MOST_WAITING)), moved: Condvar::new() }
    }
}

impl Gate {
    /// Waits until `index` may be worked on; false once the work has ended.
    fn wait_for(&self, index: usize) -> bool {
        let limit = self.limit.lock().unwrap_or_else(PoisonError::into_inner);
        let limit = self.moved.wait_while(limit, |limit| limit.is_some_and(|limit| index >= limit));
        limit.unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn set(&self, limit: Option<usize>) {
        *self.limit.lock().unwrap_or_else(PoisonError::into_inner) = limit;
        self.moved.notify_all();
    }

    fn open_to(&self, limit: usize) {
        self.set(Some(limit));
    }

    fn close(&self) {
        self.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_however_long_each_takes() {
        let items: Vec<u64> = (0..200).collect();
        let slow_first = |item: &u64| (0..(200 - item) * 500).fold(*item, |sum, i| std::hint::black_box(sum ^ i ^ i));
        let mut seen = Vec::new();
        let all: Result<(), ()> = in_order(
            &items,
            slow_first,
            |item| {
                seen.push(item);
                Ok(())
            },
            |_| {},
        );
        assert_eq!((all, seen), (Ok(()), items));
    }

    #[test]
    fn an_error_ends_the_work() {
        let items: Vec<u64> = (0..10_000).collect();
        let mut seen = 0;
        let stop = |_| {
            seen += 1;
            if seen == 3 { Err("enough") } else { Ok(()) }
        };
        assert_eq!(in_order(&items, |item| *item, stop, |_| {}), Err("enough"));
    }
}
