//! What the fake `org.bluez` says on the bus by itself: properties that change, objects that come.

use dbus::arg::{PropMap, RefArg, Variant};
use dbus::{Message, Path};

use super::super::objects::{ADAPTER, CHARACTERISTIC, DEVICE, Interfaces};
use super::World;

/// What it says on the bus.
impl World {
    pub(super) fn hci(&self) -> String {
        format!("/org/bluez/{}", self.adapters.first().map_or("hci0", |adapter| &adapter.name))
    }

    pub(super) fn device_path(&self, address: &str) -> Path<'static> {
        Path::from(format!("{}/dev_{}", self.hci(), address.replace(':', "_")))
    }

    pub(super) fn send(&self, message: Message) {
        if let Some(channel) = &self.channel {
            let _ = channel.send(message);
        }
    }

    pub(super) fn properties_changed(&self, path: &Path<'_>, interface: &str, all: Vec<(&str, Box<dyn RefArg>)>) {
        let all: PropMap = all.into_iter().map(|(name, value)| (name.to_owned(), Variant(value))).collect();
        let signal = Message::new_signal(&**path, "org.freedesktop.DBus.Properties", "PropertiesChanged");
        self.send(signal.expect("a signal").append3(interface, all, Vec::<String>::new()));
    }

    pub(super) fn changed(&self, address: &str, all: Vec<(&str, Box<dyn RefArg>)>) {
        self.properties_changed(&self.device_path(address), DEVICE, all);
    }

    pub(super) fn adapter_changed(&self, all: Vec<(&str, Box<dyn RefArg>)>) {
        self.properties_changed(&Path::from(self.hci()), ADAPTER, all);
    }

    pub(super) fn value(&self, address: &str, below: &str, bytes: &[u8]) {
        let path = Path::from(format!("{}/{below}", self.device_path(address)));
        self.properties_changed(&path, CHARACTERISTIC, vec![("Value", Box::new(bytes.to_vec()))]);
    }

    pub(super) fn added(&self, path: &Path<'_>, interfaces: Interfaces) {
        let signal = Message::new_signal("/", "org.freedesktop.DBus.ObjectManager", "InterfacesAdded");
        self.send(signal.expect("a signal").append2(path.clone().into_static(), interfaces));
    }
}
