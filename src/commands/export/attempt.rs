//! One journal, from its first line to the names of the new files.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::output::{Destination, Output, unwritten};
use super::source::Source;
use super::{ExportArgs, shown};
use crate::commands::output::{say, written};
use crate::event::seat::{Pair, Seat};
use crate::export::file::{self, NewFile};
use crate::export::name::{self, FormatName};
use crate::export::person::{PersonExport, Tally};
use crate::export::series::{Found, Series, worn};
use crate::export::{Format, begin};
use crate::heart::strap_fault::StrapFault;
use crate::store::journal::Header;
use crate::words::printable;

/// The widest name that is quoted in a sentence, in columns. Assumption: longer ones are no names.
const WIDEST_NAME: usize = 30;

/// One reading of a journal.
pub(super) struct Attempt<'a, 'k> {
    pub(super) source: &'a Source<'k>,
    pub(super) args: &'a ExportArgs,
    pub(super) destination: &'a Destination,
    /// Whether the straps are taken to be worn the other way round.
    pub(super) exchanged: bool,
}

/// What became of a journal.
#[derive(Default)]
pub(super) struct Outcome {
    /// The people whose beats were found, and what became of those.
    pub(super) people: Vec<(Seat, Tally)>,
    /// The files with their sizes in bytes, and whose they are.
    pub(super) files: Vec<(Seat, PathBuf, u64)>,
    /// Why the journal was not read to its end.
    pub(super) stopped: Option<anyhow::Error>,
    /// Whether the reader of standard output has read enough.
    pub(super) output_is_closed: bool,
}

impl Attempt<'_, '_> {
    /// Reads the journal and writes its beats. Nothing if the straps turn out to be worn the other way round than was taken:
    /// then nothing was kept. `progress` gets how much was read, in per cent.
    pub(super) fn run(&self, progress: &mut impl FnMut(usize)) -> Result<Option<Outcome>> {
        let (header, lines) = self.source.lines()?;
        let wanted = wanted(self.args.person.as_deref(), &header)?;
        let (mut series, mut people, mut stopped) = (Series::new(&header.setup), Pair::default(), None);
        let mut take = |strap, found| self.take(&header, wanted, &mut people, worn(strap, self.exchanged), found);
        for line in lines {
            let taken = match line {
                Ok(stamped) => series.take(&stamped, &mut take),
                Err(error) => {
                    stopped = Some(anyhow!(error.to_string().trim_end_matches('.').to_owned()));
                    Ok(())
                }
            };
            match taken {
                Err(NotWritten::OutputClosed) => return Ok(Some(closed())),
                Err(NotWritten::Because(error)) => return Err(error),
                Ok(()) => progress(self.source.percent()),
            }
            if series.straps_are_exchanged() && !self.exchanged {
                return Ok(None);
            }
        }
        match series.end(&mut take) {
            Err(NotWritten::OutputClosed) => return Ok(Some(closed())),
            Err(NotWritten::Because(error)) => return Err(error),
            Ok(()) => {}
        }
        self.finish(people, stopped).map(Some)
    }

    /// Takes what a person's strap sent. The first beat begins the person's files.
    fn take(
        &self,
        header: &Header,
        wanted: Pair<bool>,
        people: &mut Pair<Option<PersonExport<Output>>>,
        person: Seat,
        found: Found,
    ) -> Result<(), NotWritten> {
        if !wanted[person] {
            return Ok(());
        }
        let is_other_there = people[person.other()].is_some();
        let export = match (&mut people[person], &found) {
            (Some(export), _) => export,
            // A strap whose fault is known before its first beat has no beats.
            (None, Found::Fault(..)) => return Ok(()),
            (place, Found::Beat { .. }) => {
                if is_other_there && matches!(self.destination, Destination::File(_)) {
                    return Err(NotWritten::Because(two_people()));
                }
                place.insert(PersonExport::new(self.begin(header, person)?, self.args.clean))
            }
        };
        export.take(found).map_err(|why| self.not_written(&why))
    }

    fn begin(&self, header: &Header, person: Seat) -> Result<Box<dyn Format<Output>>, NotWritten> {
        let format = self.args.format;
        let outputs = self.destination.begin(format, &format.beginning(header, person)).map_err(NotWritten::Because)?;
        begin(format, outputs, header, person, self.args.clean).map_err(|why| self.not_written(&why))
    }

    fn not_written(&self, why: &io::Error) -> NotWritten {
        let place = match self.destination {
            Destination::Folder(folder) if folder.as_os_str().is_empty() => Path::new("the export"),
            Destination::Folder(path) | Destination::File(path) => path,
            Destination::Standard | Destination::Nowhere if why.kind() == io::ErrorKind::BrokenPipe => {
                return NotWritten::OutputClosed;
            }
            Destination::Standard | Destination::Nowhere => {
                let again = io::Error::new(why.kind(), why.to_string());
                return NotWritten::Because(
                    written(Err(again)).err().unwrap_or_else(|| anyhow!("nothing was written")),
                );
            }
        };
        NotWritten::Because(unwritten(place, why))
    }

    /// Ends every format, and lets the files take their names.
    fn finish(&self, people: Pair<Option<PersonExport<Output>>>, stopped: Option<anyhow::Error>) -> Result<Outcome> {
        let mut outcome = Outcome { stopped, ..Outcome::default() };
        let mut files: Vec<NewFile> = Vec::new();
        let Pair { left, right } = people;
        for (person, export) in [(Seat::Left, left), (Seat::Right, right)] {
            let Some(export) = export else { continue };
            let (outputs, tally) = match export.end().and_then(flushed) {
                Ok(ended) => ended,
                Err(why) => match self.not_written(&why) {
                    NotWritten::OutputClosed => return Ok(closed()),
                    NotWritten::Because(error) => return Err(error),
                },
            };
            outcome.people.push((person, tally));
            for output in outputs {
                if let Output::File(file) = output {
                    outcome.files.push((person, file.path().to_owned(), file.bytes()));
                    files.push(file);
                }
            }
        }
        if outcome.people.is_empty() {
            return Err(outcome.stopped.unwrap_or_else(|| self.no_beats()));
        }
        file::keep(files).map_err(|failed| unwritten(&failed.path, &failed.why))?;
        Ok(outcome)
    }

    fn no_beats(&self) -> anyhow::Error {
        match &self.args.person {
            None => anyhow!("this journal has no RR intervals: no strap that sends them was worn"),
            Some(who) => anyhow!(
                "`{}` has no RR intervals in this journal: no strap that sends them was worn there",
                printable::shown(who, WIDEST_NAME)
            ),
        }
    }
}

impl Outcome {
    /// Refuses beats of two people in one file.
    pub(super) fn must_be_one_person(&self) -> Result<()> {
        if self.people.len() > 1 { Err(two_people()) } else { Ok(()) }
    }

    /// Says where a format without a place for gaps joins what does not belong together.
    pub(super) fn say_joins(&self, journal: &Path, format: FormatName) {
        for (person, Tally { joins, .. }) in self.people.iter().filter(|_| format == FormatName::Rr) {
            let places = if *joins == 1 { "1 place".to_owned() } else { format!("{joins} places") };
            let named = if self.files.is_empty() { "" } else { " The .rejected.csv names each." };
            if *joins > 0 {
                say(format!(
                    "{}, {}: in {places} a line does not follow the line before, and a reader of RR text can't see that.{named} \
                     csv, jsonl and bids have a place for gaps",
                    shown(journal),
                    name::seat(*person),
                ));
            }
        }
    }

    /// Says which straps sent what is no heartbeat.
    pub(super) fn say_faults(&self, journal: &Path) {
        for (person, tally) in &self.people {
            for fault in &tally.strap_faults {
                let strap = format!("{}: the {} strap", shown(journal), name::seat(*person));
                match fault {
                    StrapFault::Milliseconds => say(format!(
                        "{strap} turned out to send milliseconds. From then on its intervals are right; the first ones, \
                         read as 1/1024 s, are 2.3 % too short. docs/lying-straps.md says more"
                    )),
                    fault if fault.spoils_intervals() => say(format!(
                        "{strap} turned out to send intervals that are no heartbeats. From then on none is in the export, but \
                         what it sent in the two minutes before should not be used. docs/lying-straps.md says more"
                    )),
                    _ => {}
                }
            }
        }
    }
}

/// Why a beat was not written.
enum NotWritten {
    /// The reader of standard output has read enough.
    OutputClosed,
    /// Something else.
    Because(anyhow::Error),
}

fn closed() -> Outcome {
    Outcome { output_is_closed: true, ..Outcome::default() }
}

fn flushed((mut outputs, tally): (Vec<Output>, Tally)) -> io::Result<(Vec<Output>, Tally)> {
    outputs.iter_mut().try_for_each(std::io::Write::flush)?;
    Ok((outputs, tally))
}

fn two_people() -> anyhow::Error {
    anyhow!(
        "two people are in this journal, and one file holds one; choose with `--person left` or right, or name a folder"
    )
}

/// Who is wanted: a seat, or whoever has this name.
fn wanted(person: Option<&str>, header: &Header) -> Result<Pair<bool>> {
    let Some(person) = person else { return Ok(Pair { left: true, right: true }) };
    let is = |text: &str| text.to_lowercase() == person.to_lowercase();
    let by_seat = Pair::from_fn(|seat| is(name::seat(seat)));
    let wanted = if by_seat.any(|is| *is) { by_seat } else { header.people.map(|who| is(&who.name)) };
    if wanted.any(|is| *is) {
        return Ok(wanted);
    }
    let called = |seat: Seat| printable::shown(&header.people[seat].name, WIDEST_NAME);
    let (left, right) = (called(Seat::Left), called(Seat::Right));
    bail!(
        "nobody is called `{}` in this journal; say left ({left}) or right ({right})",
        printable::shown(person, WIDEST_NAME)
    )
}
