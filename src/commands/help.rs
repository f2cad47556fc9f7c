//! `breathmark --help`: the everyday commands first, the technical ones apart from them.

use clap::Command;

use unicode_width::UnicodeWidthStr as _;

/// What two people use.
const EVERYDAY: [&str; 7] = ["talk", "practice", "cue", "today", "history", "straps", "settings"];
/// What two people use for what is kept of their sessions.
const KEPT: [&str; 7] = ["sessions", "show", "report", "keep", "seal", "forget", "verify"];
/// What somebody uses who looks after the program, or studies hearts.
const TECHNICAL: [&str; 7] = ["doctor", "analyze", "export", "study", "decode", "man", "completions"];
/// The columns of a line of help. Assumption: every terminal has them.
const COLUMNS: usize = 80;
/// The column where what a command does begins.
const DOES: usize = 15;

/// The command line with its commands in three groups.
pub(super) fn grouped(command: Command) -> Command {
    let everyday = group(&command, &EVERYDAY);
    let kept = group(&command, &KEPT);
    let technical = group(&command, &TECHNICAL);
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n\
         Every day:\n  breathmark alone shows what is waiting, and leads everywhere\n{everyday}\n\
         What is kept of your sessions:\n{kept}\n\
         To look closer:\n{technical}\nOptions:\n{{options}}{{after-help}}"
    );
    command.help_template(template)
}

/// The lines of these commands, in this order. A build without Bluetooth lacks some.
fn group(command: &Command, names: &[&str]) -> String {
    let line = |name: &&str| {
        let about = command.find_subcommand(name)?.get_about()?.to_string();
        let lines = filled(&about, COLUMNS - DOES);
        let key = format!("  {name}");
        Some(format!("{key:DOES$}{}\n", lines.join(&format!("\n{:DOES$}", ""))))
    };
    names.iter().filter_map(line).collect()
}

/// `text` in lines of `most` columns at most, each as full as it can be.
fn filled(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::cli::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn every_command_stands_in_one_of_the_groups() {
        let command = Cli::command();
        let missing = command
            .get_subcommands()
            .map(Command::get_name)
            .filter(|name| EVERYDAY.iter().chain(&KEPT).chain(&TECHNICAL).filter(|known| *known == name).count() != 1);
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn the_everyday_commands_come_first_and_no_line_is_too_long() {
        let help = grouped(Cli::command()).render_help().to_string();
        let at = |words: &str| help.find(words).unwrap_or_else(|| unreachable!("{words} is missing:\n{help}"));
        assert!(at("\n  talk ") < at("\n  settings ") && at("\n  settings ") < at("\n  analyze "), "{help}");
        assert!(group(&Cli::command(), &TECHNICAL).lines().all(|line| line.width() <= COLUMNS));
    }
}
