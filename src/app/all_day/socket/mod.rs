//! The lines for other programs, over a Unix socket that only its owner can open. Other systems have none.

#[cfg(unix)]
mod ask;
#[cfg(unix)]
mod bind;
#[cfg(not(unix))]
mod none;
#[cfg(unix)]
mod readers;
#[cfg(unix)]
mod server;

use std::io;
use std::path::PathBuf;

#[cfg(unix)]
pub(crate) use ask::last_line;
#[cfg(not(unix))]
pub(crate) use none::{Server, last_line};
#[cfg(unix)]
pub(crate) use server::Server;

/// Why there is no socket. Each sentence says what to do.
#[cfg_attr(not(unix), allow(dead_code, reason = "without sockets there is one reason"))]
#[derive(Debug, thiserror::Error)]
pub(crate) enum SocketError {
    /// Another one is answered.
    #[error("another `breathmark cue` runs already, at {}. Stop that one first, or name another `--socket`.", .0.display())]
    Taken(PathBuf),
    /// A program answers that says nothing of breathmark, or nothing in time.
    #[error("a program answers at {} already. Stop that one first, or name another `--socket`.", .0.display())]
    Answered(PathBuf),
    /// The folder can't be made.
    #[error("I can't make the folder {} for the socket: {why}. Name a path of your own with `--socket`.", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// Something holds the folder.
    #[error("another program holds {} locked. Try again, or name a path in another folder with `--socket`.", .0.display())]
    Locked(PathBuf),
    /// Something else has the name.
    #[error("{} is there already and is no socket. It stays as it is; name another path with `--socket`.", .0.display())]
    NoSocket(PathBuf),
    /// The system takes no path of this length.
    #[error("{} is too long for a socket. Name a shorter path with `--socket`.", .0.display())]
    TooLong(PathBuf),
    /// The system refuses.
    #[error("I can't make the socket {}: {why}. Check the folder, or name another path with `--socket`.", path.display())]
    Refused {
        /// The path.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// Nobody answers at the path.
    #[error("no `breathmark cue` runs at {}. Start it first, or name its `--socket`.", .0.display())]
    NobodyThere(PathBuf),
    /// A program answers that is no `breathmark cue`, or one that hangs.
    #[error("what answers at {} says nothing of breathmark. Name the `--socket` of a running `breathmark cue`.", .0.display())]
    Strange(PathBuf),
    /// This system has no Unix sockets.
    #[cfg_attr(unix, expect(dead_code, reason = "a Unix system has them"))]
    #[error("this system has no Unix sockets; leave out `--socket` and `--once`")]
    NotHere,
}
