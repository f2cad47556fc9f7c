//! A copy of the home of an older version, and what is in its files.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use toml::Table;

pub const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/older_version/home");

/// A copy of the home.
pub struct Home(pub PathBuf);

impl Home {
    pub fn of(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("older-version-{name}"));
        let _ = fs::remove_dir_all(&folder);
        copy(Path::new(KEPT), &folder);
        Self(folder)
    }

    pub fn config(&self, file: &str) -> PathBuf {
        self.0.join("config/breathmark").join(file)
    }

    pub fn state(&self, file: &str) -> PathBuf {
        self.0.join("state/breathmark").join(file)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
        command.args(args).env("XDG_CONFIG_HOME", self.0.join("config")).env("XDG_STATE_HOME", self.0.join("state"));
        // No bus of this machine, whatever it has.
        command.env("LANG", "C").env_remove("LC_ALL").env_remove("LC_MESSAGES");
        command.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus");
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What it says, which must be well.
    pub fn say(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Copies a folder. Like every file at home, only its owner may read the copy.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::write(&to, fs::read(&path).unwrap()).unwrap();
        }
        private(&to);
    }
    private(to);
}

fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = path;
}

pub fn table(path: &Path) -> Table {
    fs::read_to_string(path).unwrap().parse().unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The tables of a list in a file.
pub fn list(path: &Path, key: &str) -> Vec<Table> {
    let whole = table(path);
    let list = whole[key].as_array().expect("a list").iter();
    list.map(|entry| entry.as_table().expect("a table").clone()).collect()
}

pub fn first_line(journal: &Path) -> String {
    fs::read_to_string(journal).unwrap().lines().next().expect("a header").to_owned()
}

pub fn header(journal: &Path) -> Value {
    serde_json::from_str(&first_line(journal)).unwrap()
}
