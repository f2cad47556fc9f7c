//! Which words are used: the language that the settings name, else the system's, with the user's own lines in place.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::{BUILT_IN, Words, WordsError};

/// Where the system says its language, the strongest first.
const FROM_SYSTEM: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The words to use, and why some that were asked for are not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The words.
    pub words: Arc<Words>,
    /// What was left out, and why.
    pub trouble: Option<WordsError>,
}

/// Chooses the words. `asked` is the language of the settings, `system` reads the environment, `folder` is where the
/// program's settings are.
///
/// # Errors
/// Only if the built-in words themselves are not right.
pub fn choose(
    asked: Option<&str>,
    system: impl Fn(&str) -> Option<String>,
    folder: Option<&Path>,
) -> Result<Choice, WordsError> {
    let code = asked.map_or_else(|| system_language(system), str::to_owned);
    let built_in = |trouble| Ok(Choice { words: Words::built_in(&code)?, trouble });
    let file = format!("words/{code}.toml");
    match folder.map(|folder| fs::read_to_string(folder.join(&file))) {
        Some(Ok(text)) => match Words::layered(&code, Some((&file, &text))) {
            Ok(words) => Ok(Choice { words, trouble: None }),
            Err(trouble) => built_in(Some(trouble)),
        },
        Some(Err(why)) if why.kind() != io::ErrorKind::NotFound => {
            built_in(Some(WordsError::Unreadable { file, why: why.to_string() }))
        }
        _ if asked.is_some() && !is_built_in(&code) => {
            built_in(Some(WordsError::NoSuchLanguage { code: code.clone(), file }))
        }
        _ => built_in(None),
    }
}

fn is_built_in(code: &str) -> bool {
    BUILT_IN.iter().any(|(built_in, _)| *built_in == code)
}

/// `de` of `de_AT.UTF-8`; English where the system says nothing, or nothing that could be a language.
fn system_language(system: impl Fn(&str) -> Option<String>) -> String {
    let said = FROM_SYSTEM.iter().filter_map(|name| system(name)).find(|said| !said.is_empty()).unwrap_or_default();
    let code = said.split(['_', '.', '@', '-']).next().unwrap_or_default().to_ascii_lowercase();
    if is_code(&code) { code } else { BUILT_IN[0].0.to_owned() }
}

/// Whether this could be the code of a language: two or three letters, and no path to somewhere else.
pub fn is_code(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}
