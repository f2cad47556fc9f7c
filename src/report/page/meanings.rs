//! What the figures mean: those that the page names, in plain words.

use maud::{Markup, html};

use super::View;
use crate::words::Words;

/// A figure that the page names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    HeartRate,
    MeanRr,
    Rmssd,
    Sdnn,
    Pnn50,
    Sd1,
    Sd2,
    Lf,
    Hf,
    Peak,
    Regularity,
    Breathing,
    Moved,
    LeftOut,
}

impl Meaning {
    /// Its name.
    pub(super) fn name(self, words: &Words) -> &str {
        let figure = &words.report.figure;
        match self {
            Self::HeartRate => &figure.heart_rate,
            Self::MeanRr => &figure.mean_rr,
            Self::Rmssd => &figure.rmssd,
            Self::Sdnn => &figure.sdnn,
            Self::Pnn50 => &figure.pnn50,
            Self::Sd1 => &figure.sd1,
            Self::Sd2 => &figure.sd2,
            Self::Lf => &figure.lf,
            Self::Hf => &figure.hf,
            Self::Peak => &figure.peak,
            Self::Regularity => &figure.regularity,
            Self::Breathing => &figure.breathing,
            Self::Moved => &words.report.with_breath,
            Self::LeftOut => &words.report.rejected,
        }
    }

    fn text(self, words: &Words) -> &str {
        let means = &words.report.means;
        match self {
            Self::HeartRate => &means.heart_rate,
            Self::MeanRr => &means.mean_rr,
            Self::Rmssd => &means.rmssd,
            Self::Sdnn => &means.sdnn,
            Self::Pnn50 => &means.pnn50,
            Self::Sd1 => &means.sd1,
            Self::Sd2 => &means.sd2,
            Self::Lf => &means.lf,
            Self::Hf => &means.hf,
            Self::Peak => &means.peak,
            Self::Regularity => &means.regularity,
            Self::Breathing => &means.breathing,
            Self::Moved => &means.moved,
            Self::LeftOut => &means.left_out,
        }
    }
}

/// The section at the end; nothing where no figure was named.
pub(super) fn section(view: &View) -> Markup {
    let meanings = view.meanings.borrow();
    if meanings.is_empty() {
        return html! {};
    }
    html! {
        section.meanings {
            h2 { (view.words.report.meaning) }
            dl {
                @for meaning in meanings.iter() {
                    div { dt { (meaning.name(view.words)) } dd { (meaning.text(view.words)) } }
                }
            }
        }
    }
}
