//! What is seen: one file per screen, small widgets, keys, theme. It reads a [`scene::Scene`] and nothing else.
//!
//! ```text
//! +------------------------------------------+
//! | breathmark · note          24 min left   |  header
//! |                                          |
//! |        the one thing of the screen       |  one file per screen
//! |                                          |
//! | p pause      n hand over  ? help  q stop |  footer, the same place everywhere
//! +------------------------------------------+
//! ```

pub mod backdrop;
pub mod compose;
pub mod keys;
pub mod scene;
pub mod theme;

mod breath;
mod closing;
pub mod display;
mod figure;
mod footer;
mod help;
mod large_type;
mod long_break;
pub mod notes;
mod page;
mod pause;
mod person;
pub mod plain;
mod practice;
mod return_time;
mod settling;
mod sheet;
mod sheets;
mod straps;
mod tachogram;
pub mod terminal;
mod times;
mod turn;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub use page::Line;
use page::Page;
use scene::{Scene, View};
use theme::Theme;

/// The smallest window that everything fits in.
pub const LEAST_WIDTH: u16 = 60;
/// Its height.
pub const LEAST_HEIGHT: u16 = 15;

/// Draws the whole screen. It fits from 60×15 on; below that there is one sentence that says so.
pub fn draw(scene: &Scene, theme: &Theme, frame: &mut Frame) {
    let area = frame.area();
    let mut page = Page::new(frame.buffer_mut(), area, theme, &scene.words);
    if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
        too_small(&mut page, area);
    } else {
        all_of(&mut page, scene);
    }
}

/// The screen, or the page that covers it, and the keys.
fn all_of(page: &mut Page, scene: &Scene) {
    if let Some(yours) = &scene.finding_help {
        sheet::draw_finding_help(page, scene, yours);
    } else if scene.help {
        help::draw(page, scene);
    } else {
        screen(page, scene);
    }
    footer::draw(page, scene);
}

/// What a scene says, line by line, for those who listen or whose terminal can't be drawn on. It says what stands on
/// the screen and leaves out what is only for the eye.
pub fn told(scene: &Scene) -> Vec<Line> {
    let area = Rect::new(0, 0, 120, 40);
    let (mut buffer, theme) = (Buffer::empty(area), Theme::plain());
    let names = scene.people.map(|person| person.name.clone());
    let mut page = Page::new(&mut buffer, area, &theme, &scene.words).listening(names);
    all_of(&mut page, scene);
    page.into_lines()
}

fn screen(page: &mut Page, scene: &Scene) {
    match &scene.view {
        View::Straps { assigned } => straps::draw(page, scene, *assigned),
        View::Settling { left_s } => settling::draw(page, scene, *left_s),
        View::WarmUp { speaker, left_s } => settling::draw_warm_up(page, scene, *speaker, *left_s),
        View::Turn { .. } => turn::draw(page, scene),
        View::Breath { figure, next } => breath::draw(page, scene, *figure, *next),
        View::Pause(pause) => pause::draw(page, scene, pause),
        View::Sheet(sheet) => sheet::draw(page, scene, sheet),
        View::Rest(rest) => self::long_break::draw(page, scene, rest),
        View::Later { minutes, agreed } => self::return_time::draw(page, scene, *minutes, *agreed),
        View::Closing { .. } => closing::draw(page, scene),
        View::Practice(practice) => practice::draw(page, scene, practice),
    }
}

fn too_small(page: &mut Page, area: Rect) {
    let text = &page.words.screen.too_small;
    let y = area.y + area.height.saturating_sub(page.rows_of(text)) / 2;
    page.paragraph(y, text, page.theme.text);
}
