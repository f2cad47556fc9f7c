//! What is kept at home.

mod settings;
