//! Random talks: what happens in them, in what plan, and the same with left and right exchanged.

use breathmark::event::input::{Key, Link};
use breathmark::event::seat::{Pair, Seat};
use breathmark::talk::plan::{Guide, Opening, Plan};
use proptest::prelude::*;

/// One thing that happens, and how long after the one before.
#[derive(Clone, Debug)]
pub(crate) enum Happens {
    Key(Key),
    /// Both say yes to what is on the screen, this one first.
    Yes(Seat),
    /// Both hearts beat for so many seconds, at these rates above rest; whoever is without a strap sends nothing.
    Hearts(u16, Pair<u16>),
    Link(Seat, Link),
    Away(u32),
    Bytes(Seat, Vec<u8>),
}

fn seat() -> impl Strategy<Value = Seat> {
    prop_oneof![Just(Seat::Left), Just(Seat::Right)]
}

fn any_key() -> impl Strategy<Value = Key> {
    use Key::*;
    prop_oneof![
        3 => seat().prop_map(Ready),
        1 => seat().prop_map(NotReady),
        1 => seat().prop_map(Numbers),
        4 => Just(Next),
        2 => Just(Pause),
        3 => prop_oneof![Just(MoreTime), Just(LongBreak), Just(Ground), Just(Choose), Just(Breathe)],
        1 => prop_oneof![Just(Need), Just(Question), Just(Repair), Just(Exchange)],
        2 => prop_oneof![Just(HalfMinute), Just(End), Just(PutOff), Just(Back), Just(NextPrompt)],
        1 => prop_oneof![Just(Feelings), Just(Prepare), Just(PartBack), Just(AnotherDay)],
        1 => Just(Stop),
    ]
}

pub(crate) fn happens() -> impl Strategy<Value = (u32, Happens)> {
    let link = prop_oneof![3 => Just(Link::Subscribed), 1 => Just(Link::Lost), 1 => Just(Link::Absent)];
    let excess = || prop_oneof![4 => 0u16..6, 2 => 15u16..60];
    let hearts = (1u16..90, excess(), excess()).prop_map(|(s, left, right)| Happens::Hearts(s, Pair { left, right }));
    let what = prop_oneof![
        6 => any_key().prop_map(Happens::Key),
        3 => seat().prop_map(Happens::Yes),
        5 => hearts,
        1 => (seat(), link).prop_map(|(seat, link)| Happens::Link(seat, link)),
        1 => (1u32..100_000).prop_map(Happens::Away),
        1 => (seat(), proptest::collection::vec(any::<u8>(), 0..20)).prop_map(|(seat, b)| Happens::Bytes(seat, b)),
    ];
    (prop_oneof![4 => 0u32..3000, 2 => 0u32..40_000, 1 => 0u32..400_000], what)
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let guide = any::<[bool; 6]>().prop_map(|[whose_strap, agreements, arriving, way_back, repair, offered]| Guide {
        whose_strap,
        agreements,
        arriving,
        way_back,
        repair,
        offered,
    });
    let opening =
        prop_oneof![Just(Opening::EveryPage), Just(Opening::First), Just(Opening::Again), Just(Opening::GoOn),];
    let lengths = (prop_oneof![Just(0u32), Just(35)], 60u32..200, prop_oneof![Just(0u32), 30u32..90], 60u32..400);
    let overtime = prop_oneof![Just(0u32), Just(30)];
    let guide = prop_oneof![2 => Just(Guide::WHOLE), 1 => guide];
    (lengths, seat(), guide, opening, overtime).prop_map(|(lengths, first, guide, opening, overtime_s)| {
        let (quiet_s, turn_s, answer_s, limit_s) = lengths;
        Plan {
            quiet_s,
            warm_up_turn_s: quiet_s,
            turn_s,
            limit_s,
            overtime_s,
            answer_s,
            first,
            guide,
            opening,
            ..Plan::default()
        }
    })
}

fn mirrored_key(key: Key) -> Key {
    match key {
        Key::Ready(seat) => Key::Ready(seat.other()),
        Key::NotReady(seat) => Key::NotReady(seat.other()),
        Key::Numbers(seat) => Key::Numbers(seat.other()),
        key => key,
    }
}

pub(crate) fn mirrored(story: &[(u32, Happens)]) -> Vec<(u32, Happens)> {
    let mirror = |what: &Happens| match what {
        Happens::Key(key) => Happens::Key(mirrored_key(*key)),
        Happens::Yes(first) => Happens::Yes(first.other()),
        Happens::Hearts(s, Pair { left, right }) => Happens::Hearts(*s, Pair { left: *right, right: *left }),
        Happens::Link(seat, link) => Happens::Link(seat.other(), *link),
        Happens::Away(s) => Happens::Away(*s),
        Happens::Bytes(seat, bytes) => Happens::Bytes(seat.other(), bytes.clone()),
    };
    story.iter().map(|(after, what)| (*after, mirror(what))).collect()
}
