//! The display of macOS, kept awake by the program that the system brings along. It is compiled for the tests of other systems,
//! too: they run it with a program of their own.
#![cfg_attr(not(target_os = "macos"), allow(dead_code, reason = "only macOS has the program"))]

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::Wakefulness;

/// A part of macOS since 10.8 (`caffeinate(8)`).
const CAFFEINATE: &str = "/usr/bin/caffeinate";

/// Keeps the display awake until it is dropped.
pub(crate) struct Awake {
    holding: Option<Child>,
}

impl Awake {
    /// Starts the program that holds it, and waits for nothing.
    pub(crate) fn hold() -> Self {
        Self::by(Path::new(CAFFEINATE))
    }

    /// `-d` keeps the display on, `-i` the system awake. With `-w` it ends by itself after this process, even a killed one.
    fn by(program: &Path) -> Self {
        let mut command = Command::new(program);
        command.args(["-d", "-i", "-w", &std::process::id().to_string()]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // Apart from the terminal, whose keys are not for it.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Self { holding: command.spawn().ok() }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(child) = &mut self.holding {
            // One that has ended already holds nothing.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Whether the display can be kept awake.
#[expect(clippy::unnecessary_wraps, reason = "on other systems there is no answer")]
pub(crate) fn look() -> Option<Wakefulness> {
    let is_there = Path::new(CAFFEINATE).exists();
    Some(if is_there { Wakefulness::Kept } else { Wakefulness::NotKept })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Duration;

    #[test]
    fn what_keeps_the_display_awake_on_macos_names_this_process_and_ends_with_the_session() {
        let folder = std::env::temp_dir().join(format!("breathmark-awake-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (program, noted) = (folder.join("caffeinate"), folder.join("noted"));
        let script =
            format!("#!/bin/sh\necho \"$$ $*\" > '{0}.new'\nmv '{0}.new' '{0}'\nexec sleep 60\n", noted.display());
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let awake = super::Awake::by(&program);
        let said = (0..2000).find_map(|_| {
            std::thread::park_timeout(Duration::from_millis(10));
            fs::read_to_string(&noted).ok()
        });
        let said = said.unwrap_or_else(|| panic!("it was not started"));
        let (process, arguments) = said.trim().split_once(' ').unwrap();
        assert_eq!(arguments, format!("-d -i -w {}", std::process::id()));
        let process = rustix::process::Pid::from_raw(process.parse().unwrap()).unwrap();
        drop(awake);
        assert!(rustix::process::test_kill_process(process).is_err(), "it has ended, and is no zombie");
        drop(super::Awake::by(&folder.join("missing")));
        fs::remove_dir_all(&folder).unwrap();
    }
}
