//! The review after a talk: asks each partner, alone, about the pauses.

use std::io;
use std::sync::Arc;

use ratatui::backend::Backend;

use super::args::KeepArgs;
use super::ending::prior_after;
use crate::app::App;
use crate::app::keys::Keys;
use crate::app::private::context::PageContext;
use crate::app::private::hands_off::{Keyboard, hands_off};
use crate::app::private::pause_review::{PauseReview, ReviewPages};
use crate::app::private::{self, PagesOutcome};
use crate::app::source::Source;
use crate::event::seat::Seat;
use crate::session::Script;
use crate::store::journal::Header;
use crate::talk::Stage;

/// Asks both, if both took a pause and the answers can change the next talk; nothing if nobody is asked. Nobody is asked
/// after a quick exit. Who or what triggered a pause makes no difference.
pub(crate) async fn ask<B: Backend<Error = io::Error>>(
    app: &mut App<B>,
    header: &Header,
    keep: &KeepArgs,
    keys: &mut Keys,
    ending: impl Future<Output = ()> + Clone,
) -> io::Result<Option<PauseReview>> {
    if !is_asked(app, header, keep) {
        return Ok(None);
    }
    let mut pages = ReviewPages { review: PauseReview::default(), pauses: pauses(app) };
    let outcome = match hands_off(keys, ending.clone()).await {
        Keyboard::Off => {
            let context = context(app);
            private::run(&mut app.display, context, &mut pages, None, keys, ending).await?
        }
        Keyboard::Gone => PagesOutcome::Left,
        Keyboard::Vanishing => PagesOutcome::Vanished,
    };
    app.vanished |= outcome == PagesOutcome::Vanished;
    Ok(Some(pages.review))
}

fn pauses<B: Backend<Error = io::Error>>(app: &App<B>) -> u32 {
    if let Script::Talk(talk) = app.record.session.script() { talk.pauses() } else { 0 }
}

fn is_asked<B: Backend<Error = io::Error>>(app: &App<B>, header: &Header, keep: &KeepArgs) -> bool {
    let session = &app.record.session;
    let Script::Talk(talk) = session.script() else { return false };
    let is_kept = matches!(app.source, Source::Straps(_)) && !keep.ephemeral;
    let has_ended = session.stage() == Stage::Over && !app.vanished;
    let is_known = |seat: Seat| header.people[seat].strap.is_some() && prior_after(session, header, seat).is_some();
    is_kept && has_ended && talk.took_a_pause() && Seat::BOTH.into_iter().all(is_known)
}

fn context<B: Backend<Error = io::Error>>(app: &App<B>) -> PageContext {
    let backdrop = &app.backdrop;
    let page = PageContext::new(backdrop.names.clone(), Arc::clone(&backdrop.words));
    PageContext { helplines: backdrop.helplines.clone(), ..page }
}
