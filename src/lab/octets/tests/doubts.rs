//! Lines with more or less than a measurement in them. None of them may be answered without a doubt.

use super::*;

/// What is said of a line: how it was read, and whether it is likely.
fn said(line: &str) -> Result<Vec<&'static str>, String> {
    let octets = read(line)?;
    let doubt = doubt(&octets)?;
    Ok(octets.assumed.into_iter().chain(doubt).collect())
}

#[test]
fn a_measurement_that_begins_later_is_refused() {
    for (line, at) in [
        ("12 16 48 52 03", 2),
        ("01 16 48 52 03", 2),
        ("17\t10 48 52 03", 2),
        ("10 10 48 52 03", 2),
        ("72 16 48 52 03", 2),
        ("[04] 16 48 52 03", 2),
        ("ad 16 48 52 03", 2),
        ("be 16 48 52 03", 2),
        ("A1 16 48 52 03", 2),
        ("20:15:26:16:48:52:03", 4),
        ("20 15 26 16 48 52 03", 4),
        ("10 43 72 03 8a 03 10 44 92 03", 7),
    ] {
        let wanted = format!("only with octet {at}");
        assert!(said(line).is_err_and(|why| why.contains(&wanted)), "{line:?}: {:?}", said(line));
    }
    let packet = "0000   02 40 20 0b 00 07 00 04 00 1b 12 00 16 48 52 03   .@ ..........HR.";
    assert!(said(packet).is_err_and(|why| why.contains("whole packet")), "{:?}", said(packet));
}

#[test]
fn what_no_heart_gives_is_doubted() {
    for line in [
        "16 48 52 03 72",
        "16 67 114 3 138 3 71",
        "1732825000",
        "173282500012",
        "20261128",
        "2026",
        "0000180d",
        "00000004",
        "0600FF",
        "00ff01",
        "10 48 52 03 57 03 5a 0b",
    ] {
        assert!(said(line).is_ok_and(|said| said.iter().any(|said| said.contains("no likely one"))), "{line:?}");
    }
}

#[test]
fn what_a_strap_usually_sends_is_not_doubted() {
    for line in
        ["1E 48 10 00 52 03 57 03", "06 4b", "04 00 # no skin: nothing", "10 4b ff ff", "07 4b 00", "16 00 5a 03"]
    {
        let octets = read(line).expect(line);
        assert_eq!(doubt(&octets), Ok(None), "{line:?}");
    }
}

#[test]
fn marked_octets_are_shown_as_they_are() {
    for line in ["0x16 0x48 0x52 0x03 0x11", "0x12 0x16 0x48 0x52 0x03", "\\xff\\x48", "Uint8Array(2) [255, 72]"] {
        assert_eq!(said(line), Ok(vec![]), "{line:?}");
    }
}

#[test]
fn numbers_that_are_no_octets_are_refused() {
    for (line, wanted) in [
        ("123 16 72 82 3", "a counter"),
        ("123, 22, 72, 82, 3", "a counter"),
        ("101 10 48 52 13", "a counter"),
        ("C0:00:00:00:00:A1", "the address of a device"),
        ("A0:9E:1A:16:48:52", "the address of a device"),
        ("00010110010010000101001000000011", "binary"),
        ("<00010110 01001000>", "binary"),
        ("b'FkhSAw=='", "base64"),
        ("b'hello'", "other text"),
        ("b'\\x10H' b'\\x52\\x03'", "more than one string"),
        ("b'\\x10\\x48\\x52\\x03', b'\\x10\\x47'", "more than one string"),
    ] {
        assert!(refused(line).contains(wanted), "{line:?}: {}", refused(line));
    }
}

#[test]
fn backslashes_that_were_written_twice_are_read_once() {
    for line in ["bytearray(b\"\\\\x16HR\\\\x03\")", "value=b\"\\\\x16HR\\\\x03\"", "\"\\\\u0016HR\\\\u0003\""] {
        assert_eq!(assumed(line), MEASUREMENT, "{line:?}");
    }
    assert_eq!(
        certain("b'\\x10\\\\x\\x03'"),
        [0x10, 0x5c, 0x78, 3],
        "one that stands alone shows that two are one octet"
    );
}
