//! A fake `org.bluez` for the real Bluetooth library: what btleplug and bleak touch of it, and every fault it can show.
//!
//! It is one thread on a private bus. Straps notify once a second while somebody is subscribed. The test holds the same
//! world and changes it: drops links with or without telling, lets calls hang or fail, takes the adapter away.
#![allow(dead_code, unused_imports, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// A stand-in lives in real time.
#![allow(clippy::disallowed_methods, clippy::struct_excessive_bools)]

pub mod bus;
pub mod heart;
mod objects;
pub mod talk;
mod world;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use dbus::Message;
use dbus::channel::Channel;

#[allow(unused_imports)]
pub use world::{Fault, Sent, Strap, World};

/// The fake service: its world outlives its process, as the real one's cache and air do.
pub struct Bluez {
    address: String,
    world: Arc<Mutex<World>>,
    running: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
}

impl Bluez {
    pub fn start(address: &str) -> Self {
        let mut bluez = Self { address: address.to_owned(), world: Arc::default(), running: None };
        bluez.restart();
        bluez
    }

    /// Its world, to look at and to change. What changes is told on the bus at once.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().expect("nobody fails while holding it")
    }

    /// It crashes: the links are gone, and nobody hears of it.
    pub fn kill(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            stop.store(true, Ordering::Relaxed);
            thread.join().expect("it ends in good order");
        }
        self.world().crash();
    }

    pub fn restart(&mut self) {
        let channel = Arc::new(connect(&self.address));
        self.world().begin(Arc::clone(&channel));
        let stop = Arc::new(AtomicBool::new(false));
        let (world, stopping) = (Arc::clone(&self.world), Arc::clone(&stop));
        let thread = std::thread::spawn(move || serve(&channel, &world, &stopping));
        self.running = Some((stop, thread));
    }
}

impl Drop for Bluez {
    fn drop(&mut self) {
        if let Some((stop, _)) = &self.running {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

fn connect(address: &str) -> Channel {
    let mut channel = Channel::open_private(address).expect("the bus listens");
    channel.register().expect("the bus greets");
    channel.set_watch_enabled(false);
    let name = Message::new_method_call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName");
    let name = name.expect("a message").append2("org.bluez", 4_u32);
    channel.send_with_reply_and_block(name, Duration::from_secs(5)).expect("the name is free");
    channel
}

fn serve(channel: &Channel, world: &Mutex<World>, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        // A bus that has gone away is the test's doing; the service is restarted with it.
        if channel.read_write(Some(Duration::from_millis(5))).is_err() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut world = world.lock().expect("nobody fails while holding it");
        while let Some(message) = channel.pop_message() {
            world.answer(message);
        }
        world.tick();
    }
    world.lock().expect("nobody fails while holding it").channel = None;
}
