//! The trigger and the simple rules on recorded hearts, and how far simulated hearts are from recorded ones.
//!
//! `BREATHMARK_DATA=FOLDER cargo run --release --no-default-features --example recordings`
//!
//! None of these sets is a couple's talk, and none says when somebody was aroused: a label says that a task ran. Each
//! recording goes through as a strap would send it, causally, everybody in the role "quiet". Its first minute is the warm-up.
//! Alarms, refractory time and bounds are those of `breathmark study`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod modelled;
mod realism;
mod score;
mod sets;

use std::path::PathBuf;

use breathmark::lab::study::report::{figure, listeners, share_of};
use score::{Listener, Scored, alarms};
use sets::Recording;

fn main() {
    let Some(data) = std::env::var_os("BREATHMARK_DATA").map(PathBuf::from) else {
        eprintln!("Set BREATHMARK_DATA to the folder with the recordings.");
        std::process::exit(1);
    };
    realism::print(&data);
    show("Modelled arousal on real resting hearts", &listen(&sets::semi_synthetic(&data)));
    show("The same on stretches of whole days", &listen(&modelled::recordings(&data)));
    for activity in ["maths", "walking", "hand_bike", "jogging"] {
        show(&format!("Sitting, then {activity} (chest strap)"), &listen(&sets::gudb(&data, activity)));
    }
    show("Stress tasks, wrist: intervals from the pulse wave", &listen(&sets::stress_intervals(&data)));
    show("Stress tasks, wrist: the device's own rate", &listen(&sets::stress_rates(&data)));
    show("Drives: a quarter of an hour of rest, then traffic", &listen(&sets::drives(&data)));
    show("Nothing happens: rest, sleep, exercise with rests", &listen(&sets::unlabelled(&data)));
}

/// Every listener on every recording.
fn listen(recordings: &[Recording]) -> Vec<Listener> {
    let mut sums: Vec<Listener> = Vec::new();
    for recording in recordings {
        for (place, alarms) in alarms(recording).into_iter().enumerate() {
            if sums.len() <= place {
                sums.push(Listener::default());
            }
            sums[place].add(recording, &alarms);
        }
    }
    sums
}

fn show(title: &str, sums: &[Listener]) {
    println!("\n{title}");
    if sums.is_empty() {
        println!("  skipped: the recordings are not there");
        return;
    }
    println!(
        "  {:36} {:24} {:18} {:20} {:20} {:20} {:18}",
        "", "found, %", "within 30 s, %", "delay p50 p90, s", "rest windows, %", "alarms an hour of rest", "bumps, %"
    );
    for (name, sum) in listeners().zip(sums) {
        let Scored { found, soon, p50, p90, chance, rate, bumps } = sum.score();
        println!(
            "  {name:36} {:24} {:18} {:20} {:20} {:20} {:18}",
            share_of(found),
            share_of(soon),
            format!("{} {}", brief(p50), brief(p90)),
            share_of(chance),
            figure(rate, 2),
            share_of(bumps)
        );
    }
    if let Some(sum) = sums.first() {
        println!("  {} events, {} bumps, {:.2} h of rest", sum.events, sum.bumps, sum.rest_h);
    }
}

fn brief(figure: Option<breathmark::lab::study::interval::Estimate>) -> String {
    figure.map_or("–".to_owned(), |f| format!("{:.0}", f.value))
}
