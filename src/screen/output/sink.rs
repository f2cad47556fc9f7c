//! Standard output as the system has it: writing to it, and throwing away what a terminal was sent and nobody reads.

use std::time::Duration;

pub(super) use system::{discard_sent, is_closed, write_all};
pub(crate) use system::{has_unread, reader_is_gone, standard_error_takes};

/// Whether a terminal has been closed.
#[cfg(unix)]
pub(crate) fn has_hung_up(terminal: impl std::os::fd::AsFd) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut fds = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut fds, Some(&Timespec::default())).is_ok() && fds[0].revents().contains(PollFlags::HUP)
}

#[cfg(unix)]
mod system {
    use std::io::{self, IsTerminal as _};

    use super::Duration;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{FileType, fstat};
    use rustix::io::{Errno, ioctl_fionread};
    use rustix::termios::{Action, QueueSelector, tcflow, tcflush};

    use super::has_hung_up;

    /// Writes everything. It takes no lock of standard output, so that nobody else waits for a terminal that stalls. A
    /// program that shares the terminal may have set it not to wait: that is waited for here.
    pub(in super::super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
        let out = io::stdout();
        while !bytes.is_empty() {
            match rustix::io::write(&out, bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = &bytes[written..],
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    // If that fails, the next attempt to write says why.
                    let _ = poll(&mut [PollFd::new(&out, PollFlags::OUT)], None);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Whether standard error has room for a sentence, or fails at once, within `limit`.
    pub(crate) fn standard_error_takes(limit: Duration) -> bool {
        let err = io::stderr();
        let mut fds = [PollFd::new(&err, PollFlags::OUT)];
        poll(&mut fds, Timespec::try_from(limit).as_ref().ok()).is_ok_and(|ready| ready > 0)
    }

    /// Whether standard output is a terminal that has been closed.
    pub(in super::super) fn is_closed() -> bool {
        has_hung_up(io::stdout())
    }

    /// Whether nobody can read standard output any more: its terminal is closed, or the reader of its pipe has gone.
    pub(crate) fn reader_is_gone() -> bool {
        let out = io::stdout();
        let mut fds = [PollFd::new(&out, PollFlags::empty())];
        let gone = PollFlags::HUP | PollFlags::ERR;
        poll(&mut fds, Some(&Timespec::default())).is_ok() && fds[0].revents().intersects(gone)
    }

    /// Whether standard output is a pipe with bytes that its reader has not read yet, where the system tells.
    pub(crate) fn has_unread() -> bool {
        let out = io::stdout();
        let is_pipe = fstat(&out).is_ok_and(|file| FileType::from_raw_mode(file.st_mode).is_fifo());
        is_pipe && ioctl_fionread(&out).is_ok_and(|unread| unread > 0)
    }

    /// Throws away what the system holds for the terminal, and lets a thread go on that waits for room there.
    pub(in super::super) fn discard_sent() {
        let out = io::stdout();
        if out.is_terminal() {
            // A terminal that is closed has nothing to throw away. Flushing alone wakes nobody on Linux; starting does.
            let _ = tcflush(&out, QueueSelector::OFlush);
            let _ = tcflow(&out, Action::OOff).and_then(|()| tcflow(&out, Action::OOn));
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io::{self, Write as _};

    use super::Duration;

    /// There nobody can tell.
    pub(crate) fn standard_error_takes(_limit: Duration) -> bool {
        true
    }

    pub(in super::super) fn write_all(bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush())
    }

    /// There a closed terminal ends the program by itself.
    pub(in super::super) fn is_closed() -> bool {
        false
    }

    /// There nobody can tell.
    pub(crate) fn reader_is_gone() -> bool {
        false
    }

    /// There nobody can tell.
    pub(crate) fn has_unread() -> bool {
        false
    }

    /// There is no way to do that.
    pub(in super::super) fn discard_sent() {}
}
