//! What goes into a session and comes out of it, kept as it happens.

use std::io::{self, Write};

use crate::input::{Input, Stamped};
use crate::journal::write::Writer;
use crate::moment::Moment;
use crate::session::Session;

/// A session with its journal and, if wanted, a stream of its outputs as JSON lines.
pub struct Record {
    /// The session.
    pub session: Session,
    journal: Option<Writer>,
    outputs: Option<Box<dyn Write>>,
    line: Vec<u8>,
    /// Why the journal lags behind, while it does.
    unkept: Option<io::Error>,
    /// Why the outputs have stopped.
    unsaid: Option<io::Error>,
}

impl Record {
    /// Keeps `session` in `journal` and its outputs in `outputs`.
    pub fn new(session: Session, journal: Option<Writer>, outputs: Option<Box<dyn Write>>) -> Self {
        Self { session, journal, outputs, line: Vec::with_capacity(256), unkept: None, unsaid: None }
    }

    /// Takes in one input: first into the journal, raw, then into the session.
    pub fn take(&mut self, at: Moment, input: Input) {
        // What the journal says must be what the session did: a stamp from before its last wake counts as now.
        let stamped = Stamped { at: at.max(self.session.now()), input };
        if let Some(journal) = &mut self.journal {
            // Trouble with the disk must not end a talk; it is shown while it lasts, and said again at the end.
            self.unkept = journal.write(&stamped).err();
        }
        self.session.handle(stamped.at, &stamped.input);
        self.drain();
    }

    /// Lets the session's time pass.
    pub fn advance(&mut self, to: Moment) {
        self.session.advance(to);
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(told) = self.session.poll() {
            if let Some(outputs) = self.outputs.as_mut().filter(|_| self.unsaid.is_none()) {
                self.line.clear();
                let written = serde_json::to_writer(&mut self.line, &told).map_err(io::Error::from);
                self.line.push(b'\n');
                self.unsaid = written.and_then(|()| outputs.write_all(&self.line)).err();
            }
        }
    }

    /// Why the journal lags behind what happens, while it does.
    pub fn unkept(&self) -> Option<&io::Error> {
        self.unkept.as_ref()
    }

    /// Why the outputs have stopped, if they have.
    pub fn unsaid(&self) -> Option<&io::Error> {
        self.unsaid.as_ref()
    }

    /// Where the journal is, if there is one.
    pub fn journal_path(&self) -> Option<&std::path::Path> {
        self.journal.as_ref().map(Writer::path)
    }

    /// Writes out what is still buffered.
    pub fn finish(&mut self) {
        if let Some(outputs) = self.outputs.as_mut().filter(|_| self.unsaid.is_none()) {
            self.unsaid = outputs.flush().err();
        }
    }
}
