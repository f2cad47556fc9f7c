//! The keys of the pages that both look at while no session runs: the first start, the front page, an agreed return, and
//! looking back. What the front page offers stands on the page itself.

use crossterm::event::KeyCode::{Char, Down, Enter, Esc, Tab, Up};

use super::{HelpOf, NO_HINT, Position, Row, key, middle};
use crate::screen::keys::meaning::Meaning::{self, Together};
use crate::screen::keys::meaning::TogetherKey;
use crate::screen::keys::place::Place;
use crate::screen::keys::place::TogetherPage::{self, Front, Return, Sound, Stays};

pub(in crate::screen::keys) const TOGETHER: &[Row] = &[
    Row {
        keys: &[key(Enter, Together(TogetherKey::GoOn))],
        works: Place::is_together,
        hint: |place, words| middle(!on(place, &[Front, Return]), &words.footer.go_on),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Tab, Together(TogetherKey::OtherField)), key(Down, Together(TogetherKey::OtherField))],
        works: Place::takes_names,
        hint: NO_HINT,
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Up, Together(TogetherKey::OtherField))],
        works: Place::takes_names,
        hint: NO_HINT,
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Esc, Together(TogetherKey::Skip))],
        works: Place::takes_names,
        hint: |_, words| middle(true, &words.introduction.skip),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('y'), Together(TogetherKey::Hear))],
        works: |place| on(place, &[Sound]),
        hint: |_, words| Some((Position::Early, &words.introduction.sound_hear)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('n'), Together(TogetherKey::Silent))],
        works: |place| on(place, &[Sound]),
        hint: |_, words| Some((Position::Early, &words.introduction.sound_silent)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('y'), Together(TogetherKey::KeepOutline))],
        works: |place| on(place, &[Stays]),
        hint: |_, words| Some((Position::Early, &words.introduction.stays_outline)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('n'), Together(TogetherKey::KeepNothing))],
        works: |place| on(place, &[Stays]),
        hint: |_, words| Some((Position::Early, &words.introduction.stays_nothing)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('t'), Together(TogetherKey::NewTalk))],
        works: |place| on(place, &[Front, Return]),
        hint: NO_HINT,
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('p'), Together(TogetherKey::Practice))],
        works: |place| on(place, &[Front]),
        hint: NO_HINT,
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('d'), Together(TogetherKey::Planned))],
        works: |place| on(place, &[Front]),
        hint: NO_HINT,
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('s'), Together(TogetherKey::Straps))],
        works: |place| on(place, &[Front]) && cfg!(feature = "ble"),
        hint: |_, words| Some((Position::Left, &words.front.straps)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('?'), Meaning::Help), key(Esc, Meaning::Back)],
        works: |place| place.is_together() && !place.takes_names(),
        hint: |place, words| {
            let does = if on(place, &[Front, Return]) { &words.front.what_is_this } else { &words.footer.help };
            // Two pages have no room beside their own keys.
            (!on(place, &[Sound, Stays])).then_some((Position::Right, &**does))
        },
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('q'), Meaning::Leave)],
        works: |place| place.is_together() && !place.takes_text(),
        hint: |_, words| Some((Position::Corner, &words.footer.leave)),
        help: HelpOf::Nowhere,
    },
];

fn on(place: Place, pages: &[TogetherPage]) -> bool {
    matches!(place, Place::Together(page) if pages.contains(&page))
}
