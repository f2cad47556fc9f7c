//! Where a TOML file goes wrong, and what was probably meant.

/// The line of a place in `text`, both counted as people do: the first line is 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// The place in bytes where a file is not understood, and why, on one line.
pub(crate) fn of_toml(error: &toml::de::Error) -> (usize, String) {
    let why = error.message().lines().next().unwrap_or("unreadable");
    (error.span().map_or(0, |span| span.start), why.to_owned())
}

/// The known word that a slip of the finger would turn into `word`.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a &'a str>) -> Option<&'a str> {
    let nearest = known.map(|&known| (distance(word, known), known)).min()?;
    (nearest.0 <= 2 && nearest.0 < nearest.1.len()).then_some(nearest.1)
}

/// How many letters must be put in, left out or replaced (Levenshtein distance).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}
