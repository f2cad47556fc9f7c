//! A sample of a list: parts from all over it.

/// Most elements of a sample. Assumption: so many show what a file is.
const SAMPLE: usize = 600;
/// Elements that follow each other in it.
const STRETCH: usize = 30;

/// Stretches of a list from all over it, with at most [`SAMPLE`] elements in all. Whether a column counts the rows shows only
/// in rows that follow each other.
pub(crate) fn sample<T>(all: &[T]) -> impl Iterator<Item = &T> {
    let step = all.len().div_ceil(SAMPLE / STRETCH).max(STRETCH);
    all.chunks(step).flat_map(|part| part.iter().take(STRETCH))
}
