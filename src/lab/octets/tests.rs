//! Lines as programs print them, with what must be read out of them.

use super::*;

const MEASUREMENT: [u8; 4] = [0x16, 0x48, 0x52, 0x03];

fn read(line: &str) -> Result<Octets, String> {
    OctetsReader::default().read(line.as_bytes())
}

/// Certain octets.
fn certain(line: &str) -> Vec<u8> {
    match read(line) {
        Ok(Octets { octets, assumed: None }) => octets,
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
        "16485203",
        "16 48 52 03",
        "16:48:52:03",
        "16-48-52-03",
        "16,48,52,03",
        "16, 48, 52, 03",
        "16; 48; 52; 03",
        "0x16485203",
        "0X16 0X48 0X52 0X03",
        "0x16,0x48,0x52,0x03",
        "0x16 0x48 0x52 0x3",
        "{0x16, 0x48, 0x52, 0x03}",
        "{ 0x16, 0x48, 0x52, 0x03 };",
        "[0x16, 0x48, 0x52, 0x03]",
        "(0x) 16-48-52-03",
        "\"16\",\"48\",\"52\",\"03\"",
        "<16485203>",
        "<Buffer 16 48 52 03>",
        "{length = 4, bytes = 0x16485203}",
        "\u{feff}16 48 52 03\r\n",
        "\t16\t48\t52\t03  ",
        "\\x16\\x48\\x52\\x03",
        "\"\\x16\\x48\\x52\\x03\"",
        "\\x16, \\x48, \\x52, \\x3",
        "b'\\x16HR\\x03'",
        "b\"\\x16HR\\x03\"",
        "bytearray(b'\\x16HR\\x03')",
        "$'\\x16HR\\x03'",
        "\"\\u0016HR\\u0003\"",
        "[16, 48, 52, 03]",
    ] {
        assert_eq!(certain(line), MEASUREMENT, "{line:?}");
    }
}

#[test]
fn what_tools_print_of_a_notification_is_read() {
    for line in [
        "Notification handle = 0x0012 value: 16 48 52 03 ",
        "Characteristic value/descriptor: 16 48 52 03",
        "handle: 0x0012 \t value: 16 48 52 03",
        "        Value: 16485203",
        "        Data: 16485203",
        "          Data[4]: 16485203",
        "  16 48 52 03                                      .HR.            ",
        "\u{1b}[0;94m  16 48 52 03                                      .HR.            \u{1b}[0m",
        "00000000  16 48 52 03                                       |.HR.|",
        "00000000: 1648 5203                                .HR.",
        "0000000 16 48 52 03",
        "0000   16 48 52 03                                       .HR.",
        "2026-11-28 20:15:26.896 16 48 52 03",
        "2026-11-28T20:15:26.896+01:00 16485203",
        "[20:15:26] 16:48:52:03",
        "20:15:26,896 INFO 16 48 52 03",
        "2026-11-28 20:15:26 [D] Heart Rate Measurement: 16 48 52 03",
        "20:15:26.896 notification = 0x16 0x48 0x52 0x03",
        "{\"at\": 700000, \"input\": \"notification\", \"seat\": \"left\", \"epoch\": 1, \"bytes\": \"16485203\"}",
        "A\tNotification received from 00002a37-0000-1000-8000-00805f9b34fb, value: (0x) 16-48-52-03",
    ] {
        assert_eq!(certain(line), MEASUREMENT, "{line:?}");
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
        "16 48 52 03 # odd",
        "+16",
        "-16 -0x48",
        "0.16 0.48",
    ] {
        assert!(refused(line).contains("write octets as 16 48 52 03"), "{line:?}: {}", refused(line));
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
        assert!(refused(line).contains("write octets as 16 48 52 03"), "{line:?}: {}", refused(line));
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
fn lines_of_a_dump_that_belong_together_are_not_taken_for_two_measurements() {
    let mut reader = OctetsReader::default();
    let dump = "00000000  10 48 52 03 57 03 5a 03  60 03 61 03 62 03 63 03  |.HR.W.Z.`.a.b.c.|\n\
                00000010  64 03                                             |d.|\n\
                00000012";
    let lines: Vec<_> = dump.lines().map(|line| reader.read(line.as_bytes())).collect();
    assert!(lines[0].as_ref().is_ok_and(|first| first.octets.len() == 16 && first.assumed.is_some()), "{lines:?}");
    assert!(lines[1].as_ref().is_err_and(|why| why.contains("line before")), "{lines:?}");
    assert!(lines[2].as_ref().is_err_and(|why| why.contains("end of a dump")), "{lines:?}");
    assert_eq!(
        reader.read(b"00000012").map(|octets| octets.octets),
        Ok(vec![0, 0, 0, 0x12]),
        "without a dump before it"
    );

    let bluetoothctl = "[CHG] Attribute /org/bluez/hci0/dev_C0/service0010/char0011 Value:\n  \
                        10 48 52 03 57 03 5a 03 60 03 61 03 62 03 63 03  .HR.W.Z.`.a.b.c.\n  \
                        64 03                                            d.              ";
    let lines: Vec<_> = bluetoothctl.lines().map(|line| reader.read(line.as_bytes())).collect();
    assert!(lines[0].as_ref().is_err_and(|why| why.contains("there are no octets")), "{lines:?}");
    assert!(lines[1].as_ref().is_ok_and(|first| first.assumed.is_some()), "{lines:?}");
    assert!(lines[2].as_ref().is_err_and(|why| why.contains("line before")), "{lines:?}");
}

#[test]
fn lines_around_a_notification_are_refused() {
    for line in [
        "> ACL Data RX: Handle 64 flags 0x02 dlen 11                    #304 [hci0] 737.782147",
        "      ATT: Handle Value Notification (0x1b) len 6",
        "        Handle: 0x0010 Type: Heart Rate Measurement (0x2a37)",
        "Nov 28 20:15:26 host app 16 48 52 03",
        "[CHG] Device C0:00:00:00:00:A1 RSSI: -60",
    ] {
        refused(line);
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
        }
    }
    for long in ["16 ".repeat(3000), "\\x16".repeat(2000), "value:".repeat(1500), "[".repeat(8000), "0x".repeat(4000)] {
        let _ = read(&long);
    }
}
