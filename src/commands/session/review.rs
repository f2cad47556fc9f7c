//! After a talk: whether there is somebody to ask about its pauses, and what they say.

use std::io;
use std::sync::Arc;

use ratatui::backend::Backend;

use super::args::KeepArgs;
use super::ending::known_after;
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

/// Asks both, if there is something to ask and the answers will count in the next talk. Who ended the talk in a hurry, or
/// without a pause that both took, is not asked. Whoever or whatever called the pauses makes no difference here.
pub(crate) async fn ask<B: Backend<Error = io::Error>>(
    app: &mut App<B>,
    header: &Header,
    keep: &KeepArgs,
    keys: &mut Keys,
    ending: impl Future<Output = ()> + Clone,
) -> io::Result<PauseReview> {
    let mut of = ReviewPages { review: PauseReview::default(), pauses: pauses(app) };
    if !is_asked(app, header, keep) {
        return Ok(of.review);
    }
    let outcome = match hands_off(keys, ending.clone()).await {
        Keyboard::Off => {
            let context = context(app);
            private::run(&mut app.display, context, &mut of, None, keys, ending).await?
        }
        Keyboard::Gone => PagesOutcome::Left,
        Keyboard::Vanishing => PagesOutcome::Vanished,
    };
    app.vanished |= outcome == PagesOutcome::Vanished;
    Ok(of.review)
}

fn pauses<B: Backend<Error = io::Error>>(app: &App<B>) -> u32 {
    if let Script::Talk(talk) = app.record.session.script() { talk.pauses() } else { 0 }
}

fn is_asked<B: Backend<Error = io::Error>>(app: &App<B>, header: &Header, keep: &KeepArgs) -> bool {
    let session = &app.record.session;
    let Script::Talk(talk) = session.script() else { return false };
    let real = matches!(app.source, Source::Straps(_)) && !keep.ephemeral;
    let ended = session.stage() == Stage::Over && !app.vanished;
    let known = |seat: Seat| header.people[seat].strap.is_some() && known_after(session, header, seat).is_some();
    real && ended && talk.took_a_pause() && Seat::BOTH.into_iter().all(known)
}

fn context<B: Backend<Error = io::Error>>(app: &App<B>) -> PageContext {
    PageContext {
        names: app.backdrop.names.clone(),
        words: Arc::clone(&app.backdrop.words),
        note: None,
        helplines: app.backdrop.helplines.clone(),
        finding_help: false,
        breath: None,
    }
}
