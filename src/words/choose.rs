//! Which words are used: the language that the settings name, else the system's, with the couple's own lines in place.

use std::sync::Arc;

use super::{BUILT_IN, Words, WordsError};

/// Where the system says its language, the strongest first.
const FROM_SYSTEM: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    code: String,
    /// Whether the settings name it. Then it is an error if there are no words for it.
    named: bool,
}

/// The file of the couple's own words for a language, as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnWords {
    /// There is none.
    None,
    /// What it says.
    Text(String),
    /// It is there and can't be read; why.
    Unreadable(String),
}

/// The words to use, and why some that were asked for are not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The words.
    pub words: Arc<Words>,
    /// What was left out, and why.
    pub trouble: Option<WordsError>,
}

impl Language {
    /// The language that the settings name, else the one of the environment; `system` reads a variable.
    pub fn wanted(named: Option<&str>, system: impl Fn(&str) -> Option<String>) -> Self {
        let code = named.map_or_else(|| system_language(system), str::to_owned);
        Self { code, named: named.is_some() }
    }

    /// Its code, two or three letters.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Chooses the words. Own ones that are not right are left out as a whole.
    ///
    /// # Errors
    /// Only if the built-in words themselves are not right.
    pub fn choose(&self, own: &OwnWords) -> Result<Choice, WordsError> {
        let file = format!("words/{}.toml", self.code);
        let trouble = match own {
            OwnWords::Text(text) => match Words::layered(&self.code, Some((&file, text))) {
                Ok(words) => return Ok(Choice { words, trouble: None }),
                Err(trouble) => Some(trouble),
            },
            OwnWords::Unreadable(why) => Some(WordsError::Unreadable { file, why: why.clone() }),
            OwnWords::None if self.named && !is_built_in(&self.code) => {
                Some(WordsError::NoSuchLanguage { code: self.code.clone(), file })
            }
            OwnWords::None => None,
        };
        Ok(Choice { words: Words::built_in(&self.code)?, trouble })
    }
}

fn is_built_in(code: &str) -> bool {
    BUILT_IN.iter().any(|(built_in, _)| *built_in == code)
}

/// `de` of `de_AT.UTF-8`; English where the system says nothing, or nothing that could be a language.
fn system_language(system: impl Fn(&str) -> Option<String>) -> String {
    let locale = FROM_SYSTEM.iter().filter_map(|name| system(name)).find(|locale| !locale.is_empty());
    let locale = locale.unwrap_or_default();
    let code = locale.split(['_', '.', '@', '-']).next().unwrap_or_default().to_ascii_lowercase();
    if is_code(&code) { code } else { BUILT_IN[0].0.to_owned() }
}

/// Whether this could be the code of a language: two or three letters, and no path to somewhere else.
pub fn is_code(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}
