//! Parses the command line, runs it, and turns an error into one sentence and an exit code.

use std::io::Write as _;
use std::process::ExitCode;

use breathmark::commands::cli::Cli;

fn main() -> ExitCode {
    match breathmark::commands::run(&Cli::read()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The terminal may be what has gone.
            let _ = writeln!(std::io::stderr(), "breathmark: {error:#}");
            ExitCode::FAILURE
        }
    }
}
