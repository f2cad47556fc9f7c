//! Parses the command line, runs it, and turns an error into one sentence and an exit code.

use std::process::ExitCode;

use breathmark::commands::cli::Cli;
use breathmark::commands::output;

fn main() -> ExitCode {
    let cli = Cli::read();
    match breathmark::commands::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(error);
            breathmark::commands::hold_window(&cli);
            ExitCode::FAILURE
        }
    }
}
