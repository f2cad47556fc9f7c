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
    trouble: Option<io::Error>,
}

impl Record {
    /// Keeps `session` in `journal` and its outputs in `outputs`.
    pub fn new(session: Session, journal: Option<Writer>, outputs: Option<Box<dyn Write>>) -> Self {
        Self { session, journal, outputs, line: Vec::with_capacity(256), trouble: None }
    }

    /// Takes in one input: first into the journal, raw, then into the session.
    pub fn take(&mut self, at: Moment, input: Input) {
        // What the journal says must be what the session did: a stamp from before its last wake counts as now.
        let stamped = Stamped { at: at.max(self.session.now()), input };
        if let Some(journal) = &mut self.journal {
            let written = journal.write(&stamped);
            self.note(written);
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
            if let Some(outputs) = &mut self.outputs {
                self.line.clear();
                let written = serde_json::to_writer(&mut self.line, &told).map_err(io::Error::from);
                self.line.push(b'\n');
                let written = written.and_then(|()| outputs.write_all(&self.line));
                self.note(written);
            }
        }
    }

    /// Trouble with the disk must not end a talk; it is shown, and said again at the end.
    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble.get_or_insert(error);
        }
    }

    /// The first write that failed, if one did.
    pub fn trouble(&self) -> Option<&io::Error> {
        self.trouble.as_ref()
    }

    /// Where the journal is, if there is one.
    pub fn journal_path(&self) -> Option<&std::path::Path> {
        self.journal.as_ref().map(Writer::path)
    }

    /// Writes out what is still buffered.
    pub fn finish(&mut self) {
        if let Some(outputs) = &mut self.outputs {
            let flushed = outputs.flush();
            self.note(flushed);
        }
    }
}
