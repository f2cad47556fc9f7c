//! The list of settings as the table of docs/settings.md.

use std::fmt::Write as _;

use super::list::{SETTINGS, Setting};

/// The table, in Markdown.
pub fn table() -> String {
    let mut table = "| key | default | bounds | meaning |\n|---|---|---|---|\n".to_owned();
    for setting in SETTINGS {
        // Writing to a text can't fail.
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} |",
            keys(setting),
            code(setting.default),
            bounds(setting),
            meaning(setting)
        );
    }
    table
}

fn keys(setting: &Setting) -> String {
    let keys: Vec<String> = setting.sections.iter().map(|section| format!("`{section}.{}`", setting.key)).collect();
    keys.join(", ")
}

fn bounds(setting: &Setting) -> String {
    code(&setting.value.bounds())
}

fn meaning(setting: &Setting) -> String {
    code(setting.meaning)
}

/// The text, with every quoted word set as code.
fn code(text: &str) -> String {
    let mut inside = false;
    let mut page = String::with_capacity(text.len() + 4);
    for piece in text.split_inclusive('"') {
        match (piece.strip_suffix('"'), inside) {
            (Some(before), false) => page.extend([before, "`\""]),
            (Some(quoted), true) => page.extend([quoted, "\"`"]),
            (None, _) => page.push_str(piece),
        }
        inside = !inside;
    }
    page
}
