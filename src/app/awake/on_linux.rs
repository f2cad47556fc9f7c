//! The display of Linux: the desktop is asked over D-Bus.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use dbus::Message;
use dbus::arg::{OwnedFd, PropMap, Variant};
use dbus::channel::{BusType, Channel};

use super::Wakefulness;
use crate::app::desktop::{CALL_LIMIT, session_bus};

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
