//! The desktop of Linux, over the message bus of its session.

use std::collections::HashMap;
use std::time::Duration;

use dbus::Message;
use dbus::arg::PropMap;
use dbus::channel::Channel;

/// The longest that one call may take. Assumption: a desktop answers within it.
pub(super) const CALL_LIMIT: Duration = Duration::from_secs(2);
/// The desktop itself decides how long a notification is shown (Desktop Notifications Specification).
const USUAL_TIME: i32 = -1;

/// The bus of the desktop's session. Its library would start one where there is none; nobody wants that here.
pub(super) fn session_bus() -> Option<Channel> {
    let named = std::env::var("DBUS_SESSION_BUS_ADDRESS").ok().filter(|address| address.starts_with("unix:"));
    let usual = || {
        let socket = std::path::PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR")?).join("bus");
        socket.exists().then(|| format!("unix:path={}", socket.display()))
    };
    let mut channel = Channel::open_private(&named.or_else(usual)?).ok()?;
    channel.register().ok()?;
    Some(channel)
}

/// Shows a notification, if there is a desktop that does.
pub(crate) fn notify(title: &str, text: &str) {
    let name = "org.freedesktop.Notifications";
    let Some(channel) = session_bus() else { return };
    let Ok(call) = Message::new_method_call(name, "/org/freedesktop/Notifications", name, "Notify") else { return };
    let call = call.append3("breathmark", 0_u32, "").append2(title, text);
    let call = call.append3(Vec::<String>::new(), PropMap::from(HashMap::new()), USUAL_TIME);
    // Where no desktop shows it, it stands on standard error all the same.
    let _ = channel.send_with_reply_and_block(call, CALL_LIMIT);
}
