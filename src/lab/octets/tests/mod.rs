//! Lines as programs print them, with what must be read out of them.

mod doubts;
mod logs;

use super::*;

const MEASUREMENT: [u8; 4] = [0x16, 0x48, 0x52, 0x03];

fn read(line: &str) -> Result<Octets, String> {
    OctetsReader::default().read(line.as_bytes())
}

/// Certain octets.
fn certain(line: &str) -> Vec<u8> {
    match read(line) {
        Ok(Octets { octets, assumed: None, .. }) => octets,
        other => panic!("{line:?}: {other:?}"),
    }
}

/// Octets of a line that could mean something else, which is said.
fn assumed(line: &str) -> Vec<u8> {
    match read(line) {
        Ok(Octets { octets, assumed: Some(_), .. }) => octets,
        other => panic!("{line:?}: {other:?}"),
    }
}

fn refused(line: &str) -> String {
    match read(line) {
        Err(why) => why,
        Ok(octets) => panic!("{line:?}: {octets:?}"),
    }
}

#[test]
fn hexadecimal_octets_are_read_in_every_dress() {
    for line in [
        "0x16485203",
        "0X16 0X48 0X52 0X03",
        "0x16,0x48,0x52,0x03",
        "0x16 0x48 0x52 0x3",
        "0x16-48-52-03",
        "{0x16, 0x48, 0x52, 0x03}",
        "{ 0x16, 0x48, 0x52, 0x03 };",
        "[0x16, 0x48, 0x52, 0x03]",
        "(0x) 16-48-52-03",
        "<16485203>",
        "<Buffer 16 48 52 03>",
        "{length = 4, bytes = 0x16485203}",
        "\\x16\\x48\\x52\\x03",
        "\"\\x16\\x48\\x52\\x03\"",
        "\\x16, \\x48, \\x52, \\x3",
        "b'\\x16HR\\x03'",
        "b\"\\x16HR\\x03\"",
        "bytearray(b'\\x16HR\\x03')",
        "$'\\x16HR\\x03'",
        "\"\\u0016HR\\u0003\"",
    ] {
        assert_eq!(certain(line), MEASUREMENT, "{line:?}");
    }
    assert_eq!(certain("16 4b 52 03"), [0x16, 0x4b, 0x52, 3], "a letter shows it");
}

#[test]
fn digits_without_a_letter_are_hexadecimal_which_is_said() {
    for line in [
        "16485203",
        "16 48 52 03",
        "16:48:52:03",
        "16-48-52-03",
        "16,48,52,03",
        "16, 48, 52, 03",
        "16; 48; 52; 03",
        "\"16\",\"48\",\"52\",\"03\"",
        "\u{feff}16 48 52 03\r\n",
        "\t16\t48\t52\t03  ",
        "[16, 48, 52, 03]",
        "b'16485203'",
        "b'16 48 52 03'",
        "b'16:48:52:03'",
    ] {
        assert_eq!(assumed(line), MEASUREMENT, "{line:?}");
    }
    for line in ["16 72 82 03", "[16, 72, 82, 03]", "16:72:82:03", "16-72-82-03", "16728203"] {
        assert_eq!(assumed(line), [0x16, 0x72, 0x82, 3], "{line:?}: a program may have filled decimal numbers");
    }
    for line in
        ["04 72", "00 72", "06,70", "<22 72 82 03>", "1672", "1072", "010072", "22728203", "0000000  22  72  82  12"]
    {
        assumed(line);
    }
}

#[test]
fn octets_without_leading_zeros_are_single_octets() {
    assert_eq!(certain("0x10 0x3e 0xb1 0x3 0xde 0x3"), [0x10, 0x3e, 0xb1, 3, 0xde, 3]);
    assert_eq!(certain("0x10 0x48 0x3 0x4"), [0x10, 0x48, 3, 4]);
    assert_eq!(certain("10 3e b1 3 de 3"), [0x10, 0x3e, 0xb1, 3, 0xde, 3]);
    assert_eq!(certain("10:3e:b1:3:de:3"), [0x10, 0x3e, 0xb1, 3, 0xde, 3]);
}

#[test]
fn a_number_of_three_digits_or_below_zero_shows_a_decimal_list() {
    let decimal = [16, 67, 114, 3, 138, 3];
    for line in [
        "[16, 67, 114, 3, 138, 3]",
        "16 67 114 3 138 3",
        "16,67,114,3,138,3",
        "016 067 114 003 138 003",
        "[16, 67, 114, 3, -118, 3]",
        "Uint8Array(6) [16, 67, 114, 3, 138, 3]",
        "Uint8Array(6) [ 16,  67, 114, 3, 138, 3 ]",
        "value: [16, 67, 114, 3, 138, 3]",
    ] {
        assert_eq!(certain(line), decimal, "{line:?}");
    }
    assert_eq!(certain("Uint8Array [16, 72, 82, 3]"), [16, 72, 82, 3], "its name says so");
}

#[test]
fn what_was_assumed_is_said() {
    let bare = read("16 48 52 12").expect("octets");
    assert_eq!(
        (bare.octets, bare.assumed.is_some_and(|said| said.starts_with("hexadecimal"))),
        (vec![0x16, 0x48, 0x52, 0x12], true)
    );
    let array = read("[16, 72, 82, 3]").expect("octets");
    assert_eq!(
        (array.octets, array.assumed.is_some_and(|said| said.starts_with("decimal"))),
        (vec![16, 72, 82, 3], true)
    );
    for (line, octets) in [("1648 5203", MEASUREMENT), ("4816 0352", [0x48, 0x16, 3, 0x52])] {
        let words = read(line).expect("octets");
        assert_eq!(
            (words.octets.as_slice(), words.assumed.is_some_and(|said| said.contains("in order"))),
            (&octets[..], true)
        );
    }
    let hexlified = read("b'16485203'").expect("octets");
    assert_eq!((hexlified.octets.as_slice(), hexlified.assumed.is_some()), (&MEASUREMENT[..], true));
}

#[test]
fn what_could_be_either_is_refused_with_what_to_do() {
    for line in [
        "16 72 82 3",
        "16,5",
        "016 110 122 003",
        "0x16 72 82 3",
        "16:48:52",
        "20:15 16 48 52 03",
        "C0:00:00:00:00:A1 16 48 52 03",
        "1732825000 16 48 52 03",
        "123 16 48 52 03",
        "16 48-52 03",
        "164 1ab",
        "1648520",
        "zz",
        "",
        "hello",
        "+16",
        "-16 -0x48",
        "0.16 0.48",
    ] {
        assert!(refused(line).contains("write octets as 0x16"), "{line:?}: {}", refused(line));
    }
    assert!(refused("[16, 300, 2]").contains("outside 0 to 255"));
    assert!(refused("[16, -200, 2]").contains("outside 0 to 255"));
    assert!(refused("b'\\x1'").contains("no octet"));
}

#[test]
fn a_number_before_the_octets_is_never_taken_for_octets() {
    for line in [
        "1732825000 16485203",
        "1732825000,16485203",
        "1732825000 1648",
        "20241128 16485203",
        "C000000000A1 16485203",
        "0012 16485203",
        "0x0012 0x16485203",
        "0x1648 0x5203",
        "12 16485203",
        "16485203 12",
        "-60 16 48 52 03",
        "-60 16 72 82 3",
        "16 48 52 03 -60",
        "D 16 48 52 03",
        "e 16 48 52 03",
        "A 16 48",
        "buffer: 22,72,82,3",
        "buffer 22 72 82 3",
        "\"\\x16HR\\003\"",
    ] {
        assert!(refused(line).contains("write octets as 0x16"), "{line:?}: {}", refused(line));
    }
    assert_eq!(certain("<16485203 5803>"), [0x16, 0x48, 0x52, 3, 0x58, 3]);
    assert_eq!(certain("b'\\x16HR\\x03\\0'"), [0x16, 0x48, 0x52, 3, 0]);
    assert_eq!(certain("[-106, 72, 82, 3]"), [150, 72, 82, 3]);
}

#[test]
fn words_of_sixteen_bits_are_refused() {
    for line in ["0000000 4816 0352", "0000000 044026 001522"] {
        assert!(refused(line).contains("their order is unknown"), "{line:?}: {}", refused(line));
    }
}

#[test]
fn any_line_is_read_or_refused_in_a_moment() {
    let mut random = fastrand::Rng::with_seed(5);
    let alphabet: Vec<char> = "0123456789abcdefxX\\'\"[](){}<>:;,-. |=bvalueTZ\u{1b}é".chars().collect();
    for _ in 0..20_000 {
        let line: String = (0..random.usize(0..40)).map(|_| alphabet[random.usize(0..alphabet.len())]).collect();
        if let Ok(octets) = read(&line) {
            assert!(octets.octets.len() <= line.len(), "{line:?}");
            let _ = doubt(&octets);
        }
    }
    for long in [
        "16 ".repeat(3000),
        "\\x16".repeat(2000),
        "value:".repeat(1500),
        "[".repeat(8000),
        "0x".repeat(4000),
        "1648520352".repeat(800),
    ] {
        let _ = read(&long).and_then(|octets| doubt(&octets));
    }
}
