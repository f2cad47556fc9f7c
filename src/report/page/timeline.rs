//! The band of a talk: every part at its place. Kinds differ in height and pattern, not in colour alone.

use maud::{Markup, html};

use super::View;
use super::say::tick;
use crate::report::svg::axis::{Axis, percent};
use crate::report::talk::TalkReport;
use crate::talk::outline::PartKind;

/// The most pauses that have a number above the band. More would lie on each other.
const MOST_NUMBERS: usize = 20;

/// How a kind of part is drawn: its class, where it begins from the top and how high it is, in per cent.
fn look(part: PartKind) -> (&'static str, u8, u8) {
    match part {
        PartKind::Turn | PartKind::Answer => ("talking", 30, 60),
        PartKind::Pause => ("pause", 45, 30),
        PartKind::Break => ("break", 45, 30),
        PartKind::Amends | PartKind::OneStep => ("repair", 38, 44),
        PartKind::Before | PartKind::EasyRound | PartKind::Breath | PartKind::WayBack | PartKind::Close => {
            ("around", 52, 16)
        }
    }
}

/// The band, with its scale and its legend. A talk without any second has none.
pub(super) fn band(view: &View, talk: &TalkReport, pauses: &str) -> Markup {
    let lasted_s = talk.lasted_s();
    if lasted_s == 0 {
        return html! {};
    }
    let words = &view.words.report;
    let length_s = lasted_s as f64;
    let axis = Axis::seconds(length_s, 5);
    let (title, desc) = (view.ids.next("title"), view.ids.next("desc"));
    let (dots, hatch) = (view.ids.next("dots"), view.ids.next("hatch"));
    let described = words.story_desc.with(&[("time", &view.span(length_s)), ("pauses", &pauses)]);
    let fill = |class: &str| match class {
        "pause" => Some(format!("url(#{dots})")),
        "break" => Some(format!("url(#{hatch})")),
        _ => None,
    };
    html! {
        svg.plot.band role="img" aria-labelledby=(format!("{title} {desc}")) {
            title id=(title) { (words.story) }
            desc id=(desc) { (described) }
            defs {
                pattern.dotted id=(dots) width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect width="6" height="6" {}
                    circle cx="3" cy="3" r="1.3" {}
                }
                pattern.hatched id=(hatch) width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect width="6" height="6" {}
                    path d="M-1 1l2-2M0 6l6-6M5 7l2-2" {}
                }
            }
            @for (from_s, part) in talk.parts().filter(|(_, part)| part.seconds > 0) {
                @let (class, top, height) = look(part.part);
                rect class=(class) x=(percent(from_s as f64 / length_s)) width=(percent(f64::from(part.seconds) / length_s))
                    y=(format!("{top}%")) height=(format!("{height}%")) fill=[fill(class)] {}
            }
            @for (nth, pause) in talk.pauses().iter().take(MOST_NUMBERS).enumerate() {
                @let middle = (pause.from_s as f64 + pause.seconds as f64 / 2.0) / length_s;
                text.number x=(percent(middle.clamp(0.01, 0.99))) y="22%" text-anchor="middle" { (nth + 1) }
            }
        }
        svg.axis aria-hidden="true" {
            @for at in &axis.ticks {
                @let share = axis.share(*at);
                @let anchor = if share < 0.04 { "start" } else if share > 0.96 { "end" } else { "middle" };
                text.tick x=(percent(share)) y="1em" text-anchor=(anchor) { (tick(*at, length_s)) }
            }
        }
        (legend(view, talk))
    }
}

/// What the kinds of parts mean, as far as the talk has them.
fn legend(view: &View, talk: &TalkReport) -> Markup {
    let words = &view.words.report.legend;
    let all = [
        ("talking", &words.talking),
        ("pause", &words.pause),
        ("break", &words.long_break),
        ("repair", &words.repair),
        ("around", &words.around),
    ];
    let has = |class: &str| talk.outline.parts.iter().any(|part| part.seconds > 0 && look(part.part).0 == class);
    html! {
        ul.legend {
            @for (class, name) in all.into_iter().filter(|(class, _)| has(class)) {
                li { span class=(format!("key {class}")) aria-hidden="true" {} (name) }
            }
        }
    }
}
