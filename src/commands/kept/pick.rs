//! Which sessions a command is about: names of what is kept, or paths of files.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::store::kept::list::{KeptFile, KeptSession, list, meant};
use crate::store::kept::name::Form;
use crate::store::paths::Home;

/// How a session is named, for every help.
pub(in crate::commands) const SESSION: &str = "SESSION";

/// All that is kept.
pub(in crate::commands) fn all() -> Result<Vec<KeptSession>> {
    Ok(list(&Home::find()?.journals())?)
}

/// The sessions that these words mean, each once, newest first.
pub(super) fn sessions<'a>(all: &'a [KeptSession], words: &[String]) -> Result<Vec<&'a KeptSession>> {
    let mut stems = Vec::new();
    for word in words {
        let found = meant(all, file_stem(word));
        if found.is_empty() {
            bail!("{}", not_kept(word, all));
        }
        stems.extend(found.into_iter().map(|session| &session.stem));
    }
    Ok(all.iter().filter(|session| stems.contains(&&session.stem)).collect())
}

/// The files that these words mean: paths, and of the sessions that are named the files that are wanted.
pub(in crate::commands) fn files(
    all: &[KeptSession],
    words: &[String],
    is_wanted: impl Fn(&KeptFile) -> bool,
) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for word in words {
        if let Some(path) = as_path(word) {
            files.push(path);
            continue;
        }
        let found = sessions(all, std::slice::from_ref(word))?.into_iter().flat_map(|session| &session.files);
        files.extend(found.filter(|file| is_wanted(file)).map(|file| file.path.clone()));
    }
    Ok(files)
}

/// The one session that a word means.
pub(in crate::commands) fn one<'a>(all: &'a [KeptSession], word: &str) -> Result<&'a KeptSession> {
    match meant(all, file_stem(word))[..] {
        [one] => Ok(one),
        [] => bail!("{}", not_kept(word, all)),
        [first, second, ..] => bail!(
            "`{word}` could be {} or {}{}. Write more of the name",
            second.stem,
            first.stem,
            if meant(all, word).len() > 2 { ", or others" } else { "" }
        ),
    }
}

/// A word that is the path of a file.
pub(in crate::commands) fn as_path(word: &str) -> Option<PathBuf> {
    let path = Path::new(word);
    (path.components().count() > 1 || path.exists()).then(|| path.to_owned())
}

/// The file with every heartbeat of a session: the path itself, or what a name means.
pub(in crate::commands) fn with_hearts(word: &Path) -> Result<PathBuf> {
    let Some(name) = word.to_str().filter(|name| as_path(name).is_none()) else { return Ok(word.to_owned()) };
    let all = all()?;
    // A file that is not there is most often a name that was mistyped.
    let Some(session) = meant(&all, file_stem(name)).first().copied() else { return Ok(word.to_owned()) };
    let session = if meant(&all, file_stem(name)).len() > 1 { one(&all, name)? } else { session };
    match session.file(Form::Hearts).or_else(|| session.file(Form::Unfinished)) {
        Some(file) => Ok(file.path.clone()),
        None => bail!("of {} its hearts were not kept, so there are no beats in it", session.stem),
    }
}

/// A name as it stands in the list, also where somebody added the end of a file's name.
fn file_stem(word: &str) -> &str {
    word.split('.').next().unwrap_or(word)
}

fn not_kept(word: &str, all: &[KeptSession]) -> String {
    let word = crate::words::printable::shown(word, 60);
    if all.is_empty() {
        return format!("nothing is kept, so there is no `{word}`");
    }
    format!(
        "nothing that is kept begins with `{word}`. `breathmark sessions` lists what is there; `last` is the newest one"
    )
}
