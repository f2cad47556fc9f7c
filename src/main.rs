//! Parses the command line, runs it, and turns an error into one sentence and an exit code.

use std::process::ExitCode;

use breathmark::commands::cli::Cli;
use breathmark::commands::output;
use breathmark::commands::own_window::OwnWindow;

fn main() -> ExitCode {
    let window = OwnWindow::look();
    let code = match Cli::read() {
        Ok(cli) => run(&cli),
        Err(said) => {
            // Nobody reads it who closed the pipe.
            let _ = said.print();
            ExitCode::from(said.exit_code() as u8)
        }
    };
    window.wait_until_read();
    code
}

fn run(cli: &Cli) -> ExitCode {
    match breathmark::commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(error);
            ExitCode::FAILURE
        }
    }
}
