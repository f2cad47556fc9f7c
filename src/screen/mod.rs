//! What the terminal shows: [`compose`] makes a [`scene::Scene`] of a session, and [`draw`] draws it, one file a page.
//!
//! ```text
//! +------------------------------------------+
//! | breathmark · note          24 min left   |  header
//! |                                          |
//! |          the one thing of the page       |  one file a page
//! |                                          |
//! | p pause      n hand over  ? help  q stop |  footer, the same place everywhere
//! +------------------------------------------+
//! ```

pub mod backdrop;
pub mod colours;
pub mod compose;
pub mod keys;
pub mod scene;
pub mod theme;

mod about;
mod breath;
mod caption;
pub(crate) mod closing;
pub(crate) mod display;
pub(crate) mod dot_plot;
mod figure;
mod footer;
mod help;
pub(crate) mod here;
mod large_type;
pub(crate) mod light;
mod long_break;
pub(crate) mod modes;
pub mod notes;
pub(crate) mod notification;
pub(crate) mod output;
mod page;
mod pause;
mod person;
pub mod plain;
pub(crate) mod plot_marks;
mod practice;
mod return_offer;
mod settling;
mod sheet;
pub(crate) mod strap_fault;
mod straps;
mod tachogram;
pub(crate) mod terminal;
pub(crate) mod text;
pub(crate) mod times;
mod turn;
mod yes;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use page::Page;
pub use page::PlainLine;
use scene::{Scene, View};
use theme::Theme;

/// The smallest window that everything fits in.
pub(crate) const LEAST_WIDTH: u16 = 60;
/// Its height.
pub(crate) const LEAST_HEIGHT: u16 = 15;

/// Draws the whole terminal. Below 60×15 characters one sentence asks for a larger window.
pub fn draw(scene: &Scene, theme: &Theme, frame: &mut Frame) {
    let area = frame.area();
    let mut page = Page::new(frame.buffer_mut(), area, theme, &scene.words);
    if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
        too_small(&mut page, area);
    } else {
        draw_page(&mut page, scene);
    }
}

/// Draws the page of the view, or the page that covers it, and the footer.
fn draw_page(page: &mut Page, scene: &Scene) {
    if let Some(yours) = &scene.finding_help {
        sheet::draw_finding_help(page, scene, yours);
    } else if scene.help && scene.place().is_together() {
        about::draw(page, scene);
    } else if scene.help {
        help::draw(page, scene);
    } else {
        draw_view(page, scene);
    }
    caption::draw(page, scene);
    footer::draw(page, scene);
}

/// A scene as lines of text, for screen readers and for terminals that can't be drawn on. What is only for the eye is
/// left out.
pub fn plain_lines(scene: &Scene) -> Vec<PlainLine> {
    let area = Rect::new(0, 0, 120, 40);
    let (mut buffer, theme) = (Buffer::empty(area), Theme::plain());
    let names = scene.people.map(|person| person.name.clone());
    let mut page = Page::new(&mut buffer, area, &theme, &scene.words).with_plain_lines(names);
    draw_page(&mut page, scene);
    page.into_lines()
}

fn draw_view(page: &mut Page, scene: &Scene) {
    match &scene.view {
        View::Straps { assigned } => straps::draw(page, scene, *assigned),
        View::Settling { left_s } => settling::draw(page, scene, *left_s),
        View::WarmUp { speaker, left_s } => settling::draw_warm_up(page, scene, *speaker, *left_s),
        View::Turn { .. } => turn::draw(page, scene),
        View::Breath { figure, next } => breath::draw(page, scene, *figure, *next),
        View::Pause(pause) => pause::draw(page, scene, pause),
        View::Sheet(sheet) => sheet::draw(page, scene, sheet),
        View::LongBreak(rest) => self::long_break::draw(page, scene, rest),
        View::ReturnOffer { minutes, agreed } => self::return_offer::draw(page, scene, *minutes, *agreed),
        View::Closing { .. } => closing::draw(page, scene),
        View::Practice(practice) => practice::draw(page, scene, practice),
    }
}

fn too_small(page: &mut Page, area: Rect) {
    let text = &page.words.screen.too_small;
    let y = area.y + area.height.saturating_sub(page.rows_of(text)) / 2;
    page.paragraph(y, text, page.theme.text);
}
