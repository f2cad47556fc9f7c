//! Whether a cue comes, how it is heard and seen, and that it is kept for the day.

use std::io::Write as _;
use std::path::PathBuf;

use jiff::{Timestamp, Zoned};

use crate::all_day::AllDay;
use crate::cue::{Cue, Cues};
use crate::event::moment::Moment;
use crate::screen::notification::Notification;
use crate::screen::output::{Output, has_room};
use crate::store::cues_given;
use crate::words::Words;

/// How a cue is heard and seen.
pub(crate) struct Notice {
    /// The sounds.
    pub(crate) cues: Cues,
    /// The notification of the terminal, if it has one.
    pub(crate) notification: Option<Notification>,
    /// Where the cues of the day are kept; nowhere for a demo.
    pub(crate) kept_in: Option<PathBuf>,
    /// Takes what went wrong. Nobody is to be disturbed by it.
    pub(crate) log: Box<dyn FnMut(&str)>,
}

impl Notice {
    /// Whether a heart that asks for a cue gets one. It is counted then, and kept: other runs may share the day's cues.
    pub(crate) fn grants(&mut self, heart: &mut AllDay, now: Moment, local: &Zoned) -> bool {
        let mut granted = None;
        if let Some(path) = &self.kept_in {
            let decide = |given: Vec<Timestamp>| {
                heart.add_given(&given, local);
                let comes = heart.give(now, local);
                granted = Some(comes);
                comes.then(|| heart.allowance().given().to_owned())
            };
            if let Err(error) = cues_given::update(path, decide) {
                (self.log)(&error.to_string());
            }
        }
        // Of a file that was damaged meanwhile nothing is known: this run's own cues count.
        granted.unwrap_or_else(|| heart.give(now, local))
    }

    /// Gives a cue.
    pub(crate) fn give(&mut self, words: &Words) {
        self.cues.sample(Cue::Prompt);
        if let Some(notification) = self.notification.filter(|_| has_room()) {
            let mut out = Output::default();
            let text = format!("{} {}", words.all_day.cue, words.all_day.breath);
            // It waits in memory, where nothing fails.
            let _ = notification.send("breathmark", &text, &mut out).and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::all_day::allowance::{APART, Allowance, TIMES_A_DAY};
    use crate::all_day::rule::Rule;
    use crate::event::seat::Seat;

    #[test]
    fn two_runs_share_the_cues_of_the_day_and_a_damaged_file_takes_none_away() {
        let folder = std::env::temp_dir().join(format!("breathmark-notice-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("cues.toml");
        let local: Zoned = "2026-11-28T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let run = || {
            let log = Box::new(|_: &str| {});
            let notice = Notice { cues: Cues::none(), notification: None, kept_in: Some(path.clone()), log };
            (notice, AllDay::new(Seat::Left, Rule::default(), Allowance::new(TIMES_A_DAY, APART), false))
        };
        let (mut one, mut other) = (run(), run());
        assert!(one.0.grants(&mut one.1, Moment::START, &local));
        assert!(!other.0.grants(&mut other.1, Moment::START, &local), "the other has just given one");
        let later = local.saturating_add(APART);
        assert!(other.0.grants(&mut other.1, Moment::START, &later));
        assert_eq!(cues_given::load(&path).unwrap().len(), 2);
        std::fs::write(&path, "given = [\"noon\"]").unwrap();
        let (mut third, mut heart) = run();
        assert!(third.grants(&mut heart, Moment::START, &later));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "given = [\"noon\"]", "it is left for its owner to mend");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
