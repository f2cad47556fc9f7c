//! `breathmark settings`: every setting with its bounds, its default, its meaning, and what the file sets.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use clap::Args;
use unicode_width::UnicodeWidthStr as _;

use super::output::{self, Sentences};
use crate::store::error::StoreError;
use crate::store::settings::list::{SETTINGS, Setting};
use crate::store::settings::{self, SetLine, Settings};

/// How wide a line is, in columns: a terminal has 80 at least.
const WIDTH: usize = 80;
/// Where the text beside a key begins: the longest key, `endurance_trained`, ends three columns before.
const TEXT_BEGINS: usize = 22;

/// How to list the settings.
#[derive(Debug, Args)]
pub struct SettingsArgs {
    /// The table of docs/settings.md, in Markdown.
    #[arg(long)]
    pub markdown: bool,
}

/// Runs the command. A damaged file is listed as far as it can be; then it is refused.
pub(crate) fn run(args: &SettingsArgs, file: Option<&Path>) -> Result<()> {
    if args.markdown {
        return output::print(&settings::table());
    }
    let out = &mut Sentences::new();
    let path = settings::path(file)?;
    let text = settings::text(file, &path);
    let lines = text.iter().flatten().flat_map(|text| settings::set_lines(text)).collect::<Vec<_>>();
    writeln!(out, "{}\n", heading(&path, &text))?;
    write!(out, "{}", listing(&lines))?;
    if let Some(text) = text? {
        Settings::parse(&text, &settings::file_name(&path))?;
    }
    Ok(())
}

fn heading(path: &Path, text: &Result<Option<String>, StoreError>) -> String {
    let path = path.display();
    match text {
        Ok(Some(_)) => format!("The settings are in {path}.\nWhat is not set there has its default."),
        Ok(None) => format!(
            "There is no {path} yet.\nEverything has its default. To set something, write such a text file, for example:\n\n[safety]\nhelplines = [\"Helpline 08000 116 016\"]"
        ),
        Err(_) => format!("The settings in {path} can't be read; the reason stands at the end."),
    }
}

/// All settings, in groups of the same sections.
fn listing(lines: &[SetLine]) -> String {
    let group = |settings: &[Setting]| {
        let names: Vec<String> = settings[0].sections.iter().map(|section| format!("[{section}]")).collect();
        let entries: String = settings.iter().map(|setting| entry(setting, lines)).collect();
        format!("{}\n{entries}", names.join(" and "))
    };
    let groups: Vec<String> = SETTINGS.chunk_by(|a, b| a.sections == b.sections).map(group).collect();
    groups.join("\n")
}

fn entry(setting: &Setting, lines: &[SetLine]) -> String {
    let mut beside = wrapped(setting.meaning);
    beside.extend(wrapped(&format!("{}; default: {}", setting.value.bounds(), setting.default)));
    let is_set = |line: &&SetLine| line.key == setting.key && setting.sections.contains(&&*line.section);
    for line in lines.iter().filter(is_set) {
        let whose = if setting.sections.len() > 1 { format!("{}: ", line.section) } else { String::new() };
        beside.extend(wrapped(&format!("{whose}set to {} in line {}", line.value, line.line)));
    }
    let key = |n: usize| if n == 0 { setting.key } else { "" };
    let line = |(n, text): (usize, &String)| format!("  {:<1$}{text}\n", key(n), TEXT_BEGINS - 2);
    beside.iter().enumerate().map(line).collect()
}

/// The text in lines that fit beside a key. A word that is wider stands in a line of its own.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= WIDTH - TEXT_BEGINS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
