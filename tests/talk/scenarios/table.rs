//! Two people at the keyboard with simulated straps, in virtual time: the program's own keys, record and screens.

use std::path::{Path, PathBuf};

use breathmark::app::keys::press::{KeyEffect, press};
use breathmark::app::private::safety_check::{CheckPlace, SafetyCheck};
use breathmark::app::record::Record;
use breathmark::event::input::{Input, Link, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::screen::backdrop::Backdrop;
use breathmark::screen::compose::compose;
use breathmark::screen::keys::meaning::PrivateKey;
use breathmark::screen::theme::Theme;
use breathmark::session::{Script, Session, Setup};
use breathmark::store::journal::read::Lines;
use breathmark::store::journal::write::Writer;
use breathmark::store::journal::{Header, Participant};
use breathmark::talk::plan::Plan;
use breathmark::talk::{Phase, Stage};
use breathmark::words::Words;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;

/// A heart reaches a new height in about this many seconds.
const RISE_S: f64 = 10.0;

#[derive(Clone, Copy, Default)]
struct Heart {
    worn: bool,
    by: f64,
    drawn: f64,
    last_beat: f64,
    muted: bool,
    lifted: bool,
    epoch: u32,
}

pub(crate) struct Table {
    record: Option<Record>,
    setup: Setup,
    backdrop: Backdrop,
    hearts: Pair<Heart>,
    second: u64,
    journal: PathBuf,
    stages: Vec<String>,
    last: Stage,
}

fn name_of(stage: &Stage) -> String {
    serde_json::to_value(stage).unwrap()["stage"].as_str().unwrap().to_owned()
}

impl Table {
    pub(crate) fn new(name: &str, plan: Plan, straps: Pair<bool>) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scenario-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let names = Pair { left: "Alex".to_owned(), right: "Sam".to_owned() };
        let started = jiff::civil::date(2026, 11, 22).at(20, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        Self {
            record: None,
            setup: Setup::talk(plan),
            backdrop: Backdrop::new(names, started, Words::built_in("en").unwrap()),
            hearts: straps.map(|worn| Heart { worn: *worn, epoch: 1, ..Heart::default() }),
            second: 0,
            journal: folder.join("talk.jsonl"),
            stages: Vec::new(),
            last: Stage::Over,
        }
    }

    /// The check, key by key; says whether the talk may begin.
    pub(crate) fn check(keys: &str) -> bool {
        let mut check = SafetyCheck::begin(Seat::Left);
        for key in keys.split_whitespace() {
            check.take(match key {
                "a" => PrivateKey::NoneOfThem(Seat::Left),
                "s" => PrivateKey::AtLeastOne(Seat::Left),
                "l" => PrivateKey::NoneOfThem(Seat::Right),
                "k" => PrivateKey::AtLeastOne(Seat::Right),
                "r" => PrivateKey::AnswerAgain,
                _ => PrivateKey::GoOn,
            });
        }
        check.place() == CheckPlace::Go
    }

    pub(crate) fn journal_path(&self) -> &Path {
        &self.journal
    }

    pub(crate) fn begin(&mut self) {
        let people = self.backdrop.names.map(|name| Participant { name: name.clone(), strap: None });
        let started = self.backdrop.started.timestamp();
        let header = Header::new(started, 0, self.setup.clone(), people);
        let writer = Writer::create(&self.journal, &header).unwrap();
        self.record = Some(Record::new(Session::new(&self.setup), Some(writer), None));
        self.notice();
        for seat in Seat::BOTH {
            if self.hearts[seat].worn {
                self.give(Input::Link { seat, link: Link::Subscribed });
            }
        }
    }

    fn record(&mut self) -> &mut Record {
        self.record.as_mut().expect("a talk")
    }

    fn session(&self) -> &Session {
        &self.record.as_ref().expect("a talk").session
    }

    fn give(&mut self, input: Input) {
        let now = self.session().now();
        self.record().take(now, input);
        self.notice();
    }

    fn notice(&mut self) {
        let stage = self.session().stage();
        self.backdrop.notes.follow(&stage);
        if std::mem::discriminant(&stage) != std::mem::discriminant(&self.last) {
            self.stages.push(name_of(&stage));
        }
        self.last = stage;
    }

    /// One second: whatever is due by itself, then what both straps send.
    fn tick(&mut self) {
        self.second += 1;
        let end = Moment::from_secs(self.second);
        while self.session().next_wake() <= end {
            let wake = self.session().next_wake();
            self.record().advance(wake);
            self.notice();
        }
        self.record().advance(end);
        for seat in Seat::BOTH {
            let rate = self.hearts[seat].second(self.second as f64, seat);
            let heart = self.hearts[seat];
            if let Some((rate, intervals)) = rate.filter(|_| heart.worn && !heart.muted) {
                // A pod in the hand feels no skin.
                let bytes = Payload(if heart.lifted { vec![0x04, 0] } else { encode(rate, &intervals) });
                self.give(Input::Notification { seat, epoch: heart.epoch, bytes });
            }
        }
    }

    pub(crate) fn wait(&mut self, seconds: u64) {
        (0..seconds).for_each(|_| self.tick());
    }

    pub(crate) fn wait_for(&mut self, stage: &str, within: u64) -> bool {
        (0..within).any(|_| {
            if self.stage() != stage {
                self.tick();
            }
            self.stage() == stage
        })
    }

    pub(crate) fn draw_heart(&mut self, seat: Seat, by: f64) {
        self.hearts[seat].by = by;
    }

    pub(crate) fn link(&mut self, seat: Seat, link: &str) {
        let link: Link = serde_json::from_value(link.into()).unwrap();
        self.hearts[seat].muted = link != Link::Subscribed;
        self.hearts[seat].epoch += u32::from(link == Link::Subscribed);
        self.give(Input::Link { seat, link });
    }

    pub(crate) fn lift(&mut self, seat: Seat, lifted: bool) {
        self.hearts[seat].lifted = lifted;
    }

    pub(crate) fn sleep(&mut self, minutes: u32) {
        self.give(Input::Away { seconds: minutes * 60 });
    }

    /// A key, and a little more than a second until the next.
    pub(crate) fn press(&mut self, key: &str) {
        let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
        self.key(match key {
            "enter" => plain(KeyCode::Enter),
            "space" => plain(KeyCode::Char(' ')),
            "esc" => plain(KeyCode::Esc),
            "up" => plain(KeyCode::Up),
            "down" => plain(KeyCode::Down),
            "left" => plain(KeyCode::Left),
            "right" => plain(KeyCode::Right),
            "ctrl-p" => KeyEvent::new(KeyCode::Char('p'), KeyModifiers::CONTROL),
            key => plain(KeyCode::Char(key.chars().next().unwrap())),
        });
        if !self.backdrop.notes.is_typing() {
            self.wait(2);
        }
    }

    pub(crate) fn type_char(&mut self, c: char) {
        self.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }

    fn key(&mut self, event: KeyEvent) {
        let stage = self.session().stage();
        match press(&mut self.backdrop, &stage, &event) {
            KeyEffect::Session(key) => self.give(Input::Key { key }),
            KeyEffect::Nothing => {}
            way_out => panic!("{way_out:?}"),
        }
    }

    pub(crate) fn stage(&self) -> String {
        name_of(&self.session().stage())
    }

    pub(crate) fn left_s(&self) -> u64 {
        let Script::Talk(talk) = self.session().script() else { unreachable!() };
        let Phase::In(_, span) = talk.phase() else { panic!("not in a step") };
        span.ends.since(self.session().now()).as_secs()
    }

    pub(crate) fn text(&self) -> String {
        let scene = compose(self.session(), self.session().now(), &self.backdrop);
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| breathmark::screen::draw(&scene, &Theme::plain(), frame)).unwrap();
        let cells = terminal.backend().buffer().content();
        let rows = cells.chunks(80).map(|row| row.iter().map(Cell::symbol).collect::<String>());
        rows.map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// What `--plain` tells of the screen.
    pub(crate) fn told(&self) -> Vec<String> {
        let scene = compose(self.session(), self.session().now(), &self.backdrop);
        breathmark::screen::plain_lines(&scene).into_iter().map(|line| line.text).collect()
    }

    /// Whether the screen shows `words`, blanks aside.
    pub(crate) fn shows(&self, words: &str) -> bool {
        let dense = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        dense(&self.text()).contains(&dense(words))
    }

    pub(crate) fn end(&mut self) -> String {
        self.give(Input::End);
        self.record().finish();
        std::fs::read_to_string(&self.journal).unwrap()
    }

    pub(crate) fn pauses(&self) -> u32 {
        let Script::Talk(talk) = self.session().script() else { unreachable!() };
        talk.pauses()
    }

    pub(crate) fn stages(&self) -> &Vec<String> {
        &self.stages
    }

    /// The stages that the journal leads to when it is replayed.
    pub(crate) fn replayed(journal: &str) -> Vec<String> {
        let (header, lines) = Lines::open(journal.as_bytes()).unwrap();
        let mut session = Session::new(&header.setup);
        let (mut last, mut stages) = (Stage::Over, Vec::new());
        let mut notice = |session: &Session| {
            let stage = session.stage();
            if std::mem::discriminant(&stage) != std::mem::discriminant(&last) {
                stages.push(name_of(&stage));
            }
            last = stage;
        };
        notice(&session);
        for line in lines {
            let stamped = line.unwrap();
            while session.next_wake() <= stamped.at {
                session.advance(session.next_wake());
                notice(&session);
            }
            session.handle(stamped.at, &stamped.input);
            notice(&session);
        }
        stages
    }
}

impl Heart {
    /// The heart rate and the intervals of the last second.
    fn second(&mut self, now: f64, seat: Seat) -> Option<(u8, Vec<u16>)> {
        self.drawn += (self.by - self.drawn) / RISE_S;
        let phase = if seat == Seat::Left { 0.0 } else { 1.7 };
        let mut intervals = Vec::new();
        let rate = |t: f64| 68.0 + self.drawn + 2.0 * (1.6 * t + phase).sin() + 1.2 * (0.19 * t + phase).sin();
        loop {
            let rr = 60.0 / rate(self.last_beat);
            if self.last_beat + rr > now {
                break;
            }
            self.last_beat += rr;
            intervals.push((rr * 1024.0).round() as u16);
        }
        (!intervals.is_empty()).then(|| (rate(now) as u8, intervals))
    }
}
