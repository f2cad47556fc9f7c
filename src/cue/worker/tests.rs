//! Players that fail, hang, or are too many.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::sync::Mutex;

use tokio::sync::mpsc::unbounded_channel;

use super::*;

/// A worker whose players are shell commands, and what it says.
fn worker(players: &[&str]) -> (Worker, Arc<Signs>, Arc<Mutex<Vec<String>>>) {
    let player = |script: &&str| {
        let own = ["sh", "-c", script, "player"].map(str::to_owned);
        Player::find(&own).remove(0)
    };
    let (signs, said) = (Arc::new(Signs::default()), Arc::new(Mutex::new(Vec::new())));
    let kept = Arc::clone(&said);
    let log = Box::new(move |line: &str| kept.lock().unwrap().push(line.to_owned()));
    let worker = Worker::new(players.iter().map(player).collect(), Vec::new(), 1, Arc::clone(&signs), log);
    (worker, signs, said)
}

/// Gives these cues, and ends the worker once `done` holds.
async fn give(mut worker: Worker, cues: &[Cue], done: impl Fn() -> bool) -> Vec<Duration> {
    worker.prepare();
    let (requests, received) = unbounded_channel();
    for cue in cues {
        requests.send(Request::Give { cue: *cue, decided: clock::now(), sounds: true, commands: false }).unwrap();
    }
    let close = async {
        for _ in 0..2000 {
            tokio::time::sleep(Duration::from_millis(5)).await;
            if done() {
                break;
            }
        }
        drop(requests);
    };
    tokio::join!(worker.serve(received), close).0
}

fn record(name: &str) -> std::path::PathBuf {
    let record = std::env::temp_dir().join(format!("breathmark-worker-{name}-{}", std::process::id()));
    let _ = std::fs::remove_file(&record);
    record
}

fn recorded(record: &Path) -> String {
    std::fs::read_to_string(record).unwrap_or_default()
}

#[tokio::test]
async fn the_next_player_takes_over_the_cue_of_one_that_fails_and_the_first_is_not_used_again() {
    let record = record("next");
    let good = format!("basename $1 >> {}", record.display());
    let bad = format!("echo tried >> {}; exit 1", record.display());
    let (worker, signs, said) = worker(&[&bad, &good]);
    give(worker, &[Cue::Pause], || recorded(&record).contains("wav")).await;
    assert_eq!(recorded(&record), "tried\npause.wav\n");
    std::fs::remove_file(&record).unwrap();
    assert_eq!(said.lock().unwrap().len(), 1);
    assert!(!signs.no_player.load(Ordering::Relaxed));
}

#[tokio::test]
async fn a_player_that_hangs_is_not_used_again_and_the_bell_takes_over() {
    let (mut worker, signs, said) = worker(&["sleep 1000"]);
    worker.patience = Duration::from_millis(100);
    let started = give(worker, &[Cue::Pause], || signs.no_player.load(Ordering::Relaxed)).await;
    assert_eq!(started.len(), 1);
    assert!(signs.no_player.load(Ordering::Relaxed));
    assert_eq!(said.lock().unwrap()[..], ["the player sh is not used any more: it hangs; from now on the bell rings"]);
}

#[tokio::test]
async fn no_more_than_a_few_sound_at_once_and_the_bell_rings_for_what_is_left_out() {
    let (worker, signs, _) = worker(&["sleep 1000"]);
    let started = give(worker, &[Cue::Turn; 9], || true).await;
    assert_eq!(started.len(), MOST_SOUNDS);
    tokio::time::timeout(Duration::from_secs(1), signs.ring.notified()).await.unwrap();
}

#[tokio::test]
async fn a_breath_tone_rings_no_bell() {
    let (worker, signs, _) = worker(&["exit 1"]);
    give(worker, &[Cue::In], || signs.no_player.load(Ordering::Relaxed)).await;
    assert!(tokio::time::timeout(Duration::from_millis(10), signs.ring.notified()).await.is_err());
}
