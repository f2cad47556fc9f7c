//! The roles of a talk, and what a baseline says of one.

use serde::{Deserialize, Serialize};

/// What the person does, by the program's own turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sitting quietly, both silent.
    Quiet,
    /// The other speaks.
    Listening,
    /// This person speaks.
    Speaking,
}

/// All roles, in the order of their places.
pub(super) const ROLES: [Role; 3] = [Role::Quiet, Role::Listening, Role::Speaking];

/// The usual value of a quantity in one role, and its spread. The unit is that of the quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoleBaseline {
    /// The median.
    pub centre: f64,
    /// The robust standard deviation (1.4826 · MAD).
    pub spread: f64,
    /// How uncertain the centre is, as a standard deviation. It is 0 unless the centre is borrowed, or rests on few seconds.
    pub doubt: f64,
}
