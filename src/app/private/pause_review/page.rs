//! The pages of the review of the pauses, after a talk. They are the same for both, and whoever called what.
//!
//! ```text
//!          w e r e   t h e   p a u s e s   r i g h t ?
//!
//!            1  they were right
//!            2  not needed
//!            3  I had moved, or laughed
//!            4  sooner would have been better
//! ```

use super::ReviewPlace;
use crate::app::private::page::{Surroundings, hand_to};
use crate::screen::scene::{Sheet, Tone};

/// The page at `place` of the review of so many pauses.
pub fn sheet(place: ReviewPlace, pauses: u32, around: &Surroundings) -> Sheet {
    let (words, footer) = (&around.words.pause_review, &around.words.footer);
    match place {
        ReviewPlace::HandTo(seat) => {
            let enter = ("Enter", footer.go_on.clone());
            hand_to(
                seat,
                around,
                &words.private,
                vec![enter, ("s", words.leave_out.clone()), ("x", footer.vanish.clone())],
            )
        }
        ReviewPlace::Ask(_) | ReviewPlace::Done => {
            let answers = [&words.right, &words.not_needed, &words.moved, &words.sooner];
            let line = |(n, answer): (usize, &&String)| (Tone::Item, format!("{}  {answer}", n + 1));
            Sheet {
                heading: words.ask.of(pauses.into()),
                lines: answers.iter().enumerate().map(line).collect(),
                keys: vec![("0", words.rather_not.clone()), ("x", footer.vanish.clone())],
                ..Sheet::default()
            }
        }
    }
}
