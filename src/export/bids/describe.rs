//! The JSON beside the two tables of BIDS: what each column holds, and its unit.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::RATE_HZ;
use crate::export::name::{kind_name, program};
use crate::session::Kind;

/// Describes the sampled heart rate. Its clock begins with the session.
pub(super) fn physio(to: &mut impl Write, kind: Kind) -> io::Result<()> {
    let text = json!({
        "SamplingFrequency": RATE_HZ,
        "StartTime": 0,
        "Columns": ["timestamp", "heart_rate"],
        "PhysioType": "generic",
        "TaskName": kind_name(kind),
        "SoftwareName": "breathmark",
        "SoftwareVersions": program(),
        "timestamp": {
            "Description": "Time since the session began",
            "Units": "s"
        },
        "heart_rate": {
            "LongName": "Heart rate from RR intervals",
            "Description": "60000 divided by the RR interval in ms that this moment lies in. n/a where no accepted interval lies: \
                            nothing is interpolated, neither across gaps nor across rejected beats",
            "Units": "1/min"
        }
    });
    write(to, &text)
}

/// Describes the beats.
pub(super) fn events(to: &mut impl Write, kind: Kind, is_clean: bool) -> io::Result<()> {
    let which = if is_clean {
        "The accepted heartbeats of a strap: those whose interval lies between two accepted beats"
    } else {
        "All heartbeats that a strap sent. Those that were rejected have a verdict other than normal"
    };
    let mut text = json!({
        "Columns": ["onset", "duration", "rr_interval", "strap_heart_rate", "verdict", "gap_before"],
        "Description": which,
        "OnsetSource": "timestamp",
        "TaskName": kind_name(kind),
        "SoftwareName": "breathmark",
        "SoftwareVersions": program(),
        "onset": {
            "Description": "The heartbeat, as time since the session began: the end of its RR interval. Beat time is the sum of the \
                            intervals, set anew to the time of arrival after a gap",
            "Units": "s"
        },
        "duration": {
            "Description": "A heartbeat is a moment, so this is 0",
            "Units": "s"
        },
        "rr_interval": {
            "LongName": "RR interval",
            "Description": "The interval before this beat as the strap sent it, in steps of 1/1024 s, written exactly",
            "Units": "ms"
        },
        "strap_heart_rate": {
            "Description": "The strap's own smoothed heart rate in the same notification",
            "Units": "1/min"
        },
        "verdict": {
            "Description": "Whether the interval was accepted, or why it was rejected",
            "Levels": {
                "normal": "Accepted",
                "missed": "One or two beats within it were not detected",
                "extra": "It begins or ends with a detection that is no heartbeat",
                "ectopic": "It begins or ends with a premature beat",
                "misplaced": "It begins or ends with a detection at the wrong time, or of no known shape",
                "out_of_range": "No heart makes such an interval",
                "no_contact": "The strap did not feel skin",
                "unsettled": "Too early to say, just after a start, a gap or a jump"
            }
        },
        "gap_before": {
            "Description": "Time between the row before and the beginning of this interval. n/a where the interval begins at that \
                            beat: only then does the difference of the two intervals mean anything",
            "Units": "ms"
        }
    });
    if !is_clean {
        if let Some(columns) = text["Columns"].as_array_mut() {
            columns.push(json!("arrival"));
        }
        text["arrival"] = json!({
            "Description": "When the notification that brought this beat arrived, as time since the session began. A notification \
                            brings the beats of about a second",
            "Units": "s"
        });
    }
    write(to, &text)
}

fn write(to: &mut impl Write, value: &Value) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, value)?;
    to.write_all(b"\n")
}
