//! One process of a player or of a command, from its start to its end. Whatever it does, it is waited for, so that no
//! zombie stays, and it is killed when its time is up.

use std::io;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};
use tokio::sync::watch;

/// A player that says more than this is broken, in bytes. Assumption: warnings about a sound server are a few lines.
const MOST_SAID: usize = 64 * 1024;
/// How long a killed process may take to go. Assumption: longer only if the system itself is stuck.
const GOES_WITHIN: Duration = Duration::from_millis(500);

/// How a process came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It ended by itself and reports success.
    Done,
    /// It ended by itself and reports a failure.
    Failed,
    /// It said too much, and was killed.
    Flooded,
    /// It took too long, and was killed.
    Hung,
    /// The program ends, so it was killed.
    Stopped,
}

/// What is done with what a process says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// Nothing is read, nothing is counted.
    Ignored,
    /// It is counted.
    Counted,
}

/// Starts `command` apart from the terminal: no keys, nothing on the screen, a process group of its own.
pub(super) fn start(mut command: Command, output: Output) -> io::Result<Child> {
    let pipe = || if output == Output::Counted { Stdio::piped() } else { Stdio::null() };
    command.stdin(Stdio::null()).stdout(pipe()).stderr(pipe()).kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    command.spawn()
}

/// Waits for its end, for `patience` at most, or until the program stops.
pub(super) async fn attend(mut child: Child, patience: Duration, mut stop: watch::Receiver<bool>) -> Outcome {
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let outcome = tokio::select! {
        status = child.wait() => match status {
            Ok(status) if status.success() => Outcome::Done,
            Ok(_) | Err(_) => Outcome::Failed,
        },
        () = flood(out) => Outcome::Flooded,
        () = flood(err) => Outcome::Flooded,
        () = tokio::time::sleep(patience) => Outcome::Hung,
        _ = stop.wait_for(|stopped| *stopped) => Outcome::Stopped,
    };
    if matches!(outcome, Outcome::Flooded | Outcome::Hung | Outcome::Stopped) {
        kill(&mut child);
        // One that the system itself holds can't be waited for; it is reaped with the program.
        let _ = tokio::time::timeout(GOES_WITHIN, child.wait()).await;
    }
    outcome
}

/// Completes when too much has been said.
async fn flood(said: Option<impl AsyncRead + Unpin>) {
    if let Some(mut said) = said {
        let (mut chunk, mut total) = (vec![0; 4096], 0);
        while let Ok(count @ 1..) = said.read(&mut chunk).await {
            total += count;
            if total > MOST_SAID {
                return;
            }
        }
    }
    std::future::pending::<()>().await;
}

/// Kills it with everything that it has started.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = child.id().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed())) {
        // It may have gone in this moment.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.start_kill();
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(300);
    const LATE: Duration = Duration::from_mins(1);

    async fn outcome(script: &str, patience: Duration) -> (Outcome, u32) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let child = start(command, Output::Counted).unwrap();
        let id = child.id().unwrap();
        (attend(child, patience, watch::channel(false).1).await, id)
    }

    /// Whether any process of the group is left, a zombie included.
    fn is_left(group: u32) -> bool {
        let group = rustix::process::Pid::from_raw(group.cast_signed()).unwrap();
        rustix::process::test_kill_process_group(group).is_ok()
    }

    #[tokio::test]
    async fn success_and_failure_are_told_apart() {
        assert_eq!(outcome("exit 0", LATE).await.0, Outcome::Done);
        assert_eq!(outcome("echo busy >&2; exit 1", LATE).await.0, Outcome::Failed);
    }

    #[tokio::test]
    async fn a_process_that_hangs_is_killed_with_its_children_and_no_zombie_stays() {
        let (outcome, group) = outcome("sleep 1000 & sleep 1000", SOON).await;
        assert_eq!(outcome, Outcome::Hung);
        // The child's child is reaped by another process, in its own time.
        for _ in 0..500 {
            if !is_left(group) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("something of group {group} is left");
    }

    #[tokio::test]
    async fn a_process_that_floods_its_output_is_killed() {
        for script in ["yes", "yes >&2"] {
            assert_eq!(outcome(script, LATE).await.0, Outcome::Flooded, "{script}");
        }
    }

    #[tokio::test]
    async fn every_process_is_killed_when_the_program_stops() {
        let mut command = Command::new("sleep");
        command.arg("1000");
        let child = start(command, Output::Ignored).unwrap();
        let (stop, stopped) = watch::channel(false);
        let (outcome, _) = tokio::join!(attend(child, LATE, stopped), async { stop.send(true) });
        assert_eq!(outcome, Outcome::Stopped);
    }
}
