//! hardware/straps.md shows the same table of models as the program reads.

use breathmark::strap::models::{IntervalQuality, MODELS};

#[test]
fn the_page_shows_every_model_of_the_program() {
    let page = include_str!("../../hardware/straps.md");
    assert!(MODELS.len() > 10, "the program's table can be read");
    for model in MODELS.iter() {
        let intervals = match model.intervals {
            IntervalQuality::Yes => "yes",
            IntervalQuality::No => "no",
            IntervalQuality::Smoothed => "smoothed, not used",
            IntervalQuality::Depends => "depends",
        };
        let tested = if model.tested_by_us { "yes" } else { "no" };
        let row = format!(
            "| {} | {intervals} | {} | {tested} | {} | {} |",
            model.name, model.at_once, model.note, model.source
        );
        assert!(page.contains(&row), "hardware/straps.md lacks this row:\n{row}");
    }
}
