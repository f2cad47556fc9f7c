//! The sample of the first start.

/// Plays one cue, so that it can be heard before anybody decides for good. It does not wait for its end.
///
/// This is the one place where the first start makes a sound: the room that plays cues is to be called here.
pub(super) fn play() {}
