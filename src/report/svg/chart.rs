//! A picture with its grid, its name, its description, and a table that says the same.

use std::cell::Cell;

use maud::{Markup, html};

use super::axis::percent;
use super::path::Scales;
use super::{HIGH, WIDE};

/// Numbers for the ids of a page: no two are the same.
#[derive(Debug, Default)]
pub(in crate::report) struct Ids(Cell<u32>);

impl Ids {
    /// The next id that begins with `what`.
    pub(in crate::report) fn next(&self, what: &str) -> String {
        self.0.set(self.0.get() + 1);
        format!("{what}-{}", self.0.get())
    }
}

/// How high a picture is: a class of the style sheet.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) enum Height {
    /// For the main course of a page.
    Tall,
    /// For a course among others.
    Low,
    /// For one of several rows.
    Row,
    /// As high as it is wide.
    Square,
}

impl Height {
    fn class(self) -> &'static str {
        match self {
            Self::Tall => "plot tall",
            Self::Low => "plot low",
            Self::Row => "plot row",
            Self::Square => "plot square",
        }
    }
}

/// What a picture is made of.
pub(in crate::report) struct Chart<'a> {
    pub(in crate::report) height: Height,
    /// Its name.
    pub(in crate::report) title: &'a str,
    /// What is to be seen, in a sentence.
    pub(in crate::report) description: &'a str,
    pub(in crate::report) scales: &'a Scales,
    /// How the values at the left are written.
    pub(in crate::report) y_label: &'a dyn Fn(f64) -> String,
    /// How the values below are written.
    pub(in crate::report) x_label: &'a dyn Fn(f64) -> String,
    /// What stands behind the data, at percentages.
    pub(in crate::report) behind: Markup,
    /// The data, in their box.
    pub(in crate::report) data: Markup,
    /// What stands over the data, at percentages.
    pub(in crate::report) over: Markup,
    /// What stands between the picture and the scale below it.
    pub(in crate::report) below: Markup,
}

impl Chart<'_> {
    /// The picture.
    pub(in crate::report) fn markup(&self, ids: &Ids) -> Markup {
        let (title, description) = (ids.next("title"), ids.next("desc"));
        let Scales { x, y } = self.scales;
        html! {
            svg class=(self.height.class()) role="img" aria-labelledby=(format!("{title} {description}")) {
                title id=(title) { (self.title) }
                desc id=(description) { (self.description) }
                (self.behind)
                @for tick in &y.ticks {
                    line.grid x1="0" x2="100%" y1=(percent(1.0 - y.share(*tick))) y2=(percent(1.0 - y.share(*tick))) {}
                }
                svg.data viewBox=(format!("0 0 {WIDE} {HIGH}")) preserveAspectRatio="none" width="100%" height="100%" { (self.data) }
                @for tick in y.ticks.iter().filter(|tick| y.share(**tick) < 0.95 || !matches!(self.height, Height::Row)) {
                    // The highest stands below its line: above it is the text of the page.
                    @let dy = if y.share(*tick) < 0.95 { "-3" } else { "1em" };
                    text.tick x="0" y=(percent(1.0 - y.share(*tick))) dy=(dy) { ((self.y_label)(*tick)) }
                }
                (self.over)
            }
            (self.below)
            svg.axis aria-hidden="true" {
                @for tick in &x.ticks {
                    @let share = x.share(*tick);
                    @let anchor = if share < 0.04 { "start" } else if share > 0.96 { "end" } else { "middle" };
                    text.tick x=(percent(share)) y="1em" text-anchor=(anchor) { ((self.x_label)(*tick)) }
                }
            }
        }
    }
}

/// The same as a picture, as a table that can be opened.
pub(in crate::report) struct Twin<'a> {
    /// What opens it.
    pub(in crate::report) summary: &'a str,
    /// What the table is about.
    pub(in crate::report) caption: &'a str,
    pub(in crate::report) heads: Vec<&'a str>,
    pub(in crate::report) rows: Vec<Vec<String>>,
}

impl Twin<'_> {
    /// The table; nothing without a row.
    pub(in crate::report) fn markup(&self) -> Markup {
        if self.rows.is_empty() {
            return html! {};
        }
        html! {
            details {
                summary { (self.summary) }
                div.scroll tabindex="0" role="group" aria-label=(self.caption) { (table(self.caption, &self.heads, &self.rows)) }
            }
        }
    }
}

/// A table. The first cell of a row is its head.
pub(in crate::report) fn table(caption: &str, heads: &[&str], rows: &[Vec<String>]) -> Markup {
    html! {
        table {
            caption { (caption) }
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for row in rows {
                    tr {
                        @for (nth, cell) in row.iter().enumerate() {
                            @if nth == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}
