//! Two people at the screen: they read each page, press what it names, and somebody counts.

use std::fmt;
use std::time::{Duration, Instant};

use crate::page::Page;
use crate::pty::Terminal;

/// How often they look whether the page has changed.
const LOOK: Duration = Duration::from_millis(50);
/// From one key to the next on a page that both have read, and from one letter of a name to the next. Assumption.
const NEXT_KEY: Duration = Duration::from_millis(300);
/// How long they wait for what a key does before they press it again, on a busy machine. Assumption.
const SAME_KEY: Duration = Duration::from_secs(3);
/// How long the first turn goes on before one of them asks for a pause. Assumption.
const BEFORE_PAUSE: Duration = Duration::from_secs(5);
/// Longer than any start takes; then something is wrong.
const PATIENCE: Duration = Duration::from_mins(10);

/// What somebody counted up to a moment.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    keys: usize,
    pages: usize,
    seconds: f64,
}

/// What a start took.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    first_word: Count,
    topic: Count,
    /// From the pause to the next word, without the key that began the pause.
    after_pause: Count,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first_word, topic, after_pause } = self;
        for count in [first_word, topic] {
            write!(f, "{} | {} | {:.0} | ", count.keys, count.pages, count.seconds)?;
        }
        write!(f, "{} | {:.0}", after_pause.keys, after_pause.seconds)
    }
}

pub(crate) struct People<'a> {
    terminal: &'a mut Terminal,
    began: Instant,
    /// The page they look at, since when, and whether they have read it.
    heading: String,
    since: Instant,
    is_read: bool,
    /// The last keys on this page.
    pressed: &'static str,
    count: Count,
    looks: bool,
}

impl<'a> People<'a> {
    pub(crate) fn at(terminal: &'a mut Terminal, began: Instant, looks: bool) -> Self {
        let (heading, count) = (String::new(), Count::default());
        Self { terminal, began, heading, since: began, is_read: false, pressed: "", count, looks }
    }

    /// From the start to the first turn, then through a pause and back.
    pub(crate) fn talk(&mut self) -> Counts {
        let first_word = self.go_on_until(Page::asks_to_speak);
        let topic = self.go_on_until(Page::is_turn);
        std::thread::sleep(BEFORE_PAUSE);
        self.terminal.press("p");
        let before = self.go_on_until(|page| page.is("let's take a breath"));
        let after = self.go_on_until(Page::is_turn);
        let after_pause = Count {
            keys: after.keys - before.keys,
            pages: after.pages - before.pages,
            seconds: after.seconds - before.seconds,
        };
        Counts { first_word, topic, after_pause }
    }

    /// Reads and presses until such a page stands there. What was counted by then.
    fn go_on_until(&mut self, wanted: fn(&Page) -> bool) -> Count {
        let waits_since = Instant::now();
        while waits_since.elapsed() < PATIENCE {
            if let Some(page) = Page::of(&self.terminal.text()) {
                self.look_at(&page);
                if wanted(&page) {
                    self.count.seconds = self.began.elapsed().as_secs_f64();
                    return self.count;
                }
                self.press_after_reading(&page);
            }
            std::thread::sleep(LOOK);
        }
        panic!("no such page came:\n{}", self.terminal.text());
    }

    fn look_at(&mut self, page: &Page) {
        if page.heading == self.heading || page.heading.is_empty() {
            return;
        }
        self.heading.clone_from(&page.heading);
        (self.since, self.is_read, self.pressed) = (Instant::now(), false, "");
        self.count.pages += 1;
        if self.looks {
            let (at, reading) = (self.began.elapsed().as_secs_f64(), page.reading_time().as_secs_f64());
            eprintln!("---- {at:.1} s, page {}, {reading:.1} s to read\n{}", self.count.pages, self.terminal.text());
        }
    }

    fn press_after_reading(&mut self, page: &Page) {
        let Some(keys) = page.keys() else { return };
        let wait = match self.is_read {
            false => page.reading_time(),
            true if keys == self.pressed => SAME_KEY,
            true => NEXT_KEY,
        };
        if self.since.elapsed() < wait {
            return;
        }
        for (n, key) in keys.chars().enumerate() {
            if n > 0 {
                std::thread::sleep(NEXT_KEY);
            }
            self.terminal.press(&key.to_string());
            self.count.keys += 1;
        }
        if self.looks {
            eprintln!("     {:.1} s, key {keys:?}", self.began.elapsed().as_secs_f64());
        }
        (self.since, self.is_read, self.pressed) = (Instant::now(), true, keys);
    }
}
