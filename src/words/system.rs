//! The words for the system that the program runs on, and for what to do there about Bluetooth.

#![allow(missing_docs, reason = "words/en.toml says what each is")]

use serde::Deserialize;

use super::text::Phrase;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    pub name: String,
    pub linux: String,
    pub linux_with: Phrase,
    pub flatpak: String,
    pub wsl: String,
    pub container: String,
    pub over_ssh: Phrase,
    pub near: String,
    pub this_terminal: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bluetooth {
    pub or_talk: String,
    pub or_practice: String,
    pub linux: BluetoothOnLinux,
    pub windows: BluetoothOnWindows,
    pub macos: BluetoothOnMacOs,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BluetoothOnLinux {
    pub start_bus: Phrase,
    pub start_bus_somehow: String,
    pub start_service: Phrase,
    pub start_service_somehow: String,
    pub restart: Phrase,
    pub restart_somehow: String,
    pub flatpak: Phrase,
    pub wsl: String,
    pub container: String,
    pub permission: String,
    pub adapter: String,
    pub blocked: String,
    pub off: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BluetoothOnWindows {
    pub service: String,
    pub permission: String,
    pub adapter: String,
    pub off: String,
    pub again: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BluetoothOnMacOs {
    pub refused: Phrase,
    pub permission: Phrase,
    pub at_the_mac: String,
    pub adapter: String,
    pub off: String,
    pub again: String,
}
