//! A message bus of our own: `dbus-daemon` on a socket in a private folder, so that it can die and come back.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What users may do on it: everything, or everything but speak to `org.bluez`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    Open,
    NoBluetooth,
}

pub struct Bus {
    daemon: Child,
    folder: PathBuf,
}

impl Bus {
    /// Starts one, if this machine has the daemon.
    pub fn start(policy: Policy) -> Option<Self> {
        Self::start_in(fresh_folder(), policy)
    }

    /// Starts one in a folder that was named before.
    pub fn start_in(folder: PathBuf, policy: Policy) -> Option<Self> {
        std::fs::create_dir_all(&folder).ok()?;
        std::fs::write(folder.join("bus.conf"), config(&folder, policy)).ok()?;
        Some(Self { daemon: daemon(&folder)?, folder })
    }

    pub fn address(&self) -> String {
        address(&self.folder)
    }

    /// A folder that lives as long as the bus.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn kill(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
        let _ = std::fs::remove_file(self.folder.join("bus"));
    }

    pub fn restart(&mut self) {
        self.daemon = daemon(&self.folder).expect("it started before");
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A folder that nobody else uses. Its name is short: a socket's path may not be long.
pub fn fresh_folder() -> PathBuf {
    std::env::temp_dir().join(format!("bm-bus-{}-{:x}", std::process::id(), fastrand::u32(..)))
}

/// Where the bus in `folder` listens.
pub fn address(folder: &Path) -> String {
    format!("unix:path={}", folder.join("bus").display())
}

fn daemon(folder: &Path) -> Option<Child> {
    let mut command = Command::new("dbus-daemon");
    command.arg("--config-file").arg(folder.join("bus.conf")).args(["--nofork", "--nopidfile", "--print-address"]);
    let mut daemon = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    // It says its address once it listens.
    let mut line = String::new();
    BufReader::new(daemon.stdout.take()?).read_line(&mut line).ok()?;
    Some(daemon)
}

fn config(folder: &Path, policy: Policy) -> String {
    let deny = match policy {
        Policy::Open => "",
        Policy::NoBluetooth => "<deny send_destination=\"org.bluez\"/>",
    };
    format!(
        "<busconfig><type>system</type><listen>{}</listen><auth>EXTERNAL</auth><policy context=\"default\">\
         <allow user=\"*\"/><allow own=\"*\"/><allow send_type=\"method_call\"/><allow send_type=\"signal\"/>\
         <allow send_requested_reply=\"true\" send_type=\"method_return\"/>\
         <allow send_requested_reply=\"true\" send_type=\"error\"/>\
         <allow receive_type=\"method_call\"/><allow receive_type=\"method_return\"/>\
         <allow receive_type=\"error\"/><allow receive_type=\"signal\"/>{deny}</policy></busconfig>",
        address(folder)
    )
}
