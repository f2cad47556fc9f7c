//! `breathmark study --series DIR`: runs the trigger over a folder of recorded talks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::StudyArgs;
use crate::commands::progress::Progress;
use crate::commands::{output, workers};
use crate::lab::study::series::evaluate::evaluate;
use crate::lab::study::series::report::{SeriesJson, TalkSums, line};
use crate::lab::study::series::{RecordedTalk, TalkResult, read as parse};
use crate::store::error::ReadFault;
use crate::store::read;

/// The files of one talk: its series and, if there is one, the file of its events.
struct TalkFiles {
    name: String,
    series: PathBuf,
    events: Option<PathBuf>,
}

/// The largest file that is read, in bytes: 256 MiB. Assumption: one talk is far smaller.
const LARGEST: u64 = 256 << 20;

/// Runs the trigger over every talk in the folder. A talk that fails does not stop the others.
pub(super) fn run(folder: &Path, args: &StudyArgs) -> Result<()> {
    let files = files(folder)?;
    let mut failed = Vec::new();
    let mut sum = TalkSums::default();
    let mut progress = Progress::new(files.len(), "talks");
    let mut text = String::new();
    let each = |(files, outcome): (&TalkFiles, Result<(RecordedTalk, TalkResult)>)| -> Result<()> {
        match outcome {
            Ok((talk, result)) => {
                if args.json {
                    text.push_str(&serde_json::to_string(&SeriesJson::new(&files.name, &result))?);
                    text.push('\n');
                } else {
                    line(&mut text, &files.name, &result)?;
                }
                sum.add(&talk, &result);
            }
            Err(error) => failed.push(format!("{error:#}")),
        }
        Ok(())
    };
    let work = |files| (files, run_talk(files, args.compare.rules));
    let items: Vec<&TalkFiles> = files.iter().collect();
    workers::in_order_on(args.threads(), &items, |files| work(files), each, |done| progress.show(done))?;
    progress.clear();
    if !args.json {
        sum.write(&mut text)?;
    }
    output::print(&text)?;
    output::failures(&failed, files.len(), "talks could not be used")
}

/// Reads one talk and runs the trigger over it.
fn run_talk(files: &TalkFiles, rules: bool) -> Result<(RecordedTalk, TalkResult)> {
    let name = |path: &Path| path.display().to_string();
    let beats = parse::beats(&load(&files.series)?).with_context(|| name(&files.series))?;
    let events = match &files.events {
        Some(path) => Some(parse::events(&load(path)?).with_context(|| name(path))?),
        None => None,
    };
    let talk = RecordedTalk { beats, events };
    let result = evaluate(&talk, rules).with_context(|| name(&files.series))?;
    Ok((talk, result))
}

/// The text of a file, or of what a program writes into a pipe.
fn load(path: &Path) -> Result<String> {
    let name = path.display();
    let bytes = match read::bytes_or_pipe(path, read::RECORDING_WITHIN, LARGEST) {
        Ok(bytes) => bytes,
        Err(ReadFault::TooLarge) => bail!("{name}: this is more than 256 MiB. One file holds one talk"),
        Err(ReadFault::NotAFile(what)) => bail!("{name}: this is {what}, not a file. Move it out of this folder"),
        Err(ReadFault::Silent) => {
            bail!("{name}: nothing comes out of this pipe. Check the program that should write into it")
        }
        Err(why) => Err(why).with_context(|| format!("{name}: this file can't be read. Check its permissions"))?,
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => bail!("{name}: this is no text. Save it as CSV in UTF-8"),
    }
}

/// The talks of a folder, by name.
fn files(folder: &Path) -> Result<Vec<TalkFiles>> {
    let shown = folder.display();
    let entries =
        fs::read_dir(folder).with_context(|| format!("{shown}: this folder can't be read. Check its name"))?;
    let mut series: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut events: BTreeMap<String, PathBuf> = BTreeMap::new();
    for entry in entries {
        let path = entry.with_context(|| format!("{shown}: this folder can't be read. Check the disk"))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(talk) = name.strip_suffix("events.csv") {
            events.insert(talk.strip_suffix(['.', '_', '-']).unwrap_or(talk).to_owned(), path);
        } else if let Some(talk) = name.strip_suffix(".csv") {
            series.insert(talk.to_owned(), path);
        }
    }
    if series.is_empty() {
        bail!("{shown}: there is no series here. A talk is a file like talk1.csv with t_s,seat,rr_ms,role");
    }
    if let Some((_, orphan)) = events.iter().find(|(talk, _)| !series.contains_key(*talk)) {
        bail!(
            "{}: there is no series for these events. They belong beside it: talk1.csv and talk1.events.csv",
            orphan.display()
        );
    }
    let with_events = |(name, series): (String, PathBuf)| {
        let events = events.remove(&name);
        TalkFiles { name, series, events }
    };
    Ok(series.into_iter().map(with_events).collect())
}
