//! The flags of a talk and of practice.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use crate::pacer::{FASTEST, Pacer, SLOWEST, Unsafe};
use crate::practice::READINGS;
use crate::practice::plan::Begins;

/// The longest practice that ends by itself, in minutes. Assumption: nobody breathes with a pacer for longer.
const LONGEST_MIN: u32 = 180;

/// The flags of `breathmark talk`.
#[derive(Debug, Args)]
pub struct TalkArgs {
    /// The flags of every session.
    #[command(flatten)]
    pub session: SessionArgs,
    /// Talk with turns and keys only, even if straps are remembered.
    #[arg(long, conflicts_with_all = ["demo", "replay"])]
    pub no_straps: bool,
    /// Use this strap for the person on the left, this time only.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay", "no_straps"])]
    pub left: Option<String>,
    /// Use this strap for the person on the right, this time only.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay", "no_straps"])]
    pub right: Option<String>,
}

/// The flags of `breathmark practice`.
#[derive(Debug, Args)]
pub struct PracticeArgs {
    /// The flags of every session.
    #[command(flatten)]
    pub session: SessionArgs,
    /// Use this strap instead of the remembered one.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay"])]
    pub strap: Option<String>,
    /// Two people at one ring: use both remembered straps.
    #[arg(long, conflicts_with = "strap")]
    pub two: bool,
    /// How it begins, and how you breathe.
    #[command(flatten)]
    pub begin: BeginArgs,
}

/// The flags for how a practice begins.
#[derive(Debug, Args)]
pub struct BeginArgs {
    /// End by itself after this many minutes, on a breath out.
    #[arg(long, value_name = "N", value_parser = minutes, conflicts_with = "replay")]
    pub minutes: Option<u32>,
    /// Seconds in and out, such as 4:6 or 5:5; or `sigh`, for two breaths in and a long one out.
    #[arg(long, value_name = "IN:OUT", value_parser = breath, conflicts_with = "replay")]
    pub breath: Option<Pacer>,
    /// Breaths a minute, 4 to 7.
    #[arg(long, value_name = "N", value_parser = rate, conflicts_with = "replay")]
    pub rate: Option<f64>,
    /// Begin with grounding, without breathing: the senses, one thing outside, the muscles.
    #[arg(long, conflicts_with = "replay")]
    pub ground: bool,
    /// Find the pace at which your heart moves most: five paces, about a quarter of an hour.
    #[arg(long, conflicts_with_all = ["replay", "ground", "minutes", "rate", "two"])]
    pub find_pace: bool,
    /// A quiet reading of two or five minutes, compared with your own earlier ones.
    #[arg(long, value_name = "MINUTES", value_parser = reading, conflicts_with_all = ["replay", "ground", "minutes", "find_pace", "two"])]
    pub reading: Option<u32>,
}

impl BeginArgs {
    /// The breath that is led, from the one of the settings.
    pub(crate) fn pacer(&self, usual: Pacer) -> Result<Pacer, String> {
        let pacer = self.breath.unwrap_or(usual);
        let pacer = self.rate.map_or(pacer, |rate| pacer.at_rate(rate));
        pacer.is_safe().map_err(|why| refused(pacer, why))
    }

    /// Whether it measures a heart from the beginning.
    pub(crate) fn needs_a_heart(&self) -> bool {
        self.find_pace || self.reading.is_some()
    }

    /// What the practice begins with.
    pub(crate) fn begins(&self) -> Begins {
        match self.reading {
            Some(minutes) => Begins::Reading(minutes),
            None if self.find_pace => Begins::FindPace,
            None if self.ground => Begins::Grounding,
            None => Begins::Breathing,
        }
    }
}

/// The flags of every session.
#[derive(Debug, Args)]
pub struct SessionArgs {
    /// Where the hearts come from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// What is kept of the session.
    #[command(flatten)]
    pub keep: KeepArgs,
    /// How the session is shown.
    #[command(flatten)]
    pub look: LookArgs,
}

/// The flags for a session without straps.
#[derive(Debug, Args)]
pub struct SourceArgs {
    /// Use simulated hearts instead of straps. The demo presses the keys until you do.
    #[arg(long, conflicts_with = "replay")]
    pub demo: bool,
    /// The number of the demo: the same number gives the same demo.
    #[arg(long, value_name = "N", requires = "demo")]
    pub seed: Option<u64>,
    /// Show a recorded session again.
    #[arg(long, value_name = "FILE")]
    pub replay: Option<PathBuf>,
    /// Run a demo or a replay faster: 10 is ten times as fast.
    #[arg(long, value_name = "X", value_parser = speed)]
    pub speed: Option<f64>,
}

impl SourceArgs {
    /// Refuses to hurry what is no demo and no replay.
    pub(crate) fn check_speed(&self) -> Result<()> {
        if self.speed.is_some() && !self.is_simulated() {
            bail!("`--speed` hurries only a demo or a replay; leave it out, or use it with --demo or --replay FILE")
        }
        Ok(())
    }

    /// Whether the hearts come from no strap.
    pub(crate) const fn is_simulated(&self) -> bool {
        self.demo || self.replay.is_some()
    }

    /// How fast time runs; 1 is real time.
    pub(crate) fn speed(&self) -> f64 {
        self.speed.unwrap_or(1.0)
    }
}

/// The flags for what is kept of a session.
#[derive(Clone, Debug, Args)]
pub struct KeepArgs {
    /// Write the journal to this file instead of the usual place.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ephemeral", "replay"])]
    pub journal: Option<PathBuf>,
    /// Keep nothing at all.
    #[arg(long)]
    pub ephemeral: bool,
    /// Write the outputs of the session to this file as JSON lines; of a talk of two people only its stages, unless their
    /// hearts stay. `-` is standard output, without a screen: only with --demo or --replay.
    #[arg(long, value_name = "FILE", conflicts_with = "ephemeral")]
    pub outputs: Option<PathBuf>,
    /// At the end, print how quick the program was and what each strap sent.
    #[arg(long)]
    pub stats: bool,
}

/// The flags for how a session is shown.
#[derive(Debug, Args)]
pub struct LookArgs {
    /// Print line by line instead of drawing a screen: for screen readers and simple terminals.
    #[arg(long)]
    pub plain: bool,
    /// Show a slow bar instead of the breathing figure.
    #[arg(long)]
    pub calm_motion: bool,
}

fn breath(text: &str) -> Result<Pacer, String> {
    if text == "sigh" {
        return Ok(Pacer::SIGH);
    }
    let seconds = |text: &str| text.trim().parse::<f64>().ok().filter(|seconds| *seconds > 0.0 && seconds.is_finite());
    let (into, out) = text.split_once(':').unwrap_or((text, ""));
    let pacer = seconds(into).zip(seconds(out)).map(|(into, out)| Pacer::of(into, out));
    pacer.ok_or_else(|| "write the seconds in and out, such as 4:6, or `sigh`".to_owned())
}

/// Why this breath is refused, and what to do.
fn refused(pacer: Pacer, why: Unsafe) -> String {
    let Pacer { in_s, out_s, .. } = pacer;
    format!("{in_s} s in and {out_s} s out are {why}. Choose another breath, such as 4:6 or 5:5")
}

fn minutes(text: &str) -> Result<u32, String> {
    let minutes = text.parse().ok().filter(|minutes| (1..=LONGEST_MIN).contains(minutes));
    minutes.ok_or_else(|| format!("minutes are a whole number, 1 to {LONGEST_MIN}"))
}

fn rate(text: &str) -> Result<f64, String> {
    // Half of Europe writes 5,5.
    let rate: f64 =
        text.replacen(',', ".", 1).parse().map_err(|_| "breaths a minute are a number, such as 6 or 5.5".to_owned())?;
    match Pacer::default().at_rate(rate).is_safe() {
        Ok(_) => Ok(rate),
        Err(why) => Err(format!("that is {why}. Choose {SLOWEST} to {FASTEST}")),
    }
}

fn reading(text: &str) -> Result<u32, String> {
    let minutes = text.parse().ok().filter(|minutes| READINGS.contains(minutes));
    minutes.ok_or_else(|| "a reading takes 2 or 5 minutes".to_owned())
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "the speed is a number, such as 2 or 0.5".to_owned())?;
    if (0.1..=10_000.0).contains(&speed) { Ok(speed) } else { Err("the speed is between 0.1 and 10000".to_owned()) }
}
