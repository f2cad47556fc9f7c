//! What the fake `org.bluez` knows: its adapter, the straps on the air, who listens to them, and what is wrong today.

use std::collections::HashMap;
use std::ffi::CString;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dbus::arg::{PropMap, RefArg, Variant};
use dbus::channel::Channel;
use dbus::{Message, Path};

use super::heart::Heart;
use super::objects::{self, ADAPTER, CHARACTERISTIC, DEVICE, Interfaces, SERVICE};

const SECOND: Duration = Duration::from_secs(1);
const ADVERT: Duration = Duration::from_millis(250);

/// What is wrong with a method.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It never returns, until it is released.
    Hang,
    /// It returns this error, so many times.
    Fail(&'static str, &'static str, u32),
    /// It returns these errors, one after the other.
    Series(Vec<(&'static str, &'static str)>),
}

/// A payload that a subscribed strap has sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub at: Instant,
    pub address: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct Adapter {
    pub name: String,
    pub powered: bool,
    pub discovering: bool,
    pub blocked: bool,
}

/// A strap, as its owner and the air know it.
#[derive(Clone, Debug)]
pub struct Strap {
    pub address: String,
    pub name: String,
    /// How strong it is on the air; none when it is out of range.
    pub rssi: Option<i16>,
    pub heart_rate: bool,
    pub battery: Option<u8>,
    pub location: u8,
    pub heart: Heart,
    /// Subscribed or not, it sends nothing by itself.
    pub mute: bool,
    /// The link is up, but the strap's side of it is dead: nothing comes until it is made anew.
    pub stalled: bool,
    /// Its services are never resolved.
    pub unresolved: bool,
    /// "Resolved" is said so much before the services can be seen.
    pub export_late: Option<Duration>,
    /// Whether the service knows it, holds it, and has found its services.
    pub known: bool,
    pub heard: bool,
    pub connected: bool,
    pub resolved: bool,
    pub exported: bool,
    pub notifying: bool,
    pub subscriptions: u32,
    next_packet: Option<Instant>,
    next_advert: Instant,
    export_at: Option<Instant>,
}

impl Strap {
    pub fn new(address: &str, name: &str, heart: Heart) -> Self {
        Self {
            address: address.to_owned(),
            name: name.to_owned(),
            rssi: Some(-60),
            heart_rate: true,
            battery: Some(83),
            location: 1,
            heart,
            mute: false,
            stalled: false,
            unresolved: false,
            export_late: None,
            known: false,
            heard: false,
            connected: false,
            resolved: false,
            exported: false,
            notifying: false,
            subscriptions: 0,
            next_packet: None,
            next_advert: Instant::now(),
            export_at: None,
        }
    }

    fn unlink(&mut self) {
        self.connected = false;
        self.resolved = false;
        self.notifying = false;
        self.stalled = false;
        self.next_packet = None;
    }
}

pub struct World {
    pub adapters: Vec<Adapter>,
    pub straps: Vec<Strap>,
    pub sent: Vec<Sent>,
    /// Every call that came in, by member and path.
    pub calls: Vec<(Instant, String, String)>,
    /// How fast the hearts and the straps' seconds run.
    pub speed: f64,
    pub faults: HashMap<String, Fault>,
    /// Nothing at all is answered.
    pub hung: bool,
    held: Vec<Message>,
    pub(super) channel: Option<Arc<Channel>>,
    began: Instant,
}

impl Default for World {
    fn default() -> Self {
        let adapter = Adapter { name: "hci0".to_owned(), powered: true, discovering: false, blocked: false };
        Self {
            adapters: vec![adapter],
            straps: Vec::new(),
            sent: Vec::new(),
            calls: Vec::new(),
            speed: 1.0,
            faults: HashMap::new(),
            hung: false,
            held: Vec::new(),
            channel: None,
            began: Instant::now(),
        }
    }
}

/// What the tests do to it.
impl World {
    pub fn strap(&mut self, address: &str) -> &mut Strap {
        self.straps.iter_mut().find(|strap| strap.address == address).expect("such a strap")
    }

    /// The link goes down, and the service says so.
    pub fn drop_link(&mut self, address: &str) {
        if self.strap(address).connected {
            self.drop_silently(address);
            self.changed(address, vec![("Connected", Box::new(false)), ("ServicesResolved", Box::new(false))]);
        }
    }

    /// The link goes down, and nobody says so.
    pub fn drop_silently(&mut self, address: &str) {
        self.strap(address).unlink();
    }

    /// The object vanishes without a word that the library would hear.
    pub fn forget(&mut self, address: &str) {
        self.drop_silently(address);
        let strap = self.strap(address);
        strap.known = false;
        strap.heard = false;
        strap.exported = false;
    }

    /// Sends a payload as the strap would, if somebody is subscribed.
    pub fn notify(&mut self, address: &str, bytes: &[u8]) {
        let strap = self.strap(address);
        if !strap.notifying || strap.stalled {
            return;
        }
        self.sent.push(Sent { at: Instant::now(), address: address.to_owned(), bytes: bytes.to_vec() });
        self.value(address, objects::MEASUREMENT, bytes);
    }

    pub fn unplug(&mut self) {
        self.adapters.clear();
        self.forget_all();
    }

    /// Every adapter gets another name, as the kernel gives it.
    pub fn plug(&mut self, name: &str) {
        self.adapters.push(Adapter { name: name.to_owned(), powered: true, discovering: false, blocked: false });
        let path = Path::from(format!("/org/bluez/{name}"));
        let interfaces = HashMap::from([(ADAPTER.to_owned(), objects::adapter(&self.adapters[0]))]);
        self.added(&path, interfaces);
    }

    pub fn power(&mut self, on: bool) {
        let addresses: Vec<String> = self.straps.iter().map(|strap| strap.address.clone()).collect();
        if !on {
            for address in &addresses {
                self.drop_link(address);
            }
        }
        self.adapters[0].powered = on;
        self.adapters[0].discovering = false;
        self.adapter_changed(vec![("Powered", Box::new(on)), ("Discovering", Box::new(false))]);
    }

    pub fn fault(&mut self, member: &str, fault: Fault) {
        self.faults.insert(member.to_owned(), fault);
    }

    /// What hung is answered now, late.
    pub fn release(&mut self) {
        self.hung = false;
        self.faults.clear();
        for message in std::mem::take(&mut self.held) {
            self.answer(message);
        }
    }

    pub fn count(&self, member: &str, path_end: &str) -> usize {
        self.calls.iter().filter(|(_, name, path)| name == member && path.ends_with(path_end)).count()
    }

    fn forget_all(&mut self) {
        for strap in &mut self.straps {
            strap.unlink();
            (strap.known, strap.heard, strap.exported) = (false, false, false);
        }
    }

    pub(super) fn begin(&mut self, channel: Arc<Channel>) {
        self.channel = Some(channel);
    }

    pub(super) fn crash(&mut self) {
        self.straps.iter_mut().for_each(Strap::unlink);
        self.adapters.iter_mut().for_each(|adapter| adapter.discovering = false);
        self.held.clear();
    }
}

/// What goes on by itself.
impl World {
    pub(super) fn tick(&mut self) {
        let now = Instant::now();
        if self.channel.is_none() || self.hung {
            return;
        }
        let discovering = self.adapters.iter().any(|adapter| adapter.discovering && adapter.powered);
        for index in 0..self.straps.len() {
            self.export(index, now);
            if discovering {
                self.advertise(index, now);
            }
            self.send_due(index, now);
        }
    }

    fn export(&mut self, index: usize, now: Instant) {
        if self.straps[index].export_at.is_some_and(|at| at <= now) {
            self.straps[index].export_at = None;
            self.show_services(index);
        }
    }

    fn send_due(&mut self, index: usize, now: Instant) {
        let (began, speed, period) = (self.began, self.speed, SECOND.div_f64(self.speed));
        let strap = &mut self.straps[index];
        let Some(at) = strap.next_packet.filter(|at| *at <= now) else { return };
        strap.next_packet = Some(at + period);
        // The heart beats on, whether or not anybody is told.
        let bytes = strap.heart.packet((at - began).as_secs_f64() * speed);
        if strap.mute {
            return;
        }
        let address = strap.address.clone();
        self.notify(&address, &bytes);
    }

    fn advertise(&mut self, index: usize, now: Instant) {
        let strap = &mut self.straps[index];
        let Some(rssi) = strap.rssi.filter(|_| !strap.connected && strap.next_advert <= now) else { return };
        strap.next_advert = now + ADVERT;
        strap.heard = true;
        let address = strap.address.clone();
        if std::mem::replace(&mut strap.known, true) {
            self.changed(&address, vec![("RSSI", Box::new(rssi))]);
        } else {
            let path = self.device_path(&address);
            let interfaces = HashMap::from([(DEVICE.to_owned(), objects::device(&self.straps[index], &self.hci()))]);
            self.added(&path, interfaces);
        }
    }

    fn show_services(&mut self, index: usize) {
        self.straps[index].exported = true;
        let path = self.device_path(&self.straps[index].address);
        for (below, interface, all) in objects::attributes(&self.straps[index], &path) {
            self.added(&Path::from(format!("{path}/{below}")), HashMap::from([(interface, all)]));
        }
    }
}

/// What it says on the bus.
impl World {
    fn hci(&self) -> String {
        format!("/org/bluez/{}", self.adapters.first().map_or("hci0", |adapter| &adapter.name))
    }

    fn device_path(&self, address: &str) -> Path<'static> {
        Path::from(format!("{}/dev_{}", self.hci(), address.replace(':', "_")))
    }

    fn send(&self, message: Message) {
        if let Some(channel) = &self.channel {
            let _ = channel.send(message);
        }
    }

    fn properties_changed(&self, path: &Path<'_>, interface: &str, all: Vec<(&str, Box<dyn RefArg>)>) {
        let all: PropMap = all.into_iter().map(|(name, value)| (name.to_owned(), Variant(value))).collect();
        let signal = Message::new_signal(&**path, "org.freedesktop.DBus.Properties", "PropertiesChanged");
        self.send(signal.expect("a signal").append3(interface, all, Vec::<String>::new()));
    }

    fn changed(&self, address: &str, all: Vec<(&str, Box<dyn RefArg>)>) {
        self.properties_changed(&self.device_path(address), DEVICE, all);
    }

    fn adapter_changed(&self, all: Vec<(&str, Box<dyn RefArg>)>) {
        self.properties_changed(&Path::from(self.hci()), ADAPTER, all);
    }

    fn value(&self, address: &str, below: &str, bytes: &[u8]) {
        let path = Path::from(format!("{}/{below}", self.device_path(address)));
        self.properties_changed(&path, CHARACTERISTIC, vec![("Value", Box::new(bytes.to_vec()))]);
    }

    fn added(&self, path: &Path<'_>, interfaces: Interfaces) {
        let signal = Message::new_signal("/", "org.freedesktop.DBus.ObjectManager", "InterfacesAdded");
        self.send(signal.expect("a signal").append2(path.clone().into_static(), interfaces));
    }
}

/// An error of D-Bus: its name and its words.
type Refusal = (String, String);

/// How a call goes wrong.
enum Wrong {
    Silent,
    Refused(Refusal),
}

fn refusal(name: &str, words: &str) -> Refusal {
    (name.to_owned(), words.to_owned())
}

fn unknown_object() -> Refusal {
    refusal("org.freedesktop.DBus.Error.UnknownObject", "no such object")
}

/// What it answers.
impl World {
    pub(super) fn answer(&mut self, message: Message) {
        let (Some(member), Some(path)) = (message.member(), message.path()) else { return };
        if message.msg_type() != dbus::MessageType::MethodCall {
            return;
        }
        let (member, path) = (member.to_string(), path.to_string());
        self.calls.push((Instant::now(), member.clone(), path.clone()));
        let faulty = self.faulty(&member);
        let reply = match faulty {
            _ if self.hung => return self.held.push(message),
            Some(Wrong::Silent) => return self.held.push(message),
            Some(Wrong::Refused(refused)) => {
                self.connect_in_vain(&path, &refused);
                Err(refused)
            }
            None => self.reply(&message, &member, &path),
        };
        self.send(
            reply.unwrap_or_else(|(name, words)| {
                message.error(&name.into(), &CString::new(words).expect("no zero in it"))
            }),
        );
    }

    /// With this error a link was up for a moment, and the service says so.
    fn connect_in_vain(&self, path: &str, (_, words): &Refusal) {
        let strap = self.straps.iter().find(|strap| path == &*self.device_path(&strap.address));
        if let Some(strap) = strap.filter(|_| words == "le-connection-abort-by-local") {
            for up in [true, false] {
                self.changed(&strap.address, vec![("Connected", Box::new(up))]);
            }
        }
    }

    /// What is wrong with this call: nothing, an error, or no answer at all.
    fn faulty(&mut self, member: &str) -> Option<Wrong> {
        match self.faults.get_mut(member)? {
            Fault::Hang => Some(Wrong::Silent),
            Fault::Fail(.., 0) => None,
            Fault::Fail(name, words, left) => {
                *left -= 1;
                Some(Wrong::Refused(refusal(name, words)))
            }
            Fault::Series(errors) => {
                let (name, words) = errors.remove(0);
                if errors.is_empty() {
                    self.faults.remove(member);
                }
                Some(Wrong::Refused(refusal(name, words)))
            }
        }
    }

    fn reply(&mut self, message: &Message, member: &str, path: &str) -> Result<Message, Refusal> {
        let back = message.method_return();
        if member == "GetManagedObjects" {
            return Ok(back.append1(self.everything()));
        }
        if path == "/" || path == "/org" || path == "/org/bluez" {
            return Err(refusal("org.freedesktop.DBus.Error.UnknownMethod", "not here"));
        }
        let adapter = self.adapters.iter().position(|adapter| path == format!("/org/bluez/{}", adapter.name));
        if let Some(adapter) = adapter {
            return self.adapter_reply(adapter, message, member);
        }
        let known = |strap: &&Strap| strap.known && !self.adapters.is_empty();
        let strap = self.straps.iter().filter(known).find(|strap| {
            let device = self.device_path(&strap.address);
            path == &*device || (path.starts_with(&format!("{device}/")) && strap.exported)
        });
        let address = strap.ok_or_else(unknown_object)?.address.clone();
        match path.strip_prefix(&format!("{}/", self.device_path(&address))) {
            None => self.device_reply(&address, message, member),
            Some(below) => self.attribute_reply(&address, below, message, member),
        }
    }

    fn everything(&self) -> HashMap<Path<'static>, Interfaces> {
        let mut all = HashMap::new();
        for adapter in &self.adapters {
            let path = Path::from(format!("/org/bluez/{}", adapter.name));
            all.insert(path, HashMap::from([(ADAPTER.to_owned(), objects::adapter(adapter))]));
        }
        for strap in self.straps.iter().filter(|strap| strap.known && !self.adapters.is_empty()) {
            let path = self.device_path(&strap.address);
            all.insert(path.clone(), HashMap::from([(DEVICE.to_owned(), objects::device(strap, &self.hci()))]));
            for (below, interface, props) in objects::attributes(strap, &path).into_iter().filter(|_| strap.exported) {
                all.insert(Path::from(format!("{path}/{below}")), HashMap::from([(interface, props)]));
            }
        }
        all
    }

    fn adapter_reply(&mut self, index: usize, message: &Message, member: &str) -> Result<Message, Refusal> {
        let back = message.method_return();
        let adapter = &mut self.adapters[index];
        match member {
            "GetAll" => Ok(back.append1(objects::adapter(adapter))),
            "Get" => property(message, &objects::adapter(adapter)),
            "Set" if adapter.blocked => Err(refusal("org.bluez.Error.Blocked", "Blocked through rfkill")),
            "Set" => {
                if !adapter.powered {
                    self.power(true);
                }
                Ok(back)
            }
            "StartDiscovery" if !adapter.powered => Err(refusal("org.bluez.Error.NotReady", "Resource Not Ready")),
            "StartDiscovery" | "StopDiscovery" => {
                adapter.discovering = member == "StartDiscovery";
                let on = adapter.discovering;
                // When a scan ends the strengths are forgotten.
                self.straps.iter_mut().for_each(|strap| strap.heard &= on);
                self.adapter_changed(vec![("Discovering", Box::new(on))]);
                Ok(back)
            }
            "Introspect" => Ok(back.append1(objects::introspection(Some(ADAPTER), &[]))),
            _ => Ok(back),
        }
    }

    fn device_reply(&mut self, address: &str, message: &Message, member: &str) -> Result<Message, Refusal> {
        let back = message.method_return();
        let hci = self.hci();
        let strap = self.strap(address);
        match member {
            "GetAll" => Ok(back.append1(objects::device(strap, &hci))),
            "Get" => property(message, &objects::device(strap, &hci)),
            "Introspect" => {
                let services = ["service0010", "service0020"].map(str::to_owned);
                let seen = if !strap.exported {
                    &[][..]
                } else if strap.heart_rate {
                    &services
                } else {
                    &services[1..]
                };
                Ok(back.append1(objects::introspection(Some(DEVICE), seen)))
            }
            "Connect" => self.connect(address).map(|()| back),
            "Disconnect" => {
                self.drop_link(address);
                Ok(back)
            }
            _ => Err(refusal("org.freedesktop.DBus.Error.UnknownMethod", member)),
        }
    }

    fn connect(&mut self, address: &str) -> Result<(), Refusal> {
        if !self.adapters[0].powered {
            return Err(refusal("org.bluez.Error.NotReady", "Resource Not Ready"));
        }
        let index = self.straps.iter().position(|strap| strap.address == address).expect("it is known");
        let strap = &mut self.straps[index];
        if strap.rssi.is_none() && !strap.connected {
            return Err(refusal("org.bluez.Error.Failed", "le-connection-abort-by-local"));
        }
        strap.connected = true;
        strap.heard = false;
        let (resolves, late) = (!strap.unresolved, strap.export_late);
        strap.resolved = resolves;
        self.changed(address, vec![("Connected", Box::new(true))]);
        if resolves {
            match late {
                Some(late) if !self.straps[index].exported => {
                    self.straps[index].export_at = Some(Instant::now() + late);
                }
                _ => self.show_services(index),
            }
            self.changed(address, vec![("ServicesResolved", Box::new(true))]);
        }
        Ok(())
    }

    fn attribute_reply(
        &mut self,
        address: &str,
        below: &str,
        message: &Message,
        member: &str,
    ) -> Result<Message, Refusal> {
        let back = message.method_return();
        let path = self.device_path(address);
        let strap = self.strap(address);
        let all = objects::attributes(strap, &path);
        let (_, interface, props) = all.iter().find(|(own, ..)| own == below).ok_or_else(unknown_object)?;
        let is_service = interface == SERVICE;
        match member {
            "GetAll" => Ok(back.append1(props)),
            "Get" => property(message, props),
            "Introspect" if is_service => {
                let own = all.iter().filter_map(|(other, ..)| other.strip_prefix(&format!("{below}/")));
                let children: Vec<String> = own.map(str::to_owned).collect();
                Ok(back.append1(objects::introspection(Some(interface), &children)))
            }
            "Introspect" => Ok(back.append1(objects::introspection(Some(interface), &[]))),
            _ if !strap.connected => Err(refusal("org.bluez.Error.Failed", "Not connected")),
            "StartNotify" => {
                self.subscribe(address);
                Ok(back)
            }
            "StopNotify" => {
                let strap = self.strap(address);
                (strap.notifying, strap.next_packet) = (false, None);
                Ok(back)
            }
            "ReadValue" => self.read(address, below).map(|bytes| back.append1(bytes)),
            _ => Err(refusal("org.freedesktop.DBus.Error.UnknownMethod", member)),
        }
    }

    /// The service subscribes: asked for, or by itself.
    pub fn subscribe(&mut self, address: &str) {
        let elapsed = self.began.elapsed().as_secs_f64() * self.speed;
        let period = SECOND.div_f64(self.speed);
        let strap = self.strap(address);
        if !strap.notifying {
            (strap.notifying, strap.subscriptions) = (true, strap.subscriptions + 1);
            // What beat before is told to nobody.
            strap.heart.packet(elapsed);
            strap.next_packet = Some(Instant::now() + period);
        }
    }

    fn read(&mut self, address: &str, below: &str) -> Result<Vec<u8>, Refusal> {
        let strap = self.strap(address);
        let unreadable = || refusal("org.bluez.Error.NotSupported", "Operation is not supported");
        match below {
            objects::BATTERY => strap.battery.map(|percent| vec![percent]).ok_or_else(unreadable),
            objects::LOCATION => Ok(vec![strap.location]),
            _ => Err(unreadable()),
        }
    }
}

fn property(message: &Message, all: &PropMap) -> Result<Message, Refusal> {
    let (_, name): (Option<&str>, Option<&str>) = message.get2();
    let value = all.get(name.unwrap_or_default());
    let value = value.ok_or_else(|| refusal("org.freedesktop.DBus.Error.InvalidArgs", "no such property"))?;
    Ok(message.method_return().append1(Variant(value.0.box_clone())))
}
