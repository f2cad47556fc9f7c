//! What is endless or packed without end is refused within limits.
#![allow(clippy::unwrap_used)]

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

#[test]
fn an_endless_line_or_nothing_but_zeros_is_refused() {
    for (bytes, words) in [
        (vec![0_u8; 1 << 17], "binary"),
        (vec![b'8'; 1 << 17], "no RR interval"),
        (b"845,".repeat(1 << 14), ""),
        (vec![b'['; 1 << 17], ""),
        (vec![b'{'; 1 << 17], ""),
        (b"<a>".repeat(1 << 15), "XML"),
        (b"\"".repeat(1 << 17), ""),
    ] {
        let read = recordings_as(&bytes, &Choice::default(), Limits::default());
        let said = read.map_err(|error| error.to_string()).err().unwrap_or_default();
        assert!(said.contains(words) && said.len() < 400, "{said}");
    }
}
