//! The facts by which a system is known, and the kinds of systems, as far as their words differ.

/// The family of the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::enum_variant_names, reason = "it is what the systems are called")]
pub(crate) enum Os {
    /// Linux, and whatever else is neither of the others.
    #[default]
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// What the program was built for.
    pub os: Os,
    /// What starts services.
    pub services: Services,
    /// The application in whose Flatpak the program runs.
    pub flatpak: Option<String>,
    /// Whether Windows runs this Linux.
    pub wsl: bool,
    /// Whether it is a container.
    pub container: bool,
    /// Whether somebody is logged in from another computer.
    pub ssh: bool,
    /// The terminal's name, as people know it.
    pub terminal: Option<String>,
}

/// The system that the program runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct System {
    /// Which one it is.
    pub kind: Kind,
    /// Whether the people sit at another computer: this one's Bluetooth is not beside them.
    pub over_ssh: bool,
    /// The terminal's name, as people know it, where it says it.
    pub terminal: Option<String>,
}

/// Which system it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Linux itself.
    Linux(Services),
    /// A terminal in a Flatpak, with the name of its application. Its sandbox hides the message bus.
    Flatpak(String),
    /// Linux inside Windows. No Bluetooth reaches it by default.
    Wsl,
    /// A container, which has no Bluetooth service of its own.
    Container,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

/// What starts services on a Linux system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Services {
    /// `systemctl`.
    Systemd,
    /// `rc-service`, as on Alpine and Gentoo.
    OpenRc,
    /// `sv`, as on Void.
    Runit,
    /// Something that is not known here.
    #[default]
    Unknown,
}

/// A service that Bluetooth needs on Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// The message bus of the system, D-Bus.
    Bus,
    /// `BlueZ`.
    Bluetooth,
}

impl System {
    /// The system with these facts.
    pub(crate) fn of(facts: &Facts) -> Self {
        let kind = match (facts.os, &facts.flatpak) {
            (Os::Windows, _) => Kind::Windows,
            (Os::MacOs, _) => Kind::MacOs,
            (Os::Linux, Some(application)) => Kind::Flatpak(application.clone()),
            // A container inside of WSL is as far from Bluetooth as WSL is.
            (Os::Linux, None) if facts.wsl => Kind::Wsl,
            (Os::Linux, None) if facts.container => Kind::Container,
            (Os::Linux, None) => Kind::Linux(facts.services),
        };
        Self { kind, over_ssh: facts.ssh, terminal: facts.terminal.clone() }
    }
}

impl Services {
    /// The name that its own people use; nothing for one that is not known.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Systemd => Some("systemd"),
            Self::OpenRc => Some("OpenRC"),
            Self::Runit => Some("runit"),
            Self::Unknown => None,
        }
    }

    /// The command that starts a service. Runit starts one that is linked into its folder, and then keeps it running.
    pub(crate) const fn start(self, service: Service) -> Option<&'static str> {
        Some(match (self, service) {
            (Self::Systemd, Service::Bus) => "sudo systemctl start dbus",
            (Self::Systemd, Service::Bluetooth) => "sudo systemctl start bluetooth",
            (Self::OpenRc, Service::Bus) => "sudo rc-service dbus start",
            (Self::OpenRc, Service::Bluetooth) => "sudo rc-service bluetooth start",
            (Self::Runit, Service::Bus) => "sudo ln -s /etc/sv/dbus /var/service/",
            (Self::Runit, Service::Bluetooth) => "sudo ln -s /etc/sv/bluetoothd /var/service/",
            (Self::Unknown, _) => return None,
        })
    }

    /// The command that restarts the Bluetooth service.
    pub(crate) const fn restart_bluetooth(self) -> Option<&'static str> {
        match self {
            Self::Systemd => Some("sudo systemctl restart bluetooth"),
            Self::OpenRc => Some("sudo rc-service bluetooth restart"),
            Self::Runit => Some("sudo sv restart bluetoothd"),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linux() -> Facts {
        Facts { os: Os::Linux, services: Services::Systemd, ..Facts::default() }
    }

    #[test]
    fn a_sandbox_counts_more_than_the_system_around_it() {
        let kind = |facts: Facts| System::of(&facts).kind;
        assert_eq!(kind(linux()), Kind::Linux(Services::Systemd));
        let flatpak = || Some("org.gnome.Builder".to_owned());
        assert_eq!(
            kind(Facts { flatpak: flatpak(), wsl: true, container: true, ..linux() }),
            Kind::Flatpak("org.gnome.Builder".to_owned())
        );
        assert_eq!(kind(Facts { wsl: true, container: true, ..linux() }), Kind::Wsl);
        assert_eq!(kind(Facts { container: true, ..linux() }), Kind::Container, "though systemd may run in it");
    }

    #[test]
    fn what_linux_shows_means_nothing_elsewhere() {
        for (os, kind) in [(Os::MacOs, Kind::MacOs), (Os::Windows, Kind::Windows)] {
            let system = System::of(&Facts { os, wsl: true, container: true, ssh: true, ..linux() });
            assert_eq!((system.kind, system.over_ssh), (kind, true));
        }
    }
}
