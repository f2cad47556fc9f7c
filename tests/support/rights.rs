//! The program without root's right to open everything, for tests that run as root.
#![cfg(unix)]
#![allow(dead_code, unreachable_pub)]

use std::process::Command;

/// A command for the program. If whoever runs the tests `may_do_it_all`, the command gives that right up first; none
/// where that is not possible.
pub fn without_it(may_do_it_all: bool) -> Option<Command> {
    let program = env!("CARGO_BIN_EXE_breathmark");
    if !may_do_it_all {
        return Some(Command::new(program));
    }
    let without = |program: &str| {
        let mut command = Command::new("setpriv");
        let rights = "-dac_override,-dac_read_search";
        command.args(["--bounding-set", rights, "--inh-caps", rights, program]);
        command
    };
    without("true").output().is_ok_and(|output| output.status.success()).then(|| without(program))
}
