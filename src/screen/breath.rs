//! The shared breath between two steps: the figure, and what comes next.
//!
//! ```text
//!             one breath together
//!
//!                 ( out )
//!
//!              then Sam speaks
//! ```

use ratatui::layout::Rect;

use super::figure;
use super::large_type::spaced;
use super::page::Page;
use super::scene::{BreathFigure, Next, Scene};

/// Draws a shared breath.
pub(crate) fn draw(page: &mut Page, scene: &Scene, breath: BreathFigure, next: Next) {
    page.header("", scene.note.as_deref(), "");
    let body = page.body();
    let air = page.air();
    let heading = match next {
        Next::FirstTry => &page.words.introduction.breaths,
        Next::WarmUp(_) | Next::Turn(_) | Next::Answer(_) | Next::Other => &page.words.breath.heading,
        Next::Alone => &page.words.breath.alone,
    };
    let heading = spaced(heading, page.width());
    page.centred(body.y + air, &heading, page.theme.strong);
    let top = body.y + 1 + 2 * air;
    let bottom = body.bottom() - 2 - air;
    figure::draw(page, Rect { y: top, height: bottom.saturating_sub(top), ..body }, breath);
    page.centred(bottom, &then(scene, next), page.theme.text);
}

fn then(scene: &Scene, next: Next) -> String {
    let words = &scene.words.breath;
    match next {
        Next::WarmUp(seat) => words.then_tells.with(&[("name", &scene.people[seat].name)]),
        Next::Answer(seat) => scene.words.answer.then_answers.with(&[("name", &scene.people[seat].name)]),
        Next::Turn(seat) => words.then_speaks.with(&[("name", &scene.people[seat].name)]),
        Next::Other => words.then_on.clone(),
        Next::Alone => words.any_key.clone(),
        Next::FirstTry => scene.words.introduction.breaths_end.clone(),
    }
}
