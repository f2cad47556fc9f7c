//! Homes for the program under test.

use std::io::Write;
use std::path::PathBuf;

/// What the first start has kept in a home of [`home`], from that home on.
pub const INTRODUCED: &str = ".local/state/breathmark/introduced.toml";

/// A home of its own for each test, so that no test sees the settings or journals of another, or yours. The two there have
/// been introduced, as Left and Right.
pub fn home(name: &str) -> PathBuf {
    let home = new_home(name);
    let file = home.join(INTRODUCED);
    let mut folders = std::fs::DirBuilder::new();
    let mut options = std::fs::OpenOptions::new();
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    folders.recursive(true).create(file.parent().unwrap()).unwrap();
    let mut file = options.write(true).create_new(true).open(file).unwrap();
    file.write_all(b"version = 1\nleft = \"Left\"\nright = \"Right\"\n").unwrap();
    home
}

/// From now on every heartbeat and every key of a talk stays in this home.
pub fn keep_hearts(home: &std::path::Path) {
    let folder = home.join(".config/breathmark");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("keep.toml"), "talks = \"hearts\"\n").unwrap();
}

/// A home in which breathmark has never been started.
pub fn new_home(name: &str) -> PathBuf {
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("home-{name}"));
    let _ = std::fs::remove_dir_all(&home);
    std::fs::create_dir_all(&home).unwrap();
    home
}

/// A home whose settings leave out what comes between the straps and the first turn.
pub fn short_home(name: &str) -> PathBuf {
    let home = home(name);
    let folder = home.join(".config/breathmark");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("settings.toml"), "[talk]\nagreements = false\narriving = false\n").unwrap();
    home
}
