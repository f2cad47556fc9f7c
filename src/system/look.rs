//! Looks at the computer for the facts by which a system is known.

use std::path::Path;

use super::kind::{Facts, Os, Services};

/// The variables that `sshd` sets (`ssh(1)`).
const SSH: [&str; 3] = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];
/// What each manager of services leaves there while it runs: `sd_booted(3)`, `OpenRC`'s and runit's own folders.
const SERVICES: [(&str, Services); 3] =
    [("run/systemd/system", Services::Systemd), ("run/openrc", Services::OpenRc), ("run/runit", Services::Runit)];
/// What Docker, Podman and systemd leave in a container.
const CONTAINER: [&str; 3] = [".dockerenv", "run/.containerenv", "run/systemd/container"];
/// The names of `TERM_PROGRAM` that differ from the name in the system's list of permissions.
const TERMINALS: [(&str, &str); 3] =
    [("Apple_Terminal", "Terminal"), ("iTerm.app", "iTerm"), ("vscode", "Visual Studio Code")];

/// What runs in a terminal and calls itself one: the system gives its permissions to the terminal around it.
const MULTIPLEXERS: [&str; 2] = ["tmux", "screen"];

impl Facts {
    /// The facts of the computer that the program runs on.
    pub(crate) fn of_this_computer() -> Self {
        let os = if cfg!(windows) {
            Os::Windows
        } else if cfg!(target_os = "macos") {
            Os::MacOs
        } else {
            Os::Linux
        };
        Self::found(os, Path::new("/"), |name| std::env::var(name).ok())
    }

    /// The facts of a computer whose files begin at `root`, and whose environment is `variable`.
    pub(crate) fn found(os: Os, root: &Path, variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let facts = Self {
            os,
            ssh: SSH.iter().any(|name| set(name).is_some()),
            terminal: set("TERM_PROGRAM").filter(|name| !MULTIPLEXERS.contains(&&**name)).map(|name| terminal(&name)),
            ..Self::default()
        };
        if os != Os::Linux {
            return facts;
        }
        let has = |path: &str| root.join(path).exists();
        let text = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
        let kernel = text("proc/sys/kernel/osrelease").to_ascii_lowercase();
        Self {
            services: SERVICES.iter().find(|(path, _)| has(path)).map_or(Services::Unknown, |(_, services)| *services),
            flatpak: has(".flatpak-info").then(|| application(&text(".flatpak-info"))),
            wsl: set("WSL_DISTRO_NAME").is_some() || kernel.contains("microsoft"),
            container: set("container").is_some() || CONTAINER.iter().any(|path| has(path)),
            ..facts
        }
    }
}

/// The name of the application in `/.flatpak-info` (`flatpak-metadata(5)`).
fn application(info: &str) -> String {
    let name = info.lines().find_map(|line| line.strip_prefix("name="));
    name.unwrap_or("APPLICATION").trim().to_owned()
}

fn terminal(name: &str) -> String {
    TERMINALS.iter().find(|(program, _)| *program == name).map_or(name, |(_, known)| *known).to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The facts of Linux with these files and these variables.
    fn linux(test: &str, files: &[(&str, &str)], variables: &[(&str, &str)]) -> Facts {
        let root = std::env::temp_dir().join(format!("breathmark-facts-{test}-{}", std::process::id()));
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let facts = Facts::found(Os::Linux, &root, |name| {
            variables.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned())
        });
        let _ = fs::remove_dir_all(root);
        facts
    }

    #[test]
    fn a_manager_of_services_is_known_by_what_it_leaves_while_it_runs() {
        let services = |path| linux("services", &[(path, "")], &[]).services;
        assert_eq!(services("run/systemd/system/x"), Services::Systemd);
        assert_eq!(services("run/openrc/softlevel"), Services::OpenRc);
        assert_eq!(services("run/runit/stopit"), Services::Runit);
        assert_eq!(services("run/other"), Services::Unknown);
    }

    #[test]
    fn sandboxes_and_far_computers_are_known_by_their_traces() {
        let info = "[Application]\nname=com.visualstudio.code\nruntime=runtime/x\n";
        assert_eq!(linux("flatpak", &[(".flatpak-info", info)], &[]).flatpak.as_deref(), Some("com.visualstudio.code"));
        let kernel = "5.15.153.1-microsoft-standard-WSL2\n";
        assert!(linux("wsl", &[("proc/sys/kernel/osrelease", kernel)], &[]).wsl);
        assert!(linux("wsl-variable", &[], &[("WSL_DISTRO_NAME", "Ubuntu")]).wsl);
        assert!(linux("docker", &[(".dockerenv", "")], &[]).container);
        assert!(linux("nspawn", &[], &[("container", "systemd-nspawn")]).container);
        assert!(linux("ssh", &[], &[("SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22")]).ssh);
        let plain = linux("plain", &[("proc/sys/kernel/osrelease", "6.12.1-amd64\n")], &[("SSH_TTY", "")]);
        assert_eq!(plain, Facts::default());
    }

    #[test]
    fn a_terminal_is_called_as_the_list_of_permissions_calls_it() {
        let terminal = |name| {
            let variable = |asked: &str| (asked == "TERM_PROGRAM").then(|| String::from(name));
            Facts::found(Os::MacOs, Path::new("/"), variable).terminal
        };
        assert_eq!(terminal("Apple_Terminal").as_deref(), Some("Terminal"));
        assert_eq!(terminal("ghostty").as_deref(), Some("ghostty"));
    }
}
