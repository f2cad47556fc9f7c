//! What both say of a pause, and the next talk.

use super::*;
use crate::talk::person::PauseFeedback;

const UNSAID: Pair<Option<PauseFeedback>> = Pair { left: None, right: None };

#[test]
fn answers_move_both_alike_whoever_gives_them_and_only_if_a_heart_triggered() {
    let mut listener = Listener::settled(Person::default());
    listener.run(60, LISTENING, |_| 71.0);
    let said = [
        UNSAID,
        Pair { left: Some(PauseFeedback::NotNeeded), ..UNSAID },
        Pair { right: Some(PauseFeedback::NotNeeded), ..UNSAID },
    ];
    let margins = |listener: &Listener| said.map(|said| listener.watch.margins_after(said).map(|m| m.factor()));
    assert_eq!(margins(&listener), [Pair { left: 1.0, right: 1.0 }; 3], "no heart has triggered");
    assert!(first_pause(&listener.run(60, LISTENING, rise(20.0))).is_some());
    assert_eq!(margins(&listener)[0], Pair { left: 1.0, right: 1.0 });
    assert_eq!(margins(&listener)[1..], [Pair { left: 1.08, right: 1.08 }; 2]);
}

#[test]
fn the_next_talk_is_judged_by_what_was_said_of_the_last() {
    let delay = |answer| {
        let said = Pair { left: Some(answer), right: Some(answer) };
        let margin = (0..10).fold(Margin::default(), |margin, _| margin.after(said));
        let mut listener = Listener::settled(Person { margin, ..Person::default() });
        listener.run(600, LISTENING, |t| 71.0 + 3.0 * (t / 15.0).sin());
        first_pause(&listener.run(90, LISTENING, rise(15.0)))
    };
    assert!(delay(PauseFeedback::Sooner) < delay(PauseFeedback::NotNeeded).or(Some(u64::MAX)));
}
