//! What a page must keep at every other size. The pages at 80 columns and 24 rows are kept as text; these rules hold
//! every other size against them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use breathmark::screen::plain_lines;
use breathmark::screen::scene::{Scene, View};

use crate::layout::{Drawing, Layout, Size, Text, between_margins, footer_row, margin};
use crate::scenes;

const KEPT: Size = (80, 24);
/// The smallest page, sizes at which something changes, odd ones, and large ones.
const OTHERS: [Size; 9] =
    [(60, 15), (61, 19), (60, 40), (71, 20), (79, 23), (100, 34), (120, 40), (131, 15), (200, 61)];
/// Between two keys.
const GAP: usize = 3;
/// A mark at a seat, and the blanks between it and its words.
const MARK: usize = 3;

/// A page at the size that is kept as text, and at another.
struct Two {
    name: &'static str,
    scene: Scene,
    kept: Layout,
    other: Layout,
    /// Texts of the body that are once on either, each with its like.
    pairs: Vec<(Text, Text)>,
}

impl Two {
    /// What a failed test shows.
    fn at(&self) -> String {
        format!("{} at {:?}\n{}\n{}", self.name, self.other.size, self.kept.picture(), self.other.picture())
    }
}

/// Every page at every other size.
fn all() -> impl Iterator<Item = &'static Two> {
    static ALL: LazyLock<Vec<Two>> = LazyLock::new(|| {
        let each = |(name, scene): (&'static str, Scene)| {
            OTHERS.map(|size| {
                let (kept, other) = (Layout::of(&scene, KEPT), Layout::of(&scene, size));
                let pairs = pairs(&kept.body, &other.body);
                Two { name, scene: scene.clone(), kept, other, pairs }
            })
        };
        scenes::all().into_iter().flat_map(each).collect()
    });
    ALL.iter()
}

/// The words of texts, in the order in which they are read.
fn words<'a>(texts: impl IntoIterator<Item = &'a Text>) -> String {
    texts.into_iter().map(|text| text.words.as_str()).collect::<Vec<_>>().join(" ")
}

fn pairs(kept: &[Text], other: &[Text]) -> Vec<(Text, Text)> {
    let mut likes = BTreeMap::<&str, [Vec<&Text>; 2]>::new();
    for (side, texts) in [kept, other].into_iter().enumerate() {
        for text in texts {
            likes.entry(&text.words).or_default()[side].push(text);
        }
    }
    let pair = |[kept, other]: [Vec<&Text>; 2]| match (&kept[..], &other[..]) {
        ([kept], [other]) => Some(((*kept).clone(), (*other).clone())),
        _ => None,
    };
    likes.into_values().filter_map(pair).collect()
}

/// The texts of `a` that are not in `b`, in order.
fn only<'a>(a: &'a [Text], b: &[Text]) -> Vec<&'a Text> {
    let mut others: Vec<&str> = b.iter().map(|text| text.words.as_str()).collect();
    let is_new = |text: &&Text| match others.iter().position(|other| *other == text.words) {
        Some(at) => {
            others.swap_remove(at);
            false
        }
        None => true,
    };
    a.iter().filter(is_new).collect()
}

/// The columns that a seat has on a page of this width for a text that is so far from its edge.
fn room_at_a_seat(width: u16, text: &Text, on: Size) -> usize {
    let (from, to) = (margin(on.0), margin(on.0) + between_margins(on.0));
    let beside = (text.start - from).min(to - text.end).min(MARK);
    between_margins(width) / 2 - 1 - beside
}

#[test]
fn every_text_is_on_every_size_and_a_shorter_wording_stands_only_where_the_longer_has_no_room() {
    for two in all().filter(|two| !two.scene.help) {
        let (kept, other) = (&two.kept, &two.other);
        let (lost, new) = (only(&kept.body, &other.body), only(&other.body, &kept.body));
        let (mut lost, mut new) = (&lost[..], &new[..]);
        while let (Some(was), Some(is)) = (lost.first(), new.first()) {
            // A paragraph breaks its lines elsewhere.
            if let Some((was, is)) = same_words(lost, new) {
                (lost, new) = (&lost[was..], &new[is..]);
                continue;
            }
            let (longer, room) = if was.width() > is.width() {
                (was, room_at_a_seat(other.size.0, was, KEPT))
            } else {
                (is, room_at_a_seat(KEPT.0, is, other.size))
            };
            assert!(longer.width() > room, "{was:?}\n{is:?}\n{}", two.at());
            (lost, new) = (&lost[1..], &new[1..]);
        }
        assert!(lost.is_empty() && new.is_empty(), "{lost:#?}\n{new:#?}\n{}", two.at());
    }
}

/// How many of the first texts of both say the same together.
fn same_words(a: &[&Text], b: &[&Text]) -> Option<(usize, usize)> {
    let counts = (1..=a.len()).flat_map(|n| (1..=b.len()).map(move |m| (n, m)));
    counts.into_iter().find(|(n, m)| words(a[..*n].iter().copied()) == words(b[..*m].iter().copied()))
}

#[test]
fn the_help_leaves_out_from_its_end_what_has_no_room_and_nothing_else() {
    for two in all().filter(|two| two.scene.help) {
        let (kept_words, other_words) = (words(&two.kept.body), words(&two.other.body));
        let rest = kept_words.strip_prefix(&other_words).map(str::trim);
        let Some(rest) = rest else { panic!("{kept_words}\n{other_words}\n{}", two.at()) };
        let last = two.other.body.last().map_or(0, |text| text.row);
        // Shortest of what it explains: one line and, between it and the footer, one free row.
        let free = footer_row(two.other.size) - 1 - last;
        assert!(rest.is_empty() || free < 3, "{rest}\n{}", two.at());
    }
}

#[test]
fn the_word_of_the_breath_stands_in_the_figure_on_every_size() {
    for two in all() {
        assert_eq!(words(&two.kept.in_the_figure), words(&two.other.in_the_figure), "{}", two.at());
    }
}

#[test]
fn the_header_is_whole_in_its_row_and_reaches_from_margin_to_margin() {
    for two in all() {
        let other = &two.other.header;
        let (said, wanted) = (words(other), words(&two.kept.header));
        let room = between_margins(two.other.size.0);
        // The name of the program gives way to a note.
        let gives_way = wanted.ends_with(&said) && wanted.chars().count() + 2 > room;
        assert!(said == wanted || gives_way, "{said:?}, not {wanted:?}\n{}", two.at());
        let row = usize::from(two.other.size.1 >= 20);
        assert!(other.iter().all(|text| text.row == row), "{}", two.at());
        let (from, to) = (margin(two.other.size.0), margin(two.other.size.0) + room);
        assert!(other.first().is_none_or(|text| text.start == from), "{}", two.at());
        assert!(other.len() < 2 || other.last().unwrap().end == to, "{}", two.at());
    }
}

#[test]
fn a_key_is_left_out_only_where_it_has_no_room() {
    for (name, scene) in scenes::all() {
        // Told, all are there.
        let all = plain_lines(&scene).pop().unwrap().text;
        let all: Vec<&str> = all.split(" · ").collect();
        for size in OTHERS.into_iter().chain([KEPT]) {
            let layout = Layout::of(&scene, size);
            let at = format!("{name} at {size:?}\n{}", layout.picture());
            let row: String = layout.cells[footer_row(size)].iter().collect();
            let (shown, missing) = shown_and_missing(&row, &all);
            assert_eq!(shown.concat().replace(' ', ""), row.replace(' ', ""), "only keys, in order\n{at}");
            assert!(!missing.iter().any(|key| key.starts_with("x ") || all.ends_with(&[key])), "{missing:?}\n{at}");
            let Some(next) = missing.first() else { continue };
            // Where they are crowded, the screen's own keys have two free columns together at their sides.
            let at_one_side = *next == all[0] || !shown[0].starts_with("p ");
            let spared = if at_one_side { GAP - 2 } else { 2 * GAP - 2 };
            let needed: usize = shown.iter().chain([next]).map(|key| key.chars().count() + GAP).sum();
            assert!(needed - GAP - spared > between_margins(size.0), "{next} has room\n{at}");
        }
    }
}

/// The keys that are in the row, in this order, and those that are not.
fn shown_and_missing<'a>(row: &str, all: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut rest = row;
    all.iter().partition(|key| match rest.split_once(**key) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[test]
fn the_footer_has_its_own_row_and_reaches_from_margin_to_margin() {
    for two in all() {
        let size = two.other.size;
        let footer = &two.other.footer;
        assert!(footer.iter().all(|text| text.row == footer_row(size)), "{}", two.at());
        let end = margin(size.0) + between_margins(size.0);
        assert_eq!(footer.last().unwrap().end, end, "{}", two.at());
        let pause =
            |layout: &Layout| layout.footer.iter().find(|text| text.words.contains("pause")).map(|text| text.start);
        if pause(&two.kept) == Some(margin(KEPT.0)) {
            assert!(pause(&two.other).is_none_or(|start| start == margin(size.0)), "{}", two.at());
        }
    }
}

#[test]
fn nothing_stands_in_the_margins() {
    for two in all() {
        let (from, width) = (margin(two.other.size.0), between_margins(two.other.size.0));
        for row in &two.other.cells {
            let outside = row[..from].iter().chain(&row[from + width..]).find(|c| **c != ' ');
            assert_eq!(outside, None, "{}", two.at());
        }
    }
}

#[test]
fn what_stands_in_the_middle_stands_there_on_every_size() {
    for two in all() {
        let in_the_middle = |(text, _): &&(Text, Text)| !two.scene.help && two.kept.is_centred(text.start, text.end);
        for (_, text) in two.pairs.iter().filter(in_the_middle) {
            assert!(two.other.is_centred(text.start, text.end), "{text:?}\n{}", two.at());
        }
    }
}

#[test]
fn each_seat_has_its_side_and_the_right_mirrors_the_left() {
    for two in all() {
        let (from, to) = (margin(two.other.size.0), margin(two.other.size.0) + between_margins(two.other.size.0));
        let kept_to = margin(KEPT.0) + between_margins(KEPT.0);
        let people = &two.scene.people;
        let stands = |name: &str, edge: usize, of: fn(&Text) -> usize| {
            two.kept.body.iter().any(|text| text.words == name && of(text) == edge)
        };
        for (name, kept_edge, edge, of) in [
            (&people.left.name, margin(KEPT.0), from, (|text: &Text| text.start) as fn(&Text) -> usize),
            (&people.right.name, kept_to, to, |text: &Text| text.end),
        ] {
            if stands(name, kept_edge, of) {
                let there = two.other.body.iter().any(|text| text.words == *name && of(text) == edge);
                assert!(there, "{name} is not at {edge}\n{}", two.at());
            }
        }
    }
}

#[test]
fn what_stands_in_one_column_does_so_on_every_size() {
    for two in all() {
        let beside = |(text, _): &&(Text, Text)| two.scene.help || !two.kept.is_centred(text.start, text.end);
        let pairs: Vec<_> = two.pairs.iter().filter(beside).collect();
        let right = margin(KEPT.0) + between_margins(KEPT.0);
        for (a, like_a) in &pairs {
            for (b, like_b) in &pairs {
                let at = || format!("{a:?} {b:?}\n{}", two.at());
                if a.end == right && b.end == right {
                    assert_eq!(like_a.end, like_b.end, "{}", at());
                } else if a.start == b.start {
                    assert_eq!(like_a.start, like_b.start, "{}", at());
                }
            }
        }
    }
}

#[test]
fn what_stands_above_stands_above_and_what_stands_beside_stands_beside_on_every_size() {
    for two in all() {
        for (a, like_a) in &two.pairs {
            for (b, like_b) in &two.pairs {
                let (kept, other) = (
                    (a.row.cmp(&b.row), a.start < b.start),
                    (like_a.row.cmp(&like_b.row), like_a.start < like_b.start),
                );
                assert!(kept.0 == other.0 && (kept.0.is_ne() || kept.1 == other.1), "{a:?} {b:?}\n{}", two.at());
            }
        }
    }
}

#[test]
fn a_drawing_is_on_every_size_and_grows_with_the_page() {
    for (name, scene) in scenes::all() {
        let sizes = [(60, 15), KEPT, (120, 40)];
        for drawing in [Drawing::Blocks, Drawing::Dots] {
            let extents = sizes.map(|size| Layout::of(&scene, size).extent(drawing));
            let extents: Vec<_> = extents.into_iter().flatten().map(|[x, y]| (x.1 - x.0, y.1 - y.0)).collect();
            assert!(extents.is_empty() || extents.len() == sizes.len(), "{name}: {drawing:?} is lost");
            // In a practice the numbers are not all there is: they stay as they are where the figure grows. A small picture
            // on a page of words has a column for each minute.
            let may_stay = drawing == Drawing::Blocks && matches!(scene.view, View::Practice(_) | View::Sheet(_));
            let grows = |a: &(usize, usize), b: &(usize, usize)| a.0 <= b.0 && a.1 <= b.1 && (may_stay || a != b);
            assert!(extents.windows(2).all(|two| grows(&two[0], &two[1])), "{name}: {drawing:?} {extents:?}");
        }
    }
}

fn has_chart(scene: &Scene) -> bool {
    matches!(&scene.view, View::Practice(practice) if !practice.hearts.left.tachogram.is_empty() && !practice.hides_heart)
}

#[test]
fn a_drawing_in_the_middle_stands_there_on_every_size() {
    for two in all() {
        for drawing in [Drawing::Blocks, Drawing::Dots] {
            // Beside the chart of a heart no drawing stands in the middle but by chance.
            if drawing == Drawing::Dots && has_chart(&two.scene) {
                continue;
            }
            let middle =
                |layout: &Layout| layout.extent(drawing).map(|[columns, _]| layout.is_centred(columns.0, columns.1));
            assert!(middle(&two.kept) != Some(true) || middle(&two.other) == Some(true), "{}", two.at());
        }
    }
}

#[test]
fn there_are_pages_that_every_rule_is_about() {
    let names: BTreeSet<&str> = all().map(|two| two.name).collect();
    assert!(names.len() > 60 && all().any(|two| two.scene.help), "{names:?}");
    assert!(all().filter(|two| two.pairs.len() > 3).count() > 500);
}
