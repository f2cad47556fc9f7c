//! `breathmark man` and `breathmark completions`: pages of the manual and completions for shells, from the same description
//! as `--help`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::cli::Cli;
use super::output::print;

/// The end of `breathmark man --help`.
pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  breathmark man | man -l -              read the page about all commands
  breathmark man talk | man -l -         read the page about one of them
  breathmark man --folder man1           write all pages into a folder";

/// The end of `breathmark completions --help`.
pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  mkdir -p ~/.local/share/bash-completion/completions
  breathmark completions bash > ~/.local/share/bash-completion/completions/breathmark
  mkdir -p ~/.config/fish/completions
  breathmark completions fish > ~/.config/fish/completions/breathmark.fish
In the profile of PowerShell:
  breathmark completions powershell | Out-String | Invoke-Expression
For zsh: a file _breathmark in a folder of $fpath.";

/// Which page to print.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The page about this command; without it, the page about all of them.
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write all pages into this folder instead, such as breathmark-talk.1.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    folder: Option<PathBuf>,
}

/// For which shell.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell that you type in.
    shell: Shell,
}

/// Prints a page of the manual, or writes all of them.
pub(super) fn man(args: &ManArgs) -> Result<()> {
    let command = built();
    if let Some(folder) = &args.folder {
        return write_all(&command, folder);
    }
    let page = match &args.command {
        None => &command,
        Some(name) => command
            .find_subcommand(name)
            .with_context(|| format!("there is no command `{name}`; `breathmark --help` lists them"))?,
    };
    print(&rendered(page)?)
}

/// Prints the completions for a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Result<()> {
    let mut command = Cli::command();
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command, "breathmark", &mut text);
    print(&String::from_utf8(text).context("the completions are no text")?)
}

/// The command line with the names and the shared flags of all its commands.
fn built() -> Command {
    // `help` stands in the usage of every page; a page of its own would say nothing.
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    command
}

fn rendered(page: &Command) -> Result<String> {
    let mut text = Vec::new();
    Man::new(page.clone()).source(concat!("breathmark ", env!("CARGO_PKG_VERSION"))).render(&mut text)?;
    String::from_utf8(text).context("the page is no text")
}

fn write_all(command: &Command, folder: &Path) -> Result<()> {
    let cannot = || format!("can't write pages into {}; name another folder", folder.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    for page in std::iter::once(command).chain(command.get_subcommands()) {
        let name = format!("{}.1", page.get_display_name().unwrap_or(page.get_name()));
        fs::write(folder.join(name), rendered(page)?).with_context(cannot)?;
    }
    Ok(())
}
