//! The story of a talk, for both together.

use jiff::ToSpan as _;
use maud::{Markup, html};

use super::say::{self, clock};
use super::{View, head, heart, timeline};
use crate::report::svg::chart::Twin;
use crate::report::talk::{PauseReport, StepReport, TalkReport, Then};
use crate::screen::times::from_now;
use crate::talk::outline::PartKind;
use crate::talk::pause::Way;

/// The page of a talk, and the pages of the hearts that were asked for.
pub(super) fn article(view: &View, talk: &TalkReport) -> Markup {
    let words = &view.words.report;
    let names = [&talk.names.left, &talk.names.right].map(|name| say::name(name));
    let [left, right] = &names;
    let who = if left.is_empty() && right.is_empty() {
        String::new()
    } else {
        words.both.with(&[("left", left), ("right", right)])
    };
    let pauses = talk.pauses();
    let counted = view.words.closing.pauses.of(pauses.len() as u64);
    let turns_s = talk.turns_s();
    let lead = if turns_s == 0 {
        words.nobody_spoke.clone()
    } else {
        words.took_turns.with(&[("time", &view.minutes(turns_s)), ("pauses", &counted)])
    };
    html! {
        article {
            (head(view, &words.talk, &who, talk.began))
            p.lead { (lead) }
            @if talk.cut_short { p.note { (words.cut_short) } }
            section {
                h3 { (words.story) }
                figure {
                    (timeline::band(view, talk, &counted))
                    (story_table(view, talk))
                }
            }
            section { (pauses_part(view, &pauses, !talk.hearts.is_empty())) }
            section { h3 { (words.step) } (step(view, talk)) (goes_on(view, talk)) }
            @if talk.keeps_hearts { (hearts_kept(view)) }
        }
        @for heart in &talk.hearts { (heart::page(view, heart, Some(talk))) }
    }
}

fn story_table(view: &View, talk: &TalkReport) -> Markup {
    let words = &view.words.report;
    let row = |(from_s, part): (u64, &crate::talk::outline::OutlinePart)| {
        vec![
            clock(from_s as f64),
            part_name(view, part.part).to_owned(),
            view.span(f64::from(part.seconds)),
            part.ways.iter().map(|way| did(view, *way)).collect::<Vec<_>>().join(" "),
        ]
    };
    Twin {
        summary: &words.as_table,
        caption: &words.story,
        heads: vec![&words.from, &words.part_is, &words.lasted, &words.did],
        rows: talk.parts().map(row).collect(),
    }
    .markup()
}

/// How a part is called.
fn part_name<'a>(view: &View<'a>, part: PartKind) -> &'a str {
    let words = &view.words.report.part;
    match part {
        PartKind::Before => &words.before,
        PartKind::EasyRound => &words.easy_round,
        PartKind::Turn => &words.turn,
        PartKind::Answer => &words.answer,
        PartKind::Breath => &words.breath,
        PartKind::Pause => &words.pause,
        PartKind::Break => &words.long_break,
        PartKind::WayBack => &words.way_back,
        PartKind::Amends => &words.amends,
        PartKind::OneStep => &words.one_step,
        PartKind::Close => &words.close,
    }
}

fn did<'a>(view: &View<'a>, way: Way) -> &'a str {
    let words = &view.words.report;
    match way {
        Way::Breath => &words.breathed,
        Way::Senses => &words.looked,
        Way::Body => &words.moved,
    }
}

fn pauses_part(view: &View, pauses: &[PauseReport], shows_hearts: bool) -> Markup {
    let words = &view.words.report;
    let then = |pause: &PauseReport| {
        let words = match pause.then {
            Then::WentOn => &words.went_on,
            Then::Break => &words.then_break,
            Then::Ended => &words.then_ended,
        };
        words.with(&[("time", &view.span(pause.seconds as f64))])
    };
    html! {
        h3 { (words.pauses) }
        @if pauses.is_empty() {
            p { (words.no_pauses) }
        } @else {
            ol.pauses {
                @for (nth, pause) in pauses.iter().enumerate() {
                    li {
                        p.strong { (words.pause_is.with(&[("n", &(nth + 1)), ("from", &view.span(pause.from_s as f64))])) }
                        p { (then(pause)) }
                        @for way in &pause.ways { p.quiet { (did(view, *way)) } }
                    }
                }
            }
            p.quiet { (if shows_hearts { &words.could_tell } else { &words.nobody }) }
        }
    }
}

fn step(view: &View, talk: &TalkReport) -> Markup {
    let words = &view.words.report;
    match &talk.step {
        StepReport::No => html! { p { (view.words.summary.no_step) } },
        StepReport::Unwritten => html! { p { (words.step_unwritten) } },
        StepReport::Kept(kept) => {
            let named = &view.words.one_step;
            let who = kept.who.as_ref().map_or_else(|| named.both.clone(), |who| say::name(who));
            let by = talk.began.date().checked_add(i64::from(kept.in_days).days());
            let day = by.map_or_else(|_| named.in_days.of(kept.in_days.into()), |date| view.date(date));
            let what = say::step(&kept.what);
            html! {
                p.step { bdi { @if what.is_empty() { (words.step_aloud) } @else { (what) } } }
                p.quiet { bdi { (words.step_by.with(&[("who", &who), ("day", &day)])) } }
            }
        }
    }
}

fn goes_on(view: &View, talk: &TalkReport) -> Markup {
    let Some(minutes) = talk.goes_on_in_minutes else { return html! {} };
    let when = from_now(&view.words.later, minutes);
    html! { p { (view.words.report.goes_on.with(&[("when", &when)])) } }
}

/// How one's own page is made, where the file has both hearts.
fn hearts_kept(view: &View) -> Markup {
    let words = &view.words.report;
    html! {
        section.aside {
            h3 { (words.hearts) }
            p { (words.hearts_kept) }
            p { code { "breathmark report … --person left" } }
            p { code { "breathmark report … --person right" } }
            p.quiet { (words.hearts_both) }
        }
    }
}
