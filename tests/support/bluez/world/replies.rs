//! What the fake `org.bluez` answers to the calls that come in.

use std::collections::HashMap;
use std::ffi::CString;
use std::time::Instant;

use dbus::arg::{PropMap, Variant};
use dbus::{Message, Path};

use super::super::objects::{self, ADAPTER, DEVICE, Interfaces, SERVICE};
use super::{Fault, SECOND, Strap, World};

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
    pub fn answer(&mut self, message: Message) {
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
