//! What was chosen about sound when the program was first run. A volume in the settings outranks it.

use crate::store::error::StoreError;
use crate::store::paths::Home;
use crate::store::settings::sound::SoundSettings;
use crate::store::sound_choice;

/// The volume in per cent: of the settings, else the one that was chosen. Nothing if nobody has chosen yet; then the
/// program is silent.
pub(crate) fn chosen_volume(sound: &SoundSettings, home: &Home) -> Result<Option<u8>, StoreError> {
    if sound.volume.is_some() { Ok(sound.volume) } else { sound_choice::load(&home.sound()) }
}

/// Keeps a choice: a volume in per cent, 0 for silence.
pub fn keep_volume(volume: u8) -> Result<(), StoreError> {
    sound_choice::save(&Home::find()?.sound(), volume.min(100))
}
