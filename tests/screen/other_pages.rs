//! The pages around the turns, as a talk without straps comes to them.

use std::sync::Arc;

use breathmark::app::private::context::{self, PageContext};
use breathmark::app::private::pause_review::ReviewPlace;
use breathmark::app::private::safety_check::SafetyCheck;
use breathmark::app::private::{pause_review, safety_check};
use breathmark::event::input::{Input, Key, Link};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::pacer::Direction;
use breathmark::screen::backdrop::Backdrop;
use breathmark::screen::compose::compose;
use breathmark::screen::keys::meaning::PrivateKey;
use breathmark::screen::notes::{Edit, Notes, WordMove};
use breathmark::screen::scene::{BreathFigure, Scene};
use breathmark::session::{Session, Setup};
use breathmark::talk::plan::{Opening, Plan};
use breathmark::words::Words;

struct Talk {
    session: Session,
    backdrop: Backdrop,
    seconds: u64,
    scenes: Vec<(&'static str, Scene)>,
}

impl Talk {
    fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.seconds += 2;
            self.session.handle(Moment::from_secs(self.seconds), &Input::Key { key: *key });
            self.backdrop.notes.follow(&self.session.stage());
        }
    }

    fn link(&mut self, link: Link) {
        for seat in Seat::BOTH {
            self.session.handle(Moment::from_secs(self.seconds), &Input::Link { seat, link });
        }
    }

    fn wait(&mut self, seconds: u64) {
        self.seconds += seconds;
        self.session.advance(Moment::from_secs(self.seconds));
    }

    fn look(&mut self, name: &'static str) {
        self.scenes.push((name, compose(&self.session, Moment::from_secs(self.seconds), &self.backdrop)));
    }

    fn write(&mut self, text: &str) {
        let stage = self.session.stage();
        self.backdrop.notes.edit(&stage, Edit::Type);
        text.chars().for_each(|c| self.backdrop.notes.type_char(c));
    }

    fn written(&mut self, text: &str) {
        self.write(text);
        self.backdrop.notes.done_typing();
    }
}

const LEFT: Key = Key::Ready(Seat::Left);
const RIGHT: Key = Key::Ready(Seat::Right);
const BOTH: [Key; 2] = [LEFT, RIGHT];

/// Every page around the turns, in these words.
pub(crate) fn all(words: &Arc<Words>) -> Vec<(&'static str, Scene)> {
    let names = Pair { left: "Alex".to_owned(), right: "Sam".to_owned() };
    let started = jiff::Zoned::default();
    let setup = Setup::talk(Plan::guided());
    let backdrop = Backdrop::new(names.clone(), started, Arc::clone(words));
    let mut talk = Talk { session: Session::new(&setup), backdrop, seconds: 0, scenes: checks(names.clone(), words) };
    talk.scenes.push(("same_again", same_again(&names, words)));
    before(&mut talk);
    pausing(&mut talk);
    repairing(&mut talk);
    talk.scenes
}

fn before(talk: &mut Talk) {
    talk.press(&[LEFT]);
    talk.look("agreements");
    talk.link(Link::Searching);
    talk.look("agreements_with_straps");
    talk.link(Link::Absent);
    talk.press(&[RIGHT]);
    talk.write("the holidays, and who plans them");
    talk.look("topic_typing");
    talk.backdrop.notes.done_typing();
    talk.press(&[Key::Choose]);
    talk.look("topic");
    talk.backdrop.notes = Notes::default();
    talk.press(&[Key::Choose]);
    talk.look("topic_unwritten");
    talk.press(&[Key::Feelings]);
    talk.look("arriving_unsaid");
    let stage = talk.session.stage();
    talk.backdrop.notes.edit(&stage, Edit::Word { to: WordMove::Left, of: 12 });
    talk.backdrop.notes.edit(&stage, Edit::Word { to: WordMove::Down, of: 12 });
    talk.backdrop.notes.edit(&stage, Edit::Strength(7));
    talk.look("arriving");
    talk.press(&[Key::Next, Key::Next, Key::Prepare]);
    talk.wait(13);
    talk.look("prepare");
    talk.press(&[Key::Next, Key::Next]);
    talk.press(&BOTH);
    "the holidays".clone_into(&mut talk.backdrop.notes.topic);
}

/// The page of two who have talked before.
fn same_again(names: &Pair<String>, words: &Arc<Words>) -> Scene {
    let plan = Plan { opening: Opening::Again, ..Plan::guided() };
    let setup = Setup::talk(plan);
    let backdrop = Backdrop::new(names.clone(), jiff::Zoned::default(), Arc::clone(words));
    compose(&Session::new(&setup), Moment::START, &backdrop)
}

fn pausing(talk: &mut Talk) {
    talk.wait(10);
    talk.press(&[Key::Pause, Key::Ground]);
    talk.look("pause_senses");
    talk.press(&[Key::Ground]);
    talk.wait(30);
    talk.look("pause_body");
    talk.press(&[Key::LongBreak, Key::LongBreak, LEFT, RIGHT, LEFT]);
    talk.look("rest");
    talk.press(&[Key::PutOff]);
    talk.look("rest_put_off");
    talk.press(&[Key::NotReady(Seat::Right)]);
    talk.press(&[Key::Pause]);
    talk.wait(3);
    talk.look("rest_breathing");
    talk.wait(1900);
    talk.look("rest_due");
    talk.press(&BOTH);
    talk.look("way_back");
    talk.press(&BOTH);
    talk.press(&[Key::Pause, LEFT, RIGHT]);
    talk.wait(60);
    talk.look("way_back_rising");
    talk.press(&[Key::Choose, LEFT]);
    talk.look("way_back_smaller");
    talk.press(&[
        Key::LongBreak,
        Key::LongBreak,
        Key::LongBreak,
        Key::LongBreak,
        Key::LongBreak,
        Key::LongBreak,
        LEFT,
        RIGHT,
    ]);
    talk.look("rest_tomorrow");
    talk.press(&[Key::Stop]);
    talk.backdrop.suggests_help = true;
    talk.look("closing_beyond");
    talk.press(&[Key::Pause, LEFT, RIGHT]);
    talk.wait(1200);
    talk.press(&[Key::Choose, LEFT, RIGHT]);
}

fn repairing(talk: &mut Talk) {
    talk.wait(100);
    talk.press(&[Key::HalfMinute, LEFT]);
    talk.look("turn_half_minute");
    talk.press(&[Key::NotReady(Seat::Right)]);
    talk.wait(20);
    talk.look("turn_over");
    talk.press(&[Key::End]);
    talk.look("turn_end");
    talk.press(&BOTH);
    talk.look("amends_offer");
    talk.press(&[LEFT]);
    talk.look("repair_unwritten");
    talk.press(&[Key::Next]);
    talk.written("I will cook on Mondays, from this week on");
    talk.look("repair");
    talk.press(&[Key::Next, Key::Next]);
    talk.look("amends_offer_other");
    talk.press(&[Key::Next]);
    talk.look("one_step_unwritten");
    talk.written("a walk together, half an hour, without phones");
    let stage = talk.session.stage();
    talk.backdrop.notes.edit(&stage, Edit::Who);
    talk.backdrop.notes.edit(&stage, Edit::By);
    talk.look("one_step");
    talk.press(&BOTH);
    talk.look("summary");
    talk.press(&BOTH);
    talk.backdrop.finding_help = true;
    talk.look("finding_help");
    talk.backdrop.helplines = vec!["Women's helpline 08000 116 016, day and night".to_owned()];
    talk.look("finding_help_yours");
}

fn checks(names: Pair<String>, words: &Arc<Words>) -> Vec<(&'static str, Scene)> {
    let context = PageContext::new(names, Arc::clone(words));
    let mut check = SafetyCheck::begin(Seat::Left);
    let page = |check: &SafetyCheck, context: &PageContext| {
        context::scene(safety_check::sheet(check.place(), Seat::Left, context), context)
    };
    let mut scenes = vec![("check_ask", page(&check, &context))];
    scenes.push(("check_help", page(&check, &PageContext { help: true, ..context.clone() })));
    for (name, answer) in [
        ("check_ask_other", PrivateKey::AtLeastOne(Seat::Left)),
        ("check_not_today", PrivateKey::NoneOfThem(Seat::Right)),
    ] {
        check.take(answer);
        scenes.push((name, page(&check, &context)));
    }
    for (name, place) in
        [("pause_review_hand_to", ReviewPlace::HandTo(Seat::Right)), ("pause_review_ask", ReviewPlace::Ask(Seat::Left))]
    {
        scenes.push((name, context::scene(pause_review::sheet(place, 2, &context), &context)));
    }
    let figure = BreathFigure { direction: Some(Direction::In), fullness: 500 };
    let breathing = PageContext { breath: Some(figure), ..context };
    scenes.push(("check_breath", page(&check, &breathing)));
    scenes
}
