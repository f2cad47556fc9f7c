//! A session with its journal and its stream of outputs.

use std::io::{self, Write};
use std::time::Instant;

use crate::clock;
use crate::event::input::{Input, Stamped};
use crate::event::moment::Moment;
use crate::session::output::{Output, StampedOutput};
use crate::session::{Script, Session};
use crate::store::journal::write::Writer;
use crate::talk::outline::{Outline, OutlineSoFar};
use crate::talk::{Phase, Stage, Step};

/// A stage that the session has come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StageSeen {
    /// The stage.
    pub(crate) stage: Stage,
    /// The step that a shared breath leads to, while it lasts.
    pub(crate) leads_to: Option<Step>,
    /// When the session decided on it.
    pub(crate) decided: Instant,
}

/// A session with its journal and, if wanted, a stream of its outputs as JSON lines.
pub struct Record {
    /// The session.
    pub session: Session,
    journal: Option<Writer>,
    /// Whether a notification has come, or a talk has begun.
    has_content: bool,
    outputs: Option<Box<dyn Write>>,
    /// Whether the outputs leave the hearts out.
    only_stages: bool,
    line: Vec<u8>,
    /// The stages of the last outputs, until somebody takes them.
    stages: Vec<StageSeen>,
    /// How the talk has gone so far.
    outline: OutlineSoFar,
    /// Why the journal lags behind, while it does.
    unkept: Option<io::Error>,
    /// Why the outputs have stopped.
    unsaid: Option<io::Error>,
}

impl Record {
    /// Keeps `session` in `journal` and its outputs in `outputs`.
    pub fn new(session: Session, journal: Option<Writer>, outputs: Option<Box<dyn Write>>) -> Self {
        Self {
            session,
            journal,
            has_content: false,
            outputs,
            only_stages: false,
            line: Vec::with_capacity(256),
            stages: Vec::new(),
            outline: OutlineSoFar::default(),
            unkept: None,
            unsaid: None,
        }
    }

    /// Leaves the hearts out of the outputs, and rounds the stages down to whole seconds. What is left says nothing of whose
    /// heart, or whose key, began a pause.
    #[must_use]
    pub(crate) fn without_hearts(mut self) -> Self {
        self.only_stages = true;
        self
    }

    /// Takes in one input: first into the journal, raw, then into the session.
    pub fn take(&mut self, at: Moment, input: Input) {
        // The journal must hold what the session did: a stamp from before the session's last wake counts as now.
        let stamped = Stamped { at: at.max(self.session.now()), input };
        if let Some(journal) = &mut self.journal {
            // A full disk must not end a talk. The screen shows the error while it lasts, and the end reports it again.
            self.unkept = journal.write(&stamped).err();
        }
        self.has_content |= matches!(stamped.input, Input::Notification { .. });
        self.session.handle(stamped.at, &stamped.input);
        self.drain();
    }

    /// Lets the session's time pass.
    pub fn advance(&mut self, to: Moment) {
        if let (None, Some(journal)) = (&self.unkept, &self.journal) {
            self.unkept = journal.was_noticed().err();
        }
        self.session.advance(to);
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(stamped) = self.session.poll() {
            self.has_content |= matches!(&stamped.output, Output::Stage { stage } if stage.is_of_a_talk());
            if let Output::Stage { stage } = stamped.output {
                let leads_to = self.leads_to().filter(|_| stage == Stage::Breath);
                self.outline.enter(stamped.at, stage);
                self.stages.push(StageSeen { stage, leads_to, decided: clock::now() });
            }
            self.say(stamped);
        }
    }

    /// Writes an output to the stream of outputs, if there is one.
    fn say(&mut self, mut stamped: StampedOutput) {
        let Some(outputs) = self.outputs.as_mut().filter(|_| self.unsaid.is_none()) else { return };
        if self.only_stages {
            if !matches!(stamped.output, Output::Stage { .. }) {
                return;
            }
            stamped.at = Moment::from_secs(stamped.at.whole_seconds());
        }
        self.line.clear();
        let written = serde_json::to_writer(&mut self.line, &stamped).map_err(io::Error::from);
        self.line.push(b'\n');
        self.unsaid = written.and_then(|()| outputs.write_all(&self.line)).err();
    }

    /// The step that a shared breath leads to, if there is one now.
    fn leads_to(&self) -> Option<Step> {
        match self.session.script() {
            Script::Talk(talk) => match talk.phase() {
                Phase::Breath(_, step, _) => Some(*step),
                _ => None,
            },
            Script::Practice(_) => None,
        }
    }

    /// How the talk went until now; nothing if there was none.
    pub(crate) fn outline(&self) -> Option<Outline> {
        self.outline.has_talk().then(|| self.outline.ended(self.session.now()))
    }

    /// The stages since somebody last took them, oldest first.
    pub(crate) fn take_stages(&mut self) -> Vec<StageSeen> {
        std::mem::take(&mut self.stages)
    }

    /// Why the journal lags behind what happens, while it does.
    pub fn unkept(&self) -> Option<&io::Error> {
        self.unkept.as_ref()
    }

    /// Why the outputs have stopped, if they have.
    pub(crate) fn unsaid(&self) -> Option<&io::Error> {
        self.unsaid.as_ref()
    }

    /// Where the journal is, if there is one.
    pub(crate) fn journal_path(&self) -> Option<&std::path::Path> {
        self.journal.as_ref().map(Writer::path)
    }

    /// Removes the journal if it holds no notification and no talk.
    pub(crate) fn take_back_empty_journal(&mut self) {
        if !self.has_content {
            self.take_back_journal();
        }
    }

    /// Removes the journal.
    pub(crate) fn take_back_journal(&mut self) {
        if let Some(journal) = self.journal.take() {
            // If that fails, a journal stays that nobody needs. That is all.
            let _ = journal.remove();
        }
    }

    /// Writes out what is still buffered, and looks once more whether the journal is there.
    pub fn finish(&mut self) {
        if let (None, Some(journal)) = (&self.unkept, &self.journal) {
            self.unkept = journal.is_kept().err();
        }
        if let Some(outputs) = self.outputs.as_mut().filter(|_| self.unsaid.is_none()) {
            self.unsaid = outputs.flush().err();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::input::{Key, Link, Payload};
    use crate::event::seat::{Pair, Seat};

    use crate::session::Setup;
    use crate::store::journal::{Header, Participant};
    use crate::talk::plan::Plan;

    const SEAT: Seat = Seat::Left;
    const NEXT: Input = Input::Key { key: Key::Next };

    /// Whether a talk that took in these inputs, a second each, leaves a journal.
    fn is_left(name: &str, plan: Plan, inputs: &[Input]) -> bool {
        let path = std::env::temp_dir().join(format!("breathmark-record-{name}-{}.jsonl", std::process::id()));
        let setup = Setup::talk(plan);
        let people = Pair::from_fn(|_| Participant { name: "Kim".into(), strap: None });
        let header = Header::new(jiff::Timestamp::UNIX_EPOCH, 0, setup, people);
        let journal = Writer::create(&path, &header).unwrap();
        let mut record = Record::new(Session::new(&header.setup), Some(journal), None);
        for (second, input) in (1..).zip(inputs) {
            record.take(Moment::from_secs(second), input.clone());
        }
        record.take_back_empty_journal();
        let there = path.exists();
        assert_eq!(there, record.journal_path().is_some());
        let _ = std::fs::remove_file(&path);
        there
    }

    #[test]
    fn a_journal_is_taken_back_only_while_it_holds_no_heartbeat_and_no_talk() {
        let beat = Input::Notification { seat: SEAT, epoch: 1, bytes: Payload(vec![0x10, 60, 0, 4]) };
        let found = Input::Link { seat: SEAT, link: Link::Subscribed };
        let paused = Input::Key { key: Key::Pause };
        assert!(!is_left("found", Plan::guided(), &[found.clone(), NEXT, Input::End]));
        assert!(is_left("heard", Plan::guided(), &[found.clone(), beat, Input::End]));
        assert!(is_left("quiet", Plan::default(), &[found, NEXT, Input::End]));
        assert!(is_left("paused", Plan::guided(), &[NEXT, paused, Input::End]));
    }
}
