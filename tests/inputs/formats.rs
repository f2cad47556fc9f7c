//! Formats with a name, recognised by their content, in gzip, zip and UTF-16, and what can hold no intervals.
#![allow(clippy::unwrap_used)]

use std::io::Write as _;

use super::reading::{Right, Wanted, all_right, one};
use super::written::*;

fn plain() -> String {
    lines("", false, |_, _, rr| rr.to_string())
}

fn timed() -> String {
    lines("time,rr\n", true, |_, at, rr| format!("{},{rr}", clock(at)))
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list")]
fn texts_of_known_programs_are_read() {
    let on_a_line = |mark: &str| plain().trim().replace('\n', mark);
    let case = |name: &'static str, text: String, right: Right| (name, text.into_bytes(), one(right));
    let ms = |rr: u32| s(u64::from(rr));
    all_right(&[
        case("Elite HRV", plain(), right()),
        case("HRV4Training", on_a_line(","), right()),
        case(
            "HRV Logger",
            lines("date,rr,since start\n", true, |_, at, rr| format!("2026-03-14 {},{rr},{at}", clock(at))),
            dropped(),
        ),
        case(
            "Polar Sensor Logger",
            lines("Phone timestamp;RR-interval [ms]\n", true, |_, at, rr| format!("2026-03-14T{};{rr}", clock(at))),
            dropped(),
        ),
        case("Polar Flow", lines("duration,offline\n", false, |_, _, rr| format!("{rr}.000,0")), right()),
        case("Polar hrm", format!("[Params]\nVersion=106\nInterval=238\n\n[HRData]\n{}", plain()), right()),
        case(
            "Empatica",
            lines("1775181600.000000, IBI\n", true, |_, at, rr| format!("{},{}", s(at), ms(rr))),
            dropped(),
        ),
        case(
            "Suunto sml",
            format!(
                "<?xml version=\"1.0\"?>\n<sml><DeviceLog><R-R><Data>{}</Data></R-R></DeviceLog></sml>",
                on_a_line(" ")
            ),
            right(),
        ),
        case(
            "Firstbeat",
            lines(
                "FIRSTBEAT\nStartTime: 14.03.2026 07:30:15\nDevice;BG3\nIBIVector; ArtifactCorrectedIBIVector\n",
                false,
                |_, _, rr| format!("{rr};{rr}"),
            ),
            right(),
        ),
        case(
            "Firstbeat sdf",
            format!("[HEADER]\nDEVICE=BODYGUARD\nSTARTTIME=14.03.2026 07:30.15\n[CARDIO_DATA]\n{}", plain()),
            right(),
        ),
        case(
            "Kubios report",
            format!(
                "Kubios HRV report\nFile name:,x.txt\n\nRESULTS,,\nMean RR (ms):,848.9,\n\nRR INTERVAL DATA\nTime (s),RR (s),FFT\n{}\nEND\n",
                lines("", true, |i, at, rr| format!("{},{},{i}", s(at), ms(rr)))
            ),
            dropped(),
        ),
        case(
            "Actiheart",
            lines("Subject:,7\nTime,BPM,IBI\n", true, |_, at, rr| format!("{},70,{rr}", clock(at))),
            dropped(),
        ),
        case(
            "Biopac",
            lines("test.acq\n0.25 msec/sample\n2 channels\nmin\tR-R\n\tsec\n", false, |_, at, rr| {
                format!("{:.7}\t{}", at as f64 / 60_000.0, ms(rr))
            }),
            right(),
        ),
        case(
            "VNS",
            format!(
                "VNS-Protokoll\nName: P01\nRR-Intervalle - Rohwerte\n{}",
                lines("", false, |_, _, rr| ms(rr).replace('.', ","))
            ),
            right(),
        ),
        case(
            "OpenHRV",
            lines("event,value,timestamp\n", true, |_, at, rr| {
                format!("BreathingRate,6.0,{}\nInterBeatInterval,{rr},{}", clock(at), clock(at))
            }),
            dropped(),
        ),
        case(
            "FatMaxxer",
            lines("timestamp,rr,since_start\n", true, |_, at, rr| format!("{},{rr},{at}", 1_773_473_415_000 + at)),
            dropped(),
        ),
        case("ann2rr", lines("", false, |_, _, rr| format!("{} N", ms(rr))), right()),
        case(
            "rdann",
            lines("", false, |_, at, _| {
                format!(
                    "    {}:{:06.3} {:9}     N    0    0    0",
                    at / 60_000,
                    (at % 60_000) as f64 / 1000.0,
                    at * 36 / 100
                )
            }),
            beats(),
        ),
    ]);
}

#[test]
fn a_log_of_one_row_a_second_gets_no_figures() {
    all_right(&[(
        "iron-heart",
        sampled("Timestamp,BPM,RR\n", false, 1000, |at, rr, _| {
            format!("2026-03-14 {},{},{rr}", clock(at), 60_000 / rr)
        })
        .into_bytes(),
        Wanted::NoFigures("not one for each beat"),
    )]);
}

#[test]
fn readings_of_apple_health_are_broken_off_from_each_other() {
    // The first beat of each reading has no interval.
    let beat = |at: u64| {
        format!("<InstantaneousBeatsPerMinute bpm=\"70\" time=\"{},{:02} AM\"/>", &clock(at)[..8], at % 1000 / 10)
    };
    let list = |beats: &[u64]| {
        let beats: String = beats.iter().map(|at| beat(*at)).collect();
        format!(
            "<Record type=\"HKQuantityTypeIdentifierHeartRateVariabilitySDNN\"><HeartRateVariabilityMetadataList>{beats}</HeartRateVariabilityMetadataList></Record>\n"
        )
    };
    let ends = ends_ms(false);
    let text = format!("<?xml version=\"1.0\"?><HealthData>{}{}</HealthData>", list(&ends[..65]), list(&ends[65..]));
    let right = Right { intervals: Some(COUNT - 2), breaks: Some(1), within: 0.05, notes: &["2 readings"], ..right() };
    all_right(&[("Apple", text.into_bytes(), one(right))]);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A zip archive with these members.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in members {
        let (mut entry, config) =
            archive.new_file(name).compression_method(rawzip::CompressionMethod::DEFLATE).start().unwrap();
        let mut writer = config.wrap(flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default()));
        writer.write_all(bytes).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

#[test]
fn packed_files_are_unpacked() {
    let text = timed();
    let empatica = lines("1775181600.000000, IBI\n", true, |_, at, rr| format!("{},{}", s(at), s(u64::from(rr))));
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: &str| {
        format!("{mark}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    all_right(&[
        ("gzip", gzip(text.as_bytes()), one(dropped())),
        (
            "zip",
            zip(&[("a/rr.csv", text.as_bytes()), ("README.txt", b"read me")]),
            one(Right { notes: &["`a/rr.csv`"], ..dropped() }),
        ),
        ("gzip in zip", zip(&[("rr.csv.gz", &gzip(text.as_bytes()))]), one(dropped())),
        (
            "Empatica",
            zip(&[
                ("EDA.csv", b"1775181600\n4\n0.1\n0.2\n"),
                ("IBI.csv", empatica.as_bytes()),
                ("HR.csv", b"1\n1\n70\n71\n"),
            ]),
            one(Right { notes: &["`IBI.csv`"], ..dropped() }),
        ),
        (
            "two recordings",
            zip(&[("a.csv", text.as_bytes()), ("b.csv", text.as_bytes())]),
            Wanted::Refused("2 files are in this zip (a.csv, b.csv)"),
        ),
        ("packed three times", gzip(&gzip(&gzip(text.as_bytes()))), Wanted::Refused("packed more than twice")),
        ("cut gzip", gzip(text.as_bytes())[..200].to_vec(), Wanted::Refused("damaged or cut short")),
        ("cut zip", zip(&[("a.csv", text.as_bytes())])[..200].to_vec(), Wanted::Refused("damaged or cut short")),
        ("UTF-16", utf16(u16::to_le_bytes, "\u{feff}"), one(dropped())),
        ("UTF-16 the other way", utf16(u16::to_be_bytes, "\u{feff}"), one(dropped())),
        ("UTF-16 without a mark", utf16(u16::to_le_bytes, ""), one(dropped())),
    ]);
}

/// A FIT file with `hrv` messages of up to five intervals, and a `record` with a time after each of them.
fn fit(dropped: bool) -> Vec<u8> {
    let mut data: Vec<u8> = Vec::new();
    // Definitions: local 0 is `record` (20) with `timestamp` (253, uint32); local 1 is `hrv` (78) with five `time` (0, uint16).
    data.extend([0x40, 0, 0, 20, 0, 1, 253, 4, 0x86]);
    data.extend([0x41, 0, 0, 78, 0, 1, 0, 10, 0x84]);
    for (at, rr) in notifications(dropped, 1) {
        data.push(0);
        data.extend((1_142_000_000 + at as u32).to_le_bytes());
        if !rr.is_empty() {
            data.push(1);
            (0..5).for_each(|slot| data.extend(rr.get(slot).map_or(u16::MAX, |rr| *rr as u16).to_le_bytes()));
        }
    }
    let mut file = vec![14, 0x10, 0, 8];
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(b".FIT\0\0");
    file.extend(data);
    file.extend([0, 0]);
    file
}

#[test]
fn intervals_of_a_fit_file_are_read_with_the_times_of_its_records() {
    let whole = fit(false);
    let half = whole[..whole.len() / 2].to_vec();
    let some =
        Right { intervals: None, breaks: Some(0), mean_rr_ms: None, rmssd_ms: None, notes: &["cut short"], ..right() };
    let followed = [&whole[..], &[3, 0, 0, 0, 0]].concat();
    let mut rates_only = vec![14, 0x10, 0, 8, 14, 0, 0, 0];
    rates_only.extend(b".FIT\0\0");
    rates_only.extend([0x40, 0, 0, 20, 0, 1, 253, 4, 0x86, 0, 1, 2, 3, 4, 0, 0]);
    let two = [&whole[..], &rates_only].concat();
    all_right(&[
        ("two in one file", two, one(Right { notes: &["hrv messages"], ..right() })),
        ("whole", whole, one(Right { notes: &["hrv messages"], ..right() })),
        ("with drop-outs", fit(true), one(dropped())),
        ("cut", half, one(some)),
        ("with the beginning of another", followed, one(Right { notes: &["cut short"], ..right() })),
        ("without intervals", rates_only, Wanted::Refused("Log HRV")),
    ]);
}

#[test]
fn what_can_hold_no_intervals_is_refused_with_a_way_out() {
    let case = |name: &'static str, text: &[u8], words: &'static str| (name, text.to_vec(), Wanted::Refused(words));
    let edf = [b"0       ", &[b' '; 300][..]].concat();
    all_right(&[
        case("TCX", b"<?xml version=\"1.0\"?><TrainingCenterDatabase></TrainingCenterDatabase>", "original FIT file"),
        case("GPX", b"<?xml version=\"1.0\"?><gpx></gpx>", "original FIT file"),
        case("a web page", b"<!DOCTYPE html><html></html>", "web page"),
        case("hrm of rates", b"[Params]\nVersion=106\nInterval=5\n\n[HRData]\n70\n71\n", "heart rates every 5 s"),
        case("a workbook", b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml", "as CSV"),
        case("a database", b"SQLite format 3\0\x10\0", "database"),
        case("EDF", &edf, "a signal, not RR intervals"),
        case("a PDF", b"%PDF-1.7 x", "PDF"),
        case("OpenSignals", b"# OpenSignals Text File Format\n# {}\n0\t1\t512\n", "OpenSignals"),
        case("MATLAB", b"MATLAB 5.0 MAT-file\0\x01", "MATLAB"),
    ]);
}
