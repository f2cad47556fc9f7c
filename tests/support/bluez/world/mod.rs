//! What the fake `org.bluez` knows: its adapter, the straps on the air, who listens to them, and what is wrong today.

mod replies;
mod signals;

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
    /// Whether its adverts name the service.
    pub announces: bool,
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
            announces: true,
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
