//! What is seen: one file per screen, small widgets, keys, theme. It reads a [`scene::Scene`] and nothing else.

pub mod scene;
