//! What is endless or packed without end is refused within limits.
#![allow(clippy::unwrap_used, clippy::format_collect)]

use std::io::Write as _;

use breathmark::lab::analyze::read::choice::Choice;
use breathmark::lab::analyze::read::{Limits, recordings_as};

fn refusal(bytes: &[u8], limits: Limits) -> String {
    recordings_as(bytes, &Choice::default(), limits).map_err(|error| error.to_string()).unwrap_err()
}

fn bomb(size: usize) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b'8'; size]).unwrap();
    packed.finish().unwrap()
}

#[test]
fn what_is_packed_without_end_is_refused_at_the_limit() {
    let limits = Limits { unpacked: 1 << 20, members: 2 };
    let bomb = bomb(2 << 20);
    assert!(bomb.len() < 10_000);
    assert!(refusal(&bomb, limits).contains("more than 1 MiB"));
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for name in ["a", "b", "c"] {
        let (mut entry, config) = archive.new_file(name).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(b"845\n").unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    assert!(refusal(&archive.finish().unwrap(), limits).contains("more than 2 files"));
}

/// The number of intervals that were read. Work that grows with the square of a size would take hours.
fn intervals(bytes: &[u8]) -> Result<usize, String> {
    let read = recordings_as(bytes, &Choice::default(), Limits::default());
    read.map(|all| all.iter().map(|one| one.rows.len()).sum()).map_err(|error| error.to_string())
}

#[test]
fn the_work_grows_with_the_size_of_a_file_and_not_with_its_square() {
    let tiny: String = (0..60)
        .map(|i| format!("{}.{},{}\n", i / 10, i % 10, if i == 50 { "0.000000000001" } else { "845" }))
        .collect();
    assert!(intervals(format!("time,rr\n{tiny}").as_bytes()).unwrap() <= 60);
    let lines = format!("845\n845\n{}845\n", "x\n\n".repeat(20_000));
    assert!(intervals(lines.as_bytes()).is_err());
    for name in ["rr", "t", "valid", "label", "x", "subject"] {
        let names: Vec<String> = (0..5_000).map(|i| format!("{name}{i}")).collect();
        let numbers = vec!["845"; 5_000].join(",");
        let _ = intervals(format!("{}\n{numbers}\n{numbers}\n", names.join(",")).as_bytes());
        let _ = intervals(format!("rr,{}\n{numbers}\n{numbers}\n", vec![name; 5_000].join(",")).as_bytes());
    }
    assert!(intervals("845 ".repeat(2_000_000).as_bytes()).unwrap() == 2_000_000);
}

#[test]
fn an_endless_line_or_nothing_but_zeros_is_refused() {
    for (bytes, words) in [
        (vec![0_u8; 1 << 17], "binary"),
        (vec![b'8'; 1 << 17], "is no number"),
        (vec![b'['; 1 << 17], "no JSON either"),
        (vec![b'{'; 1 << 17], "no JSON either"),
        (b"<a>".repeat(1 << 15), "XML"),
        (b"\"".repeat(1 << 17), "is no number"),
    ] {
        let said = intervals(&bytes).unwrap_err();
        assert!(said.contains(words) && said.len() < 400, "{said}");
    }
    assert_eq!(intervals(&b"845,".repeat(1 << 14)), Ok(1 << 14));
}
