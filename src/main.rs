//! Parses the command line, runs it, and turns an error into one sentence and an exit code.

use std::process::ExitCode;

use breathmark::commands::cli::Cli;
use breathmark::commands::output;
use breathmark::commands::own_window::OwnWindow;

fn main() -> ExitCode {
    let window = OwnWindow::look();
    let code = match breathmark::commands::run(&Cli::read()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(error);
            ExitCode::FAILURE
        }
    };
    window.wait_until_read();
    code
}
