//! `breathmark show SESSION`: how a session went, in a few lines.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;

use super::pick;
use crate::commands::keyring::Keyring;
use crate::commands::output::Sentences;
use crate::commands::prepare::Prepared;
use crate::event::input::Input;
use crate::screen::closing::whole_minutes;
use crate::session::Kind;
use crate::store::journal::read::Lines;
use crate::store::kept::KeptTalk;
use crate::store::kept::name::{Form, KeptName};
use crate::store::kept::talk::BEGINNING;
use crate::talk::outline::{OutlinePart, PartKind};
use crate::talk::pause::Way;
use crate::words::Words;

/// What the help shows.
pub(in crate::commands) const EXAMPLES: &str = "\
Examples:
  breathmark show last
  breathmark show 2026-11-22_1915";

/// Which session to show.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// `last`, a name from `breathmark sessions` or the beginning of one, or a file.
    #[arg(value_name = pick::SESSION, default_value = "last")]
    pub session: String,
    /// Print one JSON object instead.
    #[arg(long)]
    pub json: bool,
}

/// Shows one session.
pub(in crate::commands) fn run(args: &ShowArgs, prepared: &Prepared) -> Result<()> {
    let path = match pick::as_path(&args.session) {
        Some(path) => path,
        None => best_file(&args.session)?,
    };
    let mut source = Keyring::new(&prepared.words).open(&path)?;
    let out = &mut Sentences::new();
    let named = || path.display().to_string();
    // What a file is, its first bytes say; what it is called may have been changed.
    if source.fill_buf().with_context(|| format!("{} is damaged", path.display()))?.starts_with(BEGINNING)
        || is_outline(&path)
    {
        let talk = KeptTalk::read(source).with_context(named)?;
        if args.json {
            writeln!(out, "{}", serde_json::to_string(&talk)?)?;
        } else {
            write_talk(&talk, &prepared.words, out)?;
        }
        return Ok(out.flush()?);
    }
    let (header, lines) = Lines::open(source).with_context(named)?;
    let (mut notifications, mut last, mut trouble) = (0_u64, crate::event::moment::Moment::START, None);
    for line in lines {
        match line {
            Ok(stamped) => {
                notifications += u64::from(matches!(stamped.input, Input::Notification { .. }));
                last = stamped.at;
            }
            Err(error) => trouble = Some(error),
        }
    }
    let began = header.started_locally().datetime();
    let seconds = last.since(crate::event::moment::Moment::START).as_secs();
    if args.json {
        let kind = header.setup.kind;
        let json =
            serde_json::json!({ "began": began, "kind": kind, "seconds": seconds, "notifications": notifications });
        writeln!(out, "{json}")?;
    } else {
        let words = &prepared.words.kept;
        let lasted = whole_minutes(&prepared.words.closing, seconds);
        let kind = if header.setup.kind == Kind::Talk { &words.talk } else { &words.practice };
        writeln!(out, "{kind}, {}, {lasted}", began.strftime("%Y-%m-%d %H:%M"))?;
        writeln!(out, "{}", words.hearts_are_there.with(&[("file", &named())]))?;
    }
    out.flush()?;
    trouble.map_or(Ok(()), |error| Err(error).with_context(named))
}

/// The file that says most plainly how a session went.
fn best_file(word: &str) -> Result<PathBuf> {
    let all = pick::all()?;
    let session = pick::one(&all, word)?;
    let file = session.file(Form::Outline).or_else(|| session.files.first());
    Ok(file.map(|file| file.path.clone()).unwrap_or_default())
}

fn is_outline(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).and_then(KeptName::parse);
    name.is_some_and(|name| name.form == Form::Outline)
}

fn write_talk(talk: &KeptTalk, words: &Words, out: &mut impl Write) -> io::Result<()> {
    let said = &words.kept;
    let (left, right) = (&talk.names.left, &talk.names.right);
    let began = talk.began.strftime("%Y-%m-%d %H:%M");
    writeln!(out, "{}", said.talk_of.with(&[("date", &began), ("left", left), ("right", right)]))?;
    for part in &talk.outline.parts {
        // A breath between two parts is no news.
        if part.part != PartKind::Breath {
            writeln!(out, "  {}", one_part(part, words))?;
        }
    }
    if let Some(step) = &talk.step {
        let what = if step.what.is_empty() { &said.step_aloud } else { &step.what };
        writeln!(out, "{}", said.one_step.with(&[("step", what)]))?;
    }
    if talk.was_cut_off {
        writeln!(out, "{}", said.ended_early)?;
    }
    Ok(())
}

fn one_part(part: &OutlinePart, words: &Words) -> String {
    let said = &words.kept;
    let name = match part.part {
        PartKind::Before => &said.before,
        PartKind::EasyRound => &said.easy_round,
        PartKind::Turn => &said.turn,
        PartKind::Answer => &said.answer,
        PartKind::Breath => &said.breath,
        PartKind::Pause => &said.pause,
        PartKind::Break => &said.long_break,
        PartKind::WayBack => &said.way_back,
        PartKind::Amends => &said.amends,
        PartKind::OneStep => &said.step,
        PartKind::Close => &said.close,
    };
    let (minutes, seconds) = (part.seconds / 60, part.seconds % 60);
    let ways: Vec<&str> = part
        .ways
        .iter()
        .map(|way| match way {
            Way::Breath => &*said.breathed,
            Way::Senses => &said.looked,
            Way::Body => &said.moved,
        })
        .collect();
    let ways = if ways.is_empty() { String::new() } else { format!("  {}", ways.join(", ")) };
    format!("{minutes:>3}:{seconds:02}  {name}{ways}")
}
