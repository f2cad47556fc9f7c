//! A yes at a seat: the key for it; or that it was said, and the key that takes it back. The right seat mirrors the left.
//!
//! ```text
//! Alex                                              Sam
//! a  yes                                        ●  yes
//!                                           not yet  k
//! ```

use super::page::Page;
use super::scene::Scene;
use super::{keys, person};
use crate::event::seat::Seat;

/// The words of a yes.
#[derive(Clone, Copy)]
pub(crate) struct Yes<'a> {
    /// Before it is said.
    pub(crate) say: &'a str,
    /// After it was said.
    pub(crate) said: &'a str,
    /// The no, if it is an answer too. Else "not yet" takes a yes back.
    pub(crate) no: Option<&'a str>,
}

/// Draws the name of a seat and its yes, in the rows of the seats.
pub(crate) fn draw(page: &mut Page, scene: &Scene, seat: Seat, has_said: bool, yes: Yes<'_>) {
    let y = person::seats_row(page);
    let (key, not_yet) = keys::of_seat(seat, page.words);
    let (strong, text, quiet) = (page.theme.strong, page.theme.text, page.theme.quiet);
    let name = &scene.people[seat].name;
    person::name(page, seat, y, &scene.people[seat]);
    let (mark, words, style) = if has_said { ("●", yes.said, strong) } else { (&*key, yes.say, text) };
    page.write_at_seat(seat, y + 1, (mark, strong), (words, style));
    if has_said || yes.no.is_some() {
        page.write_at_seat(seat, y + 2, (&not_yet, strong), (yes.no.unwrap_or(&page.words.agreements.not_yet), quiet));
    }
    let told = &page.words.told;
    let line = match (has_said, yes.no) {
        (true, _) => told.said.with(&[("name", name), ("yes", &yes.said), ("key", &not_yet)]),
        (false, None) => told.ask.with(&[("name", name), ("yes", &yes.say), ("key", &key)]),
        (false, Some(no)) => {
            told.ask_or_not.with(&[("name", name), ("yes", &yes.say), ("key", &key), ("no", &no), ("no_key", &not_yet)])
        }
    };
    page.plain_line(&line);
}
