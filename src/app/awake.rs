//! Keeps the display awake while a talk or a practice runs: nobody touches a key for minutes, and the figure must not go
//! dark. On Linux the desktop is asked over D-Bus; elsewhere nothing is done.
//!
//! A thread of its own asks and holds the connection, so that a bus that hangs delays nothing. When the connection
//! closes, the desktop forgets the request, even if the program was killed.

/// Whether the display stays awake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(all(feature = "ble", target_os = "linux")), allow(dead_code, reason = "nothing is asked there"))]
pub(crate) enum Wakefulness {
    /// The desktop keeps it on until it is told otherwise.
    Kept,
    /// The desktop can't be asked: its own settings hold.
    NotKept,
}

#[cfg(all(feature = "ble", target_os = "linux"))]
pub(crate) use on_linux::{Awake, look};

/// Nothing to hold.
#[cfg(not(all(feature = "ble", target_os = "linux")))]
pub(crate) struct Awake;

#[cfg(not(all(feature = "ble", target_os = "linux")))]
impl Awake {
    pub(crate) fn hold() -> Self {
        Self
    }
}

/// Whether the display can be kept awake; nothing where the program doesn't ask.
#[cfg(not(all(feature = "ble", target_os = "linux")))]
pub(crate) fn look() -> Option<Wakefulness> {
    None
}

#[cfg(all(feature = "ble", target_os = "linux"))]
mod on_linux {
    use std::collections::HashMap;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

    use dbus::Message;
    use dbus::arg::{OwnedFd, PropMap, Variant};
    use dbus::channel::{BusType, Channel};

    use super::Wakefulness;

    /// The longest that one call may take. Assumption: a desktop answers within it. The thread waits, nobody else.
    const CALL_LIMIT: Duration = Duration::from_secs(2);
    /// The longest that the doctor waits for the answer: three calls, and some time to connect.
    const LOOK_LIMIT: Duration = Duration::from_secs(7);
    /// Who asks, and why. Desktops show it in their settings.
    const WHO: &str = "breathmark";
    const WHY: &str = "A talk or a practice is going on";
    /// The portal's flag for "the session is not idle" (XDG Desktop Portal, Inhibit).
    const PORTAL_IDLE: u32 = 8;

    /// Keeps the display awake until it is dropped.
    pub(crate) struct Awake {
        _held: Option<Sender<()>>,
    }

    impl Awake {
        /// Asks the desktop, and waits for nothing.
        pub(crate) fn hold() -> Self {
            let (held, released) = channel();
            Self { _held: ask(released).map(|_| held) }
        }
    }

    /// Whether the display can be kept awake: asks, and takes it back at once.
    #[expect(clippy::unnecessary_wraps, reason = "on other systems there is no answer")]
    pub(crate) fn look() -> Option<Wakefulness> {
        let (held, released) = channel();
        let found = ask(released).and_then(|answer| answer.recv_timeout(LOOK_LIMIT).ok());
        drop(held);
        Some(found.unwrap_or(Wakefulness::NotKept))
    }

    /// Starts the thread that asks and holds until `released` has no sender left. Its answer comes through the channel.
    fn ask(released: Receiver<()>) -> Option<Receiver<Wakefulness>> {
        let (answer, answered) = channel();
        let hold = move || {
            let screen_saver = screen_saver();
            let portal = if screen_saver.is_none() { portal() } else { None };
            let kept = screen_saver.is_some() || portal.is_some();
            // Without a desktop, the system itself at least does not suspend.
            let system = if kept { None } else { login_manager() };
            let _ = answer.send(if kept { Wakefulness::Kept } else { Wakefulness::NotKept });
            let _ = released.recv();
            if let Some((channel, cookie)) = screen_saver
                && let Ok(call) = screen_saver_call("UnInhibit")
            {
                let _ = channel.send_with_reply_and_block(call.append1(cookie), CALL_LIMIT);
            }
            drop((portal, system));
        };
        std::thread::Builder::new().name("awake".to_owned()).spawn(hold).ok()?;
        Some(answered)
    }

    fn screen_saver() -> Option<(Channel, u32)> {
        let channel = session_bus()?;
        let call = screen_saver_call("Inhibit").ok()?.append2(WHO, WHY);
        let cookie = channel.send_with_reply_and_block(call, CALL_LIMIT).ok()?.read1().ok()?;
        Some((channel, cookie))
    }

    fn screen_saver_call(method: &str) -> Result<Message, String> {
        let name = "org.freedesktop.ScreenSaver";
        Message::new_method_call(name, "/org/freedesktop/ScreenSaver", name, method)
    }

    fn portal() -> Option<Channel> {
        let channel = session_bus()?;
        let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
        let call = Message::new_method_call(name, path, "org.freedesktop.portal.Inhibit", "Inhibit").ok()?;
        let mut options: PropMap = HashMap::new();
        options.insert("reason".to_owned(), Variant(Box::new(WHY.to_owned())));
        channel.send_with_reply_and_block(call.append3("", PORTAL_IDLE, options), CALL_LIMIT).ok()?;
        Some(channel)
    }

    fn login_manager() -> Option<OwnedFd> {
        let channel = Channel::get_private(BusType::System).ok()?;
        let (name, path) = ("org.freedesktop.login1", "/org/freedesktop/login1");
        let call = Message::new_method_call(name, path, "org.freedesktop.login1.Manager", "Inhibit").ok()?;
        let call = call.append3("idle", WHO, WHY).append1("block");
        channel.send_with_reply_and_block(call, CALL_LIMIT).ok()?.read1().ok()
    }

    /// The bus of the desktop's session. Its library would start one where there is none; nobody wants that here.
    fn session_bus() -> Option<Channel> {
        let named = std::env::var("DBUS_SESSION_BUS_ADDRESS").ok().filter(|address| address.starts_with("unix:"));
        let usual = || {
            let socket = std::path::PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR")?).join("bus");
            socket.exists().then(|| format!("unix:path={}", socket.display()))
        };
        let mut channel = Channel::open_private(&named.or_else(usual)?).ok()?;
        channel.register().ok()?;
        Some(channel)
    }
}
