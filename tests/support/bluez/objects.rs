//! The objects of the fake `org.bluez` as D-Bus shows them: paths, properties, introspection.

use std::collections::HashMap;

use dbus::Path;
use dbus::arg::{PropMap, RefArg, Variant};

use super::world::{Adapter, Strap};

pub const ADAPTER: &str = "org.bluez.Adapter1";
pub const DEVICE: &str = "org.bluez.Device1";
pub const SERVICE: &str = "org.bluez.GattService1";
pub const CHARACTERISTIC: &str = "org.bluez.GattCharacteristic1";
pub const MEASUREMENT: &str = "service0010/char0011";
pub const LOCATION: &str = "service0010/char0014";
pub const BATTERY: &str = "service0020/char0021";

pub type Interfaces = HashMap<String, PropMap>;

fn props(all: Vec<(&str, Box<dyn RefArg>)>) -> PropMap {
    all.into_iter().map(|(name, value)| (name.to_owned(), Variant(value))).collect()
}

fn text(text: &str) -> Box<dyn RefArg> {
    Box::new(text.to_owned())
}

pub fn uuid(short: u16) -> String {
    format!("0000{short:04x}-0000-1000-8000-00805f9b34fb")
}

pub fn adapter(adapter: &Adapter) -> PropMap {
    props(vec![
        ("Address", text("00:AA:01:00:00:42")),
        ("AddressType", text("public")),
        ("Name", text("fake")),
        ("Alias", text("fake")),
        ("Class", Box::new(0_u32)),
        ("Powered", Box::new(adapter.powered)),
        ("Discoverable", Box::new(false)),
        ("Discovering", Box::new(adapter.discovering)),
        ("Modalias", text("usb:v1D6Bp0246d0542")),
        ("UUIDs", Box::new(Vec::<String>::new())),
        ("Roles", Box::new(vec!["central".to_owned(), "peripheral".to_owned()])),
    ])
}

pub fn device(strap: &Strap, adapter_path: &str) -> PropMap {
    let mut all = props(vec![
        ("Address", text(&strap.address)),
        ("AddressType", text("random")),
        ("Name", text(&strap.name)),
        ("Alias", text(&strap.name)),
        ("Adapter", Box::new(Path::from(adapter_path.to_owned()))),
        ("Paired", Box::new(false)),
        ("Bonded", Box::new(false)),
        ("Connected", Box::new(strap.connected)),
        ("Trusted", Box::new(false)),
        ("Blocked", Box::new(false)),
        ("LegacyPairing", Box::new(false)),
        ("ServicesResolved", Box::new(strap.resolved)),
        ("UUIDs", Box::new(uuids(strap))),
    ]);
    if let Some(rssi) = strap.rssi.filter(|_| strap.heard) {
        all.insert("RSSI".to_owned(), Variant(Box::new(rssi)));
    }
    all
}

fn uuids(strap: &Strap) -> Vec<String> {
    if strap.heart_rate && strap.announces { vec![uuid(0x180D), uuid(0x180F)] } else { vec![uuid(0x180F)] }
}

/// The services and characteristics of a strap, by path below the device.
pub fn attributes(strap: &Strap, device_path: &str) -> Vec<(String, String, PropMap)> {
    let service = |below: &str, short: u16| {
        let all = vec![
            ("UUID", text(&uuid(short))),
            ("Primary", Box::new(true) as Box<dyn RefArg>),
            ("Device", Box::new(Path::from(device_path.to_owned()))),
        ];
        (below.to_owned(), SERVICE.to_owned(), props(all))
    };
    let characteristic = |below: &str, short: u16, flags: &[&str]| {
        let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let parent = format!("{device_path}/{}", below.split('/').next().unwrap_or_default());
        let all = vec![
            ("UUID", text(&uuid(short))),
            ("Service", Box::new(Path::from(parent)) as Box<dyn RefArg>),
            ("Flags", Box::new(flags)),
            ("Notifying", Box::new(strap.notifying)),
            ("MTU", Box::new(517_u16)),
        ];
        (below.to_owned(), CHARACTERISTIC.to_owned(), props(all))
    };
    let mut all = vec![service("service0020", 0x180F), characteristic(BATTERY, 0x2A19, &["read"])];
    if strap.heart_rate {
        all.push(service("service0010", 0x180D));
        all.push(characteristic(MEASUREMENT, 0x2A37, &["notify"]));
        all.push(characteristic(LOCATION, 0x2A38, &["read"]));
    }
    all
}

/// Introspection: the interface, then the children. The library insists on that order.
pub fn introspection(interface: Option<&str>, children: &[String]) -> String {
    let interface = interface.map_or(String::new(), |name| format!("<interface name=\"{name}\"></interface>"));
    let children: Vec<String> = children.iter().map(|name| format!("<node name=\"{name}\"/>")).collect();
    format!("<node>{interface}{}</node>", children.concat())
}
