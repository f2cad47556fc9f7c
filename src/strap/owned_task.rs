//! A task that ends with its owner. A plain Tokio task goes on when its handle is dropped.

use tokio::task::JoinHandle;

/// A running task; dropping it aborts the task.
pub(super) struct OwnedTask(JoinHandle<()>);

impl OwnedTask {
    pub(super) fn spawn(task: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(tokio::spawn(task))
    }

    pub(super) fn has_ended(&self) -> bool {
        self.0.is_finished()
    }

    /// Aborts the task and waits until it has ended.
    pub(super) async fn end(mut self) {
        self.0.abort();
        let _ = (&mut self.0).await;
    }
}

impl Drop for OwnedTask {
    fn drop(&mut self) {
        self.0.abort();
    }
}
