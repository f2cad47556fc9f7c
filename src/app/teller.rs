//! A session told line by line, for screen readers and for terminals that can't be drawn on. Each change is said once.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::ui::scene::Scene;
use crate::ui::told;

/// Where only a number changes, it is said again after this long.
const NUMBER_AGAIN: Duration = Duration::from_mins(1);

/// Tells scenes.
pub struct Teller {
    out: Box<dyn Write>,
    /// How a line ends: a raw terminal does not go back to the left by itself.
    end: &'static str,
    /// The lines of the last scene, each with when it was said.
    told: Vec<(String, Instant)>,
}

impl Teller {
    /// Tells on `out`; `raw` if that is a terminal in raw mode.
    pub fn new(out: Box<dyn Write>, raw: bool) -> Self {
        Self { out, end: if raw { "\r\n" } else { "\n" }, told: Vec::new() }
    }

    /// Says what is new since the last scene.
    pub fn tell(&mut self, scene: &Scene, now: Instant) -> io::Result<()> {
        let lines = told(scene);
        let mut kept = Vec::with_capacity(lines.len());
        let mut said_any = false;
        for line in lines {
            let before = self.told.iter().find(|(told, _)| same_but_numbers(told, &line));
            let at = match before {
                Some((told, at)) if *told == line || now.saturating_duration_since(*at) < NUMBER_AGAIN => *at,
                _ => {
                    write!(self.out, "{line}{}", self.end)?;
                    said_any = true;
                    now
                }
            };
            kept.push((line, at));
        }
        self.told = kept;
        if said_any { self.out.flush() } else { Ok(()) }
    }
}

fn same_but_numbers(a: &str, b: &str) -> bool {
    let words = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    a == b || words(a) == words(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seat::{Pair, Seat};
    use crate::ui::scene::{Person, Strap, View};
    use crate::words::Words;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Said(Arc<Mutex<Vec<u8>>>);

    impl Write for Said {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn turn(speaker: Seat, left_s: u64) -> Scene {
        let person = |name: &str| Person { name: name.into(), strap: Strap::Good, ..Person::default() };
        Scene {
            people: Pair { left: person("Alex"), right: person("Sam") },
            view: View::Turn {
                speaker,
                left_s,
                talk_left_s: 1200 + left_s,
                learning: Pair::default(),
                answer: None,
                card: None,
                reminder: 0,
                smaller: false,
            },
            help: false,
            finding_help: None,
            note: None,
            words: Words::built_in("en").unwrap(),
        }
    }

    fn told(scenes: &[(Scene, u64)]) -> Vec<String> {
        let said = Said::default();
        let mut teller = Teller::new(Box::new(said.clone()), false);
        let began = crate::clock::now();
        for (scene, s) in scenes {
            teller.tell(scene, began + Duration::from_secs(*s)).unwrap();
        }
        let said = said.0.lock().unwrap();
        String::from_utf8(said.clone()).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_scene_is_told_in_plain_lines() {
        assert_eq!(
            told(&[(turn(Seat::Left, 72), 0)]),
            [
                "breathmark",
                "22 min left",
                "ALEX speaks",
                "Sam: listen, then say back what you heard.",
                "one topic; what you feel, and what you need",
                "Alex: signal good",
                "Sam: signal good",
                "p pause · n hand over · d a need · o a question · space breathe · ? help · q stop",
            ]
        );
    }

    #[test]
    fn each_change_is_said_once_and_a_number_once_a_minute() {
        let mut lost = turn(Seat::Left, 60);
        lost.people.right.strap = Strap::Lost(3);
        let mut longer = turn(Seat::Left, 50);
        longer.people.right.strap = Strap::Lost(13);
        let scenes = [
            (turn(Seat::Left, 72), 0),
            (turn(Seat::Left, 71), 1),
            (lost, 12),
            (longer, 22),
            (turn(Seat::Left, 40), 32),
            (turn(Seat::Right, 120), 72),
        ];
        let news = &told(&scenes)[8..];
        let expected = [
            "Sam: reconnecting, silent for 3 s; the talk goes on",
            "Sam: signal good",
            "22 min left",
            "SAM speaks",
            "Alex: listen, then say back what you heard.",
        ];
        assert_eq!(news, expected);
    }
}
