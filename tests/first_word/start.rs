//! The starts that are compared: what is known at home, whether an agreed return is due, and who wears a strap.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::bluez::Bluez;
use crate::bluez::bus::{Bus, Policy};
use crate::bluez::talk::{A, B, two_straps};
use crate::people::{Counts, People};
use crate::pty::{Terminal, new_home};

/// Where no message bus listens.
const NO_BUS: &str = "unix:path=/nonexistent/bus";

/// One start.
pub(crate) struct Start {
    pub(crate) name: &'static str,
    known: bool,
    returns: bool,
    straps: bool,
}

const FIRST: Start = Start { name: "first time, without straps", known: false, returns: false, straps: false };

pub(crate) const STARTS: [Start; 6] = [
    FIRST,
    Start { name: "second time, without straps", known: true, ..FIRST },
    Start { name: "after an agreed break, without straps", known: true, returns: true, ..FIRST },
    Start { name: "first time, two straps", straps: true, ..FIRST },
    Start { name: "second time, two straps", known: true, straps: true, ..FIRST },
    Start { name: "after an agreed break, two straps", known: true, returns: true, straps: true },
];

impl Start {
    /// Starts `binary`, and lets two people talk until they are back from a pause.
    pub(crate) fn run(&self, binary: &str, looks: bool) -> Counts {
        let home = self.home();
        // In this order: the service ends before its bus.
        let bus = self.straps.then(|| Bus::start(Policy::Open).expect("dbus-daemon, to play the straps"));
        let _bluez = bus.as_ref().map(|bus| {
            let bluez = Bluez::start(&bus.address());
            two_straps(&mut bluez.world());
            bluez
        });
        let address = bus.as_ref().map_or(NO_BUS.to_owned(), Bus::address);
        let args: &[&str] = if self.straps { &["talk", "--left", A, "--right", B] } else { &["talk"] };
        let env = [("DBUS_SYSTEM_BUS_ADDRESS", address.as_str())];
        let began = Instant::now();
        let mut terminal = Terminal::run_program(binary, (80, 24), &home, args, &env);
        let counts = People::at(&mut terminal, began, looks).talk();
        terminal.press("\u{3}");
        let _ = terminal.wait();
        let _ = fs::remove_dir_all(&home);
        counts
    }

    fn home(&self) -> PathBuf {
        let home = new_home(&format!("first-word-{}-{}", std::process::id(), self.name.replace([' ', ','], "-")));
        let (settings, state) = (home.join(".config/breathmark"), home.join(".local/state/breathmark"));
        for folder in [&settings, &state] {
            fs::create_dir_all(folder).expect("a folder of our own");
        }
        if self.known {
            keep(&settings.join("settings.toml"), "[left]\nname = \"Alex\"\n[right]\nname = \"Sam\"\n");
            keep(&state.join("talks.toml"), "version = 1\n[[talk]]\nbroke_off = false\nlong_pauses = 0\n");
        }
        if self.known && self.straps {
            let known = "talks = 3\nlistening = 1.5\nspeaking = 6.0\nswings = [2.5, 2.0, 1.8, 1.7, 1.6, 1.5]\n";
            let person = |name, strap| {
                format!("[[person]]\nname = \"{name}\"\nstrap = \"{strap}\"\nmargin = 1.0\n[person.known]\n{known}")
            };
            keep(&state.join("people.toml"), &(person("Alex", A) + &person("Sam", B)));
        }
        if self.returns {
            let at = jiff::Zoned::now().datetime().strftime("%Y-%m-%dT%H:%M:00").to_string();
            let item = format!(
                "id = 1\nkind = \"return\"\nbegins = \"{at}\"\nevery = \"once\"\nminutes = 10\nnoted = \"{at}\"\n"
            );
            keep(&state.join("after.toml"), &format!("version = 1\n[[item]]\n{item}"));
        }
        home
    }
}

fn keep(path: &Path, text: &str) {
    fs::write(path, text).expect("a file of our own");
}
