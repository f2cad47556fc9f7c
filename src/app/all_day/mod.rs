//! The loop of `breathmark cue`: what a strap sends all day goes in, status and cues come out.
//!
//! | file | holds |
//! |---|---|
//! | `feed` | where the inputs come from, and the local time |
//! | `line` | a status as a line for people, and as JSON |
//! | `notice` | whether a cue comes, and how it is heard and seen |
//! | `show` | the status line on standard output |
//! | `socket` | the same lines for other programs |

pub(crate) mod feed;
pub(crate) mod line;
pub(crate) mod notice;
pub(crate) mod show;
pub(crate) mod socket;

use std::sync::Arc;
use std::time::Instant;

use tokio::time::sleep_until;

use super::pace::Pace;
use crate::all_day::AllDay;
use crate::clock;
use crate::event::moment::Moment;
use crate::strap::Arrival;
use crate::words::Words;
use feed::{Feed, LocalTime};
use line::{Event, Line};
use notice::Notice;
use show::StatusLine;
use socket::Server;

/// How many seconds of the day are caught up at once, after a stop or in a hurry. Assumption: they take some milliseconds.
const MOST_AT_ONCE: u32 = 600;

/// Everything that a day needs.
pub(crate) struct Day {
    /// The heart.
    pub(crate) heart: AllDay,
    /// Where its inputs come from.
    pub(crate) feed: Feed,
    /// The time on the wall.
    pub(crate) local: LocalTime,
    /// The words.
    pub(crate) words: Arc<Words>,
    /// Standard output.
    pub(crate) status_line: StatusLine,
    /// The readers of the socket.
    pub(crate) server: Server,
    /// How a cue is heard and seen, and kept.
    pub(crate) notice: Notice,
}

/// What the loop waits for.
enum Happened {
    Arrival(Arrival),
    Reader,
    Wake,
}

impl Day {
    /// Runs until `ending` comes or the feed is over. The day's time runs `speed` times as fast as the real one.
    pub(crate) async fn run(&mut self, began: Instant, speed: f64, ending: impl Future<Output = ()>) {
        tokio::pin!(ending);
        let pace = Pace::start(began, speed);
        let mut next = Moment::START.next_second();
        self.status_line.begin(&self.words.all_day.ends);
        // Whoever comes at once gets a line as well.
        self.tell(Moment::START);
        while !self.feed.is_over(next) {
            let wake = pace.instant(next);
            let happened = tokio::select! {
                biased;
                () = &mut ending => break,
                arrival = self.feed.arrival() => Happened::Arrival(arrival),
                () = self.server.reader_comes() => Happened::Reader,
                () = sleep_until(wake.into()) => Happened::Wake,
            };
            match happened {
                Happened::Arrival(arrival) => self.heart.take(pace.moment(arrival.at), &arrival.input),
                // The server has sent it the last line already.
                Happened::Reader => {}
                Happened::Wake => {
                    let now = pace.moment(clock::now());
                    for _ in 0..MOST_AT_ONCE {
                        if next > now || self.feed.is_over(next) {
                            break;
                        }
                        self.second(next);
                        next = next.next_second();
                    }
                    // Readers and signals are heard, however far behind the day is.
                    tokio::task::yield_now().await;
                }
            }
        }
        self.status_line.end();
    }

    /// Ends one second.
    fn second(&mut self, now: Moment) {
        while let Some(stamped) = self.feed.take(now) {
            self.heart.take(stamped.at, &stamped.input);
        }
        let local = self.local.at(now);
        if self.heart.wants_cue(now) && self.notice.grants(&mut self.heart, now, &local) {
            let status = self.heart.status(now, &local);
            let cue = Line::of(Event::Cue, self.feed.source(), &status, &self.words);
            self.server.send(&cue.json());
            self.status_line.show(&cue);
            self.notice.give(&self.words);
        }
        self.tell(now);
    }

    /// Tells the status, where it is news.
    fn tell(&mut self, now: Moment) {
        let status = self.heart.status(now, &self.local.at(now));
        let line = Line::of(Event::Status, self.feed.source(), &status, &self.words);
        self.server.send_if_new(&line.json());
        self.status_line.show(&line);
    }
}
